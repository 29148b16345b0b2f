"""The vendor's limits in numbers [S1, V-INT, S2].

They are those of the document's `x-limits`.
"""

from typing import Final, Literal, get_args

from agillic_api.limits import LIMITS

Environment = Literal["staging", "production"]
"""Which kind of instance the key belongs to."""

CALLS_AT_ONCE: Final[int] = next(rate["at_once"] for rate in LIMITS["all"] if "at_once" in rate)
"""Calls in flight."""
CALLS_A_DAY_STAGING: Final[int] = LIMITS["named"]["calls_per_day_staging"]
"""Calls a day of a staging instance (`calls_per_day_staging`)."""
CALLS_A_DAY_PER_ACTIVE_RECIPIENT: Final[int] = LIMITS["named"]["calls_per_day_per_active_recipient"]
"""Calls a day of a production instance, times its active recipients (`calls_per_day_per_active_recipient`)."""


def daily_cap(environment: Environment | None = None, active_recipients: int | None = None) -> int | None:
    """Return how many calls a day an instance takes [S1].

    Args:
        environment: Which kind of instance the key belongs to; None when nobody said.
        active_recipients: How many active recipients a production instance has, 0 or more.

    Returns:
        Calls a day, or None when what was said does not tell.

    Raises:
        ValueError: There is no such environment, or the number is negative.

    >>> daily_cap("staging")
    5000
    >>> daily_cap("production", active_recipients=200_000)
    1000000
    >>> daily_cap("production") is None
    True
    """
    if environment is not None and environment not in get_args(Environment):
        raise ValueError(f"the environment cannot be {environment!r}: give one of {', '.join(get_args(Environment))}")
    if active_recipients is not None and active_recipients < 0:
        raise ValueError(f"active_recipients cannot be {active_recipients}: give the number the instance shows")
    if environment == "staging":
        return CALLS_A_DAY_STAGING
    if environment is None or active_recipients is None:
        return None
    return CALLS_A_DAY_PER_ACTIVE_RECIPIENT * active_recipients
