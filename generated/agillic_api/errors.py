# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""What can go wrong with a call of the Agillic API, as classes that say what to do next.

All share a base, `AgillicError`, which no other API raises. Each is also one of the classes of
`sdk_core.wire.errors`, which are the same for every API.
"""

from collections.abc import Mapping
from typing import Final

from sdk_core.wire import errors
from sdk_core.wire.errors import ApiError


class AgillicError(ApiError):
    """The base of all errors of a call of this API."""


class StatusError(AgillicError, errors.StatusError):
    """The server returned with a status that is no success, or would have: `status` is None where it was not asked."""


class AuthenticationError(StatusError, errors.AuthenticationError):
    """The credentials were not accepted (401), or could not be had. Nothing was changed.

    What to do: check key and secret (Administration > Integrations > API), and that they are of this environment.
    """

    advice = "check key and secret (Administration > Integrations > API), and that they are of this environment"


class PermissionDenied(StatusError, errors.PermissionDenied):
    """The key may not call this operation (403, or rejected here because of the kind of key). Nothing was changed.

    What to do: use a key of the scope Public Api, or have the permission added to this one.
    """

    advice = "use a key of the scope Public Api, or have the permission added to this one"


class NotFound(StatusError, errors.NotFound):
    """What the call names does not exist (404), or exists no longer. Nothing was changed.

    What to do: check the identifiers in the call.
    """

    advice = "check the identifiers in the call"


class Conflict(StatusError, errors.Conflict):
    """What is there already stands against the call (409), such as a unique value. Nothing was changed.

    What to do: update what is there, or give another value for the unique field.
    """

    advice = "update what is there, or give another value for the unique field"


class BadRequest(StatusError, errors.BadRequest):
    """The server cannot take the call as it is (400, 405, 406, 413, 415 and other 4xx). Nothing was changed.

    What to do: change the call: sent again as it is, it fails again.
    """

    advice = "change the call: sent again as it is, it fails again"


class RateLimited(StatusError, errors.RateLimited):
    """Too many calls (429). Nothing was changed, and the same call may be sent again later.

    What to do: send it again later; the limits are 20 calls at once and a number of calls a day.

    Args:
        message: what went wrong, and where.
        retry_after: seconds to wait as the server asked, None when it did not say; or, where the call was not sent
            because of a rate limit, until that lets one pass.
        resets_at: the moment of that, with its time zone, None where it is unknown; one given here is in the message.
        **details: as of `ApiError`.
    """

    advice = "send it again later; the limits are 20 calls at once and a number of calls a day"


class DailyCapReached(RateLimited, errors.DailyCapReached):
    """The calls of this day are used up: nothing was sent. Waiting seconds does not help.

    What to do: wait for the reset, or have the cap raised.

    Args:
        message: what went wrong, and where; the reset is added.
        resets_at: when the next day of the cap begins, with its time zone.
        **details: as of `ApiError`.

    Attributes:
        retry_after: None, for no server was asked.
    """

    advice = "wait for the reset, or have the cap raised"


class ServerError(StatusError, errors.ServerError):
    """The server failed (5xx), or returned with a status that is neither a success nor an error of the call (3xx)."""


class TransportError(AgillicError, errors.TransportError):
    """No response came. `outcome` tells whether the call may have arrived, over all attempts.

    Args:
        message: what went wrong, and where.
        remedy: what to do; left out, to check the base URL, the network and the proxy.
        **details: as of `ApiError`.
    """


class SlotTimeout(TransportError, errors.SlotTimeout):
    """All slots for calls in flight were taken until the deadline of the call: this attempt was not sent."""


class ResponseParseError(AgillicError, errors.ResponseParseError):
    """A response came that is not what the document describes; its bytes are in `content`."""


class ResponseTooLarge(ResponseParseError, errors.ResponseTooLarge):
    """A response, or its decoded body, has more bytes than are taken; the rest of it was not read."""


class TaskFailed(AgillicError, errors.TaskFailed):
    """A task ended without success, or some of its entries failed.

    Args:
        message: what went wrong, and where; the number of failures is added.
        task_id: the task's id; it can be read again with it.
        failures: what failed, an entry each. They may hold personal data, so the text only counts them.
        **details: as of `ApiError`.
    """


class InvalidFilter(BadRequest):
    """A BadRequest of a kind that only this API has: invalid-filter, for 422.

    What to do: check the filter's fields and their types against those of the instance.
    """

    advice = "check the filter's fields and their types against those of the instance"


FAMILY: Final[Mapping[type[ApiError], type[ApiError]]] = {
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
}
"""The classes of this API by those that they are kinds of."""
KINDS: Final[Mapping[str, type[errors.StatusError]]] = {}
"""What the server's codes mean."""
STATUSES: Final[Mapping[int, type[errors.StatusError]]] = {
    422: InvalidFilter,
}
"""The statuses that mean something of their own."""

__all__ = [
    "FAMILY",
    "KINDS",
    "STATUSES",
    "AgillicError",
    "ApiError",
    "StatusError",
    "AuthenticationError",
    "PermissionDenied",
    "NotFound",
    "Conflict",
    "BadRequest",
    "RateLimited",
    "DailyCapReached",
    "ServerError",
    "TransportError",
    "SlotTimeout",
    "ResponseParseError",
    "ResponseTooLarge",
    "TaskFailed",
    "InvalidFilter",
]
