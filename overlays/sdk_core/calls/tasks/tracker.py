"""What is known of a task, and which errors follow from it: the same for threads and asyncio."""

from typing import Final

from sdk_core.calls.tasks.errors import TaskGone, TaskTimeout
from sdk_core.calls.tasks.operation import TaskOperation
from sdk_core.calls.tasks.polling import Polling, is_unknown_task
from sdk_core.calls.tasks.status import TaskStatus
from sdk_core.transport.shared_future import SharedFuture
from sdk_core.wire.error_reading import ANY_API, ErrorReader
from sdk_core.wire.errors import ApiError, ResponseParseError, TaskFailed
from sdk_core.wire.redaction import redact


class TaskTracker:
    """A task, its last state, and what follows from it. Threads may share it.

    Args:
        id_: the task's id.
        kind: what started it, and what tells of it.
        polling: how often it is polled.
        expected: the end that a callback will bring; None when there is no receiver.
        is_seen: whether the server is known to have known the id.
        errors: knows the API's own classes of errors.
    """

    def __init__(  # noqa: PLR0913 - what is known of a task
        self,
        id_: str,
        kind: TaskOperation,
        polling: Polling,
        expected: SharedFuture[TaskStatus] | None,
        *,
        is_seen: bool = False,
        errors: ErrorReader = ANY_API,
    ) -> None:
        self.id: Final = id_
        self.kind: Final = kind
        self.polling: Final = polling
        self.expected: Final = expected
        self._errors = errors
        self._state: TaskStatus | None = None
        self._is_seen = is_seen

    @property
    def state(self) -> TaskStatus | None:
        """The last known state; an end is never taken back."""
        if self._state and self._state.ended:
            return self._state
        return (self.expected and self.expected.result) or self._state

    def ended(self) -> TaskStatus | None:
        """Return the last state if nothing comes after it."""
        state = self.state
        return state if state and state.ended else None

    def take(self, reported: object) -> TaskStatus:
        """Remember the response to a poll.

        Raises:
            ResponseParseError: it does not say how the task stands; it may be asked for again.
        """
        try:
            self._state = TaskStatus.of(reported, self.kind.words)
        except ValueError as error:
            message, operation = f"the response to {self.kind.status.id} says no status", self.kind.status.id
            raise self._errors.own(ResponseParseError)(
                message=message, operation=operation, outcome="done", retryable=True
            ) from error
        self._is_seen = True
        return self._state

    def gone(self, error: ApiError) -> TaskGone | None:
        """Return the error to raise instead when the server does not know a task any more."""
        if not (self._is_seen and is_unknown_task(error)):
            return None
        message = f"{self} is not known any more ({self.kind.status.id} returned {error.status})"
        start = self.kind.start.id
        return self._errors.own(TaskGone)(
            message=message, task_id=self.id, operation=start, status=error.status, outcome="unknown"
        )

    def not_finished(self, timeout: float) -> TaskTimeout:
        """Return the error to raise when the time is over."""
        word = redact(self.state.state) if self.state else ""
        last = f"it is {word!r}" if word else "its state is not known"
        message = f"{self} has not ended within {timeout:g} s, {last}"
        return self._errors.own(TaskTimeout)(message=message, task_id=self.id, state=word, operation=self.kind.start.id)

    def checked(self, state: TaskStatus) -> TaskStatus:
        """Return the state of a task that has ended well.

        Raises:
            TaskFailed: it has not.
        """
        if state.failed:
            raise self._errors.own(TaskFailed)(
                message=f"{self} failed",
                task_id=self.id,
                failures=state.failures,
                operation=self.kind.start.id,
                server_message=state.message,
                outcome="done" if state.failures else "unknown",
            )
        return state

    def __str__(self) -> str:
        return f"task {self.id} of {self.kind.start.id}"
