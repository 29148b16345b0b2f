"""Makes the errors that people see from what the HTTP library raises or returns."""

from traceback import clear_frames
from typing import Final

import httpx

from sdk_core.transport.clock import wall_clock
from sdk_core.transport.http.response_body import BodyTooLarge, DecodingFailed
from sdk_core.transport.retries.classification import NoSlot, outcome_from_error, retryable_error
from sdk_core.transport.retries.policy import OPERATION
from sdk_core.transport.settings.certificates import certificate_error_in, describe, explain_certificate_error
from sdk_core.wire.error_reading import ErrorReader, is_idempotent
from sdk_core.wire.errors import (
    ApiError,
    ErrorDetails,
    ResponseParseError,
    ResponseTooLarge,
    SlotTimeout,
    TransportError,
)
from sdk_core.wire.known_secrets import hide_known
from sdk_core.wire.operations import Operation
from sdk_core.wire.redaction import redact
from sdk_core.wire.statuses import NO_EFFECT, Outcome, Retryable

_NOT_READ: Final = b""

_OF_OURS: Final = (ApiError, NoSlot)
"""Errors whose texts were redacted, or quote nothing, when they were made."""


def error_from(
    happened: Exception | httpx.Response,
    operation: Operation | None = None,
    *,
    errors: ErrorReader,
    outcome: Outcome | None = None,
    handled: BaseException | None = None,
) -> ApiError:
    """Return the error that says what happened, with what happened as its cause.

    Texts of causes are shown with tracebacks, so those that quote a response are cut to what a log may hold.

    Args:
        happened: an error of the HTTP library, or an error response. An `ApiError` is returned as it is.
        operation: what was called; without it, the call counts as one that must not be retried.
        errors: how the API's responses are read, and which classes its errors are of.
        outcome: what is known otherwise of what the server did, for example from earlier attempts; None when the
            last failure is all that is known.
        handled: what the caller was handling when the call began (`sys.exception()`); it is left as it is.

    >>> error_from(httpx.ReadTimeout("no bytes came"), errors=ErrorReader()).outcome
    'unknown'
    >>> error_from(httpx.Response(404), errors=ErrorReader())
    NotFound('a call returned 404: check the identifiers in the call')
    """
    if isinstance(happened, ApiError):
        return happened
    if isinstance(happened, httpx.Response):
        return error_from_response(happened, operation, errors=errors, outcome=outcome)
    scrub_traceback(happened, handled)
    error = _from_transport_error(
        happened, operation, errors, outcome or _outcome_of_other_request(happened, operation)
    )
    error.__cause__ = happened
    return error


def error_from_response(
    response: httpx.Response, operation: Operation | None, *, errors: ErrorReader, outcome: Outcome | None
) -> ApiError:
    """Return the error for an error response; parameters are as of `error_from`."""
    try:
        content = response.content
    except httpx.StreamError:  # not read
        content = _NOT_READ
    status, headers = response.status_code, response.headers
    return errors.of_response(operation, status, headers, content, outcome=outcome, now=wall_clock())


def _from_transport_error(
    source: Exception, operation: Operation | None, errors: ErrorReader, outcome: Outcome | None
) -> ApiError:
    name = operation.id if operation else "a call"
    if isinstance(source, httpx.RequestError):
        known, hopeless = outcome or outcome_from_error(source), retryable_error(source) is Retryable.NEVER
    else:  # an address that is none, or a stream that was read before: the call never left
        known, hopeless = outcome or "not-sent", True
    details: ErrorDetails = {
        "operation": operation.id if operation else "",
        "outcome": known,
        "retryable": not hopeless and (is_idempotent(operation) or known in NO_EFFECT),
    }
    if isinstance(source, httpx.DecodingError):
        received = f"the response to {getattr(_sent(source), 'id', name)}"
        if isinstance(source, BodyTooLarge):
            return errors.own(ResponseTooLarge)(message=f"{received} is too large: {source}", **details)
        reason = f": {source}" if isinstance(source, DecodingFailed) else f" ({type(source).__name__})"
        return errors.own(ResponseParseError)(message=f"{received} cannot be decoded{reason}", **details)
    distrust = certificate_error_in(source)
    if distrust is not None:
        why, remedy = explain_certificate_error(distrust)
        return errors.own(TransportError)(message=f"{name} got no response: {why}", remedy=remedy, **details)
    if isinstance(source, NoSlot):
        return errors.own(SlotTimeout)(message=f"{name} {source}", **details)
    return errors.own(TransportError)(message=f"{name} got no response ({_reasons(source)})", **details)


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


def scrub_traceback(error: BaseException | None, handled: BaseException | None) -> None:
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
        elif not isinstance(error, _OF_OURS) and hide_known(said) != said:  # such as a proxy's reason
            error.args = (redact(said),)
        error = error.__cause__ or error.__context__


def _outcome_of_other_request(source: BaseException | None, operation: Operation | None) -> Outcome | None:
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
