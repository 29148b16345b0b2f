# ruff: noqa: N818 - the names say what happened, as those of the errors of calls do
"""The errors of Agillic's calls: classes of the generated package, and of what transport, batches, pages and tasks add.

`sdk_core.wire.errors` explains them and how they hang together.
"""

from collections.abc import Mapping
from typing import ClassVar, Final

from agillic_api.errors import FAMILY as GENERATED
from agillic_api.errors import (
    AgillicError,
    AuthenticationError,
    BadRequest,
    Conflict,
    DailyCapReached,
    InvalidFilter,
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


class StateFileError(AgillicError, transport_errors.StateFileError):
    """The file in which processes share slots and counts cannot be used: nothing was sent.

    Without it the vendor's limits could not be kept, so no call is made.

    Args:
        message: what is wrong with which file.
        trouble: of which kind that is; it decides the advice unless that is given.
        advice: what to do.
    """

    _variable = "AGILLIC_STATE_DIRECTORY"


class BatchInterrupted(batch_errors.BatchInterrupted, AgillicError):
    """A batch was stopped: its source failed, or a call failed in a way that all others would share.

    What was in flight was finished, and each row that was read has a result. The error's cause says what stopped it.

    Args:
        operation: the operationId.
        summary: the sums until then.
        cause: what stopped it. Its text is repeated if it is one of ours; others might quote a row.
    """


class RowsFailed(summary.RowsFailed, AgillicError):
    """Rows of a batch failed, and its caller wanted that to be an error. All rows have a result nonetheless.

    Args:
        summary: the sums, with the reasons.
    """


class PagingError(page_errors.PagingError, AgillicError):
    """A response does not lead on to the rest of the result: it repeats, skips or contradicts an earlier one.

    The items before it were all handed over. `page_start` of the error is where one goes on.
    """


class DocumentExpired(page_errors.DocumentExpired, NotFound):
    """A document of pages expired before its last page was read: 5 minutes after its last use, or 30 in all [S1].

    `page_start` of the error is where one goes on.
    """


class TaskTimeout(task_errors.TaskTimeout, AgillicError):
    """The task has not ended within the timeout. It goes on: nothing was stopped.

    Args:
        message: what was waited for, and how long.
        task_id: the task's id.
        state: the server's last word for its state; empty when it was not reported.
        **details: as of `AgillicError`; `operation` is the one that started the task.
    """

    _client: ClassVar[str] = "agillic"


class TaskGone(task_errors.TaskGone, NotFound):
    """The server knew the task and does not know it any more: it may have ended and been forgotten.

    How long tasks are kept is documented nowhere (assumption task-lifetime).

    Args:
        message: what was asked for.
        task_id: the task's id.
        **details: as of `AgillicError`; `operation` is the one that started the task.
    """


class CampaignTestFailed(AgillicError):
    """A test of a campaign failed, such as for an unknown campaign or recipient: `server_message` says why."""

    advice = "correct the campaign or the recipient, and test it again"


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
    "AgillicError",
    "AuthenticationError",
    "BadRequest",
    "BatchInterrupted",
    "CampaignTestFailed",
    "Conflict",
    "DailyCapReached",
    "DocumentExpired",
    "ErrorDetails",
    "InvalidFilter",
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
