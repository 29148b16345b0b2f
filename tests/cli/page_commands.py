"""The commands that a page shows, with what it shows below them; files that it prints are those of the reader."""

import re
import shlex
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest
from command_parts import MAIN

PROGRAMS = {"agillic": "agillic", "iterable-client": "iterable"}


def shown_commands(page: str) -> Iterator[tuple[str, str]]:
    """Yield the commands of a page and what it shows below them."""
    for block in re.findall(r"```console\n(.*?)```", page, re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield command, output


def run(command: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """Run a command as a shell would; return its exit code and what it printed."""
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


def prints(shown: str, printed: str) -> bool:
    """Return whether something was printed as it is shown; `...` stands for any text."""
    return fnmatchcase(printed, re.sub(r"([\[\]?*])", r"[\1]", shown).replace("...", "*"))


def run_page(page: str, capsys: pytest.CaptureFixture[str]) -> int:
    """Run the commands of a page in the present folder, and return how many there are."""
    commands = list(shown_commands(page))
    for command, output in commands:
        if command.startswith("cat ") and not (path := Path(command.removeprefix("cat "))).exists():
            path.write_text(output, "utf-8")  # a file that the reader has
        code, out, err = run(command, capsys)
        if output.startswith("agillic"):
            assert code != 0, command
            assert prints(output, err), (command, err)
            continue
        assert code == (9 if " not; " in output and ", 0 not; " not in output else 0), (command, err)
        if output:
            assert prints(output, out or err), (command, out, err)
    return len(commands)
