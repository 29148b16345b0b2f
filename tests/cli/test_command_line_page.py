"""docs/command-line.md is true: its commands run against the mock, and print what it shows."""

import re
import shlex
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from command_parts import MAIN, ROOT

from agillic.cli.main import PROGRAM
from iterable_client.cli.main import PROGRAM as ITERABLE
from sdk_core.cli.commands import build
from sdk_core.cli.exit_codes import MEANINGS
from sdk_core.cli.lazy_parser import LazyParser
from sdk_core.cli.output import FORMATS
from sdk_core.cli.tables import read_table

PAGE = (ROOT / "docs/command-line.md").read_text("utf-8")
PROGRAMS = {"agillic": "agillic", "iterable-client": "iterable"}


def shown_commands() -> Iterator[tuple[str, str]]:
    """Yield the commands of the page and what it shows below them."""
    for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield command, output


def run(command: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    written, _, target = command.partition(" > ")
    program, *arguments = shlex.split(written)
    if program == "cat":
        return 0, Path(arguments[0]).read_text("utf-8"), ""
    if program == "mkdir":
        Path(arguments[0]).mkdir()
        return 0, "", ""
    try:
        code = MAIN[PROGRAMS[program]](arguments)
    except SystemExit as end:
        code = int(str(end.code))
    out, err = capsys.readouterr()
    if target:
        Path(target).write_text(out, "utf-8")
        out = ""
    return code, out, err


@pytest.mark.usefixtures("agillic_environment", "agillic_no_wait")
def test_its_commands_print_what_it_shows(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ITERABLE_API_KEY", "bookshop-0123456789-key")
    monkeypatch.setenv("ITERABLE_BASE_URL", "http://127.0.0.1:9")  # nothing is sent there
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    commands = list(shown_commands())
    assert len(commands) > 12
    for command, output in commands:
        if command.startswith("cat ") and not (path := Path(command.removeprefix("cat "))).exists():
            path.write_text(output, "utf-8")  # a file that the reader has
        code, out, err = run(command, capsys)
        if output.startswith("agillic"):
            assert code != 0, command
            assert err == output, command
            continue
        assert code == (9 if " not; " in output and ", 0 not; " not in output else 0), (command, err)
        if output:
            pattern = re.sub(r"([\[\]?*])", r"[\1]", output).replace("...", "*")
            assert fnmatchcase(out or err, pattern), (command, out, err)
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
