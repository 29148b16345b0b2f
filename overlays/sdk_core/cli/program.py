"""What a room says of its command: its name, its API, and the commands that only it has."""

from collections.abc import Callable
from typing import Final, NamedTuple

ALL: Final = "all"
"""What `--limit` takes for a result of any length."""


class RoomCommand(NamedTuple):
    """A command that is not made from a table.

    Attributes:
        name: as it is written behind the program.
        help: one line for the list of commands.
        module: has `DESCRIPTION`, `add_arguments(parser)` and `run(options)`; imported when the command is used.
    """

    name: str
    help: str
    module: str


class Program(NamedTuple):
    """A command line.

    Attributes:
        name: what people type.
        api: the API that it calls, unless `--api` names another one.
        distribution: what pip installs, for texts that say which of its extras is missing.
        version: returns the version, which is only asked for when it is wanted.
        commands: what only this program has.
    """

    name: str
    api: str
    distribution: str
    version: Callable[[], str]
    commands: tuple[RoomCommand, ...] = ()
