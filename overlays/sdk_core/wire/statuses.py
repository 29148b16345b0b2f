"""What an HTTP status says: what the server did, and for which operations the call may be retried.

The rule: nothing is done twice. 429 says that nothing was changed, so every call may be sent again. What failed later
may have been done; it is retried only where the operation is idempotent. What would fail again in the same way is not.
"""

from enum import Enum
from typing import Final, Literal

Outcome = Literal["not-sent", "rejected", "unknown", "done"]
"""What is known of what the server did: it never got it; it got it and changed nothing; unknown; it did it."""
NO_EFFECT: Final[tuple[Outcome, ...]] = ("not-sent", "rejected")
"""The outcomes after which everything is as before."""

UNAUTHORIZED: Final = 401
NOT_FOUND: Final = 404
REQUEST_TIMEOUT: Final = 408
TOO_EARLY: Final = 425
TOO_MANY_REQUESTS: Final = 429
_RANKS: Final[tuple[Outcome, ...]] = ("not-sent", "rejected", "unknown", "done")


class Retryable(Enum):
    """For which operations a failure may be retried."""

    NEVER = 0
    IDEMPOTENT = 1
    ALWAYS = 2


def is_success(status: int) -> bool:
    """Tell whether a status is between 200 and 299."""
    return 200 <= status <= 299  # noqa: PLR2004 - as RFC 9110 has them


def is_redirect(status: int) -> bool:
    """Tell whether a status is between 300 and 399."""
    return 300 <= status <= 399  # noqa: PLR2004 - as RFC 9110 has them


def is_client_error(status: int) -> bool:
    """Tell whether a status is between 400 and 499."""
    return 400 <= status <= 499  # noqa: PLR2004 - as RFC 9110 has them


def is_server_error(status: int) -> bool:
    """Tell whether a status is between 500 and 599."""
    return 500 <= status <= 599  # noqa: PLR2004 - as RFC 9110 has them


def retryable_status(status: int) -> Retryable:
    """Return for which operations a response may be retried.

    >>> retryable_status(429), retryable_status(520), retryable_status(409)
    (<Retryable.ALWAYS: 2>, <Retryable.IDEMPOTENT: 1>, <Retryable.NEVER: 0>)
    """
    if status == TOO_MANY_REQUESTS:
        return Retryable.ALWAYS
    if is_server_error(status) or status in (REQUEST_TIMEOUT, TOO_EARLY):
        return Retryable.IDEMPOTENT
    return Retryable.NEVER


def outcome_from_status(status: int) -> Outcome:
    """Return what a response says about what the server did.

    >>> outcome_from_status(201), outcome_from_status(429), outcome_from_status(503)
    ('done', 'rejected', 'unknown')
    """
    if is_success(status):
        return "done"
    return "rejected" if is_client_error(status) and status != REQUEST_TIMEOUT else "unknown"


def merge_outcomes(first: Outcome, second: Outcome) -> Outcome:
    """Return what is known after two attempts: one that may have been done is not undone by a rejection later.

    >>> merge_outcomes("unknown", "rejected")
    'unknown'
    """
    return first if _RANKS.index(first) > _RANKS.index(second) else second
