"""docs/reference/NAME/commands.md: the help of each command, as it prints it."""

import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Final

from generator.site.markdown import fenced
from sdk_core.api import Api
from sdk_core.cli.commands import build
from sdk_core.cli.lazy_parser import LazyParser
from sdk_core.cli.program import Program
from sdk_core.cli.tables import read_table

COLUMNS: Final = 90
"""How wide the help is: it fits a page beside its navigation."""


def commands_path(api: str) -> str:
    """Return where the page of an API's commands is written, relative to the folder of results."""
    return f"docs/reference/{api}/commands.md"


def program_of(api: Api) -> Program:
    """Return the command of an API."""
    program: Program = import_module(f"{api.package}.cli.main").PROGRAM
    return program


def commands_page(api: Api) -> str:
    """Return the page of an API's program as Markdown."""
    program = program_of(api)
    parser = build(program, read_table(program.api))
    lines = [
        f"# Commands of {program.name}",
        "",
        (
            "What `--help` prints of each command. [Command line](../../command-line.md) explains how they are used, "
            "and [the operations](operations.md) are those of the API."
        ),
        "",
    ]
    with _columns():
        for each, depth in _tree(parser, 0):
            if depth:
                lines += ["", f"{'#' * (depth + 1)} {each.prog.removeprefix(program.name).strip()}", ""]
            lines += fenced("\n".join(line.rstrip() for line in each.format_help().splitlines()), "text")
    return "\n".join([*lines, ""])


def _tree(parser: LazyParser, depth: int) -> Iterator[tuple[LazyParser, int]]:
    """Yield a parser and all below it, each with how many words its command has."""
    yield parser.filled(), depth
    for each in parser.commands.values():
        yield from _tree(each, depth + 1)


@contextmanager
def _columns() -> Generator[None, None, None]:
    """Have help be as wide everywhere."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = str(COLUMNS)
    try:
        yield
    finally:
        if before is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = before
