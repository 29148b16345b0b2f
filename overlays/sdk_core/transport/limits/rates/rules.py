"""The limits of an operation as its document says them (spec/traits.schema.json, `rate`)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from sdk_core.wire.counting import counted

Scope = Literal["key", "project", "organization", "instance"]
"""Whose calls are counted together."""

DAY: Final = 86_400


@dataclass(frozen=True, slots=True)
class RateLimit:
    """So many calls in any window of so many seconds.

    Attributes:
        bucket: what is counted together: the name that operations share, else the operation's own id.
        scope: whose calls are.
        calls: most calls in a window; 0 where no rate is known, and the bucket only remembers that it was rejected.
        seconds: how long a window is.
    """

    bucket: str
    scope: Scope
    calls: int
    seconds: int

    def __str__(self) -> str:
        return f"{counted(self.calls, 'call')} in {self.seconds} s"


@dataclass(frozen=True, slots=True)
class ConcurrencyLimit:
    """So many calls of a bucket in flight."""

    bucket: str
    scope: Scope
    max_concurrency: int


def rate_limits(rates: Sequence[Mapping[str, Any]], bucket: str) -> list[RateLimit]:
    """Return the rate limits among some rates, the longest window first: it is the one that rejects at once.

    A day counts as any 24 hours, which holds wherever the vendor's day begins.

    Args:
        rates: as the document says them.
        bucket: the bucket of those that name none.

    >>> rate_limits([{"calls": 3, "seconds": 1, "of": "key"}, {"calls": 9, "per": "day", "of": "key"}], "get")[0]
    RateLimit(bucket='get', scope='key', calls=9, seconds=86400)
    """
    found = [
        RateLimit(rate.get("bucket", bucket), rate["of"], rate["calls"], rate.get("seconds", DAY))
        for rate in rates
        if "calls" in rate
    ]
    return sorted(found, key=lambda each: -each.seconds)


def concurrency_limits(rates: Sequence[Mapping[str, Any]], bucket: str) -> Iterator[ConcurrencyLimit]:
    """Yield the concurrency limits that are ours to keep: not those of tasks, nor those by which the server queues.

    Args:
        rates: as the document says them.
        bucket: the bucket of those that name none.
    """
    for rate in rates:
        if "at_once" in rate and rate.get("counts") != "tasks" and rate.get("over") != "queued":
            yield ConcurrencyLimit(rate.get("bucket", bucket), rate["of"], rate["at_once"])
