"""The commands of Iterable that are not made from the table of operations."""

from typing import Final

from sdk_core.cli.program import Command

COMMANDS: Final[tuple[Command, ...]] = (
    Command("watch", "wait until an export job has ended, and print how", "sdk_core.cli.task_watch", "exports"),
    Command(
        "download",
        "save the files of an export job; a run that ended early goes on",
        "iterable_client.cli.export_download",
        "exports",
    ),
)
