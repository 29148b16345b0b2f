# ruff: noqa: N818 - the names say what happened, as those of the errors of calls do
"""How waiting for a task can end, besides with its end, and what is reported of a result that is not whole."""

from typing import ClassVar, Unpack

from sdk_core.wire.errors import ApiError, ErrorDetails, NotFound


class TaskTimeout(ApiError, TimeoutError):
    """The task has not ended within the timeout. It goes on: nothing was stopped.

    Args:
        message: what was waited for, and how long.
        task_id: the task's id.
        state: the server's last word for its state; empty when it is not known.
        **details: as of `ApiError`; `operation` is the one that started the task.
    """

    _client: ClassVar[str] = "client"
    """What the client is called in what to do."""

    def __init__(self, *, message: str, task_id: str, state: str, **details: Unpack[ErrorDetails]) -> None:
        self.task_id = task_id
        self.state = state
        super().__init__(message=message, **details)

    def _advice(self) -> str:
        again = f"{self._client}.tasks.resume({self.task_id!r}, operation={self.operation!r}).wait()"
        return f"it goes on; wait longer, or later, in any process: {again}"


class ResultTruncatedWarning(UserWarning):
    """The server cut the result of a task off: what was saved is whole files, and not all there is."""


class TaskGone(NotFound):
    """The server knew the task and does not know it any more: it may have ended and been forgotten.

    Args:
        message: what was requested.
        task_id: the task's id.
        **details: as of `ApiError`; `operation` is the one that started the task.
    """

    advice = (
        "it may have ended and been forgotten, with or without success; read what it was to change before you start it "
        "again, and wait sooner next time"
    )

    def __init__(self, *, message: str, task_id: str, **details: Unpack[ErrorDetails]) -> None:
        self.task_id = task_id
        super().__init__(message=message, **details)
