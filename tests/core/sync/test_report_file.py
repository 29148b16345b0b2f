"""Any report is read as it was written; what is none is rejected with what is wrong with it."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import fields, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from report_parts import REPORT, reports

from sdk_core.sync.model.errors import StateError
from sdk_core.sync.model.rows import RowState
from sdk_core.sync.reports.report import Rejected, RunReport, StepReport
from sdk_core.sync.reports.report_file import from_json, read_report, report_files, to_json, write_report

SCHEMA: dict[str, Any] = json.loads(files("sdk_core.sync.reports").joinpath("report.schema.json").read_text("utf-8"))


@given(reports())
def test_any_report_is_read_as_it_was_written(report: RunReport) -> None:
    text = to_json(report)
    assert from_json(text, "here") == report
    jsonschema_rs.validate(SCHEMA, json.loads(text))


def test_the_schema_has_all_members_and_no_other() -> None:
    members = {each.name for each in fields(RunReport)}
    assert {*SCHEMA["properties"]} == {*SCHEMA["required"]} == members | {"version"}
    of_lists = {name: {*SCHEMA["properties"][name]["items"]["properties"]} for name in ("steps", "rejected")}
    assert of_lists == {
        "steps": {each.name for each in fields(StepReport)},
        "rejected": {each.name for each in fields(Rejected)},
    }


def test_what_an_engine_counts_with_is_written_too() -> None:
    report = replace(REPORT, rows=Counter({RowState.WRITTEN: 2_240}))
    assert from_json(to_json(report), "here") == replace(REPORT, rows={"written": 2_240})


def test_it_is_the_same_text_every_time() -> None:
    assert to_json(REPORT) == to_json(from_json(to_json(REPORT), "here"))
    assert to_json(REPORT).startswith(b'{\n  "version": 1,\n  "run": "20260704-223004-7f3a",\n')


def test_only_its_owner_may_read_the_file(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_text("an earlier one")
    path.chmod(0o644)
    write_report(path, REPORT)
    assert path.stat().st_mode & 0o777 == 0o600
    assert read_report(path) == REPORT
    assert [each.name for each in tmp_path.iterdir()] == ["r.json"]


def test_a_file_that_cannot_be_written_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    write_report(path, REPORT)
    with pytest.raises(ValueError, match="Out of range"):
        write_report(path, replace(REPORT, started=float("nan")))
    assert read_report(path) == REPORT
    assert [each.name for each in tmp_path.iterdir()] == ["r.json"]


def _without(name: str) -> Callable[[dict[str, Any]], object]:
    return lambda values: values.pop(name)


def _with(**members: object) -> Callable[[dict[str, Any]], object]:
    return lambda values: values.update(members)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (_with(version=2), "newer version .* upgrade it"),
        (_with(version="1"), "its version is not a number"),
        (_with(version=True), "its version is not a number"),
        (_without("version"), "no report of a run"),
        (_without("rows"), "no whole report of a run: rows is missing"),
        (_with(rows=[]), "rows is not an object"),
        (_with(rows={"written": "1"}), "r.json is no report of a run: rows.written is not a whole number"),
        (_with(rows={"written": True}), "written is not a whole number"),
        (_with(end="finished"), "end is not one of done, failed, "),
        (_with(started="now"), "started is not a number"),
        (_with(run=7), "run is not a text"),
        (_with(steps={}), "steps is not a list"),
        (_with(steps=[1]), "steps is not a list of objects"),
        (_with(steps=[dict[str, Any]()]), "r.json is no whole report of a run: steps.step is missing"),
        (_with(timeline=[[1]]), "timeline is not a list of pairs"),
        (_with(timeline=[["1", 2]]), "timeline is not a list of pairs"),
        (_with(notes=[1]), "notes is not a list of texts"),
        (_with(is_planned=1), "is_planned is not true or false"),
        (_with(reasons={"rejected": 3}), "reasons.rejected is not an object"),
    ],
)
def test_what_is_no_report_is_rejected(
    change: Callable[[dict[str, Any]], object], message: str, tmp_path: Path
) -> None:
    values = json.loads(to_json(REPORT))
    change(values)
    (tmp_path / "r.json").write_text(json.dumps(values))
    with pytest.raises(StateError, match=message):
        read_report(tmp_path / "r.json")


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000], ids=range(6))
def test_what_is_no_json_is_rejected(text: bytes) -> None:
    with pytest.raises(StateError, match="here is no report of a run; give a file that a run wrote"):
        from_json(text, "here")


def test_a_member_that_a_later_program_added_is_passed_over() -> None:
    values = json.loads(to_json(REPORT)) | {"color": "red"}
    assert from_json(json.dumps(values).encode(), "here") == REPORT


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(StateError, match=r"r\.json cannot be read: No such file"):
        read_report(tmp_path / "r.json")


def test_reports_are_listed_newest_first_and_what_cannot_be_read_last(tmp_path: Path) -> None:
    for run, started, ended in (("a", 1.0, 1.5), ("b", 2.0, 9.0), ("c", 3.0, 3.0)):
        write_report(tmp_path / f"{run}.json", replace(REPORT, run=run, started=started, ended=ended))
    (tmp_path / "zz.json").write_text("{")
    (tmp_path / "b.html").write_text("")
    assert [*report_files(tmp_path)] == ["b", "c", "a", "zz"]
    assert report_files(tmp_path / "nowhere") == {}
