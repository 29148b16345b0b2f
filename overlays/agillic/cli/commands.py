"""The commands of Agillic that are not made from the table of operations."""

from typing import Final

from sdk_core.cli.program import Command

COMMANDS: Final = (
    Command("mock", "start a local Agillic that keeps state, to test against", "agillic.cli.mock"),
    Command(
        "discover",
        "write the fields, tables and names of an instance as a typed Python module, or check it for drift",
        "agillic.cli.discover",
    ),
    Command(
        "contract",
        "verify an instance against the document, and report what the evidence should become",
        "agillic.contract.command",
    ),
)
