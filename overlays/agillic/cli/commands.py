"""The commands of Agillic that are not made from the table of operations."""

from typing import Final

from sdk_core.cli.program import Command

COMMANDS: Final = (
    Command(
        "discover",
        "write the fields, tables and names of an instance as a typed Python module, or check it for drift",
        "agillic.cli.discover",
    ),
)
