"""Activity exports: windows, types, the queue, what is collected [V-EXP]."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from document_examples import body_examples
from export_calls import DAY, EXECUTE, HOUR, MINUTE, PAGE, TASK, events, finished, happen, read, start, window
from operation_calls import RUBY, Api

from agillic.mock.building import new_mock
from agillic.mock.instance import load_instance
from agillic.mock.operations import all_routes
from sdk_core.mock.app import create_application
from sdk_core.mock.clock import Clock


def test_the_examples_are_taken() -> None:
    """The document's examples, at noon of the day that they are about."""
    api = Api()
    noon = Clock(datetime(2025, 12, 1, 12, tzinfo=UTC))
    api.application = create_application(new_mock(load_instance(), all_routes(), clock=noon), strict=True)
    for body in body_examples("executeActivityExport").values():
        assert api.call("POST", EXECUTE, body).status == 200


def test_a_result_holds_what_happened_of_one_type_in_the_window() -> None:
    """V-EXP: one type per request; from the begin of the window on, and before its end."""
    api = Api()
    happen(api, 1)
    api.mock.clock.advance(HOUR)
    happen(api, 2, 3)
    happen(api, 9, type_="LINK")
    api.mock.clock.advance(HOUR)
    happen(api, 4)
    result = read(api, finished(api, HOUR, ago=HOUR)).json
    assert events(result) == [2, 3]
    assert result["page"] == {"pageStart": 1, "pageSize": 1000, "totalPages": 1, "totalElements": 2}


def test_a_result_stays_as_it_was_collected(tmp_path: Path) -> None:
    """Whatever becomes of recipients, and of the mock's process."""
    api = Api(database=tmp_path / "state.db")
    happen(api, 1)
    task = finished(api, 2 * HOUR)
    before = read(api, task).json
    happen(api, 2)
    assert api.call("DELETE", f"/recipients/{RUBY}").status in (200, 204)
    api.mock.close()
    again = Api(database=tmp_path / "state.db")
    assert read(again, task).json == before
    assert before["content"][0]["AGILLIC_ID"]
    again.mock.close()


@pytest.mark.parametrize("type_", ["LINK", "PROMOTION", "GOOGLE_CM", "TRACKING", "INBOUND_SMS", "QUESTIONNAIRE"])
def test_types_that_nothing_was_noted_of_can_be_exported(type_: str) -> None:
    """V-EXP: twelve types."""
    api = Api()
    assert read(api, finished(api, type_=type_)).json["content"] == []


def test_other_types_are_rejected() -> None:
    """Assumption export-file-types."""
    both = Api({"export-file-types": "email-and-print"})
    for type_ in ("EMAIL", "PRINT"):
        assert start(Api(), type_=type_).status == 400
        assert start(both, type_=type_).status == 200
    assert start(both, type_="event").status == 400
    assert Api().call("POST", EXECUTE, {"fileType": "EVENT"}).status == 400


@pytest.mark.parametrize(("seconds", "ago"), [(4 * HOUR + 1, 5 * HOUR), (HOUR, 7 * DAY + 1)])
def test_a_window_of_more_than_4_hours_or_7_days_ago_is_rejected(seconds: int, ago: int) -> None:
    """V-EXP; assumption export-window-status."""
    assert start(Api(), seconds, ago=ago).status == 400
    api = Api({"export-window-status": "task-fails"})
    started = start(api, seconds, ago=ago)
    assert api.ended(started, TASK)["status"] == "failed"
    assert read(api, started.json["taskId"]).status == 404


@pytest.mark.parametrize(("option", "found"), [("before-end", [2]), ("end-included", [2, 3])])
def test_what_happens_at_the_end_of_a_window(option: str, found: list[int]) -> None:
    """Assumption export-window-ends."""
    api = Api({"export-window-ends": option})
    happen(api, 2)
    api.mock.clock.advance(HOUR)
    happen(api, 3)
    assert events(read(api, finished(api, HOUR, ago=HOUR)).json) == found


@pytest.mark.parametrize(("seconds", "ago"), [(4 * HOUR, 4 * HOUR), (HOUR, 7 * DAY), (0, 0), (HOUR, -HOUR)])
def test_the_limits_of_a_window_are_inside(seconds: int, ago: int) -> None:
    """V-EXP."""
    assert start(Api(), seconds, ago=ago).status == 200


def test_a_window_that_ends_before_it_begins_is_rejected() -> None:
    assert start(Api(), -1).status == 400


@pytest.mark.parametrize(
    "text", ["04.07.2026 10:00:00", "2026-07-04", "2026-07-04T08:00:00", "2026-13-04T08:00:00Z", ""]
)
def test_a_window_is_written_by_rfc_3339(text: str) -> None:
    """Assumption export-window-format."""
    api = Api()
    received = api.call("POST", EXECUTE, window(api) | {"to": text})
    assert received.status == 400
    assert "RFC 3339" in received.json["message"]


def test_a_window_may_be_written_in_the_format_of_the_instance() -> None:
    """Assumption export-window-format."""
    api = Api({"export-window-format": "instance-format"})
    happen(api, 1)
    times = {"from": "04.07.2026 10:30:00", "to": "04.07.2026 10:30:01"}
    started = api.call("POST", EXECUTE, {"fileType": "EVENT", **times})
    api.ended(started, TASK)
    assert events(read(api, started.json["taskId"]).json) == [1]
    assert start(api).status == 400


@pytest.mark.parametrize("option", ["task-fails", "status-429", "status-400"])
def test_the_eleventh_export_in_the_queue_fails(option: str) -> None:
    """V-EXP: at most 10 requests wait, more are failed; assumption export-queue-full."""
    api = Api({"export-queue-full": option})
    assert {start(api).status for _ in range(10)} == {200}
    eleventh = start(api)
    if option == "task-fails":
        assert start(api).status == 200  # what fails takes no place
        assert api.ended(eleventh, TASK)["status"] == "failed"
    else:
        assert eleventh.status == int(option[-3:])
        api.mock.clock.advance(2)
    assert api.ended(start(api), TASK)["status"] == "completed"


def test_the_state_of_an_export_is_told() -> None:
    """V-EXP: a task endpoint tells of the end."""
    api = Api()
    started = start(api)
    assert api.get(TASK + started.json["taskId"])["status"] == "queued"
    assert api.ended(started, TASK) == {
        "taskId": started.json["taskId"],
        "status": "completed",
        "details": {"result": "success"},
    }


def test_the_state_of_other_tasks_is_not_told() -> None:
    api = Api()
    assert api.call("GET", f"{TASK}144816e2-d5f4-48ff-8353-80e9973dfd43").status == 404
    other = api.mock.state.tasks.start("asyncAchieveEvent", {}, seconds=9)
    assert api.call("GET", TASK + other).status == 404
    assert read(api, other).status == 404
    for target in (TASK, PAGE):
        assert Api({"unknown-task-status": "status-400"}).call("GET", f"{target}invented").status == 400


def test_a_new_export_drops_results_that_expired() -> None:
    api = Api()
    happen(api, 1)
    for _ in range(2):
        finished(api, 2 * HOUR)
        api.mock.clock.advance(15 * MINUTE)
    assert [api.mock.state.activity_exports.total(export) for export in (1, 2)] == [0, 1]
