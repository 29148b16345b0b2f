"""The commands of Agillic that are not made from the table of operations."""

from typing import Final

from sdk_core.cli.program import Command

COMMANDS: Final = (
    Command("mock", "start a local Agillic that keeps state, to test against", "agillic.cli.mock"),
    Command(
        "contract",
        "verify an instance against the document, and report what the evidence should become",
        "agillic.contract.command",
    ),
    Command(
        "activity",
        "export the activity of any range of time; a run that ended early goes on",
        "agillic.cli.export_activity",
        "exports",
    ),
    Command(
        "files",
        "list export files in all folders, and save those that are not here",
        "agillic.cli.export_files",
        "exports",
    ),
    Command("watch", "wait until a task has ended, and print how", "sdk_core.cli.task_watch", "tasks"),
)
