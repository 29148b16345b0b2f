"""What the operations on tasks do [S3, facts 3.11]."""

from agillic.mock.front import Answer, Call, Handlers
from agillic.mock.front.document import document
from agillic.mock.front.work import find_task, shown

handles = Handlers()


@handles("getTaskStatus")
def get_task_status(call: Call) -> Answer:
    """Tell how a task on recipients stands; under an option of `task-visibility`, any other task too."""
    visible = [
        operation.id
        for operation in document().operations.values()
        if operation.starts_task
        and (operation.path.startswith("/recipients/") or call.choice("task-visibility") == "every-task")
    ]
    return Answer(200, shown(find_task(call, visible), call.mock))
