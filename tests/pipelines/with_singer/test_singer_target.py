"""The Singer target: each record is taken or a dead letter, and STATE says nothing of what is not settled."""

import io
import json
import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from pipeline_parts import UPSERT, emails, letters, people, singer_lines
from singer_sdk.exceptions import ConfigValidationError
from singer_sdk.testing import TargetTestRunner

from agillic.mock.local import LocalMock
from agillic.pipelines.singer.target import TargetAgillic
from sdk_core.calls.batches.errors import BatchInterrupted
from sdk_core.pipelines.errors import PipelineError, TooManyFailedRows

pytest_plugins = ["pipeline_fixtures"]
pytestmark = pytest.mark.usefixtures("own_folder", "agillic_environment", "agillic_no_wait")
PEOPLE = {"EMAIL": {"type": "string"}, "AGE": {"type": "integer"}}


class Run:
    """A run of the target over the messages of a tap, which may fail.

    Attributes:
        states: what it passed on, each with the addresses that the instance had then.
        error: what ended it; None when nothing did.
    """

    def __init__(self, mock: LocalMock, lines: Sequence[str], every: int = 0, **config: object) -> None:
        self.states: list[tuple[int, set[str]]] = []
        self.error: BaseException | None = None
        run = self

        class Target(TargetAgillic):
            """Passes STATE on after each so many records, where the SDK waits for five minutes."""

            records = 0

            def _write_state_message(self, state: dict[str, Any]) -> None:
                run.states.append((state["at"], emails(mock)))

            @property
            def _max_record_age_in_minutes(self) -> float:
                self.records += 1
                return 99 if every and not self.records % every else 0

        try:
            TargetTestRunner(Target, config=config, input_io=io.StringIO("\n".join(lines))).sync_all()
        except (PipelineError, BatchInterrupted) as error:
            self.error = error


def check_states(run: Run, rows: Sequence[dict[str, Any]], rejected: set[str]) -> None:
    """All that was read before a STATE was taken or rejected by then."""
    for at, there in run.states:
        assert {row["EMAIL"] for row in rows[:at]} - rejected <= there


def test_states_come_after_all_that_is_before_them(agillic_mock: LocalMock, tmp_path: Path) -> None:
    rows = people(0, 1_000)
    for place in (3, 444, 999):
        rows[place]["AGE"] = 1.5
    schema = PEOPLE | {"AGE": {"type": "number"}}
    agillic_mock.faults.add(operation=UPSERT, status=503)
    rejected = {rows[444]["EMAIL"]}
    rows[444]["AGE"] = "old"
    lines = singer_lines("people", rows, properties=schema, states=30)
    run = Run(agillic_mock, lines, every=100, max_errors=1, dead_letters="letters", batch_size_rows=70)
    assert run.error is None
    assert len(run.states) > 9
    assert run.states[-1][0] == 1_000
    check_states(run, rows, rejected)
    assert len(emails(agillic_mock)) + len(letters(tmp_path / "letters")) == 1_000
    assert letters(tmp_path / "letters")[0]["EMAIL"] in rejected


@pytest.mark.parametrize("failing", [1, 3, 7])
def test_no_state_passes_a_batch_that_failed(agillic_mock: LocalMock, failing: int) -> None:
    rows = people(0, 900)
    agillic_mock.faults.add(operation=UPSERT, after=failing - 1, times=1_000, status=403)
    run = Run(agillic_mock, singer_lines("people", rows, states=10), every=100)
    assert isinstance(run.error, BatchInterrupted)
    # A batch is sent as soon as it is full, before the STATE that comes next is read.
    assert [at for at, _ in run.states] == [100 * number - 10 for number in range(1, failing)]
    check_states(run, rows, set())


def test_a_row_too_many_ends_the_run_before_its_state(agillic_mock: LocalMock, tmp_path: Path) -> None:
    rows = [{"EMAIL": f"{number}@example.com", "AGE": "old" if number in {150, 250} else 1} for number in range(400)]
    properties = PEOPLE | {"AGE": {"type": ["string", "integer"]}}
    lines = singer_lines("people", rows, properties=properties, states=100)
    run = Run(agillic_mock, lines, every=100, max_errors=1, dead_letters="letters")
    assert isinstance(run.error, TooManyFailedRows)
    assert [at for at, _ in run.states][-1] <= 200
    assert [each["EMAIL"] for each in letters(tmp_path / "letters")] == ["150@example.com", "250@example.com"]


def test_a_record_unlike_its_schema_is_a_dead_letter_and_not_logged(
    agillic_mock: LocalMock, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    properties = PEOPLE | {"BIRTHDAY": {"type": "string", "format": "date"}}
    rows = [
        {"EMAIL": "a@example.com", "AGE": "hunter2"},
        {"EMAIL": "b@example.com", "BIRTHDAY": "hunter2"},
        {"EMAIL": "c@example.com", "BIRTHDAY": "1990-12-31"},
    ]
    run = Run(agillic_mock, singer_lines("p", rows, properties=properties), max_errors=2, dead_letters="letters")
    assert run.error is None
    assert [each["_rejected"] for each in letters(tmp_path / "letters")] == [
        "rejected: AGE is not as the schema of its stream says (type integer)",
        "rejected: the field BIRTHDAY is no date of ISO 8601",
    ]
    assert agillic_mock.state.recipients.read("c@example.com")["BIRTHDAY"] == "31.12.1990"
    assert "hunter2" not in caplog.text


def test_records_of_an_earlier_schema_are_sent_before_those_of_the_next(agillic_mock: LocalMock) -> None:
    first = singer_lines("people", [{"EMAIL": "ada@example.com", "AGE": 1}])
    second = singer_lines("people", people(0, 5), properties=PEOPLE | {"CITY": {"type": "string"}})
    newer = json.dumps({"type": "RECORD", "stream": "people", "record": {"EMAIL": "ada@example.com", "AGE": 2}})
    Run(agillic_mock, [*first, *second, newer], batch_size_rows=3)
    assert agillic_mock.state.recipients.read("ada@example.com")["AGE"] == "2"


def test_asking_to_remove_earlier_versions_removes_nobody(
    agillic_mock: LocalMock, caplog: pytest.LogCaptureFixture
) -> None:
    before = agillic_mock.state.recipients.count()
    version = json.dumps({"type": "ACTIVATE_VERSION", "stream": "people", "version": 1})
    run = Run(agillic_mock, [*singer_lines("people", people(0, 3)), version, version])
    assert run.error is None
    assert agillic_mock.state.recipients.count() == before + 3
    assert caplog.text.count("ACTIVATE_VERSION is ignored") == 1


def test_streams_go_where_they_are_sent(agillic_mock: LocalMock) -> None:
    streams = {
        "customers": {"fields": {"EMAIL": "email", "AGE": "age"}},
        "orders": {"target": "one_to_many", "table": "PURCHASES", "recipient_field": "who"},
    }
    text = {"type": "string"}
    customers = [{"email": "0@example.com", "age": 7, "internal": "x"}]
    orders = [{"who": "0@example.com", "ID": "a", "STORE": "Aarhus"}]
    lines = [
        *singer_lines("customers", customers, keys=("email",), properties={"email": text, "age": {}, "internal": text}),
        *singer_lines("orders", orders, keys=("ID",), properties={"who": text, "ID": text, "STORE": text}),
    ]
    assert Run(agillic_mock, lines, streams=streams).error is None
    assert agillic_mock.state.recipients.read("0@example.com")["AGE"] == "7"
    number = agillic_mock.state.recipients.find("0@example.com")
    assert agillic_mock.state.rows.read(number, "PURCHASES")[0]["STORE"] == "Aarhus"


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ({"secret": "hunter2"}, "secret is a secret, and a configuration is printed and kept"),
        ({"max_eror": 1}, "there is no option max_eror; did you mean max_errors?"),
        ({"load_method": "overwrite"}, "this target removes nobody"),
    ],
)
def test_a_configuration_that_cannot_be_used_is_refused(config: dict[str, Any], said: str) -> None:
    with pytest.raises(PipelineError) as caught:
        TargetAgillic(config=config)
    assert said in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_the_types_of_options_are_in_the_schema_that_the_target_shows() -> None:
    with pytest.raises(ConfigValidationError):
        TargetAgillic(config={"max_errors": "many"})
