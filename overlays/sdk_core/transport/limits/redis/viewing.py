"""What a server keeps of a key, for people to look at."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from sdk_core.transport.limits.limiter import Limits, RateUse, SlotHolder
from sdk_core.transport.limits.rates.rules import RateLimit
from sdk_core.transport.limits.redis.shared import Server

_PARTS: Final = 64


def limits_of(server: Server) -> Limits:
    """Return how much is used now, by all machines.

    Raises:
        StateFileError: the server cannot be used.
    """
    state = server.run("view", server.names.of(None).names, [0])[3]
    keys = server.names.with_found(sorted(name[1:] for name in _pairs(state) if name[0] == "w"))
    found = server.run("view", keys.names, [len(keys.rates)])
    now, stop, slots = int(found[1]), found[2], found[4]
    used, first = _day(server, _pairs(found[3]))
    kind, _, until = stop.partition(" ")
    leases = [(name, float(ends)) for name, ends in _pairs(slots).items()]
    return Limits(
        in_flight=len(leases),
        max_concurrency=server.max_concurrency,
        waiting=len(server.waiters),
        used_today=used,
        daily_limit=server.day.cap.calls,
        resets_at=_moment(server.day.part().resets_at(first)),
        blocked_until=_moment(int(until) / 1000) if kind else None,
        rates=_rates(keys.rates, found[5:], now),
        server=str(server.url),
        holders=_holders(leases, server.leases.lasts),
    )


def free(server: Server) -> list[str]:
    """Give back leases of processes that are gone: those that were not renewed twice in a row; return their names.

    Raises:
        StateFileError: the server cannot be used.
    """
    lasts, renews = server.leases.lasts, server.leases.renews
    gone: list[str] = server.run("free", [server.names.of(None).names[2]], [int(lasts * 1000), int(renews * 2500)])[2]
    return gone


def _day(server: Server, state: Mapping[str, str]) -> tuple[int, int | None]:
    since = server.day.part().since
    parts = {int(name[1:]): int(calls) for name, calls in state.items() if name[0] == "d"}
    counting = {part: calls for part, calls in parts.items() if part >= since and calls}
    return sum(counting.values()), min(counting, default=None)


def _rates(rates: Sequence[RateLimit], found: Sequence[Any], now: int) -> Mapping[str, tuple[RateUse, ...]]:
    shown: dict[str, tuple[RateUse, ...]] = {}
    for number, rate in enumerate(rates):
        counts, flying = _pairs(found[2 * number]), int(found[2 * number + 1])
        blocked, width = float(counts.pop("blocked", 0)), max(rate.seconds * 1000 // _PARTS, 1)
        ends = {int(part) * width: int(calls) for part, calls in counts.items() if int(part) * width > now}
        use = RateUse(
            limit=rate.calls or None,
            seconds=rate.seconds,
            used=sum(ends.values()) + flying,
            resets_at=_moment(min(ends, default=now + (rate.seconds * 1000 if flying else 0)) / 1000),
            blocked_until=_moment(blocked / 1000) if blocked > now else None,
        )
        shown[rate.bucket] = (*shown.get(rate.bucket, ()), use)
    return shown


def _holders(leases: Sequence[tuple[str, float]], lasts: float) -> tuple[SlotHolder, ...]:
    by_process: dict[tuple[str, str, str], list[tuple[float, float]]] = {}
    for name, ends in leases:
        host, process, id_, since, _ = name.rsplit("|", 4)
        by_process.setdefault((host, process, id_), []).append((int(since) / 1000, ends / 1000 - lasts))
    return tuple(
        SlotHolder(
            host=host,
            process=int(process),
            slots=len(held),
            since=_moment(min(since for since, _ in held)),
            renewed_at=_moment(max(renewed for _, renewed in held)),
        )
        for (host, process, _), held in sorted(by_process.items())
    )


def _pairs(flat: Sequence[str]) -> dict[str, str]:
    return dict(zip(flat[::2], flat[1::2], strict=True))


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
