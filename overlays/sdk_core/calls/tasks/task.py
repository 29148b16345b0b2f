"""`Task` and `AsyncTask`: wait for work that goes on after its call, here or in another process."""

from collections.abc import Callable
from typing import Any, ClassVar

from sdk_core.calls.envelopes import unwrap_response
from sdk_core.calls.progress import shown
from sdk_core.calls.tasks.operation import path_values
from sdk_core.calls.tasks.polling import MAX_POLL_SECONDS, TIMEOUT, Deadline, is_transient
from sdk_core.calls.tasks.status import TaskStatus
from sdk_core.calls.tasks.tracker import TaskTracker
from sdk_core.client import AsyncBaseClient, BaseClient
from sdk_core.wire.errors import ApiError
from sdk_core.wire.redaction import redact

Progress = Callable[[TaskStatus], object] | bool
"""Gets each state as it comes, the last one included; what it raises ends the wait. True shows them on a line of the
standard error output, if that is a terminal."""
Within = Callable[[float], BaseClient]
"""Returns a client whose calls take at most that many seconds."""
AsyncWithin = Callable[[float], AsyncBaseClient]


class _Task:
    """What both kinds of tasks show."""

    _client: ClassVar[str] = "client"
    """What the client is called in what to do."""

    def __init__(self, tracker: TaskTracker) -> None:
        self._tracker = tracker

    def __getstate__(self) -> object:
        # Rejected, since nothing of its client would be kept.
        raise TypeError(
            f"a {type(self).__name__} cannot be copied or pickled: keep its `id` and `operation`, and give them to "
            f"`{self._client}.tasks.resume`"
        )

    def __repr__(self) -> str:
        state = self._tracker.state
        word = state.state if state else "not asked yet"
        return f"<{type(self).__name__} {self.id} of {self.operation}: {word}>"

    def _line(self, state: TaskStatus) -> str:
        return f"{self._tracker}: {redact(state.state)}"

    @property
    def id(self) -> str:
        """The task's id; with `operation` it is all that another process needs to wait for it."""
        return self._tracker.id

    @property
    def operation(self) -> str:
        """The operationId of the call that started it."""
        return self._tracker.kind.start.id


class Task(_Task):
    """Work that goes on after the call that started it. Threads may share it.

    Args:
        within: returns a client whose calls take at most that many seconds.
        tracker: which task, and what is known of it.
    """

    def __init__(self, within: Within, tracker: TaskTracker) -> None:
        super().__init__(tracker)
        self._within = within

    def status(self) -> TaskStatus:
        """Return how the task stands, by one call; by none when its end is known already. A failure is no error here.

        Raises:
            TaskGone: the server does not know the task any more.
            ApiError: the state could not be read.
        """
        return self._tracker.ended() or self._ask(MAX_POLL_SECONDS)

    def wait(self, timeout: float = TIMEOUT, progress: Progress | None = None) -> TaskStatus:
        """Wait until the task has ended well, and return its last state.

        The state is polled at once, then at growing intervals; each poll counts as a call of the day. A poll
        that fails for a passing reason is retried later. With a receiver of callbacks, the callback ends the wait,
        and polls are rare.

        Args:
            timeout: seconds, 0 or more; the last poll may end up to 5 seconds later. Infinity waits without end.
            progress: gets each state; True shows it on one line of the standard error output, if that is a terminal.

        Raises:
            TaskFailed: the task failed, or entries of it did: see its `failures`.
            TaskTimeout: the time is over; the task goes on, and the message says how to resume it.
            TaskGone: the server does not know the task any more.
            ApiError: the state could not be read, and never will be.
            ValueError: the timeout is negative or not a number.
        """
        with shown(progress, self._line) as tell:
            tracker = self._tracker
            deadline = Deadline(tracker.polling, timeout, has_receiver=tracker.expected is not None)
            if tracker.expected:
                self._pause(deadline)
            while True:
                state, failure = tracker.ended(), None
                if state is None:
                    try:
                        state = self._ask(deadline.poll_timeout)
                    except ApiError as error:
                        if not is_transient(error):
                            raise
                        failure = error
                if state:
                    tell(state)
                    if state.ended:
                        return tracker.checked(state)
                if not deadline.remaining:
                    raise tracker.not_finished(timeout) from failure
                self._pause(deadline)

    def result(self, timeout: float = TIMEOUT, progress: Progress | None = None) -> Any:  # noqa: ANN401 - free in form
        """Wait as `wait` does, and return what the task made.

        Returns:
            What the operation returns that hands out results, as plain JSON and without its envelope; of pages the
            first. Where there is no such operation, what the state of the task says for a result, such as `success`.

        Raises:
            ApiError: as `wait`; or the result could not be read.
        """
        state, kind = self.wait(timeout, progress), self._tracker.kind
        if kind.result is None:
            return state.result
        return self._within(MAX_POLL_SECONDS).call(kind.result, path_values(kind.result, self.id), unwrap_response)

    def _ask(self, seconds: float) -> TaskStatus:
        status = self._tracker.kind.status
        try:
            return self._tracker.take(self._within(seconds).call(status, path_values(status, self.id)))
        except ApiError as error:
            if gone := self._tracker.gone(error):
                raise gone from error
            raise

    def _pause(self, deadline: Deadline) -> None:
        if self._tracker.expected:
            self._tracker.expected.wait(deadline.pause())
        else:
            self._tracker.polling.sleep(deadline.pause())


class AsyncTask(_Task):
    """The same for asyncio; see `Task`. One task of an event loop or many may wait for it."""

    def __init__(self, within: AsyncWithin, tracker: TaskTracker) -> None:
        super().__init__(tracker)
        self._within = within

    async def status(self) -> TaskStatus:
        """Return how the task stands; see `Task.status`."""
        return self._tracker.ended() or await self._ask(MAX_POLL_SECONDS)

    async def wait(self, timeout: float = TIMEOUT, progress: Progress | None = None) -> TaskStatus:  # noqa: ASYNC109 - the last poll may end later, so it is no plain asyncio.timeout
        """Wait until the task has ended well, and return its last state; see `Task.wait`."""
        with shown(progress, self._line) as tell:
            tracker = self._tracker
            deadline = Deadline(tracker.polling, timeout, has_receiver=tracker.expected is not None)
            if tracker.expected:
                await self._pause(deadline)
            while True:
                state, failure = tracker.ended(), None
                if state is None:
                    try:
                        state = await self._ask(deadline.poll_timeout)
                    except ApiError as error:
                        if not is_transient(error):
                            raise
                        failure = error
                if state:
                    tell(state)
                    if state.ended:
                        return tracker.checked(state)
                if not deadline.remaining:
                    raise tracker.not_finished(timeout) from failure
                await self._pause(deadline)

    async def result(self, timeout: float = TIMEOUT, progress: Progress | None = None) -> Any:  # noqa: ANN401, ASYNC109 - as above
        """Wait as `wait` does, and return what the task made; see `Task.result`."""
        state, kind = await self.wait(timeout, progress), self._tracker.kind
        if kind.result is None:
            return state.result
        return await self._within(MAX_POLL_SECONDS).call(
            kind.result, path_values(kind.result, self.id), unwrap_response
        )

    async def _ask(self, seconds: float) -> TaskStatus:
        status = self._tracker.kind.status
        try:
            return self._tracker.take(await self._within(seconds).call(status, path_values(status, self.id)))
        except ApiError as error:
            if gone := self._tracker.gone(error):
                raise gone from error
            raise

    async def _pause(self, deadline: Deadline) -> None:
        if self._tracker.expected:
            await self._tracker.expected.wait_async(deadline.pause())
        else:
            await self._tracker.polling.sleep_async(deadline.pause())
