"""docs/command-line.md is true: its commands run against the mock, and print what it shows."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from command_parts import ROOT
from page_commands import run_page

from agillic.cli.main import PROGRAM
from iterable_client.cli.main import PROGRAM as ITERABLE
from sdk_core.cli.commands import build
from sdk_core.cli.exit_codes import MEANINGS
from sdk_core.cli.lazy_parser import LazyParser
from sdk_core.cli.output import FORMATS
from sdk_core.cli.tables import read_table

PAGE = (ROOT / "docs/command-line.md").read_text("utf-8")


@pytest.mark.usefixtures("agillic_environment", "agillic_no_wait")
def test_its_commands_print_what_it_shows(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ITERABLE_API_KEY", "bookshop-0123456789-key")
    monkeypatch.setenv("ITERABLE_BASE_URL", "http://127.0.0.1:9")  # nothing is sent there
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert run_page(PAGE, capsys) > 12
    assert "complete" in (tmp_path / "agillic.bash").read_text("utf-8")


def test_its_exit_codes_are_all_there_are() -> None:
    rows = re.findall(r"^\| `(\d+)` \| (.*) \|$", PAGE, re.MULTILINE)
    assert {int(code): meaning.replace("\\|", "|") for code, meaning in rows} == MEANINGS


def test_its_formats_are_all_there_are() -> None:
    assert tuple(re.findall(r"^\| `([a-z]+)` \|", PAGE, re.MULTILINE)) == FORMATS


def test_the_options_and_methods_that_it_names_are_there() -> None:
    parsers = [build(program, read_table(program.api)) for program in (PROGRAM, ITERABLE)]
    options, methods = set[str](), set[str]()
    for parser in parsers:
        parser.fill_all()
    for each in [*tree(parsers[0]), *tree(parsers[1])]:
        methods.add(each.prog)
        options |= {name for action in each._actions for name in action.option_strings}  # noqa: SLF001 - argparse has no other way
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", PAGE)) <= options
    named = re.findall(r"`(agillic (?!--)[a-z-]+ [a-z][a-z-]*(?= [^-]|`))", PAGE)
    assert len(named) >= 1
    assert set(named) <= methods


def tree(parser: LazyParser) -> Iterator[LazyParser]:
    yield parser
    for each in parser.commands.values():
        yield from tree(each)
