"""Writes the table by which a command line finds the APIs that have a client: a module for each, not imported yet.

Entry points of the distribution would say the same, but reading them takes tens of milliseconds at each start.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.generate.settings import Settings

PACKAGE = "sdk_apis"
"""The package that holds the table. It is a name of its own, since no API owns the others."""

_MODULE = '''\
# Generated from generator/apis. Do not edit: `make generate` writes it.
"""The APIs that have a client, and the module of each that holds its `API`."""

from typing import Final

APIS: Final = {{
{lines}}}
'''


def with_rooms(chosen: Iterable[Settings]) -> dict[str, str]:
    """Return the rooms of APIs by their names; a room is a client of its own over the generated one."""
    return {each.api: each.room for each in chosen if each.room}


def write_table(rooms: Mapping[str, str], folder: Path) -> None:
    """Write the package into a folder that does not exist yet.

    Args:
        rooms: the module of each API that has one, by its name.
        folder: the package's folder; its parent exists.
    """
    lines = "".join(f'    "{api}": "{room}",\n' for api, room in rooms.items())
    folder.mkdir()
    (folder / "__init__.py").write_text(_MODULE.format(lines=lines), "utf-8", newline="\n")
    (folder / "py.typed").touch()
