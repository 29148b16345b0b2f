"""docs/discovery.md is true: its commands run, and its code does what its comments say."""

import re
import shlex
import sys
from pathlib import Path

import pytest
from discovery_parts import load

from agillic.cli.main import main
from agillic.mock.instance import load_instance

PAGE = (Path(__file__).parents[2] / "docs/discovery.md").read_text("utf-8")


@pytest.mark.usefixtures("agillic_environment", "agillic_no_wait")
def test_its_commands_and_its_code_run(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"^\$ agillic (.*)$", PAGE, re.MULTILINE)
    assert len(commands) == 3
    for command in commands:
        assert main(shlex.split(command)) == 0
        assert capsys.readouterr().out == ""
    assert load_instance(Path("my_instance.toml")).recipient_key == "EMAIL"
    monkeypatch.setitem(sys.modules, "my_instance", load(Path("my_instance.py").read_text("utf-8"), tmp_path))
    code = next(each for each in re.findall(r"```py\n(.*?)```", PAGE, re.DOTALL) if "import" in each)
    exec(compile(code, "the example", "exec"), {"__name__": "__main__"})  # noqa: S102 - our own
    assert capsys.readouterr().out == "Ruby 34 None\nTrue 2017-12-20\nFalse 2017-12-20\n"


def test_the_options_that_it_names_are_there(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("discover", "mock"):
        with pytest.raises(SystemExit):
            main([command, "--help"])
    known = set(re.findall(r"--[a-z-]+", capsys.readouterr().out))
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", PAGE)) - known == {"--strict"}
