# ruff: noqa: N818 - the names say what happened, as those of the errors of calls do
"""The errors of Iterable's calls: classes of the generated package, and of what transport, batches and pages add.

`sdk_core.wire.errors` explains them and how they hang together. ForgottenUser and BatchTooLarge are Iterable's alone;
the server's codes decide, and where an error response says `Success`, its status does.
"""

from collections.abc import Mapping
from typing import ClassVar, Final

from iterable_api.errors import FAMILY as GENERATED
from iterable_api.errors import (
    AuthenticationError,
    BadRequest,
    BatchTooLarge,
    Conflict,
    DailyCapReached,
    ForgottenUser,
    IterableError,
    NotFound,
    PermissionDenied,
    RateLimited,
    ResponseParseError,
    ResponseTooLarge,
    ServerError,
    SlotTimeout,
    StatusError,
    TaskFailed,
    TransportError,
)
from sdk_core.calls.batches import errors as batch_errors
from sdk_core.calls.batches import summary
from sdk_core.calls.pagination import errors as page_errors
from sdk_core.calls.tasks import errors as task_errors
from sdk_core.transport import errors as transport_errors
from sdk_core.wire.errors import ApiError, ErrorDetails
from sdk_core.wire.statuses import NO_EFFECT, Outcome


class StateFileError(IterableError, transport_errors.StateFileError):
    """The file in which processes share slots and counts cannot be used: nothing was sent.

    Without it the limits of calls could not be kept, so no call is made.

    Args:
        message: what is wrong with which file.
        trouble: of which kind that is; it decides the advice unless that is given.
        advice: what to do.
    """

    _variable = "ITERABLE_STATE_DIRECTORY"


class BatchInterrupted(batch_errors.BatchInterrupted, IterableError):
    """A batch was stopped: its source failed, or a call failed in a way that all others would share.

    What was in flight was finished, and each row that was read has a result. The error's cause says what stopped it.

    Args:
        operation: the operationId.
        summary: the sums until then.
        cause: what stopped it. Its text is repeated if it is one of ours; others might quote a row.
    """


class RowsFailed(summary.RowsFailed, IterableError):
    """Rows of a batch failed, and its caller wanted that to be an error. All rows have a result nonetheless.

    Args:
        summary: the sums, with the reasons.
    """


class PagingError(page_errors.PagingError, IterableError):
    """A response does not lead on to the rest of the result: it repeats, skips or contradicts an earlier one.

    The items before it were all handed over. `page_start` or `page_after` of the error is where one goes on.
    """


class DocumentExpired(page_errors.DocumentExpired, NotFound):
    """A result expired before its last page was read. Iterable's results do not; the class completes the family."""


class TaskTimeout(task_errors.TaskTimeout, IterableError):
    """The time to wait is over, and the export goes on: nothing was stopped.

    Args:
        message: what was waited for, and how long.
        task_id: the job's id.
        word: the server's last word for its state; empty when it is not known.
        **details: as of `IterableError`; `operation` is the one that started the job.
    """

    _client: ClassVar[str] = "iterable"


class TaskGone(task_errors.TaskGone, NotFound):
    """The server knew the export job and does not know it any more.

    Args:
        message: what was requested.
        task_id: the job's id.
        **details: as of `IterableError`; `operation` is the one that started the job.
    """


FAMILY: Final[Mapping[type[ApiError], type[ApiError]]] = {
    **GENERATED,
    transport_errors.StateFileError: StateFileError,
    batch_errors.BatchInterrupted: BatchInterrupted,
    summary.RowsFailed: RowsFailed,
    page_errors.PagingError: PagingError,
    page_errors.DocumentExpired: DocumentExpired,
    task_errors.TaskTimeout: TaskTimeout,
    task_errors.TaskGone: TaskGone,
}
"""The classes of this API by those that they are kinds of."""

__all__ = [
    "FAMILY",
    "NO_EFFECT",
    "AuthenticationError",
    "BadRequest",
    "BatchInterrupted",
    "BatchTooLarge",
    "Conflict",
    "DailyCapReached",
    "DocumentExpired",
    "ErrorDetails",
    "ForgottenUser",
    "IterableError",
    "NotFound",
    "Outcome",
    "PagingError",
    "PermissionDenied",
    "RateLimited",
    "ResponseParseError",
    "ResponseTooLarge",
    "RowsFailed",
    "ServerError",
    "SlotTimeout",
    "StateFileError",
    "StatusError",
    "TaskFailed",
    "TaskGone",
    "TaskTimeout",
    "TransportError",
]
