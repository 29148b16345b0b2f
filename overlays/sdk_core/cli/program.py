"""What a room says of its command line: its name, its API, and the commands that are not made from the table."""

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
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
            what takes its time only by `run`. The options hold `api`, the name of the API that is called, `prog`,
            which is what was typed and what messages begin with, and `is_own_api`, whether it goes without `--api`.
        resource: the resource that it is a method of, such as `recipients`; empty for a command of its own.
        operation: the operationId that it is another name of, where people look for it; it has no module then.
    """

    name: str
    help: str
    module: str = ""
    resource: str = ""
    operation: str = ""


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
    Command("mock", "start a local server that behaves as the API does, to test against", "sdk_core.cli.mock"),
    Command(
        "contract",
        "verify an instance against the document, and report what the evidence should become",
        "sdk_core.cli.contract",
    ),
    Command("sync", "keep the API in step with a source: plan, run, report, undo", "sdk_core.cli.sync"),
    Command("agents", "let AI agents work with the API within a policy: serve, approve, audit", "sdk_core.cli.agents"),
    Command("doctor", "check settings, credentials, this machine and the way to the API", "sdk_core.cli.doctor"),
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
    module = room_module(api, "cli.commands")
    return CORE_COMMANDS if module is None else (*CORE_COMMANDS, *import_module(module).COMMANDS)


def aliases_of(api: str) -> Mapping[str, tuple[str, ...]]:
    """Return what people may type instead of a resource, by its name; a room says so by `ALIASES`.

    Args:
        api: one of `sdk_apis.APIS`.
    """
    found: Mapping[str, tuple[str, ...]] = _of_room(api, "ALIASES")
    return found


def reader_of(api: str, parameter: str) -> Callable[[str], Any] | None:
    """Return what reads the text that is typed for a parameter, where a room says so by `READERS`; else None.

    Args:
        api: one of `sdk_apis.APIS`.
        parameter: its name on the wire.
    """
    readers: Mapping[str, str] = _of_room(api, "READERS")
    if parameter not in readers:
        return None
    module, _, name = readers[parameter].partition(":")
    reader: Callable[[str], Any] = getattr(import_module(module), name)
    return reader


def _of_room(api: str, name: str) -> Mapping[str, Any]:
    """Return a table of a room's module `cli.commands`; an empty one where it has none of this name."""
    module = room_module(api, "cli.commands")
    return {} if module is None else getattr(import_module(module), name, {})


def room_module(api: str, name: str) -> str | None:
    """Return a module of an API's room, such as `cli.doctor`; None when its room has none of this name.

    It is not imported, only the packages that it is in.
    """
    room = APIS[api].rpartition(".")[0]
    folder, _, _ = name.rpartition(".")
    if find_spec(f"{room}.{folder}") is None or find_spec(f"{room}.{name}") is None:
        return None
    return f"{room}.{name}"
