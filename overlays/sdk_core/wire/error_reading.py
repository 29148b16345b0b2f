"""From an error response to the error that says what happened: the table of one API, and how it is read."""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, TypeVar, cast

import orjson

from sdk_core.wire.errors import (
    KINDS,
    ApiError,
    ErrorDetails,
    RateLimited,
    ResponseParseError,
    ServerError,
    StatusError,
)
from sdk_core.wire.known_secrets import hide_known, hide_known_bytes
from sdk_core.wire.operations import Operation
from sdk_core.wire.pointers import found
from sdk_core.wire.retry_after import Headers, retry_after
from sdk_core.wire.statuses import (
    Outcome,
    Retryable,
    is_client_error,
    is_redirect,
    outcome_from_status,
    retryable_status,
)

E = TypeVar("E", bound=ApiError)

_BY_STATUS: Final[Mapping[int, str]] = {
    401: "authentication",
    403: "permission-denied",
    404: "not-found",
    409: "conflict",
    429: "rate-limited",
}


def kind_of_status(status: int) -> type[StatusError]:
    """Return the class of errors that a status stands for, unless an API says otherwise.

    >>> kind_of_status(404).__name__, kind_of_status(418).__name__, kind_of_status(302).__name__
    ('NotFound', 'BadRequest', 'ServerError')
    """
    other = "bad-request" if is_client_error(status) else "server-error"
    return KINDS[_BY_STATUS.get(status, other)]


@dataclass(frozen=True, slots=True)
class ErrorReader:
    """How the errors of one API are read from its responses, by the `x-errors` of its document.

    Attributes:
        family: the API's own classes, by those of `sdk_core.wire.errors` that they are kinds of.
        message: JSON pointers to the server's own words; the first one counts that leads to text.
        code: the JSON pointer to the server's code for what was wrong; empty where there is none.
        kinds: the API's classes by such codes. A code counts only where a call was rejected by a 4xx status: it does
            not make a failure of the server, or too many calls, something else.
        statuses: the API's classes by statuses that mean something else than for other APIs.

    >>> import httpx
    >>> reader = ErrorReader(message=("/msg",), code="/code", kinds={"Forgotten": KINDS["not-found"]})
    >>> content = b'{"code": "Forgotten", "msg": "this user was forgotten"}'
    >>> reader.of_response(None, 400, httpx.Headers(), content)
    NotFound('a call returned 400 (this user was forgotten): check the identifiers in the call')
    """

    family: Mapping[type[ApiError], type[ApiError]] = field(default_factory=dict[type[ApiError], type[ApiError]])
    message: tuple[str, ...] = ()
    code: str = ""
    kinds: Mapping[str, type[StatusError]] = field(default_factory=dict[str, type[StatusError]])
    statuses: Mapping[int, type[StatusError]] = field(default_factory=dict[int, type[StatusError]])

    def own(self, kind: type[E]) -> type[E]:
        """Return the API's own class of a kind of errors."""
        return cast("type[E]", self.family.get(kind, kind))

    def of_response(  # noqa: PLR0913 - what a response is made of, and what is known beside it
        self,
        operation: Operation | None,
        status: int,
        headers: Headers,
        content: bytes,
        *,
        outcome: Outcome | None = None,
        now: float | None = None,
    ) -> StatusError:
        """Return the error that says what an error response means.

        Args:
            operation: what was called; without it, the call counts as one that must not be retried.
            status: the HTTP status.
            headers: the headers, as the HTTP library gives them.
            content: the body; empty where it was not read.
            outcome: what is known otherwise of what the server did, for example from earlier attempts; None when this
                response is all that is known.
            now: seconds since 1970, for a Retry-After that names a moment; left out, by the clock of this machine.
        """
        body = _json(content)
        kind = self._kind(status, _text(body, self.code))
        retryable = Retryable.ALWAYS if issubclass(kind, RateLimited) else retryable_status(status)
        known = outcome or outcome_from_status(status)
        if is_redirect(status) and operation is not None and operation.traits.get("access") == "read":
            known = "rejected"  # a call that reads changes nothing, wherever it is sent on to
        safe = (
            is_idempotent(operation) or known == "not-sent" or (known == "rejected" and retryable is Retryable.ALWAYS)
        )
        details: ErrorDetails = {
            "operation": operation.id if operation else "",
            "status": status,
            "server_message": next(filter(None, (_text(body, pointer) for pointer in self.message)), ""),
            "retryable": safe and retryable is not Retryable.NEVER,
            "outcome": known,
            "headers": {hide_known(name): hide_known(value) for name, value in headers.items()},
            "content": hide_known_bytes(content),
        }
        message = f"{operation.id if operation else 'a call'} returned {status}"
        if issubclass(kind, RateLimited):
            now = time.time() if now is None else now
            limited = kind(message=message, retry_after=retry_after(headers, now), **details)
            limited.resets_at = _moment(now, limited.retry_after)  # the message stays the same for all such calls
            return limited
        return kind(message=message, **details)

    def _kind(self, status: int, code: str) -> type[StatusError]:
        """Return the class of a response. A code says more of a rejected call than its status, and never the contrary.

        Args:
            status: the HTTP status.
            code: the server's code; empty where there is none.

        >>> reader = ErrorReader(code="/code", kinds={"BadParams": KINDS["bad-request"]})
        >>> errors = [reader.of_response(None, status, {}, b'{"code": "BadParams"}') for status in (400, 429, 503)]
        >>> [type(error).__name__ for error in errors]
        ['BadRequest', 'RateLimited', 'ServerError']
        """
        by_status = self.statuses.get(status) or self.own(kind_of_status(status))
        of_code = self.kinds.get(code)
        is_rejected = is_client_error(status) and not issubclass(by_status, RateLimited)
        return of_code if of_code is not None and is_rejected and not issubclass(of_code, ServerError) else by_status

    def of_reading(self, operation: Operation, status: int, content: bytes, failed: Exception) -> ResponseParseError:
        """Return the error that says that a successful response is not what the document describes.

        What could not be read may be about a person, so nothing of it is quoted.

        Args:
            operation: what was called.
            status: the HTTP status.
            content: the body.
            failed: what reading it raised.
        """
        reason = type(failed).__name__ if content else "the body is empty"
        return self.own(ResponseParseError)(
            message=f"the response {status} to {operation.id} is not what the document describes ({reason})",
            operation=operation.id,
            status=status,
            retryable=is_idempotent(operation),
            outcome="done",
            content=hide_known_bytes(content),
        )

    def of_decoding(self, operation: Operation, status: int | None, failed: Exception) -> ResponseParseError:
        """Return the error that says that the body of a response cannot be decoded, so that nothing of it is known.

        Args:
            operation: what was called.
            status: the HTTP status, of a success; None where it is not known.
            failed: what decoding it raised.
        """
        response = "the response" if status is None else f"the response {status}"
        return self.own(ResponseParseError)(
            message=f"{response} to {operation.id} cannot be decoded ({type(failed).__name__})",
            operation=operation.id,
            status=status,
            retryable=is_idempotent(operation),
            outcome="unknown" if status is None else "done",
        )


ANY_API: Final = ErrorReader()
"""How errors are read where the API is unknown."""


def is_idempotent(operation: Operation | None) -> bool:
    """Tell whether an operation may be done twice; one that is not known may not."""
    return operation is not None and operation.traits.get("idempotent") is True


def _moment(now: float, wait: float | None) -> datetime | None:
    """Return the moment after a wait; None where there is no wait, or no calendar has it."""
    try:
        return None if wait is None else datetime.fromtimestamp(now + wait, UTC)
    except (OSError, OverflowError, ValueError):
        return None


def _json(content: bytes) -> Any:
    try:
        return orjson.loads(content)
    except ValueError:  # no JSON
        return None


def _text(body: object, pointer: str) -> str:
    """Return the text or the number that a JSON pointer leads to in a body; empty when there is none."""
    value = found(body, pointer) if pointer else None
    return str(value) if value and isinstance(value, str | int | float) and not isinstance(value, bool) else ""
