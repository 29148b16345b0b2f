"""The vendor's limits in numbers [S1, V-INT, S2]: those of the document's `x-limits`, and who keeps them."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, Literal, get_args

from agillic.api import API
from agillic_api.limits import LIMITS
from sdk_core.transport import clock as waiting
from sdk_core.transport.limits import local_limiter
from sdk_core.transport.limits.quota.windows import DailyCap, Reset

Environment = Literal["staging", "production"]
"""Which kind of instance the key belongs to."""

MAX_CONCURRENCY: Final = API.max_concurrency
"""Calls in flight."""
CALLS_A_DAY_STAGING: Final[int] = LIMITS["named"]["calls_per_day_staging"]
"""Calls a day of a staging instance (`calls_per_day_staging`)."""
CALLS_A_DAY_PER_ACTIVE_RECIPIENT: Final[int] = LIMITS["named"]["calls_per_day_per_active_recipient"]
"""Calls a day of a production instance, times its active recipients (`calls_per_day_per_active_recipient`)."""

RESETS: Final[Mapping[str, Reset]] = {
    "midnight-utc": "midnight-utc",
    "midnight-copenhagen": "midnight-Europe/Copenhagen",
    "rolling-day": "rolling-day",
}
"""When calls stop counting, by the options of the document's assumption `daily-cap-reset`: it is undocumented."""
RESET: Final = RESETS["midnight-utc"]
"""What this project assumes."""


def daily_cap(environment: Environment | None = None, active_recipients: int | None = None) -> int | None:
    """Return how many calls a day an instance takes [S1].

    Args:
        environment: Which kind of instance the key belongs to; None when it is not set.
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


class LocalRateLimiter(local_limiter.LocalRateLimiter):
    """Agillic's limits of a key, kept by all processes of this user that use it.

    Args:
        base_url: Where the API is.
        key: The developer key. It is in no file, and in no file's name.
        cap: How many calls a day there are, and when they stop counting, see `RESET`; by default that is not set, and
            calls are counted but not rejected.
        directory: The folder of the file; None for that of the system.
        clock: The wall clock, in seconds since 1970.

    Raises:
        StateFileError: The file cannot be used.
        ValueError: This machine does not know the time zone of the cap's reset.

    >>> from tempfile import mkdtemp
    >>> limiter = LocalRateLimiter("https://api-eu1.agillic.net", "key", cap=DailyCap(5000), directory=Path(mkdtemp()))
    >>> limiter.limits().max_concurrency, limiter.limits().remaining
    (20, 5000)
    """

    def __init__(
        self,
        base_url: str,
        key: str,
        *,
        cap: DailyCap | None = None,
        directory: Path | None = None,
        clock: Callable[[], float] = waiting.wall_clock,
    ) -> None:
        cap = cap or DailyCap(reset=RESET)
        super().__init__(API, base_url, key, max_concurrency=MAX_CONCURRENCY, cap=cap, directory=directory, clock=clock)
