"""Asynchronous work: how calls start it, how it is done in time, and how it is reported [S1, S3]."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, cast

from agillic.mock.calls import Call, Mock
from agillic.mock.state import Callback, Failure, Outcome, Task
from sdk_core.mock.app.responses import HTTPError, MockResponse
from sdk_core.mock.assumptions import Assumptions
from sdk_core.mock.errors import StateError
from sdk_core.mock.reasons import Reason, collecting, log, reason_of

Work = Callable[[Any, Any], Outcome]
"""Does what a task was started for; it is given the mock, and what the handler left for it."""

_ACCEPTED = {"always-200": 200, "always-202": 202}
_WORDS = {
    "queued-running-failed": ("queued", "running", "failed"),
    "processing": ("processing", "processing", "completed"),
    "pending-running-failed": ("pending", "running", "failed"),
}
"""What the options of `task-status-words` call a task that waits, one that is worked on, and one that failed."""
_LIVES = {"one-day": timedelta(days=1), "quarter-hour": timedelta(minutes=15), "always": timedelta.max}
_POLL = 1.0
"""Seconds that pass for a task when its state is read while the clock is frozen: a caller that waits sees its end."""
_INJECTED = Outcome((Failure(None, "an injected fault made the task fail; nothing was changed"),))


def start_task(call: Call, work: object) -> MockResponse:
    """Accept the work of a call, and respond with the task's id.

    Args:
        call: Its body may name a callback under `configuration` [S1].
        work: What JSON can write; given to the work that is registered for the operation.
    """
    id_ = call.mock.state.tasks.start(
        call.operation.id,
        work,
        seconds=call.mock.instance.task_seconds,
        callback=_callback(call.body),
        end=call.task_end,
    )
    if call.logged is not None:
        call.mock.journal.started(call.logged, id_)
    documented = min(int(status) for status in call.operation.responses if status.isdigit())
    return MockResponse(_ACCEPTED.get(call.choice("async-start-status"), documented), {"taskId": id_})


def run_due(mock: Mock, work_of: Callable[[str], Work | None]) -> None:
    """Do what is due by now: the queues of flows, then the work of tasks.

    An error of the state fails the task and undoes what it did.

    Args:
        mock: Whose work.
        work_of: Returns what does the tasks of an operation.
    """
    due = mock.state.flow_queues.next_due()
    if due is not None and due <= mock.clock.now():
        with mock.state.database.transaction():
            mock.state.flow_queues.run_due()
    for task in mock.state.tasks.due():
        work = work_of(task.operation)
        if task.fails or work is None:
            outcome = _INJECTED
        else:
            try:
                with collecting(), mock.state.database.transaction():  # rows report by their failures here
                    outcome = work(mock, task.work)
            except (StateError, HTTPError) as error:
                outcome = Outcome((Failure(None, str(error), error),))
        mock.state.tasks.end(task.id, outcome)
        _explain(mock, task, outcome)


def _explain(mock: Mock, task: Task, outcome: Outcome) -> None:
    """Keep why a task failed, with the request that started it."""
    starter = mock.journal.starter(task.id)
    reasons = [replace(_reason(failure), task=task.id) for failure in outcome.failures]
    if starter is not None:
        mock.journal.explain(starter, reasons)
    for reason in reasons:
        log(mock.backend.api.package, f"failed {task.operation}", reason)


def _reason(failure: Failure) -> Reason:
    if failure.cause is None:
        return Reason("task-failed", failure.message, entry=failure.index, assumption=failure.assumption)
    return replace(reason_of(failure.cause, failure.index, failure.assumption), message=failure.message)


def next_due(mock: Mock) -> datetime | None:
    """Return when `run_due` has something to do next; None when nothing waits."""
    moments = (mock.state.flow_queues.next_due(), mock.state.tasks.next_due())
    return min((each for each in moments if each is not None), default=None)


def find_task(call: Call, operations: Collection[str]) -> Task:
    """Return the task that the path names, one that these operations started.

    Reading the state of a task that has not ended lets a second pass for it when the clock is frozen.

    Raises:
        HTTPError: There is none, or no longer; the status is that of `unknown-task-status`.
    """
    tasks, id_ = call.mock.state.tasks, str(call.path["taskId"])
    task = tasks.get(id_)
    if task is None or task.operation not in operations or _is_forgotten(task, call):
        raise call.http_error("unknown-task-status", "there is no such task, or no longer; start the work again")
    if task.ended is None and call.mock.clock.is_frozen:
        tasks.advance_due(_POLL, id_)
    return task


def shown(task: Task, mock: Mock) -> dict[str, Any]:
    """Return how a task is reported, in responses and to callbacks."""
    waiting, running, failed = _WORDS[mock.assumptions.choice("task-status-words")]
    if task.outcome is None:
        return {"taskId": task.id, "status": waiting if mock.clock.now() == task.created else running}
    if not task.outcome.failures:
        return {
            "taskId": task.id,
            "status": "completed",
            "details": {"result": task.outcome.result, **task.outcome.beside},
        }
    details = _failure_details(task.outcome, mock.assumptions)
    return {"taskId": task.id, "status": failed} | ({"details": details} if details else {})


def _failure_details(outcome: Outcome, assumptions: Assumptions) -> dict[str, Any]:
    option = assumptions.choice("task-failure-detail")
    if option == "nothing" and assumptions.choice("task-status-words") != "processing":
        return {}
    details: dict[str, Any] = {"result": "failure"}
    if option == "result-and-message":
        details["message"] = outcome.failures[0].message
    elif option == "entries":
        details["errors"] = [
            {"message": each.message} | ({} if each.index is None else {"index": each.index})
            for each in outcome.failures
        ]
    return details


def _is_forgotten(task: Task, call: Call) -> bool:
    if task.ended is None:
        return False
    return call.mock.clock.now() - task.ended >= _LIVES[call.choice("task-lifetime")]


def _callback(body: object) -> Callback | None:
    if not isinstance(body, dict):
        return None
    configuration = cast("dict[str, Any]", body).get("configuration")
    if not isinstance(configuration, dict):
        return None
    callback: dict[str, Any] | None = cast("dict[str, Any]", configuration).get("callback")
    return Callback(callback["url"], callback["on"]) if callback else None
