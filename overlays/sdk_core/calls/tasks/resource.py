"""Asynchronous work: started, waited for, and found again by its id."""

from collections.abc import Callable, Mapping
from copy import copy
from threading import Event
from typing import Generic, Protocol, Self, TypeVar

from attrs import evolve

from sdk_core.calls.tasks.operation import TaskOperation
from sdk_core.calls.tasks.polling import Polling
from sdk_core.calls.tasks.status import TaskStatus
from sdk_core.calls.tasks.task import AsyncTask, AsyncWithin, Task, Within
from sdk_core.calls.tasks.tracker import TaskTracker
from sdk_core.client import AsyncBaseClient, BaseClient, error_reader_of
from sdk_core.transport import clock as waiting
from sdk_core.transport.shared_future import SharedFuture
from sdk_core.wire.error_reading import ErrorReader
from sdk_core.wire.errors import ResponseParseError
from sdk_core.wire.operations import Operation

TaskT_co = TypeVar("TaskT_co", bound=Task, covariant=True)
_T = TypeVar("_T")
AsyncTaskT_co = TypeVar("AsyncTaskT_co", bound=AsyncTask, covariant=True)


class Receiver(Protocol):
    """What receives callbacks."""

    @property
    def url(self) -> str:
        """Where callbacks are to be sent."""
        ...

    def expect(self, id_: str) -> SharedFuture[TaskStatus]:
        """Return the end of a task, which may have come already."""
        ...


class _Kinds:
    """What both kinds of tasks know: the operations of an API, its errors, and how often tasks are polled."""

    def __init__(self, operations: Mapping[str, Operation], errors: ErrorReader, polling: Polling | None) -> None:
        self._operations, self._errors, self._polling = operations, errors, polling or Polling()

    def _seen(self, kind: TaskOperation, response: object, receiver: Receiver | None) -> TaskTracker:
        """Return what is known of a task that a response tells of."""
        return self._known(kind, kind.id_in(response, self._errors), receiver, is_seen=True)

    def _known(self, kind: TaskOperation, id_: str, receiver: Receiver | None, *, is_seen: bool = False) -> TaskTracker:
        expected = receiver.expect(id_) if receiver else None
        return TaskTracker(id_, kind, self._polling, expected, is_seen=is_seen, errors=self._errors)


def _made(make: Callable[[TaskTracker], _T], tracker: TaskTracker, errors: ErrorReader) -> _T:
    """Return the task that a response tells of.

    Raises:
        ResponseParseError: its id is none of the API's. The work was accepted nonetheless.
    """
    try:
        return make(tracker)
    except ValueError:  # it quotes what came
        message = f"the response to {tracker.kind.start.id} names a task by what is no id of one"
    raise errors.own(ResponseParseError)(message=message, operation=tracker.kind.start.id, outcome="done")


class Tasks(_Kinds, Generic[TaskT_co]):
    """Asynchronous work. Threads may share it. Each API has a class of its own, whose tasks are of its own class.

    Args:
        client: what calls travel by.
        within: returns a client whose calls take at most that many seconds.
        polling: how often tasks are polled; None for the defaults.
        operations: those of the API.
    """

    def __init__(
        self, client: BaseClient, within: Within, polling: Polling | None, operations: Mapping[str, Operation]
    ) -> None:
        super().__init__(operations, error_reader_of(client), polling)
        self._caller, self._within = client, within

    def _task(self, tracker: TaskTracker) -> TaskT_co:
        """Return a task of the API's own class, which is polled by `_within`."""
        raise NotImplementedError

    def start(self, operation: str, body: object, *, receiver: Receiver | None = None) -> TaskT_co:
        """Start work by one call, and return the task that stands for it.

        Args:
            operation: the operationId of one whose traits name a task.
            body: a model, its dict, or bytes of JSON; no bytes with a receiver.
            receiver: is to be notified of the end; its URL is added to the body.

        Raises:
            ValueError: the operation starts no task, or a value cannot be sent.
            TypeError: the body cannot be sent, or no callback can be added to it.
            ApiError: the work was not accepted, or it is unknown whether it was: see its `outcome`.
        """
        kind = TaskOperation.of(operation, self._operations)
        sent = kind.with_callback(body, receiver.url) if receiver else body
        return self.started(operation, self._caller.call(kind.start, body=sent), receiver=receiver)

    def started(self, operation: str, response: object, *, receiver: Receiver | None = None) -> TaskT_co:
        """Return the task that a response tells of, such as one of `with_raw_response`. Nothing is sent.

        Args:
            operation: the operationId of the call that it is the response to.
            response: its JSON.
            receiver: is notified of the end; the body that was sent had its URL.

        Raises:
            ValueError: the operation starts no task.
            ResponseParseError: the response names no task. The work was accepted nonetheless.
        """
        tracker = self._seen(TaskOperation.of(operation, self._operations), response, receiver)
        return _made(self._task, tracker, self._errors)

    def resume(self, id_: str, *, operation: str, receiver: Receiver | None = None) -> TaskT_co:
        """Return a task that was started before, here or in another process. Nothing is sent.

        Args:
            id_: its id, as the response that started it gave it.
            operation: the operationId of the call that started it.
            receiver: is notified of its end; its URL was given when the work was started.

        Raises:
            ValueError: the operation starts no task.
        """
        return self._task(self._known(TaskOperation.of(operation, self._operations), id_, receiver))

    def _checked(self, check: Callable[[], object], stopped: Event) -> Self:
        """Return the same tasks, but not polled without a check; what it raises ends the wait.

        A wait's `progress` cannot do that: it is not called as long as polls fail.

        Args:
            check: is called before each poll.
            stopped: ends the waits between polls when it is set.
        """
        within, polling, other = self._within, self._polling, copy(self)

        def checked_within(seconds: float) -> BaseClient:
            check()
            return within(seconds)

        def sleep(seconds: float) -> None:
            waiting.sleep(seconds, stopped)

        other._within = checked_within  # noqa: SLF001 - a copy of this object
        if polling.sleep is waiting.sleep:
            other._polling = evolve(polling, sleep=sleep)  # noqa: SLF001 - so
        return other


class AsyncTasks(_Kinds, Generic[AsyncTaskT_co]):
    """The same for asyncio; see `Tasks`."""

    def __init__(
        self, client: AsyncBaseClient, within: AsyncWithin, polling: Polling | None, operations: Mapping[str, Operation]
    ) -> None:
        super().__init__(operations, error_reader_of(client), polling)
        self._caller, self._within = client, within

    def _task(self, tracker: TaskTracker) -> AsyncTaskT_co:
        """Return a task of the API's own class, which is polled by `_within`."""
        raise NotImplementedError

    async def start(self, operation: str, body: object, *, receiver: Receiver | None = None) -> AsyncTaskT_co:
        """Start work by one call, and return the task that stands for it; see `Tasks.start`."""
        kind = TaskOperation.of(operation, self._operations)
        sent = kind.with_callback(body, receiver.url) if receiver else body
        return self.started(operation, await self._caller.call(kind.start, body=sent), receiver=receiver)

    def started(self, operation: str, response: object, *, receiver: Receiver | None = None) -> AsyncTaskT_co:
        """Return the task that a response tells of; see `Tasks.started`. Nothing is sent."""
        tracker = self._seen(TaskOperation.of(operation, self._operations), response, receiver)
        return _made(self._task, tracker, self._errors)

    def resume(self, id_: str, *, operation: str, receiver: Receiver | None = None) -> AsyncTaskT_co:
        """Return a task that was started before; see `Tasks.resume`. Nothing is sent."""
        return self._task(self._known(TaskOperation.of(operation, self._operations), id_, receiver))
