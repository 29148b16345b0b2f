"""Reading the state of tasks: which ones."""

from typing import Any

import pytest
from admin_calls import WORK, AdminMock

from agillic.mock.calls import Call
from agillic.mock.http.tasks import start_task
from agillic.mock.operations import tasks
from agillic.mock.routes import Routes
from sdk_core.mock.app import MockResponse, create_application


def start(call: Call) -> MockResponse:
    return start_task(call, None)


def made(**options: str) -> AdminMock:
    """Return a mock with the real operation on tasks, and two that start tasks."""
    admin, own = AdminMock(None, task_seconds=5, **options), Routes(tasks.routes)
    own(WORK, "body")(start)
    own("executeActivityExport", "body")(start)
    admin.mock.routes = own
    admin.application = create_application(admin.mock, strict=not options)
    return admin


def started(admin: AdminMock, path: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    return admin.call("POST", path, {"any": "body"}).json["taskId"]


@pytest.mark.parametrize(("option", "status"), [("recipients-only", 404), ("every-task", 200)])
def test_whose_tasks_can_be_read(option: str, status: int) -> None:
    """Assumption task-visibility."""
    admin = made(task_visibility=option)
    for path, expected in (("/recipients/v2/:upsert", 200), ("/export/activity/:execute", status)):
        task = started(admin, path)
        assert admin.call("GET", f"/recipients/v2/task/{task}").status == expected


def test_a_task_is_shown_as_the_document_says() -> None:
    """[S3]."""
    admin = made()
    task = started(admin, "/recipients/v2/:upsert")
    assert admin.call("GET", f"/recipients/v2/task/{task}").json == {"taskId": task, "status": "queued"}


@pytest.mark.parametrize(("written", "status"), [("%FF", 400), ("caramel", 404)])
def test_what_names_no_task_is_rejected(written: str, status: int) -> None:
    assert made().call("GET", f"/recipients/v2/task/{written}").status == status
