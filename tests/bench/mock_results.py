"""What was measured of the mock, as rows of the page, and their targets."""

from collections.abc import Iterator, Mapping

from bench.mock import MockMeasured
from bench.results import Row

AS_LONG = 2.5
"""The most that a simple call may take, times a call of bare httpx to a server that has its response ready."""
RECIPIENTS = 20
"""The least that are upserted in the time of such a call."""
FILTERED_PAGE = 250
"""The most that a page with its document may take, times such a call."""
GROWTH = 16_000_000
"""Bytes that the memory may grow by while a million recipients are paged through: they are 20 times as much."""


def mock_rows(measured: MockMeasured) -> Iterator[Row]:
    """Yield the rows of the mock in the order of the page."""
    calls, million, memory = measured.calls, measured.million, measured.memory
    bare, told = calls["bare httpx"].median, "bare httpx"
    for what, name in (("read one recipient", "read one"), ("create a recipient", "create one")):
        yield Row(f"mock: {what}", calls[name].median, bare, told, "longer", AS_LONG)
        yield Row("the same", calls[name].median, 0, "", "rate")
        yield Row("the same, called by httpx", calls[f"{name}, httpx"].median, 0, "", "rate")
    for what, name in (("new", "created"), ("known", "updated")):
        yield Row(f"mock: upsert {what} recipients", calls[name].median, bare, told, "faster", RECIPIENTS)
        yield Row("the same", calls[name].median, 0, "", "rate")
    yield Row("mock with a million: upsert new recipients", million["created"].median, 0, "", "rate")
    yield from _memory_row(memory, "loading")
    for name, target in (("1,000", FILTERED_PAGE), ("17,000", FILTERED_PAGE), ("150,000", None)):
        seconds = million[f"filter, {name}"].median
        yield Row(f"mock with a million: page of {name} found", seconds, bare, told, "longer", target)
    yield Row("mock with a million: page through all", measured.paging, 0, "", "alone")
    yield from _memory_row(memory, "paging", GROWTH)


def _memory_row(memory: Mapping[str, int], what: str, target: float | None = None) -> Iterator[Row]:
    if memory:  # not every system tells it
        yield Row("the same, memory", memory[what], memory[f"before {what}"], "before", "grown", target)
