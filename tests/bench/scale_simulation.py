"""A run of calls with rows, simulated: how long it takes when each call takes as long as a measured one.

What is simulated is what decides: calls in flight, calls a day, failures that are retried, and how fast the client
makes bodies. Service times are drawn from measured ones, stretched to a median.
"""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from random import Random

DAY = 86_400.0


@dataclass(frozen=True, kw_only=True)
class Plant:
    """What a run is made with.

    Attributes:
        in_flight: calls at once.
        chunk: rows in a call.
        daily_cap: calls a day; None for no cap.
        body_seconds: what the client takes to make the body of a call; one core makes all.
        failing: the part of calls that fail with a passing error and are sent again; each attempt counts.
        backoff: seconds before such a call is sent again.
    """

    in_flight: int = 20
    chunk: int = 1_000
    daily_cap: int | None = None
    body_seconds: float = 0.0
    failing: float = 0.0
    backoff: float = 1.0


@dataclass(frozen=True)
class Ran:
    """What a run took.

    Attributes:
        calls: all attempts.
        seconds: from the first call to the last response, with the waits for the next day.
        days: days on which calls were made.
        busy: the part of the time, without the waits for the next day, in which all calls in flight were on the wire.
    """

    calls: int
    seconds: float
    days: int
    busy: float


def simulate(rows: int, shape: Sequence[float], median: float, plant: Plant, seed: int = 1) -> Ran:
    """Run calls through slots, one event after the other.

    Args:
        rows: how many are sent.
        shape: measured service times, each divided by their median.
        median: seconds that a call shall take.
        plant: what it is made with.
        seed: of the chance by which service times are drawn.

    >>> simulate(100_000, [1.0], 0.5, Plant()).seconds
    2.5
    >>> simulate(6_000_000, [1.0], 0.5, Plant(daily_cap=5_000)).days
    2
    """
    chance = Random(seed)  # noqa: S311 - no secret
    waiting, calls, today, days = ceil(rows / plant.chunk), 0, 0, 1
    free = [0.0] * plant.in_flight  # when each slot is free
    heapq.heapify(free)
    made, offset, on_wire, end = 0.0, 0.0, 0.0, 0.0
    while waiting:
        if plant.daily_cap is not None and today >= plant.daily_cap:
            begin = days * DAY
            offset += max(begin - end, 0.0)
            free = [max(at, begin) for at in free]
            made, today, days = max(made, begin), 0, days + 1
        made += plant.body_seconds
        start = max(heapq.heappop(free), made)
        took = median * chance.choice(shape)
        failed = chance.random() < plant.failing
        end = max(end, start + took)
        heapq.heappush(free, start + took + (plant.backoff if failed else 0.0))
        calls, today, on_wire, waiting = calls + 1, today + 1, on_wire + took, waiting - (not failed)
    working = end - offset
    return Ran(calls, end, days, on_wire / (working * plant.in_flight))
