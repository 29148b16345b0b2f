"""Which failures may be repeated: the table of statuses and of the HTTP library's errors.

The rule: nothing is done twice. A failure before the first byte was sent repeats for every operation, and so does 429,
of which the vendor says that nothing was changed [S1, V-INT]. What failed later may have been done; it repeats only
where the document's traits call the operation idempotent. What would fail again in the same way never repeats.
"""

from enum import Enum

import httpx
from httpx import codes

from agillic.transport.certificates import distrust_of
from agillic.transport.errors import Outcome


class NoSlot(httpx.PoolTimeout):
    """The deadline passed before the call had a slot; the text says who has them, as far as is known."""


class Repeat(Enum):
    """For which operations a failure may be repeated."""

    NEVER = 0
    IDEMPOTENT = 1
    ALWAYS = 2


_REQUEST_TIMEOUT = 408
_TOO_EARLY = 425
_TOO_MANY_REQUESTS = 429
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
_HOPELESS = (httpx.UnsupportedProtocol, httpx.LocalProtocolError, httpx.DecodingError)
_RANKS: tuple[Outcome, ...] = ("not-sent", "refused", "unknown", "done")


def repeat_of_status(status: int) -> Repeat:
    """Return for which operations an answer may be repeated.

    >>> repeat_of_status(429), repeat_of_status(520), repeat_of_status(409)
    (<Repeat.ALWAYS: 2>, <Repeat.IDEMPOTENT: 1>, <Repeat.NEVER: 0>)
    """
    if status == _TOO_MANY_REQUESTS:
        return Repeat.ALWAYS
    if codes.is_server_error(status) or status in (_REQUEST_TIMEOUT, _TOO_EARLY):
        return Repeat.IDEMPOTENT
    return Repeat.NEVER


def outcome_of_status(status: int) -> Outcome:
    """Return what an answer says about what the server did.

    >>> outcome_of_status(201), outcome_of_status(429), outcome_of_status(503)
    ('done', 'refused', 'unknown')
    """
    if codes.is_success(status):
        return "done"
    return "refused" if codes.is_client_error(status) and status != _REQUEST_TIMEOUT else "unknown"


def repeat_of_error(error: httpx.RequestError, *, was_sent: bool = True) -> Repeat:
    """Return for which operations a call without an answer may be repeated.

    Args:
        error: what the HTTP library raised.
        was_sent: False when it is known that no byte was sent, whatever the error; else its class decides.

    >>> repeat_of_error(httpx.ConnectTimeout("slow")), repeat_of_error(httpx.ReadTimeout("slow"))
    (<Repeat.ALWAYS: 2>, <Repeat.IDEMPOTENT: 1>)
    """
    if isinstance(error, _HOPELESS) or distrust_of(error) is not None:
        return Repeat.NEVER
    return Repeat.ALWAYS if outcome_of_error(error, was_sent=was_sent) == "not-sent" else Repeat.IDEMPOTENT


def outcome_of_error(error: httpx.RequestError, *, was_sent: bool = True) -> Outcome:
    """Return what is known of what the server did: not-sent or unknown. Parameters are as of `repeat_of_error`."""
    never = not was_sent or isinstance(error, (*_NOT_SENT, httpx.UnsupportedProtocol))
    return "not-sent" if never else "unknown"


def worst(first: Outcome, second: Outcome) -> Outcome:
    """Return what is known after two attempts: one that may have been done is not undone by a refusal later.

    >>> worst("unknown", "refused")
    'unknown'
    """
    return first if _RANKS.index(first) > _RANKS.index(second) else second
