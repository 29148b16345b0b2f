"""The dlt destination: each row is taken or a dead letter, or dlt keeps the load for its next run."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import dlt
import pytest
from dlt.common.schema.typing import TWriteDisposition
from dlt.pipeline.exceptions import PipelineStepFailed
from pipeline_parts import UPSERT, emails, letters, people

from agillic.mock.local import LocalMock
from agillic.pipelines.dlt import agillic_destination
from agillic.pipelines.dlt.destination import _WRITERS  # pyright: ignore[reportPrivateUsage] - each test has a mock
from sdk_core.pipelines.errors import PipelineError

pytest_plugins = ["pipeline_fixtures"]
pytestmark = pytest.mark.usefixtures("own_folder", "agillic_environment", "agillic_no_wait")
BAD = {"EMAIL": "bad@example.com", "AGE": "old"}


@pytest.fixture(autouse=True)
def _no_client_of_another_test() -> Iterator[None]:
    yield
    _WRITERS.close()


def pipeline(folder: Path, **options: Any) -> dlt.Pipeline:  # noqa: ANN401 - as the destination has them
    """Return the pipeline of a test."""
    return dlt.pipeline("people", destination=agillic_destination(**options), pipelines_dir=str(folder / "pipelines"))


def load(folder: Path, rows: list[dict[str, Any]], disposition: TWriteDisposition = "merge", **options: object) -> None:
    """Load rows of recipients."""
    table = dlt.resource(rows, name="people", primary_key="EMAIL", write_disposition=disposition)
    pipeline(folder, **options).run(table)


def test_rows_are_created_then_updated(agillic_mock: LocalMock, tmp_path: Path) -> None:
    load(tmp_path, people(0, 2_500), batch_size=1_000)
    load(tmp_path, [each | {"AGE": 7} for each in people(0, 2_500)], disposition="append")
    assert emails(agillic_mock) == {each["EMAIL"] for each in people(0, 2_500)}
    assert agillic_mock.state.recipients.read("2499@example.com")["AGE"] == "7"


def test_values_are_written_as_the_instance_has_them(
    agillic_mock: LocalMock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AGILLIC_TIME_ZONE", "Europe/Copenhagen")
    row = {
        "EMAIL": "ada@example.com",
        "BIRTHDAY": date(1990, 12, 31),
        "LAST_VISIT": datetime(2026, 7, 4, 10, tzinfo=UTC),
        "AGE": Decimal("36.5"),
        "CITY": {"names": ["Paris"], "since": date(2020, 1, 2)},
        "LASTNAME": None,
    }
    load(tmp_path, [row])
    found = agillic_mock.state.recipients.read("ada@example.com")
    values = found["BIRTHDAY"], found["LAST_VISIT"], found["AGE"], found["CITY"]
    assert values == ("31.12.1990", "04.07.2026 12:00:00", "36.5", '{"names":["Paris"],"since":"2020-01-02"}')


def test_a_row_that_fails_is_a_dead_letter_under_its_own_names(agillic_mock: LocalMock, tmp_path: Path) -> None:
    load(tmp_path, [*people(0, 10), BAD], max_errors=1, dead_letters="letters")
    assert len(emails(agillic_mock)) == 10
    (letter,) = letters(tmp_path / "letters")
    assert {name: letter[name] for name in letter if name != "_rejected"} == BAD
    assert letter["_rejected"].startswith("rejected: AGE is a NUMBER")


def test_a_row_too_many_fails_the_load_and_the_next_run_begins_there(agillic_mock: LocalMock, tmp_path: Path) -> None:
    rows = [*people(0, 10), *people(100, 109), BAD, *people(200, 210)]
    with pytest.raises(PipelineStepFailed, match="1 row failed, and max_errors allows 0"):
        load(tmp_path, rows, batch_size=10, dead_letters="letters")
    before = len(agillic_mock.requests)
    assert emails(agillic_mock) == {each["EMAIL"] for each in [*people(0, 10), *people(100, 109)]}
    again = pipeline(tmp_path, batch_size=10, max_errors=1, dead_letters="letters")
    again.run()
    assert not again.has_pending_data
    assert emails(agillic_mock) == {each["EMAIL"] for each in rows} - {BAD["EMAIL"]}
    assert b"109@example.com" not in b"".join(each.body for each in agillic_mock.requests[before:])
    assert [each["EMAIL"] for each in letters(tmp_path / "letters")] == [BAD["EMAIL"]] * 2, "once for each run"
    assert len({*(tmp_path / "letters").iterdir()}) == 2


def test_a_load_that_cannot_make_calls_is_kept(agillic_mock: LocalMock, tmp_path: Path) -> None:
    agillic_mock.faults.add(operation=UPSERT, times=1, status=403)
    with pytest.raises(PipelineStepFailed):
        load(tmp_path, people(0, 10))
    assert not emails(agillic_mock)
    pipeline(tmp_path).run()
    assert len(emails(agillic_mock)) == 10


def test_a_try_does_not_count_the_failed_rows_of_the_one_before(agillic_mock: LocalMock, tmp_path: Path) -> None:
    agillic_mock.faults.add(operation=UPSERT, times=1, status=403)
    with pytest.raises(PipelineStepFailed):
        load(tmp_path, [BAD, *people(0, 5)], max_errors=1, dead_letters="letters")
    pipeline(tmp_path, max_errors=1, dead_letters="letters").run()
    assert len(emails(agillic_mock)) == 5


def test_replacing_is_refused(agillic_mock: LocalMock, tmp_path: Path) -> None:
    with pytest.raises(PipelineStepFailed, match=r"this destination removes nobody[\s\S]*drop-pending-packages"):
        load(tmp_path, people(0, 1), disposition="replace")
    assert not emails(agillic_mock)


def test_tables_go_where_they_are_sent(agillic_mock: LocalMock, tmp_path: Path) -> None:
    load(tmp_path, people(0, 2))
    streams = {"orders": {"target": "one_to_many", "table": "PURCHASES", "fields": {"EMAIL": "who", "ID": "no"}}}
    orders = dlt.resource([{"who": "0@example.com", "no": "a"}], name="orders", primary_key="no")
    panel = dlt.resource(people(0, 2), name="panel", primary_key="EMAIL")
    streams["panel"] = {"target": "audience", "group": "TastingPanel"}
    before = agillic_mock.state.groups.population("TastingPanel")
    pipeline(tmp_path, streams=streams).run([orders, panel])
    number = agillic_mock.state.recipients.find("0@example.com")
    assert [each["ID"] for each in agillic_mock.state.rows.read(number, "PURCHASES")] == ["a"]
    assert agillic_mock.state.groups.population("TastingPanel") == before + 2


def test_options_may_stand_in_the_configuration_of_dlt(
    agillic_mock: LocalMock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DESTINATION__AGILLIC__MAX_ERRORS", "1")
    monkeypatch.setenv("DESTINATION__AGILLIC__DEAD_LETTERS", "letters")
    load(tmp_path, [BAD, *people(0, 1)])
    assert len(emails(agillic_mock)) == len(letters(tmp_path / "letters")) == 1


@pytest.mark.parametrize(
    ("option", "said"),
    [("secret", "secret is a secret"), ("max_eror", "did you mean max_errors?"), ("base_url", "set AGILLIC_BASE_URL")],
)
def test_what_is_no_option_is_refused_before_anything_is_read(option: str, said: str) -> None:
    given: dict[str, Any] = {option: "hunter2"}
    with pytest.raises(PipelineError, match=re.escape(said)) as caught:
        agillic_destination(**given)
    assert "hunter2" not in str(caught.value)
