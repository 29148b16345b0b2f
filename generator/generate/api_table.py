"""Writes the table by which a command line finds the APIs that have a client: a module for each, not imported yet.

Entry points of the distribution would say the same, but reading them takes tens of milliseconds at each start.
"""

from collections.abc import Sequence
from pathlib import Path

from generator.generate.settings import Settings

PACKAGE = "sdk_apis"
"""The package that holds the table. It is a name of its own, since no API owns the others."""

_MODULE = '''\
# Generated from generator/apis. Do not edit: `make generate` writes it anew.
"""The APIs that have a client, and the module of each that holds its `API`."""

from typing import Final

APIS: Final = {{
{lines}}}
'''


def with_rooms(chosen: Sequence[Settings]) -> list[Settings]:
    """Return the settings of the APIs that have a room, which is a client of their own over the generated one."""
    return [each for each in chosen if each.room]


def write_table(chosen: Sequence[Settings], folder: Path) -> None:
    """Write the package into a folder that does not exist yet.

    Args:
        chosen: the settings of all APIs of the tree.
        folder: the package's folder; its parent exists.
    """
    lines = "".join(f'    "{each.api}": "{each.room}",\n' for each in with_rooms(chosen))
    folder.mkdir()
    (folder / "__init__.py").write_text(_MODULE.format(lines=lines), "utf-8", newline="\n")
    (folder / "py.typed").touch()
