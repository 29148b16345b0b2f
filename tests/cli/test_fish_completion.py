"""`completion fish`: what the script says, and what fish makes of it where it is installed."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agillic.cli.main import main as agillic
from iterable_client.cli.main import main as iterable
from sdk_core.cli.fish_completion import fish_script
from sdk_core.cli.lazy_parser import LazyParser
from sdk_core.cli.tables import kebab, read_table

FISH = shutil.which("fish")


@pytest.fixture
def script(capsys: pytest.CaptureFixture[str]) -> str:
    assert agillic(["completion", "fish"]) == 0
    return capsys.readouterr().out


def case(script: str, function: str, path: str) -> list[str]:
    """Return what a function of the script prints for a command that was typed."""
    _, _, rest = script.partition(f"function {function} -a path\n")
    found = re.search(
        rf"^        case '{path}'\n            printf '%s\\n' \\\n((?:                .*\n)+)", rest, re.MULTILINE
    )
    assert found, path
    return [line.strip().removesuffix(" \\").strip("'") for line in found[1].splitlines()]


def test_it_has_every_resource_and_method_with_what_it_does(script: str) -> None:
    table = read_table("agillic")
    names = {line.partition("\t")[0] for line in case(script, "__complete_agillic_commands", "")}
    assert {kebab(each) for each in table["resources"]} | {"call", "completion", "doctor", "mock"} <= names
    for each in table["operations"]:
        lines = case(script, "__complete_agillic_commands", kebab(each["resource"]))
        assert f"{kebab(each['name'])}\t{each['summary']}" in lines


def test_it_has_the_options_of_each_command_and_their_values(script: str) -> None:
    options = case(script, "__complete_agillic_options", "recipients list")
    assert "--page-size" in options
    assert "--output\tdefault: a table on a terminal, else json" in options
    assert not [line for line in options if "%(" in line]
    _, _, values = script.partition('switch "$path $option"')
    assert "'recipients list --output'" in values
    assert "printf '%s\\n' 'table' 'json' 'jsonl' 'csv'\n" in values
    assert re.search(r"case [^\n]*'recipients create --body'[^\n]*\n +__fish_complete_path", values)


def test_it_needs_no_extra() -> None:
    code = (
        "import sys; sys.modules['shtab'] = None\n"
        "from agillic.cli.main import main; sys.exit(main(['completion', 'fish']))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)  # noqa: S603 - our own code
    assert (done.returncode, done.stderr) == (0, "")
    assert "complete -c agillic -f -k -a" in done.stdout


def test_each_program_has_a_script_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert iterable(["completion", "fish"]) == 0
    out = capsys.readouterr().out
    assert "function __complete_iterable_client\n" in out
    assert "complete -c iterable-client -f -k -a '(__complete_iterable_client)'\n" in out


def tree(about: str) -> LazyParser:
    """Return a small program, one of whose commands says something."""
    parser = LazyParser(prog="tiny")
    parser.take_commands("COMMAND", "tiny")
    parser.add_command("get", about, lambda each: each.set_defaults(run=None))
    parser.fill_all()
    return parser


@given(st.text(max_size=60))
def test_no_text_ends_its_quotes(about: str) -> None:
    script = fish_script(tree(about))
    (line,) = [line for line in script.splitlines() if line.startswith("                'get")]
    inner = re.fullmatch(r" +'((?:[^'\\]|\\['\\])*)'", line)
    assert inner
    text = re.sub(r"\\(['\\])", r"\1", inner[1])
    assert text.partition("\t")[2] == " ".join(about.split())


@pytest.mark.skipif(FISH is None, reason="fish is not installed")
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("agillic recipi", ["recipients"]),
        ("agillic recipients dele", ["delete"]),
        ("agillic recipients list --page-", ["--page-start", "--page-size"]),
        ("agillic recipients list --output ", ["table", "json", "jsonl", "csv"]),
        ("agillic --api iterable mock --d", ["--db"]),
        ("agillic call getRecipientE", ["getRecipientEvent"]),
        ("agillic recipients get --profile ", []),
        ("agillic completion ", ["bash", "zsh", "fish", "tcsh"]),
    ],
)
def test_fish_completes(typed: str, expected: list[str], script: str, tmp_path: Path) -> None:
    file = tmp_path / "agillic.fish"
    file.write_text(script, "utf-8")
    command = [str(FISH), "--no-config", "-c", f"source '{file}'; complete -C '{typed}'"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env={"HOME": str(tmp_path)})  # noqa: S603 - our own script
    assert done.stderr == ""
    assert [line.partition("\t")[0] for line in done.stdout.splitlines()] == expected
