"""Which calls without a response may be retried: the table of the HTTP library's errors, and of bodies.

The rule is that of statuses, see `sdk_core.wire.statuses`: a failure before the first byte was sent is retried for
every operation; of a later one, the server may have done the call.
"""

from collections.abc import Sequence
from typing import cast

import httpx

from sdk_core.client import NOT_SENT
from sdk_core.transport.settings.certificates import certificate_error_in
from sdk_core.wire.statuses import Outcome, Retryable


class NoSlot(httpx.PoolTimeout):
    """The deadline passed before the call had a slot; the text says who has them, as far as is known."""


_HOPELESS = (httpx.UnsupportedProtocol, httpx.LocalProtocolError, httpx.DecodingError)


def retryable_error(error: httpx.RequestError, *, was_sent: bool = True) -> Retryable:
    """Return for which operations a call without a response may be retried.

    Args:
        error: what the HTTP library raised.
        was_sent: False when it is known that no byte was sent, whatever the error; else its class decides.

    >>> retryable_error(httpx.ConnectTimeout("slow")), retryable_error(httpx.ReadTimeout("slow"))
    (<Retryable.ALWAYS: 2>, <Retryable.IDEMPOTENT: 1>)
    """
    if isinstance(error, _HOPELESS) or certificate_error_in(error) is not None:
        return Retryable.NEVER
    return Retryable.ALWAYS if outcome_from_error(error, was_sent=was_sent) == "not-sent" else Retryable.IDEMPOTENT


def outcome_from_error(error: httpx.RequestError, *, was_sent: bool = True) -> Outcome:
    """Return what is known of what the server did: not-sent or unknown. Parameters are as of `retryable_error`."""
    return "not-sent" if not was_sent or isinstance(error, NOT_SENT) else "unknown"


def can_be_resent(request: httpx.Request) -> bool:
    """Return whether a second attempt would send the same body.

    The HTTP library reads an iterator once, and goes on where a file ended: a second attempt would send nothing, or the
    rest. The files of a form it rewinds by itself, where they can be.

    >>> can_be_resent(httpx.Request("POST", "https://api.example.com", content=b"{}"))
    True
    >>> can_be_resent(httpx.Request("POST", "https://api.example.com", content=iter([b"{}"])))
    False
    """
    if isinstance(request.stream, httpx.ByteStream):
        return True
    fields = cast("Sequence[object] | None", getattr(request.stream, "fields", None))  # a form with files
    return fields is not None and all(_can_be_rewound(getattr(each, "file", b"")) for each in fields)


def _can_be_rewound(file: object) -> bool:
    if isinstance(file, bytes | str):
        return True
    seekable = getattr(file, "seekable", None)
    return not getattr(file, "closed", False) and callable(seekable) and bool(seekable())
