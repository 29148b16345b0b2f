"""The commands of Agillic that are not made from the table of operations."""

from typing import Final

from sdk_core.cli.program import Command

COMMANDS: Final[tuple[Command, ...]] = ()
