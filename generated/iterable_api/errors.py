# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""What can go wrong with a call of the Iterable API, as classes that say what to do next.

All share a base, `IterableError`, which no other API raises. Each is also one of the classes of
`sdk_core.wire.errors`, which are the same for every API.
"""

from collections.abc import Mapping
from typing import Final

from sdk_core.wire import errors
from sdk_core.wire.errors import ApiError


class IterableError(ApiError):
    """The base of all errors of a call of this API."""


class StatusError(IterableError, errors.StatusError):
    """The server returned with a status that is no success, or would have: `status` is None where it was not asked."""


class AuthenticationError(StatusError, errors.AuthenticationError):
    """The credentials were not accepted (401), or could not be had. Nothing was changed.

    What to do: check the key, that it is of a kind that may make this call, and that it belongs to this data
    center; a client-side key may need a token of the user as well.
    """

    advice = "check the key, that it is of a kind that may make this call, and that it belongs to this data center; a client-side key may need a token of the user as well"


class PermissionDenied(StatusError, errors.PermissionDenied):
    """The key may not call this operation (403, or rejected here because of the kind of key). Nothing was changed.

    What to do: use a key of a kind that may make this call, mostly a server-side one; a token beside a client-side
    key must be of the user whom the call is about.
    """

    advice = "use a key of a kind that may make this call, mostly a server-side one; a token beside a client-side key must be of the user whom the call is about"


class NotFound(StatusError, errors.NotFound):
    """What the call names does not exist (404), or exists no longer. Nothing was changed.

    What to do: check the name or identifier, and that the project identifies users by it.
    """

    advice = "check the name or identifier, and that the project identifies users by it"


class Conflict(StatusError, errors.Conflict):
    """What is there already stands against the call (409), such as a unique value. Nothing was changed.

    What to do: another user has this email or userId already, or something still needs what was to change.
    """

    advice = "another user has this email or userId already, or something still needs what was to change"


class BadRequest(StatusError, errors.BadRequest):
    """The server cannot take the call as it is (400, 405, 406, 413, 415 and other 4xx). Nothing was changed.

    What to do: change the call, as the response says, in `params` where it has any; a field keeps the type that it
    had before.
    """

    advice = (
        "change the call, as the response says, in `params` where it has any; a field keeps the type that it had before"
    )


class RateLimited(StatusError, errors.RateLimited):
    """Too many calls (429). Nothing was changed, and the same call may be sent again later.

    What to do: wait as long as Retry-After says, or a minute; each operation has a limit of its own.

    Args:
        message: what went wrong, and where.
        retry_after: seconds to wait as the server asked, None when it did not say; or, where the call was not sent
            because of a rate limit, until that lets one pass.
        resets_at: the moment of that, with its time zone, None where it is unknown; one given here is in the message.
        **details: as of `ApiError`.
    """

    advice = "wait as long as Retry-After says, or a minute; each operation has a limit of its own"


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


class TransportError(IterableError, errors.TransportError):
    """No response came. `outcome` tells whether the call may have arrived, over all attempts.

    Args:
        message: what went wrong, and where.
        remedy: what to do; left out, to check the base URL, the network and the proxy.
        **details: as of `ApiError`.
    """


class SlotTimeout(TransportError, errors.SlotTimeout):
    """All slots for calls in flight were taken until the deadline of the call: this attempt was not sent."""


class ResponseParseError(IterableError, errors.ResponseParseError):
    """A response came that is not what the document describes; its bytes are in `content`."""


class ResponseTooLarge(ResponseParseError, errors.ResponseTooLarge):
    """A response, or its decoded body, has more bytes than are taken; the rest of it was not read."""


class TaskFailed(IterableError, errors.TaskFailed):
    """A task ended without success, or some of its entries failed.

    Args:
        message: what went wrong, and where; the number of failures is added.
        task_id: the task's id; it can be read again with it.
        failures: what failed, an entry each. They may hold personal data, so the text only counts them.
        **details: as of `ApiError`.
    """


class BatchTooLarge(BadRequest):
    """A BadRequest of a kind that only this API has: batch-too-large, for BatchTooLarge.

    What to do: send fewer entries in one call.
    """

    advice = "send fewer entries in one call"


class ForgottenUser(Conflict):
    """A Conflict of a kind that only this API has: forgotten-user, for ForgottenUserError.

    What to do: leave this user alone, or ask whoever is responsible for privacy whether to unforget.
    """

    advice = "leave this user alone, or ask whoever is responsible for privacy whether to unforget"


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
KINDS: Final[Mapping[str, type[errors.StatusError]]] = {
    "BadApiKey": AuthenticationError,
    "BadAuthorizationHeader": AuthenticationError,
    "Unauthorized": AuthenticationError,
    "InvalidJwtPayload": AuthenticationError,
    "Forbidden": PermissionDenied,
    "ForbiddenParamsError": PermissionDenied,
    "JwtUserIdentifiersMismatched": PermissionDenied,
    "BadJsonBody": BadRequest,
    "BadParams": BadRequest,
    "InvalidEmailAddressError": BadRequest,
    "InvalidUserIdError": BadRequest,
    "RequestFieldsTypesMismatched": BadRequest,
    "UniqueFieldsLimitExceeded": BadRequest,
    "BatchTooLarge": BatchTooLarge,
    "NotFound": NotFound,
    "UnknownEmailError": NotFound,
    "UnknownUserIdError": NotFound,
    "error.users.noUserWithIdExists": NotFound,
    "ForgottenUserError": ForgottenUser,
    "Conflict": Conflict,
    "EmailAlreadyExists": Conflict,
    "ExternalKeyConflict": Conflict,
    "UserIdAlreadyExists": Conflict,
    "RateLimitExceeded": RateLimited,
}
"""What the server's codes mean."""
STATUSES: Final[Mapping[int, type[errors.StatusError]]] = {}
"""The statuses that mean something of their own."""

__all__ = [
    "FAMILY",
    "KINDS",
    "STATUSES",
    "IterableError",
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
    "BatchTooLarge",
    "ForgottenUser",
]
