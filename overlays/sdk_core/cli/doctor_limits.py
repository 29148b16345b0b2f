"""Checks what keeps the limits, and what is left of them today, as far as that is known."""

from collections.abc import Iterator
from typing import Final, Protocol, cast

from sdk_core.cli.doctor_findings import Examined, Finding
from sdk_core.transport.errors import StateFileError
from sdk_core.transport.limits.limiter import Limits
from sdk_core.wire.counting import are, counted

_FEW: Final = 0.1
"""The part of a day's calls from which on they are few."""


class _Limited(Protocol):
    @property
    def limits(self) -> Limits: ...


def check_rate_limiter(examined: Examined) -> Iterator[Finding]:
    """Look whether the server responds by which machines share the limits, where the settings name one."""
    settings = examined.settings
    if settings is None or settings.rate_limiter is None:
        return
    from sdk_core.transport.limits.redis.checking import check_server  # noqa: PLC0415 - only who shares pays for it

    found = check_server(settings.rate_limiter, settings.api, settings.base_url)
    if found.error is None:
        text = f"{found.address} responds in {found.seconds * 1000:,.0f} ms; machines that name it share the limits"
        yield Finding("rate limiter", "ok", text)
        return
    problem, advice = found.error.problem_and_advice()
    if found.share is None:
        examined.is_limited = False
        yield Finding("rate limiter", "failed", f"{problem}; no call is made without it", advice)
    else:
        alone = f"; this machine makes calls without it, {found.share:,} in flight at most"
        yield Finding("rate limiter", "warning", problem + alone, advice)


def check_limits(examined: Examined) -> Iterator[Finding]:
    """Say how many calls are left, and whether the server counts more than this machine."""
    if examined.client is None:
        return
    try:
        found = cast("_Limited", examined.client).limits
    except StateFileError as error:
        yield Finding("limits", "skipped", *error.problem_and_advice())
        return
    whose = f"by all machines that share {found.server}" if found.server else "on this machine"
    limit, remaining = found.daily_limit, found.remaining
    if found.blocked_until is not None:
        until = found.blocked_until.isoformat(timespec="seconds")
        yield Finding(
            "limits",
            "failed",
            f"the server rejects calls until {until}: it counts more than the {found.used_today:,} made {whose}",
            "find who else uses this key, and check the daily limit that is set",
        )
    elif limit is None or remaining is None:
        yield Finding("limits", "ok", f"{found.used_today:,} counted today {whose}; no daily limit is known")
    elif remaining == 0:
        yield Finding(
            "limits",
            "failed",
            f"all {counted(limit, 'call')} of the day {are(limit)} used",
            f"wait until {found.resets_at.isoformat(timespec='seconds')}, or have the limit raised",
        )
    else:
        text = f"{found.used_today:,} of {counted(limit, 'call')} used today {whose}, {remaining:,} left"
        few = remaining < limit * _FEW
        yield Finding("limits", "warning" if few else "ok", text, "make fewer calls until the reset" if few else "")
