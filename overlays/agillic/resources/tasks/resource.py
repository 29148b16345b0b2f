"""`agillic.tasks`: start work as a task, find it again by its id, or read its state as the document has it."""

from collections.abc import Callable
from threading import Event
from typing import Protocol

from attrs import evolve

from agillic.resources.tasks.expected import Expected
from agillic.resources.tasks.known import KnownTask
from agillic.resources.tasks.polling import Polling
from agillic.resources.tasks.starting import TaskKind
from agillic.resources.tasks.task import AsyncTask, AsyncWithin, Task, Within
from agillic_api.api.tasks import AsyncTasksResource, TasksResource
from agillic_api.client import AsyncClient, Client
from sdk_core.transport import clock as waiting


class Receiver(Protocol):
    """What receives callbacks: `agillic.callbacks.CallbackReceiver`."""

    @property
    def url(self) -> str:
        """Where callbacks are to be sent."""
        ...

    def expect(self, id_: str) -> Expected:
        """Return the end of a task, which may have come already."""
        ...


class Tasks(TasksResource):
    """Asynchronous work. Threads may share it.

    Args:
        client: what calls travel by.
        within: returns a client whose calls take at most so many seconds.
        polling: how often tasks are asked for their state; None for the defaults.

    >>> from agillic import Agillic
    >>> with Agillic(key="k", secret="s", base_url="https://api-eu1.agillic.net") as agillic:
    ...     agillic.tasks.resume("144816e2-d5f4-48ff-8353-80e9973dfd43", operation="asyncBatchUpsertRecipients")
    <Task 144816e2-d5f4-48ff-8353-80e9973dfd43 of asyncBatchUpsertRecipients: not asked yet>
    """

    def __init__(self, client: Client, within: Within, polling: Polling | None = None) -> None:
        super().__init__(client)
        self._within, self._polling = within, polling or Polling()

    def start(self, operation: str, body: object, *, receiver: Receiver | None = None) -> Task:
        """Start work by one call, and return the task that stands for it.

        Args:
            operation: the operationId, such as `asyncBatchUpsertRecipients`; one whose traits name a task.
            body: a model, its dict, or bytes of JSON; no bytes with a receiver.
            receiver: is to be told of the end [S3]; its URL is added to the body.

        Raises:
            ValueError: the operation starts no task, or a value cannot be sent.
            TypeError: the body cannot be sent, or no callback can be added to it.
            AgillicError: the work was not accepted, or nobody knows whether it was: see its `outcome`.
        """
        kind = TaskKind.of(operation)
        sent = kind.with_callback(body, receiver.url) if receiver else body
        return self.started(operation, self._client.call(kind.start, body=sent), receiver=receiver)

    def started(self, operation: str, answer: object, *, receiver: Receiver | None = None) -> Task:
        """Return the task that an answer tells of, such as one of `with_raw_response`. Nothing is sent.

        Args:
            operation: the operationId of the call that was answered.
            answer: its JSON.
            receiver: is told of the end; the body that was sent had its URL.

        Raises:
            ValueError: the operation starts no task.
            ResponseParseError: the answer names no task. The work was accepted nonetheless.
        """
        kind = TaskKind.of(operation)
        return Task(self._within, _seen(kind, kind.id_in(answer), self._polling, receiver))

    def resume(self, id_: str, *, operation: str, receiver: Receiver | None = None) -> Task:
        """Return a task that was started before, here or in another process. Nothing is sent.

        Args:
            id_: its id, as the answer that started it gave it.
            operation: the operationId of the call that started it.
            receiver: is told of its end; its URL was given when the work was started.

        Raises:
            ValueError: the operation starts no task.
        """
        expected = receiver.expect(id_) if receiver else None
        return Task(self._within, KnownTask(id_, TaskKind.of(operation), self._polling, expected))


class CheckedTasks(Tasks):
    """Tasks that are not asked for their state without a check; what it raises ends the wait.

    A wait's `progress` cannot do that: it is told nothing as long as questions fail.

    Args:
        tasks: the same without it.
        check: is called before each question.
        broken_off: ends the waits between questions when it is set.
    """

    def __init__(self, tasks: Tasks, check: Callable[[], object], broken_off: Event) -> None:
        def within(seconds: float) -> Client:
            check()
            return tasks._within(seconds)  # noqa: SLF001 - of the same class

        def sleep(seconds: float) -> None:
            waiting.sleep(seconds, broken_off)

        polling = tasks._polling  # noqa: SLF001 - so
        if polling.sleep is waiting.sleep:
            polling = evolve(polling, sleep=sleep)
        super().__init__(tasks._client, within, polling)  # noqa: SLF001 - so


class AsyncTasks(AsyncTasksResource):
    """The same for asyncio; see `Tasks`."""

    def __init__(self, client: AsyncClient, within: AsyncWithin, polling: Polling | None = None) -> None:
        super().__init__(client)
        self._within, self._polling = within, polling or Polling()

    async def start(self, operation: str, body: object, *, receiver: Receiver | None = None) -> AsyncTask:
        """Start work by one call, and return the task that stands for it; see `Tasks.start`."""
        kind = TaskKind.of(operation)
        sent = kind.with_callback(body, receiver.url) if receiver else body
        return self.started(operation, await self._client.call(kind.start, body=sent), receiver=receiver)

    def started(self, operation: str, answer: object, *, receiver: Receiver | None = None) -> AsyncTask:
        """Return the task that an answer tells of; see `Tasks.started`. Nothing is sent."""
        kind = TaskKind.of(operation)
        return AsyncTask(self._within, _seen(kind, kind.id_in(answer), self._polling, receiver))

    def resume(self, id_: str, *, operation: str, receiver: Receiver | None = None) -> AsyncTask:
        """Return a task that was started before; see `Tasks.resume`. Nothing is sent."""
        expected = receiver.expect(id_) if receiver else None
        return AsyncTask(self._within, KnownTask(id_, TaskKind.of(operation), self._polling, expected))


def tasks_of(client: Client) -> Tasks:
    """Return the tasks of a client, as its settings have them; of a generated client, tasks as usual."""
    tasks = client.tasks
    return tasks if isinstance(tasks, Tasks) else Tasks(client, lambda _: client)


def async_tasks_of(client: AsyncClient) -> AsyncTasks:
    """Return the same for asyncio; see `tasks_of`."""
    tasks = client.tasks
    return tasks if isinstance(tasks, AsyncTasks) else AsyncTasks(client, lambda _: client)


def _seen(kind: TaskKind, id_: str, polling: Polling, receiver: Receiver | None) -> KnownTask:
    return KnownTask(id_, kind, polling, receiver.expect(id_) if receiver else None, is_seen=True)
