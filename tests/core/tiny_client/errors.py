# ruff: noqa: N818 - the names say what happened, as those of the errors of calls do
"""The errors of the tiny API: of each kind a class of its own, and one that only it has, by a code and a status."""

from collections.abc import Mapping
from typing import Final

from sdk_core.calls.batches import errors as batch_errors
from sdk_core.calls.batches import summary
from sdk_core.calls.pagination import errors as page_errors
from sdk_core.calls.tasks import errors as task_errors
from sdk_core.transport import errors as transport_errors
from sdk_core.wire import errors
from sdk_core.wire.errors import ApiError


class TinyError(ApiError):
    """The base of all errors of a call of this API."""


class StatusError(TinyError, errors.StatusError):
    """There was no success."""


class AuthenticationError(StatusError, errors.AuthenticationError):
    """401."""

    advice = "check key and secret"


class PermissionDenied(StatusError, errors.PermissionDenied):
    """403."""


class NotFound(StatusError, errors.NotFound):
    """404."""


class Conflict(StatusError, errors.Conflict):
    """409."""


class BadRequest(StatusError, errors.BadRequest):
    """Another 4xx."""


class OutOfStock(BadRequest):
    """422, or the code `out-of-stock`."""

    advice = "wait for the next delivery"


class RateLimited(StatusError, errors.RateLimited):
    """429."""


class DailyCapReached(RateLimited, errors.DailyCapReached):
    """The day's calls are used up."""


class ServerError(StatusError, errors.ServerError):
    """5xx."""


class TransportError(TinyError, errors.TransportError):
    """No response came."""


class SlotTimeout(TransportError, errors.SlotTimeout):
    """No slot came free."""


class ResponseParseError(TinyError, errors.ResponseParseError):
    """A response cannot be read."""


class ResponseTooLarge(ResponseParseError, errors.ResponseTooLarge):
    """A response is too large."""


class TaskFailed(TinyError, errors.TaskFailed):
    """A task failed."""


class StateFileError(TinyError, transport_errors.StateFileError):
    """The file of the limits cannot be used."""

    _variable = "TINY_STATE_DIRECTORY"


class BatchInterrupted(batch_errors.BatchInterrupted, TinyError):
    """A batch was stopped."""


class RowsFailed(summary.RowsFailed, TinyError):
    """Rows of a batch failed."""


class PagingError(page_errors.PagingError, TinyError):
    """A page does not lead on."""


class DocumentExpired(page_errors.DocumentExpired, NotFound):
    """A document of pages expired."""


class TaskTimeout(task_errors.TaskTimeout, TinyError):
    """A task has not ended in time."""

    _client = "tiny"


class TaskGone(task_errors.TaskGone, NotFound):
    """A task is not known any more."""


FAMILY: Final[Mapping[type[ApiError], type[ApiError]]] = {
    ApiError: TinyError,
    errors.StatusError: StatusError,
    errors.AuthenticationError: AuthenticationError,
    errors.PermissionDenied: PermissionDenied,
    errors.NotFound: NotFound,
    errors.Conflict: Conflict,
    errors.BadRequest: BadRequest,
    errors.RateLimited: RateLimited,
    errors.DailyCapReached: DailyCapReached,
    errors.ServerError: ServerError,
    errors.TransportError: TransportError,
    errors.SlotTimeout: SlotTimeout,
    errors.ResponseParseError: ResponseParseError,
    errors.ResponseTooLarge: ResponseTooLarge,
    errors.TaskFailed: TaskFailed,
    transport_errors.StateFileError: StateFileError,
    batch_errors.BatchInterrupted: BatchInterrupted,
    summary.RowsFailed: RowsFailed,
    page_errors.PagingError: PagingError,
    page_errors.DocumentExpired: DocumentExpired,
    task_errors.TaskTimeout: TaskTimeout,
    task_errors.TaskGone: TaskGone,
}
"""The classes of this API by those that they are kinds of."""
