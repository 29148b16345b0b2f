"""Opens the rate limiter that a setting names."""

from sdk_core.transport.limits.limiter import RateLimiter
from sdk_core.transport.limits.quota.windows import DailyCap
from sdk_core.transport.settings.base import BaseSettings


def shared_rate_limiter(
    settings: BaseSettings, key: str, *, cap: DailyCap | None = None, project: str = "", organization: str = ""
) -> RateLimiter | None:
    """Return the limiter of the server that settings name; None where they name none.

    Args:
        settings: where the API is, and what keeps the limits.
        key: what the API counts by.
        cap: how many calls a day there are; None for an API without a cap by the day.
        project: the name of the key's project.
        organization: that of its organization.

    Raises:
        StateFileError: the files of this machine's share cannot be used.
    """
    if settings.rate_limiter is None:
        return None
    from sdk_core.transport.limits.redis.limiter import RedisRateLimiter  # noqa: PLC0415 - only who shares pays for it

    return RedisRateLimiter(
        settings.rate_limiter,
        settings.api,
        settings.base_url,
        key,
        max_concurrency=settings.api.max_concurrency,
        cap=cap,
        directory=settings.state_folder,
        project=project,
        organization=organization,
    )
