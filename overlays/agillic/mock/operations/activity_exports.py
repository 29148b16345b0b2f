"""What the operations on activity exports do [V-EXP]."""

import re
from datetime import datetime, timedelta
from typing import Any

from agillic.mock.calls import Call, Mock
from agillic.mock.document import document
from agillic.mock.http.tasks import find_task, shown, start_task
from agillic.mock.operations.activity_pages import empty_page, page_of
from agillic.mock.routes import Routes
from agillic.mock.state import Failure, Outcome, Task
from sdk_core.mock.app import HTTPError, MockResponse

routes = Routes()
_START = "executeActivityExport"
_TYPES = frozenset(
    (
        "TRANSACTIONAL_EMAIL",
        "SMS",
        "INBOUND_SMS",
        "EVENT",
        "LINK",
        "PROMOTION",
        "PUSH_NOTIFICATION",
        "PAGE",
        "QUESTIONNAIRE",
        "FACEBOOK_CA",
        "GOOGLE_CM",
        "TRACKING",
    )
)
_TYPES_OF_FILES = frozenset(("EMAIL", "PRINT"))
"""Types that scheduled exports to files have besides [T-ARR]."""

_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)", re.ASCII | re.IGNORECASE)


@routes(_START)
def execute_activity_export(call: Call) -> MockResponse:
    """Start an export of the activities of one type in a window: at most 4 hours, which began at most 7 days ago."""
    type_ = call.body["fileType"]
    start, end = _moment(call, "from"), _moment(call, "to")
    if type_ not in _types(call):
        raise HTTPError(
            400,
            f"fileType is none of {', '.join(sorted(_types(call)))}; write one of them",
            assumption="export-file-types",
        )
    if end < start:
        raise HTTPError(400, "the window ends before it begins; exchange from and to")
    problem = _window_problem(call, start, end)
    if problem:
        return _failed(call, "export-window-status", problem)
    exports, limits = call.mock.state.activity_exports, document().limits
    if exports.queued() >= limits["activity_exports_queued"]:
        most = limits["activity_exports_queued"]
        return _failed(call, "export-queue-full", f"{most} exports are queued already; try again when one is done")
    export = exports.add()
    window = {"start": start.isoformat(), "end": end.isoformat()}
    response = start_task(call, {"export": export, "type": type_, **window})
    exports.belongs_to(export, response.body["taskId"])
    return response


@routes.work(_START)
def collect_activities(mock: Mock, work: dict[str, Any]) -> Outcome:
    """Keep what happened in the window as the result."""
    if "problem" in work:
        return Outcome((Failure(None, work["problem"], assumption=work["assumption"]),))
    exports = mock.state.activity_exports
    exports.drop(mock.clock.now() - _life())
    start, end = (datetime.fromisoformat(work[each]) for each in ("start", "end"))
    with_end = mock.assumptions.choice("export-window-ends") == "end-included"
    found = mock.state.activities.between(start, end, with_end=with_end)
    exports.collect(work["export"], [activity for activity in found if activity.type == work["type"]])
    return Outcome()


@routes("readExportPage", extra=("pageSize",))
def read_export_page(call: Call) -> MockResponse:
    """Respond with a page of the result, until 15 minutes after the export was done."""
    task = _task(call)
    if task.ended is None or task.outcome is None or task.outcome.failures:
        return _nothing(call, "export-not-finished-status", "the export is not done, or has failed; read its task")
    if call.mock.clock.now() - task.ended >= _life():
        return _nothing(call, "export-result-expired-status", "the result was kept for 15 minutes; start a new export")
    page = page_of(call, task.id, task.work["export"], task.work["type"])
    if page is None:
        return _nothing(call, "export-page-beyond-end-status", "the result has fewer pages; begin with pageStart 1")
    return MockResponse(200, page)


@routes("getExportTaskStatus")
def get_export_task_status(call: Call) -> MockResponse:
    """Tell how an export stands."""
    return MockResponse(200, shown(find_task(call, [_START]), call.mock))


def _moment(call: Call, member: str) -> datetime:
    """Read a limit of the window, by the assumption `export-window-format`."""
    text: str = call.body[member]
    dates, by_rfc = call.mock.instance.dates, call.choice("export-window-format") == "rfc3339"
    try:
        if not by_rfc:
            return dates.parse_timestamp(text)
        if _RFC_3339.fullmatch(text):
            return datetime.fromisoformat(text.upper())
    except ValueError:
        pass  # the rejection below does not show the text
    form = "by RFC 3339, such as 2017-04-09T23:20:50Z" if by_rfc else f"as {dates.timestamp}"
    raise HTTPError(400, f"{member} is no point in time; write it {form}", assumption="export-window-format")


def _types(call: Call) -> frozenset[str]:
    return _TYPES if call.choice("export-file-types") == "twelve-only" else _TYPES | _TYPES_OF_FILES


def _window_problem(call: Call, start: datetime, end: datetime) -> str | None:
    limits = document().limits
    if end - start > timedelta(seconds=limits["activity_export_window"]):
        return "the window is longer than 4 hours; export it in parts"
    if call.mock.clock.now() - start > timedelta(seconds=limits["activity_export_age"]):
        return "the window begins more than 7 days ago; begin it later"
    return None


def _failed(call: Call, assumption: str, problem: str) -> MockResponse:
    """Reject an export, or start a task that fails, as the chosen option says. The task takes no place in the queue."""
    if call.choice(assumption) == "task-fails":
        return start_task(call, {"problem": problem, "assumption": assumption})
    raise call.http_error(assumption, problem)


def _life() -> timedelta:
    return timedelta(seconds=document().limits["activity_export_result_life"])


def _task(call: Call) -> Task:
    """Return the export's task. How long its state can be read (`task-lifetime`) says nothing of the result."""
    task = call.mock.state.tasks.get(str(call.path["taskId"]))
    if task is None or task.operation != _START:
        raise call.http_error("unknown-task-status", "there is no export of this task; start one")
    return task


def _nothing(call: Call, assumption: str, problem: str) -> MockResponse:
    """Reject to show a page, or show one without content, as the chosen option says."""
    if call.choice(assumption) != "empty-page":
        raise call.http_error(assumption, problem)
    return MockResponse(200, empty_page(call))
