"""What the operations on tasks do [S3]."""

from agillic.mock.calls import Call
from agillic.mock.document import document
from agillic.mock.http.tasks import find_task, shown
from agillic.mock.routes import Routes
from sdk_core.mock.app import MockResponse

routes = Routes()


@routes("getTaskStatus")
def get_task_status(call: Call) -> MockResponse:
    """Tell how a task on recipients stands; under options of two assumptions, other tasks too."""
    prefixes = {"/recipients/"}
    if call.choice("task-visibility") == "every-task":
        prefixes.add("/")
    if call.choice("extension-async-response") == "task":
        prefixes.add("/extensions/")
    visible = [each.id for each in document().operations.values() if each.path.startswith(tuple(prefixes))]
    return MockResponse(200, shown(find_task(call, visible), call.mock))
