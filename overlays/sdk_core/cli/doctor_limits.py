"""Checks what is left of the limits today, as far as this machine knows."""

from collections.abc import Iterator
from typing import Final, Protocol, cast

from sdk_core.cli.doctor_findings import Examined, Finding
from sdk_core.transport.limits.limiter import Limits

_FEW: Final = 0.1
"""The part of a day's calls from which on they are few."""


class _Limited(Protocol):
    @property
    def limits(self) -> Limits: ...


def check_limits(examined: Examined) -> Iterator[Finding]:
    """Say how many calls are left, and whether the server counts more than this machine."""
    if examined.client is None:
        return
    found = cast("_Limited", examined.client).limits
    limit, remaining = found.daily_limit, found.remaining
    if found.blocked_until is not None:
        until = found.blocked_until.isoformat(timespec="seconds")
        yield Finding(
            "limits",
            "failed",
            f"the server rejects calls until {until}: it counts more than the {found.used_today:,} of this machine",
            "find who else uses this key, and check the daily limit that is set",
        )
    elif limit is None or remaining is None:
        yield Finding("limits", "ok", f"{found.used_today:,} counted today on this machine; no daily limit is known")
    elif remaining == 0:
        yield Finding(
            "limits",
            "failed",
            f"all {limit:,} calls of the day are used",
            f"wait until {found.resets_at.isoformat(timespec='seconds')}, or have the limit raised",
        )
    else:
        text = f"{found.used_today:,} of {limit:,} calls used today on this machine, {remaining:,} left"
        few = remaining < limit * _FEW
        yield Finding("limits", "warning" if few else "ok", text, "make fewer calls until the reset" if few else "")
