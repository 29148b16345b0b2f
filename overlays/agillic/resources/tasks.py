"""`agillic.tasks`: asynchronous work on recipients, their rows and their events, and exports of activity.

Problem: eight operations return an id before anything is done [S2][S3]. Who does not poll never learns that
rows failed, who polls too often uses up the day's calls, and what a failure looks like is documented nowhere.

Whether a task has ended is said by `completed` [S3] and `failed` [T-ARR] alone: the list of words is not documented. A
task also counts as failed when it is `completed` and its details name a failure (assumptions task-status-words,
task-failure-detail). What is returned for an unknown task is an assumption too (unknown-task-status).
"""

from typing import Any, ClassVar

from agillic_api import OPERATIONS
from agillic_api.api.tasks import AsyncTasksResource, TasksResource
from agillic_api.client import AsyncClient, Client
from agillic_api.models.task_started import TaskStarted
from sdk_core.calls.tasks import resource, task
from sdk_core.calls.tasks.polling import TIMEOUT, Polling
from sdk_core.calls.tasks.resource import Receiver
from sdk_core.calls.tasks.task import AsyncWithin, Progress, Within
from sdk_core.calls.tasks.tracker import TaskTracker


class _Answer(TaskStarted):
    """The response that the document describes, `task_id` included."""

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:  # type: ignore[override] # the model has none, since its values may change; this is itself
        return hash(self.task_id)


class Task(task.Task, _Answer):
    """Work that goes on after the call that started it. Threads may share it.

    Operations that start one return it, such as `agillic.recipients.start_upsert`; so do `agillic.tasks.start` and
    `resume`.

    Args:
        within: returns a client whose calls take at most that many seconds.
        tracker: which task, and what is known of it.

    Attributes:
        task_id: its id, as the response that started it has it; the same as `id`.
        additional_properties, additional_keys: members of that response that the document does not describe, and their
            names; empty for a task.
        to_dict, from_dict: turn such a response into a dict and back, as those of any model.
    """

    _client: ClassVar[str] = "agillic"

    def __init__(self, within: Within, tracker: TaskTracker) -> None:
        task.Task.__init__(self, within, tracker)
        _Answer.__init__(self, task_id=tracker.id)

    def result(self, timeout: float = TIMEOUT, progress: Progress | None = None) -> Any:  # noqa: ANN401 - free in form
        """Wait as `wait` does, and return what the task made.

        Returns:
            What the operation returns that hands out results, as plain JSON: of an activity export its first page
            [V-EXP]. Of all other tasks what their state says for a result, such as `success` [S3].

        Raises:
            AgillicError: as `wait`; or the result could not be read.
        """
        return super().result(timeout, progress)


class AsyncTask(task.AsyncTask, _Answer):
    """The same for asyncio; see `Task`. One task of an event loop or many may wait for it.

    Attributes:
        task_id: its id, as the response that started it has it; the same as `id`.
        additional_properties, additional_keys: members of that response that the document does not describe, and their
            names; empty for a task.
        to_dict, from_dict: turn such a response into a dict and back, as those of any model.
    """

    _client: ClassVar[str] = "agillic"

    def __init__(self, within: AsyncWithin, tracker: TaskTracker) -> None:
        task.AsyncTask.__init__(self, within, tracker)
        _Answer.__init__(self, task_id=tracker.id)


class Tasks(resource.Tasks[Task], TasksResource):
    """Asynchronous work. Threads may share it.

    Args:
        client: what calls travel by.
        within: returns a client whose calls take at most that many seconds.
        polling: how often tasks are polled; None for the defaults.

    >>> from agillic import Agillic
    >>> with Agillic(key="k", secret="s", base_url="https://api-eu1.agillic.net") as agillic:
    ...     agillic.tasks.resume("144816e2-d5f4-48ff-8353-80e9973dfd43", operation="asyncBatchUpsertRecipients")
    <Task 144816e2-d5f4-48ff-8353-80e9973dfd43 of asyncBatchUpsertRecipients: not asked yet>
    """

    def __init__(self, client: Client, within: Within, polling: Polling | None = None) -> None:
        super().__init__(client, within, polling, OPERATIONS)
        TasksResource.__init__(self, client)

    def _task(self, tracker: TaskTracker) -> Task:
        return Task(self._within, tracker)


class AsyncTasks(resource.AsyncTasks[AsyncTask], AsyncTasksResource):
    """The same for asyncio; see `Tasks`."""

    def __init__(self, client: AsyncClient, within: AsyncWithin, polling: Polling | None = None) -> None:
        super().__init__(client, within, polling, OPERATIONS)
        AsyncTasksResource.__init__(self, client)

    def _task(self, tracker: TaskTracker) -> AsyncTask:
        return AsyncTask(self._within, tracker)


def tasks_of(client: Client) -> Tasks:
    """Return the tasks of a client, as its settings have them; of a generated client, tasks as usual."""
    tasks = client.tasks
    return tasks if isinstance(tasks, Tasks) else Tasks(client, lambda _: client)


def async_tasks_of(client: AsyncClient) -> AsyncTasks:
    """Return the same for asyncio; see `tasks_of`."""
    tasks = client.tasks
    return tasks if isinstance(tasks, AsyncTasks) else AsyncTasks(client, lambda _: client)


__all__ = ["AsyncTask", "AsyncTasks", "Receiver", "Task", "Tasks", "async_tasks_of", "tasks_of"]
