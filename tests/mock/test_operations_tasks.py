"""Reading the state of tasks: which ones."""

from typing import Any

import pytest
from admin_calls import WORK, Steered

from agillic.mock.calls import Call
from agillic.mock.http.tasks import start_task
from agillic.mock.operations import tasks
from agillic.mock.routes import Routes
from sdk_core.mock.app import MockResponse, create_application


def start(call: Call) -> MockResponse:
    return start_task(call, None)


def made(**options: str) -> Steered:
    """Return a mock with the real operation on tasks, and two that start tasks."""
    steered, own = Steered(None, task_seconds=5, **options), Routes(tasks.routes)
    own(WORK, "body")(start)
    own("executeActivityExport", "body")(start)
    steered.mock.routes = own
    steered.application = create_application(steered.mock, strict=not options)
    return steered


def started(steered: Steered, path: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    return steered.call("POST", path, {"any": "body"}).json["taskId"]


@pytest.mark.parametrize(("option", "status"), [("recipients-only", 404), ("every-task", 200)])
def test_whose_tasks_can_be_read(option: str, status: int) -> None:
    """Assumption task-visibility."""
    steered = made(task_visibility=option)
    for path, expected in (("/recipients/v2/:upsert", 200), ("/export/activity/:execute", status)):
        task = started(steered, path)
        assert steered.call("GET", f"/recipients/v2/task/{task}").status == expected


def test_a_task_is_shown_as_the_document_says() -> None:
    """[S3]."""
    steered = made()
    task = started(steered, "/recipients/v2/:upsert")
    assert steered.call("GET", f"/recipients/v2/task/{task}").json == {"taskId": task, "status": "queued"}


@pytest.mark.parametrize(("written", "status"), [("%FF", 400), ("caramel", 404)])
def test_what_names_no_task_is_refused(written: str, status: int) -> None:
    assert made().call("GET", f"/recipients/v2/task/{written}").status == status
