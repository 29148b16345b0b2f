# ruff: noqa: N818 - the names say what happened, and "Error" behind each would say nothing more
"""What can go wrong with a call of any API, as classes that say what to do next.

Each API has a class of its own for each of these, below a base that no other API raises; its generated package holds
them. So `except` takes the errors of one API by its classes, and those of all by the classes of this module:

    ApiError
    ├── StatusError
    │   ├── AuthenticationError
    │   ├── PermissionDenied
    │   ├── NotFound
    │   ├── Conflict
    │   ├── BadRequest
    │   ├── RateLimited
    │   │   └── DailyCapReached
    │   └── ServerError
    ├── TransportError
    │   └── SlotTimeout
    ├── ResponseParseError
    │   └── ResponseTooLarge
    └── TaskFailed

Their text holds no body, and what the server said only with addresses, numbers of persons and credentials redacted:
texts end in logs.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar, Final, Unpack

from sdk_core.wire.counting import counted
from sdk_core.wire.error_details import NOTHING, ResponseData, with_attributes
from sdk_core.wire.error_details import OF_ALL as OF_ALL  # noqa: PLC0414 - as the next
from sdk_core.wire.error_details import ErrorDetails as ErrorDetails  # noqa: PLC0414 - who makes errors finds it here
from sdk_core.wire.redaction import redact
from sdk_core.wire.statuses import NO_EFFECT, Outcome, is_redirect


class ApiError(Exception):
    """The base of all errors of a call, whatever the API. Errors pickle and copy, without `content` and `headers`.

    Args:
        message: what went wrong, and where; the class adds what to do. It must hold no secret and no personal value.
        **details: see `ErrorDetails`; each is an attribute too.

    Attributes:
        operation: the operationId that was called; empty when the error concerns none.
        status: the HTTP status; None when no response came, or none was waited for.
        server_message: what the server said was wrong, shortened and redacted; empty when it said nothing.
        retryable: whether the same call may be sent again safely and may do better then.
        outcome: what is known of what the server did: `not-sent` (it never got the call), `rejected` (it got it and
            changed nothing), `unknown`, or `done`.
        headers: the headers of the response; empty when none came.
        content: the body of the response, which the text does not repeat; empty when none came.
        advice: what to do next, at the end of each text of the class.
        page_start: where the page begins that was not read, when the result was read page by page: the `start` to
            resume from; else None.
        page_after: the item before that page, where pages are requested by it: the `after` to resume from; else None.

    >>> error = Conflict(message="createUser returned 409", status=409, outcome="rejected")
    >>> error.status, error.retryable, error.outcome
    (409, False, 'rejected')
    """

    advice: ClassVar[str] = ""
    page_start: int | None = None
    page_after: str | int | None = None
    _response: ResponseData = NOTHING

    def __init_subclass__(cls) -> None:
        cls.__doc__ = with_attributes(cls.__doc__, ApiError.__doc__)

    def __init__(self, *, message: str, **details: Unpack[ErrorDetails]) -> None:
        self.operation: str = details.get("operation", "")
        self.status: int | None = details.get("status")
        self.server_message: str = redact(details.get("server_message", ""))
        self.retryable: bool = details.get("retryable", False)
        self.outcome: Outcome = details.get("outcome", "unknown")
        if "headers" in details or "content" in details:
            self._response = ResponseData(details.get("headers", {}), details.get("content", b""))
        said = f" ({self.server_message})" if self.server_message else ""
        advice = self._advice()
        super().__init__(f"{message}{said}{': ' if advice else ''}{advice}")

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers of the response, without the client's own secrets; empty when none came."""
        return self._response.headers

    @property
    def content(self) -> bytes:
        """The body of the response, which the text does not repeat; as `headers`."""
        return self._response.content

    def problem_and_advice(self) -> tuple[str, str]:
        """Return what went wrong, and what to do, which the text says one after the other.

        >>> Conflict(message="createUser returned 409").problem_and_advice()
        ('createUser returned 409', 'read what is there, and change the call or that')
        """
        text, advice = str(self), self._advice()
        problem, found, rest = text.partition(f": {advice}")
        return (problem, advice + rest) if advice and found else (text, "")

    def _advice(self) -> str:
        return self.advice

    def __reduce__(self) -> tuple[Any, ...]:
        # Errors cross process borders: an exception with keyword arguments needs to say how it is made again. Pickles
        # end in queues and files, so what was returned stays behind.
        state = {name: value for name, value in self.__dict__.items() if name != "_response"}
        return _again, (type(self), self.args, state)


class _WithStatus(ApiError):
    @property
    def status_code(self) -> int | None:
        """The same as `status`, by the name that responses have for it."""
        return self.status


class StatusError(_WithStatus):
    """The server returned with a status that is no success, or would have: `status` is None where it was not asked."""


class AuthenticationError(StatusError):
    """The credentials were not accepted (401), or could not be had. Nothing was changed."""

    advice = "check the credentials, and that they are for this environment"


class PermissionDenied(StatusError):
    """The key may not call this operation (403, or rejected here because of the kind of key). Nothing was changed."""

    advice = "use a key that may call this operation, or have the permission added to this one"


class NotFound(StatusError):
    """What the call names does not exist (404), or exists no longer. Nothing was changed."""

    advice = "check the identifiers in the call"


class Conflict(StatusError):
    """What is there already stands against the call (409), such as a unique value. Nothing was changed."""

    advice = "read what is there, and change the call or that"


class BadRequest(StatusError):
    """The server cannot take the call as it is (400, 405, 406, 413, 415 and other 4xx). Nothing was changed."""

    advice = "change the call: sent again as it is, it fails again"


class RateLimited(StatusError):
    """Too many calls (429). Nothing was changed, and the same call may be sent again later.

    Args:
        message: what went wrong, and where.
        retry_after: seconds to wait as the server asked, None when it did not say; or, where the call was not sent
            because of a rate limit, until that lets one pass.
        resets_at: the moment of that, with its time zone, None where it is unknown; one given here is in the message.
        **details: as of `ApiError`.
    """

    advice = "send it again later, or make fewer calls at once"

    def __init__(
        self,
        *,
        message: str,
        retry_after: float | None = None,
        resets_at: datetime | None = None,
        **details: Unpack[ErrorDetails],
    ) -> None:
        self.retry_after = retry_after
        self.resets_at = resets_at
        if resets_at is not None:
            message = f"{message}; it resets at {resets_at.isoformat(timespec='seconds')}"
        defaults: ErrorDetails = {"retryable": True, "outcome": "rejected"}
        super().__init__(message=message, **(defaults | details))


class DailyCapReached(RateLimited):
    """The calls of this day are used up: nothing was sent. Waiting seconds does not help.

    Args:
        message: what went wrong, and where; the reset is added.
        resets_at: when the next day of the cap begins, with its time zone.
        **details: as of `ApiError`.

    Attributes:
        retry_after: None, for no server was asked.
    """

    advice = "wait for the reset, or have the cap raised"

    resets_at: datetime

    def __init__(self, *, message: str, resets_at: datetime, **details: Unpack[ErrorDetails]) -> None:
        defaults: ErrorDetails = {"outcome": "not-sent"}
        super().__init__(message=message, resets_at=resets_at, **(defaults | details))


class _UncertainOutcome(ApiError):
    _retry_hint: str = "send it again later"

    def _advice(self) -> str:
        if self.outcome in NO_EFFECT:
            return f"nothing was changed; {self._retry_hint}"
        known = "it was done" if self.outcome == "done" else "whether it was done is not known"
        if self.retryable:
            return f"{known}; the same call may be sent again safely"
        if self.outcome == "done":
            return f"{known}, and its response is lost: do not send it again"
        return f"{known}; read what it was to change before you send it again"


class ServerError(_UncertainOutcome, StatusError):
    """The server failed (5xx), or returned with a status that is neither a success nor an error of the call (3xx)."""

    def _advice(self) -> str:
        if self.status is None or not is_redirect(self.status):
            return super()._advice()
        hint = "redirects are not followed: check the address that was called, such as the base URL, and the proxy"
        return hint if self.outcome in NO_EFFECT else f"{hint}; {super()._advice()}"


class TransportError(_UncertainOutcome):
    """No response came. `outcome` tells whether the call may have arrived, over all attempts.

    Args:
        message: what went wrong, and where.
        remedy: what to do; left out, to check the base URL, the network and the proxy.
        **details: as of `ApiError`.
    """

    _retry_hint = "check the base URL, the network and the proxy"

    def __init__(self, *, message: str, remedy: str = "", **details: Unpack[ErrorDetails]) -> None:
        if remedy:
            self._retry_hint = remedy
        super().__init__(message=message, **details)


class SlotTimeout(TransportError):
    """All slots for calls in flight were taken until the deadline of the call: this attempt was not sent."""

    _retry_hint = "lower the concurrency or raise the deadline"


class ResponseParseError(_UncertainOutcome, _WithStatus):
    """A response came that is not what the document describes; its bytes are in `content`."""


class ResponseTooLarge(ResponseParseError):
    """A response, or its decoded body, has more bytes than are taken; the rest of it was not read."""

    def _advice(self) -> str:
        done = "" if self.outcome in NO_EFFECT else "; what it was to change may be done"
        return (
            "ask for less at once, or allow more by `with_options(max_response_bytes=...)`, "
            f"or by `max_bytes` of a download{done}"
        )


class TaskFailed(ApiError):
    """A task ended without success, or some of its entries failed.

    Args:
        message: what went wrong, and where; the number of failures is added.
        task_id: the task's id; it can be read again with it.
        failures: what failed, an entry each. They may hold personal data, so the text only counts them.
        **details: as of `ApiError`.
    """

    def __init__(
        self, *, message: str, task_id: str, failures: Sequence[object] = (), **details: Unpack[ErrorDetails]
    ) -> None:
        self.task_id = task_id
        self.failures = tuple(failures)
        defaults: ErrorDetails = {"outcome": "done"}
        super().__init__(message=message, **(defaults | details))

    def _advice(self) -> str:
        if self.failures:
            return f"{counted(len(self.failures), 'entry', 'entries')} failed, see `failures`; the others were done"
        return "read the task and what it was to change before you start it again"


def _again(cls: type[ApiError], args: tuple[Any, ...], state: dict[str, Any]) -> ApiError:
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error


KINDS: Final[Mapping[str, type[StatusError]]] = {
    "authentication": AuthenticationError,
    "permission-denied": PermissionDenied,
    "not-found": NotFound,
    "conflict": Conflict,
    "bad-request": BadRequest,
    "rate-limited": RateLimited,
    "server-error": ServerError,
}
"""What `x-errors` of a document calls the classes of error responses."""
CLASSES: Final[tuple[type[ApiError], ...]] = (
    StatusError,
    *(AuthenticationError, PermissionDenied, NotFound, Conflict, BadRequest, RateLimited, DailyCapReached, ServerError),
    *(TransportError, SlotTimeout, ResponseParseError, ResponseTooLarge, TaskFailed),
)
"""The classes of which each API has its own, below its own base; a class stands after those that it is a kind of."""
