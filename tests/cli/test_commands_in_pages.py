"""Commands that pages show can be given: programs, commands, options and targets are there. Nothing is run here."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_parts import ROOT

from agillic.cli.main import PROGRAM as AGILLIC
from iterable_client.cli.main import PROGRAM as ITERABLE
from sdk_core.cli.commands import build
from sdk_core.cli.tables import read_table

PROGRAMS = {program.name: program for program in (AGILLIC, ITERABLE)}
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
TARGETS = set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def commands(page: Path) -> Iterator[list[str]]:
    """Yield the words of the commands of a page, without what follows a pipe, a redirection or a comment."""
    for block in re.findall(r"```console\n(.*?)```", page.read_text("utf-8"), re.DOTALL):
        for line in re.findall(r"^\$ ((?:.*\\\n)*.*)$", block, re.MULTILINE):
            words = shlex.shlex(line.replace("\\\n", " "), posix=True, punctuation_chars="|>&;")
            words.whitespace_split, words.commenters = True, "#"
            command: list[str] = []
            for word in words:
                if set(word) <= set("|>&;"):
                    break
                command.append(word)
            yield command


SHOWN = [
    pytest.param(command, id=f"{page.relative_to(ROOT).as_posix()}-{number}")
    for page in PAGES
    for number, command in enumerate(commands(page), 1)
    if Path(command[0]).name in {*PROGRAMS, "make"}
]


def test_commands_are_found() -> None:
    assert len(SHOWN) > 60


@pytest.mark.parametrize("command", SHOWN)
def test_a_command_of_a_page_can_be_given(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    name, *arguments = command
    if name == "make":
        assert {each for each in arguments if "=" not in each and not each.startswith("-")} <= TARGETS
        return
    program = PROGRAMS[Path(name).name]
    api = program.api
    if "--api" in arguments:
        at = arguments.index("--api")
        api = arguments[at + 1]
        del arguments[at : at + 2]
    ended: object = 0
    try:
        build(program, read_table(api)).parse_args(arguments)
    except SystemExit as end:  # help ends so, too
        ended = end.code
    is_shown_wrong = "gett" in arguments  # the page shows what a mistake prints
    assert ended == (2 if is_shown_wrong else 0), capsys.readouterr().err
