"""Asynchronous work: how it is started, done in time, told of and forgotten."""

from typing import Any

import pytest
from admin_calls import WORK, AdminMock

from agillic.mock.calls import Call, Mock
from agillic.mock.http.tasks import start_task
from agillic.mock.operations import tasks
from agillic.mock.routes import Routes
from agillic.mock.state import Failure, Outcome
from agillic.mock.state.errors import UnknownTableError
from sdk_core.mock.app import MockResponse, create_application

EXPORT = "executeActivityExport"
TASK = "/recipients/v2/task/"


class Working(AdminMock):
    """Its work ends as a test sets, or raises."""

    def __init__(self, task_seconds: float = 0, **options: str) -> None:
        super().__init__(None, task_seconds=task_seconds, **options)
        self.outcome: Outcome | Exception = Outcome()
        own = Routes()
        own(WORK, "body")(self._start)
        own(EXPORT, "body")(self._start)
        own.work(WORK)(self._work)
        own("getTaskStatus")(tasks.routes.registered["getTaskStatus"].handler)
        self.mock.routes = own
        self.application = create_application(self.mock, strict=not options)

    @staticmethod
    def _start(call: Call) -> MockResponse:
        return start_task(call, call.body["data"])

    def _work(self, mock: Mock, work: Any) -> Outcome:  # noqa: ANN401 - whatever was left
        mock.state.recipients.create({"EMAIL": work})
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome

    def told(self, task: str) -> Any:  # noqa: ANN401 - whatever JSON holds
        return self.call("GET", TASK + task).json

    def words(self, outcome: Outcome) -> list[str]:
        """Return the words for a task that waits, is worked on, and has ended."""
        self.outcome = outcome
        task = self.start("ann@sweetmail.com")
        words = [self.told(task)["status"]]
        for seconds in (1, 59):
            self.mock.clock.advance(seconds)
            words.append(self.told(task)["status"])
        return words


FAILED = Outcome((Failure(3, "the fourth one is wrong"), Failure(None, "all is wrong")))


@pytest.mark.parametrize(
    ("option", "recipients", "exports"),
    [("as-documented-here", 202, 200), ("always-200", 200, 200), ("always-202", 202, 202)],
)
def test_the_start_of_work_is_returned_by_its_task(option: str, recipients: int, exports: int) -> None:
    """[S1, S3], assumption async-start-status."""
    made = Working(async_start_status=option)
    for path, status in (("/recipients/v2/:upsert", recipients), ("/export/activity/:execute", exports)):
        received = made.call("POST", path, {"data": "ann@sweetmail.com"})
        assert (received.status, list(received.json)) == (status, ["taskId"])


@pytest.mark.parametrize(
    ("option", "failed", "succeeded"),
    [
        ("queued-running-failed", ["queued", "running", "failed"], ["queued", "running", "completed"]),
        ("pending-running-failed", ["pending", "running", "failed"], ["pending", "running", "completed"]),
        ("processing", ["processing", "processing", "completed"], ["processing", "processing", "completed"]),
    ],
)
def test_how_a_task_stands(option: str, failed: list[str], succeeded: list[str]) -> None:
    """[S3], assumption task-status-words."""
    assert Working(60, task_status_words=option).words(FAILED) == failed
    assert Working(60, task_status_words=option).words(Outcome()) == succeeded


@pytest.mark.parametrize(
    ("option", "details"),
    [
        ("result-and-message", {"result": "failure", "message": "the fourth one is wrong"}),
        (
            "entries",
            {
                "result": "failure",
                "errors": [{"message": "the fourth one is wrong", "index": 3}, {"message": "all is wrong"}],
            },
        ),
        ("nothing", None),
    ],
)
def test_what_a_failed_task_says(option: str, details: Any) -> None:  # noqa: ANN401 - JSON
    """Assumption task-failure-detail."""
    made = Working(task_failure_detail=option)
    made.outcome = FAILED
    assert made.told(made.start("ann@sweetmail.com")).get("details") == details


def test_a_failure_shows_in_the_details_where_the_words_do_not_tell_it() -> None:
    """Assumptions task-status-words and task-failure-detail."""
    made = Working(task_status_words="processing", task_failure_detail="nothing")
    made.outcome = FAILED
    assert made.told(made.start("ann@sweetmail.com"))["details"] == {"result": "failure"}


def test_a_success_says_its_result() -> None:
    """[S3]."""
    made = Working()
    task = made.start("ann@sweetmail.com")
    assert made.told(task) == {"taskId": task, "status": "completed", "details": {"result": "success"}}


def test_an_error_of_the_state_fails_the_task_and_undoes_what_it_did() -> None:
    made = Working()
    made.outcome = UnknownTableError("ORDERS")
    told = made.told(made.start("ann@sweetmail.com"))
    assert (told["status"], made.mock.state.recipients.count()) == ("failed", 2)
    assert "ORDERS" in told["details"]["message"]


def test_work_is_done_when_its_time_has_come() -> None:
    made = Working(60)
    made.start("ann@sweetmail.com")
    for seconds, count in ((59, 2), (1, 3)):
        made.mock.clock.advance(seconds)
        made.call("GET", "/discovery/targetgroups")
        assert made.mock.state.recipients.count() == count


def test_whoever_reads_a_task_again_and_again_sees_its_end_though_the_clock_stands_still() -> None:
    made = Working(3)
    task, other = made.start("ann@sweetmail.com"), made.start("bob@sweetmail.com")
    words = [made.told(task)["status"] for _ in range(4)]
    assert words == ["queued", "queued", "queued", "completed"]
    assert made.told(other)["status"] == "queued", "time passed for the first one alone"


@pytest.mark.parametrize(("option", "status"), [("status-404", 404), ("status-400", 400)])
def test_an_unknown_task_is_rejected(option: str, status: int) -> None:
    """Assumption unknown-task-status."""
    made = Working(unknown_task_status=option)
    assert made.call("GET", TASK + made.mock.state.ids.task_id()).status == status


@pytest.mark.parametrize(("option", "seconds"), [("one-day", 86_400), ("quarter-hour", 900), ("always", None)])
def test_a_task_is_forgotten_some_time_after_its_end(option: str, seconds: int | None) -> None:
    """[V-EXP], assumption task-lifetime."""
    made = Working(60, task_lifetime=option)
    task = made.start("ann@sweetmail.com")
    made.mock.clock.advance(60 + (seconds or 10**9) - 1)
    assert made.call("GET", TASK + task).status == 200
    made.mock.clock.advance(1)
    assert made.call("GET", TASK + task).status == (404 if seconds else 200)
