"""docs/sync.md is true: the keys, options, guards, states, codes and members that it names are all there are."""

import ast
import json
import re
import shlex
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any, get_args

import pytest
from command_parts import ROOT, tree

from agillic.cli.main import PROGRAM, main
from sdk_core.cli.commands import build
from sdk_core.cli.exit_codes import MEANINGS, code_of_end
from sdk_core.cli.tables import read_table
from sdk_core.sync.model.job import Consent, FieldMapping, Guards, Job, MappingTest, RunBounds, SourceFile, State
from sdk_core.sync.model.rows import RowState
from sdk_core.sync.reports.report import End

PAGE = (ROOT / "docs/sync.md").read_text("utf-8")
JOBS = re.findall(r"```toml\n# (\S+)\n(.*?)```", PAGE, re.DOTALL)


def names(kind: type) -> set[str]:
    return {each.name for each in fields(kind)}


def table_after(heading: str) -> list[list[str]]:
    """Return the cells of the first table below a heading."""
    section = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = re.findall(r"^\|(.*)\|$", section, re.MULTILINE)
    return [[cell.strip() for cell in line.split(" | ")] for line in lines][2:]


def jobs_of(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = values.get("jobs", [{**values}])
    return found


@pytest.mark.parametrize(("name", "text"), JOBS, ids=[name for name, _ in JOBS])
def test_the_jobs_say_nothing_that_a_job_does_not_have(name: str, text: str) -> None:
    assert name.endswith(".toml")
    for job in jobs_of(tomllib.loads(text)):
        assert {*job} <= names(Job) - {"api", "path", "mode", "options"}
        source = job.get("source", {})
        assert {*source} <= {"files", "sql", "python"} | names(SourceFile)
        for each in [*source.get("files", {}).values()]:
            assert {*each} <= names(SourceFile)
        assert {"name", "mode"} <= {*job["target"]}
        for each in job["mapping"].values():
            assert isinstance(each, str) or {*each} <= names(FieldMapping)
        for key, kind in (("guards", Guards), ("run", RunBounds), ("state", State), ("consent", Consent)):
            assert {*job.get(key, {})} <= names(kind)
        for test in job.get("tests", []):
            assert {*test} <= names(MappingTest)


def test_the_examples_of_python_can_be_read() -> None:
    blocks = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    assert len(blocks) == 2
    for block in blocks:
        ast.parse(block)


def test_the_guards_are_all_there_are_with_their_defaults() -> None:
    found = {cells[0].strip("`"): cells[2] for cells in table_after("Guards")}
    usual = {name: getattr(Guards(), name) for name in names(Guards)}
    assert found == {name: "any" if value is None else f"{value:,g}" for name, value in usual.items()}


def test_the_states_are_all_there_are() -> None:
    section = PAGE.partition("\n## Runs and their limits\n")[2]
    assert re.findall(r"^\| `(\w+)` \|", section.partition("```")[0], re.MULTILINE) == [str(each) for each in RowState]


def test_the_exit_codes_are_there_and_each_end_has_one() -> None:
    codes = {int(code) for code in re.findall(r"^\| (\d+) \|", PAGE, re.MULTILINE)}
    assert codes <= {*MEANINGS}
    assert {code_of_end(end) for end in get_args(End)} <= codes


def test_the_members_of_a_report_are_all_there_are() -> None:
    schema = json.loads(files("sdk_core.sync.reports").joinpath("report.schema.json").read_text("utf-8"))
    found = [name for cells in table_after("Reports") for name in re.findall(r"`(\w+)`", cells[0])]
    assert sorted(found) == sorted(schema["properties"])
    assert all(f"`{end}`" in PAGE for end in get_args(End))


def test_the_commands_and_options_that_it_names_are_there() -> None:
    parser = build(PROGRAM, read_table("agillic"))
    parser.filled()
    sync = parser.commands["sync"]
    sync.fill_all()
    options = {name for each in tree(sync) for action in each.options() for name in action.option_strings}
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", PAGE)) - {"--channel"}
    assert named <= options
    assert {each for each in options - named if each.startswith("--")} == {"--help", "--output", "--option"}
    assert set(re.findall(r"agillic sync ([a-z]+)", PAGE)) == {*sync.commands}


@pytest.mark.parametrize(("name", "text"), JOBS, ids=[name for name, _ in JOBS])
def test_the_jobs_are_read(name: str, text: str, tmp_path: Path) -> None:
    job_file = pytest.importorskip("sdk_core.sync.model.job_file")
    targets = pytest.importorskip("agillic.sync.targets")
    (tmp_path / name).write_text(text, "utf-8")
    kinds = {each.name: each for each in targets.TARGETS}
    assert job_file.read_jobs(tmp_path / name, api="agillic", kinds=kinds, environ={})


CODES = {"check": {0}, "plan": {0, 2}, "run": {9}, "report": {0}, "init": {0}, "status": {0}, "retry": {9}}
"""How the commands of the page end: one of the three customers has an age that is no number."""


@pytest.mark.skipif(find_spec("sdk_core.sync.jobs") is None, reason="the engine is not here yet")
@pytest.mark.usefixtures("agillic_environment", "agillic_no_wait")
def test_its_commands_run_in_their_order(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    for name, text in JOBS:
        (tmp_path / name).write_text(text, "utf-8")
    ran: list[str] = []
    for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            program, *arguments = shlex.split(command.partition(" > ")[0])
            if program == "cat":
                (tmp_path / arguments[0]).write_text(output, "utf-8")
                continue
            code = main(arguments)
            assert code in CODES[arguments[1]], (command, capsys.readouterr().err)
            ran.append(arguments[1])
    assert {*ran} == {*CODES}
