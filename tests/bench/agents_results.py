"""What was measured of the server for agents, as rows of the page, and their targets."""

from collections.abc import Iterator

from bench.agents import AgentsMeasured
from bench.results import Row

START = 1.5
"""Seconds from the start of the process to its first response."""
LISTING = 0.05
"""Seconds that the list of tools may take."""
AS_LONG = 3.0
"""The most that a read may take, times the client's own call; what the disk takes is told beside it."""


def agents_rows(measured: AgentsMeasured) -> Iterator[Row]:
    """Yield the rows of the server for agents in the order of the page."""
    calls = measured.calls
    own, whole, fast = (calls[name].median for name in ("client", "gateway", "gateway, no fsync"))
    yield Row("agents: start, to the first response", measured.start.median, 0, "", "alone", START)
    yield Row("the same", measured.start.median, measured.bare_start.median, "`import mcp` alone", "added")
    yield Row("agents: list the tools", measured.listing.median, 0, "", "alone", LISTING)
    yield Row("agents: read one, in memory", fast, own, "the client alone", "longer", AS_LONG)
    yield Row("the same, two lines on the disk", whole, fast, "without the disk", "added")
