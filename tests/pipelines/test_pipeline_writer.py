"""Rows of pipelines are taken, or are dead letters, or the run fails: against the mock, without singer-sdk and dlt."""

import json
import stat
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pipeline_parts import UPSERT, emails, letters, people

from agillic.cli.main import main
from agillic.mock.local import LocalMock
from agillic.pipelines.options import Options
from agillic.pipelines.writer import Writer
from sdk_core.calls.batches.errors import BatchInterrupted
from sdk_core.pipelines.dead_letters import DeadLetters
from sdk_core.pipelines.errors import PipelineError, TooManyFailedRows
from sdk_core.pipelines.rows import json_line, row_of

pytest_plugins = ["pipeline_fixtures"]
pytestmark = pytest.mark.usefixtures("own_folder", "agillic_environment", "agillic_no_wait")
BAD = {"EMAIL": "bad@example.com", "AGE": "old"}


def written(rows: list[dict[str, Any]], stream: str = "people", **config: object) -> Writer:
    """Write rows of a stream, whose schema has the fields of its first row, and return the writer."""
    writer = Writer(Options.read(config), "run")
    try:
        writer.write(writer.open(stream, [*rows[0]], ["EMAIL"]), rows)
    finally:
        writer.close()
    return writer


def test_each_row_is_taken_or_a_dead_letter(agillic_mock: LocalMock, tmp_path: Path) -> None:
    rows = [*people(0, 1_500), BAD, {"AGE": 3}, *people(1_500, 2_000)]
    writer = written(rows, max_errors=2, dead_letters="letters")
    assert str(writer.streams["people"]) == "2,002 rows: 2,000 taken, 2 failed"
    assert emails(agillic_mock) == {row["EMAIL"] for row in people(0, 2_000)}
    found = letters(tmp_path / "letters")
    assert [{name: each[name] for name in each if name != "_rejected"} for each in found] == [BAD, {"AGE": 3}]
    assert found[0]["_rejected"].startswith("rejected: ")
    assert "it has no EMAIL" in found[1]["_rejected"]


def test_dead_letters_are_private_and_can_be_corrected_and_imported(agillic_mock: LocalMock, tmp_path: Path) -> None:
    written([*people(0, 3), BAD], max_errors=1, dead_letters="letters")
    (path,) = (tmp_path / "letters").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    path.write_text(path.read_text("utf-8").replace('"old"', "70"), "utf-8")
    assert main(["recipients", "import", str(path)]) == 0
    assert agillic_mock.state.recipients.read("bad@example.com")["AGE"] == "70"


def test_a_row_too_many_fails_the_run_and_is_kept(tmp_path: Path) -> None:
    writer = Writer(Options.read({"max_errors": 1, "dead_letters": "letters"}))
    stream = writer.open("people", BAD, ["EMAIL"])
    writer.write(stream, [BAD, *people(0, 2)])
    with pytest.raises(TooManyFailedRows, match="2 rows failed, and max_errors allows 1") as caught:
        writer.write(stream, [BAD, *people(2, 4)])
    assert "bad@example.com" not in str(caught.value)
    assert len(letters(tmp_path / "letters")) == 2
    assert writer.streams["people"].taken == 4
    writer.close()


def test_without_a_folder_the_first_row_that_fails_ends_the_run(tmp_path: Path) -> None:
    with pytest.raises(TooManyFailedRows, match="Name a folder for them by dead_letters"):
        written([BAD])
    assert not [*tmp_path.glob("*.jsonl")]


def test_a_batch_that_is_interrupted_has_letters_of_rejected_rows_alone(
    agillic_mock: LocalMock, tmp_path: Path
) -> None:
    agillic_mock.faults.add(operation=UPSERT, after=0, times=1_000, status=403)
    with pytest.raises(BatchInterrupted):
        written([*people(0, 5), BAD], max_errors=10, dead_letters="letters")
    assert [each["EMAIL"] for each in letters(tmp_path / "letters")] == [BAD["EMAIL"]]


def test_dead_letters_that_cannot_be_written_end_the_run(tmp_path: Path) -> None:
    (tmp_path / "letters").write_text("a file", "utf-8")
    with pytest.raises(PipelineError, match=r"cannot be written to .*: free space, or name another folder"):
        written([BAD], max_errors=1, dead_letters="letters")


def test_nulls_and_empty_texts_leave_their_fields_unless_they_shall_clear_them(agillic_mock: LocalMock) -> None:
    ada = {"EMAIL": "ada@example.com", "CITY": "Paris", "AGE": 36}
    written([ada])
    written([{"EMAIL": "ada@example.com", "CITY": "", "AGE": None}])
    assert agillic_mock.state.recipients.read("ada@example.com")["CITY"] == "Paris"
    written([{"EMAIL": "ada@example.com", "CITY": "", "AGE": None}], empty="clear")
    assert not agillic_mock.state.recipients.read("ada@example.com").get("CITY")
    assert not agillic_mock.state.recipients.read("ada@example.com").get("AGE")


def test_dates_are_written_as_the_instance_has_them_and_objects_as_json(agillic_mock: LocalMock) -> None:
    row = {
        "EMAIL": "ada@example.com",
        "BIRTHDAY": date(1990, 12, 31),
        "LAST_VISIT": datetime(2026, 7, 4, 10, 0, tzinfo=UTC),
        "AGE": Decimal("36.0"),
        "CITY": {"name": "Paris", "since": date(2020, 1, 2), "share": [Decimal("0.5")]},
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AGILLIC_TIME_ZONE", "Europe/Copenhagen")
        written([row])
    found = agillic_mock.state.recipients.read("ada@example.com")
    assert (found["BIRTHDAY"], found["LAST_VISIT"]) == ("31.12.1990", "04.07.2026 12:00:00")
    assert json.loads(found["CITY"]) == {"name": "Paris", "since": "2020-01-02", "share": [0.5]}


def test_rows_of_a_table_go_to_their_recipients(agillic_mock: LocalMock, tmp_path: Path) -> None:
    written(people(0, 2))
    rows = [
        {"EMAIL": "0@example.com", "ID": "a", "STORE": "Aarhus"},
        {"EMAIL": "1@example.com", "ID": "b", "STORE": "Odense"},
        {"EMAIL": "", "ID": "c", "STORE": "Odense"},
    ]
    streams = {"purchases": {"target": "one_to_many", "table": "PURCHASES"}}
    written(rows, "purchases", streams=streams, max_errors=1, dead_letters="letters")
    numbers = [agillic_mock.state.recipients.find(f"{number}@example.com") for number in (0, 1)]
    stores = [agillic_mock.state.rows.read(number, "PURCHASES")[0]["STORE"] for number in numbers]
    assert stores == ["Aarhus", "Odense"]
    assert [each["ID"] for each in letters(tmp_path / "letters")] == ["c"]


def test_a_task_that_does_not_end_is_a_dead_letter_and_not_settled(agillic_mock: LocalMock, tmp_path: Path) -> None:
    written(people(0, 1))
    agillic_mock.faults.add(operation="asyncUpsertOneToManyRecords", task="never")
    streams = {"*": {"target": "one_to_many", "table": "PURCHASES"}}
    rows = [{"EMAIL": "0@example.com", "ID": "a"}]
    written(rows, "purchases", streams=streams, max_errors=1, dead_letters="letters")
    (letter,) = letters(tmp_path / "letters")
    assert "has not ended; it may write the row yet" in letter["_rejected"]


def test_an_audience_is_upserted_then_added(agillic_mock: LocalMock, tmp_path: Path) -> None:
    streams = {"*": {"target": "audience", "group": "TastingPanel"}}
    before = agillic_mock.state.groups.population("TastingPanel")
    written([*people(0, 250), BAD], streams=streams, max_errors=1, dead_letters="letters")
    assert agillic_mock.state.groups.population("TastingPanel") == before + 250
    assert len(emails(agillic_mock)) == 250
    assert [each["EMAIL"] for each in letters(tmp_path / "letters")] == [BAD["EMAIL"]]


def test_names_of_streams_make_names_of_files_that_differ() -> None:
    kept = DeadLetters(Path("x"), "run")
    assert kept.path("a/../b").parent == Path("x")
    assert kept.path("a/b").name != kept.path("a_b").name


def test_what_json_does_not_know_is_kept_in_letters_too() -> None:
    line = json.loads(json_line("why", {"AT": datetime(2026, 1, 2, tzinfo=UTC), "N": Decimal("1.5"), "RAW": b"x"}))
    assert line == {"_rejected": "why", "AT": "2026-01-02T00:00:00+00:00", "N": 1.5, "RAW": "b'x'"}
    assert row_of({"a": ({"b": None},)}, None) == {"a": '[{"b":null}]'}
