"""What keeps the limits of the tiny API on this machine."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from sdk_core.transport import clock as waiting
from sdk_core.transport.limits import local_limiter
from sdk_core.transport.limits.quota.windows import DailyCap
from tiny_client.api import API

MAX_CONCURRENCY: Final = API.max_concurrency


class LocalRateLimiter(local_limiter.LocalRateLimiter):
    """The limits of a key of the tiny API."""

    def __init__(
        self,
        base_url: str,
        key: str,
        *,
        cap: DailyCap | None = None,
        directory: Path | None = None,
        clock: Callable[[], float] = waiting.wall_clock,
    ) -> None:
        cap = cap or DailyCap()
        super().__init__(API, base_url, key, max_concurrency=MAX_CONCURRENCY, cap=cap, directory=directory, clock=clock)
