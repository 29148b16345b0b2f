"""Makes the errors that people see from what the HTTP library and the generated package raise or answer."""

from traceback import clear_frames
from typing import Any, Final, cast

import httpx
import orjson
from httpx import codes

import agillic_api.errors as generated
from agillic.transport.answers import TooLarge, Undecodable
from agillic.transport.certificates import describe, distrust_of, why_distrusted
from agillic.transport.errors import (
    UNCHANGED,
    AgillicError,
    AnswerTooLarge,
    AuthenticationError,
    BadRequest,
    Conflict,
    Facts,
    InvalidFilter,
    NotFound,
    Outcome,
    PermissionDenied,
    RateLimited,
    ResponseParseError,
    ServerError,
    SlotTimeout,
    TransportError,
)
from agillic.transport.known_secrets import hide_known, hide_known_bytes
from agillic.transport.masking import masked
from agillic.transport.retries.failures import (
    NoSlot,
    Repeat,
    outcome_of_error,
    outcome_of_status,
    repeat_of_error,
    repeat_of_status,
)
from agillic.transport.retries.policy import OPERATION
from agillic.transport.retries.retry_after import retry_after
from agillic.transport.waiting import wall_clock
from agillic_api.types import Operation

_BY_STATUS: Final[dict[int, type[AgillicError]]] = {
    codes.UNAUTHORIZED: AuthenticationError,
    codes.FORBIDDEN: PermissionDenied,
    codes.NOT_FOUND: NotFound,
    codes.CONFLICT: Conflict,
    codes.UNPROCESSABLE_ENTITY: InvalidFilter,
}

_OF_OURS: Final = (AgillicError, NoSlot)
"""Errors whose texts were masked, or quote nobody, when they were made."""


def error_of(
    happened: Exception | httpx.Response,
    operation: Operation | None = None,
    *,
    outcome: Outcome | None = None,
    handled: BaseException | None = None,
) -> AgillicError:
    """Return the error that says what happened, with what happened as its cause.

    Texts of causes are shown with tracebacks, so those that quote an answer are cut to what a log may hold.

    Args:
        happened: an error of `agillic_api` or of the HTTP library, or an answer without success. An `AgillicError` is
            returned as it is.
        operation: what was called; without it, the call counts as one that must not be repeated.
        outcome: what is known otherwise of what the server did, for example from earlier attempts; None when the
            last failure is all that is known.
        handled: what the caller was handling when the call began (`sys.exception()`); it is left as it is.

    >>> error_of(httpx.ReadTimeout("no bytes came")).outcome
    'unknown'
    >>> error_of(httpx.Response(404))
    NotFound('a call was answered with 404: check the identifiers in the call')
    """
    if isinstance(happened, AgillicError):
        return happened
    name = operation.id if operation else str(getattr(happened, "operation", ""))
    facts: Facts = {"operation": name}
    idempotent = operation is not None and operation.traits.get("idempotent") is True
    if isinstance(happened, httpx.Response):
        facts["server_message"] = _said(happened)
        return _of_status(happened.status_code, happened.headers, facts, outcome, idempotent=idempotent)
    if isinstance(happened, generated.StatusError):
        headers = httpx.Headers(happened.headers)
        # From the whole body: half an address or credential, where the other text was cut, would not look like one.
        facts["server_message"] = _said_in(happened.content) or happened.server_message
        error = _of_status(happened.status_code, headers, facts, outcome, idempotent=idempotent)
        _hide_known(happened, error)
    elif isinstance(happened, generated.ResponseParseError):
        error = _of_parsing(happened, facts, idempotent=idempotent)
    else:
        source = happened.__cause__ if isinstance(happened, generated.TransportError) else happened
        hush(happened, handled)
        error = _of_silence(source, facts, outcome or _of_another_request(source, operation), idempotent=idempotent)
    error.__cause__ = happened
    return error


def _of_status(
    status: int, headers: httpx.Headers, facts: Facts, outcome: Outcome | None, *, idempotent: bool
) -> AgillicError:
    message = f"{facts.get('operation') or 'a call'} was answered with {status}"
    repeat = repeat_of_status(status)
    known = facts["outcome"] = outcome or outcome_of_status(status)
    safe = idempotent or known == "not-sent" or (known == "refused" and repeat is Repeat.ALWAYS)
    facts |= {"status": status, "repeatable": safe and repeat is not Repeat.NEVER}
    if status == codes.TOO_MANY_REQUESTS.value:
        return RateLimited(message=message, retry_after=retry_after(headers, wall_clock()), **facts)
    kind = _BY_STATUS.get(status, BadRequest if codes.is_client_error(status) else ServerError)
    return kind(message=message, **facts)


def _of_parsing(happened: generated.ResponseParseError, facts: Facts, *, idempotent: bool) -> AgillicError:
    # What could not be read is quoted in its text, and in that of its cause: it may be a person's.
    kind = type(happened.__cause__).__name__ if happened.__cause__ else "unreadable"
    message = f"the answer {happened.status_code} to {happened.operation} is not what the document describes ({kind})"
    happened.args = (message,)
    happened.content = hide_known_bytes(happened.content)
    happened.__cause__ = happened.__context__ = None
    facts |= {"status": happened.status_code, "repeatable": idempotent, "outcome": "done"}
    return ResponseParseError(message=message, **facts)


def _of_silence(
    source: BaseException | None, facts: Facts, outcome: Outcome | None, *, idempotent: bool
) -> AgillicError:
    name = facts.get("operation") or "a call"
    kind = type(source).__name__
    if isinstance(source, httpx.RequestError):
        known, hopeless = outcome or outcome_of_error(source), repeat_of_error(source) is Repeat.NEVER
    else:  # an address that is none, or a stream that was read before: the call never left
        known, hopeless = outcome or "not-sent", True
    facts |= {"outcome": known, "repeatable": not hopeless and (idempotent or known in UNCHANGED)}
    if isinstance(source, httpx.DecodingError):
        answered = f"the answer to {getattr(_sent(source), 'id', name)}"
        if isinstance(source, TooLarge):
            return AnswerTooLarge(message=f"{answered} is too large: {source}", **facts)
        reason = f": {source}" if isinstance(source, Undecodable) else f" ({kind})"
        return ResponseParseError(message=f"{answered} cannot be decoded{reason}", **facts)
    distrust = distrust_of(source)
    if distrust is not None:
        why, remedy = why_distrusted(distrust)
        return TransportError(message=f"{name} got no answer: {why}", remedy=remedy, **facts)
    if isinstance(source, NoSlot):
        return SlotTimeout(message=f"{name} {source}", **facts)
    return TransportError(message=f"{name} got no answer ({_reasons(source)})", **facts)


def _reasons(source: BaseException | None) -> str:
    """Return the class of an error and that of the system's error behind it: an unknown host, or trouble of TLS.

    >>> error = httpx.ConnectError("no")
    >>> error.__cause__ = ConnectionRefusedError()
    >>> _reasons(error)
    'ConnectError, ConnectionRefusedError'
    """
    kind, inner = type(source).__name__, source
    while inner is not None and not isinstance(inner, OSError):
        inner = inner.__cause__ or inner.__context__
    return kind if inner is None else f"{kind}, {describe(inner)}"


def hush(error: BaseException | None, handled: BaseException | None) -> None:
    """Take what was sent and what came out of an error that ended a call, and out of those that led to it.

    The locals of its frames are headers and bodies, credentials among them, and crash reports show them; frames that
    still run are not touched. Texts of protocol errors quote what came.

    Args:
        error: what ended the call.
        handled: what the caller was handling when the call began, where the chain ceases to be ours; None for nothing.
    """
    while error is not None and error is not handled:
        clear_frames(error.__traceback__)
        said, quote, _ = str(error).partition("bytearray(")
        if quote:
            error.args = (f"{said.strip(' :')}; what came is not shown",)
        elif not isinstance(error, _OF_OURS) and hide_known(said) != said:  # such as the reason that a proxy gives
            error.args = (masked(said),)
        error = error.__cause__ or error.__context__


def _of_another_request(source: BaseException | None, operation: Operation | None) -> Outcome | None:
    """Return not-sent when the request that failed was made for the operation, such as that for its token."""
    sent = _sent(source)
    return "not-sent" if operation is not None and sent is not None and sent.id != operation.id else None


def _sent(source: BaseException | None) -> Operation | None:
    """Return the operation of the request that failed."""
    if not isinstance(source, httpx.RequestError):
        return None
    try:
        sent: object = source.request.extensions.get(OPERATION)
    except RuntimeError:  # it names no request
        return None
    return sent if isinstance(sent, Operation) else None


def _hide_known(happened: generated.StatusError, error: AgillicError) -> None:
    """Take our secrets out of what the server said: an error is pickled, logged and shown with all it has.

    What of it is a text for people was masked when the error was made that is raised in its place.
    """
    happened.content = hide_known_bytes(happened.content)
    happened.headers = {hide_known(name): hide_known(value) for name, value in happened.headers.items()}
    happened.server_message = error.server_message
    happened.args = (f"{error.operation} was answered with {happened.status_code}",)


def _said(answer: httpx.Response) -> str:
    try:
        return _said_in(answer.content)
    except httpx.StreamError:  # not read
        return ""


def _said_in(content: bytes) -> str:
    try:
        members = orjson.loads(content)
    except ValueError:  # no JSON
        return ""
    known = cast("dict[str, Any]", members) if isinstance(members, dict) else {}
    return str(known.get("message") or known.get("error") or "")
