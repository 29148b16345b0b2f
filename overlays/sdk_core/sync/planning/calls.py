"""How many calls the entries of a step take, and how many bytes."""
# ruff: noqa: S608 - the SQL is put together of names of this package's own

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sdk_core.sync.model.target import Step
from sdk_core.sync.planning.plan_meta import StepPlan
from sdk_core.sync.planning.sql import rows_of

if TYPE_CHECKING:
    import duckdb

_SAMPLE: Final = 100
"""Entries that are made to see how much longer than their items they are."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """What entries amount to: how many, the bytes of their items together, and of the longest."""

    entries: int
    bytes: int
    longest: int


def step_plan(  # noqa: PLR0913 - what there is to say, by names
    work: "duckdb.DuckDBPyConnection", step: Step, entries: str, sizes: Sizes, *, first: int, is_grouped: bool
) -> StepPlan:
    """Return what the entries of a step take.

    Args:
        work: the work connection.
        step: the step.
        entries: SQL of its entries, with `key`, `item` and `grp`.
        sizes: what they amount to.
        first: the `seq` of the first one.
        is_grouped: whether entries of the same `grp` travel together.
    """
    if not sizes.entries:
        return StepPlan(0, 0, 0)
    extra, most = _extra(work, step, entries)
    size = sizes.bytes + round(extra * sizes.entries)
    room, items = step.plan.room, step.plan.max_items
    may_fill = (sizes.longest + most) * items > room
    chunks = _grouped(work, entries, items, room, extra) if is_grouped else -(-sizes.entries // items)
    if may_fill and not is_grouped:
        chunks = max(chunks, -(-size // room))
    return StepPlan(
        entries=sizes.entries,
        calls=chunks * (1 + step.poll_calls),
        bytes=size + chunks * step.plan.frame,
        first=first,
        last=first + sizes.entries - 1,
    )


def _extra(work: "duckdb.DuckDBPyConnection", step: Step, entries: str) -> tuple[float, int]:
    """Return how many bytes an entry and its comma have more than its item, on average and at most, of some."""
    more = [
        len(step.entry(key, item.encode() if item else b"")) + 1 - len(item.encode() if item else b"")
        for key, item in rows_of(work, f"select key, item from ({entries}) limit {_SAMPLE}")
    ]
    return sum(more) / len(more), max(more)


def _grouped(work: "duckdb.DuckDBPyConnection", entries: str, items: int, room: int, extra: float) -> int:
    """Return how many calls groups take that are not split unless one is too large for a call."""
    reading: Any = work.cursor()
    calls, count, size = 0, items, 0
    try:
        query = f"select count(*), coalesce(sum(strlen(item)), 0) from ({entries}) group by grp order by grp"
        found = reading.execute(query)
        while rows := found.fetchmany(10_000):
            for number, of_items in rows:
                length = of_items + round(extra * number)
                if count + number <= items and size + length <= room:
                    count += number
                    size += length
                    continue
                parts = max(-(-number // items), -(-length // room))
                calls += parts
                count, size = number - (parts - 1) * items, length // parts
    finally:
        reading.close()
    return calls
