"""What a room says of its command line: its name, its API, and the commands that are not made from the table."""

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any, Final, NamedTuple

from sdk_apis import APIS

ALL: Final = "all"
"""What `--limit` takes for a result of any length."""


FORMATS: Final = ("table", "json", "jsonl", "csv")


class Command(NamedTuple):
    """A command that is not made from the table of operations.

    Attributes:
        name: as it is typed.
        help: one line for the list of commands.
        module: has `DESCRIPTION`, `add_arguments(parser)` and `run(options)`; imported when the command is used, and
            what takes its time only by `run`. The options hold `api`, the name of the API that is called.
        resource: the resource that it is a method of, such as `recipients`; empty for a command of its own.
    """

    name: str
    help: str
    module: str
    resource: str = ""


class Program(NamedTuple):
    """A command line.

    Attributes:
        name: what people type.
        api: the API that it calls, unless `--api` names another one.
        distribution: what pip installs, for texts that say which of its extras is missing.
        version: returns the version, which is only asked for when it is wanted.
    """

    name: str
    api: str
    distribution: str
    version: Callable[[], str]


CORE_COMMANDS: Final = (
    Command("limits", "show how many calls of the day are used and left", "sdk_core.cli.limits"),
    Command(
        "profiles", "list, add, use and remove profiles: credentials and settings by name", "sdk_core.cli.profiles"
    ),
)
"""What the command line of every API has."""


def commands_of(api: str) -> tuple[Command, ...]:
    """Return the commands of an API: those of all, and what its room says in its module `cli.commands`.

    Args:
        api: one of `sdk_apis.APIS`.
    """
    own: tuple[Command, ...] = getattr(_said(api), "COMMANDS", ())
    return (*CORE_COMMANDS, *own)


def reader_of(api: str, parameter: str) -> Callable[[str], Any] | None:
    """Return what reads the text that is typed for a parameter, where a room says so by `READERS`; else None.

    Args:
        api: one of `sdk_apis.APIS`.
        parameter: its name on the wire.
    """
    readers: Mapping[str, str] = getattr(_said(api), "READERS", {})
    if parameter not in readers:
        return None
    module, _, name = readers[parameter].partition(":")
    reader: Callable[[str], Any] = getattr(import_module(module), name)
    return reader


def _said(api: str) -> ModuleType | None:
    """Return what a room says of its command line, in its module `cli.commands`."""
    room = f"{APIS[api].rpartition('.')[0]}.cli"
    return None if find_spec(room) is None else import_module(f"{room}.commands")
