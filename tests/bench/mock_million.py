"""Runs in the bench's own environment: a million recipients in the file of a mock, filtered and paged; prints JSON.

It is given the mock's port and the id of its process, whose memory it reads where the system tells it, as Linux does.
"""

import json
import re
import sys
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from time import perf_counter
from typing import Any
from urllib.parse import quote

from bench.data import MADE, MILLION, ROWS, batch
from bench.raw import Connection, exchange, written
from bench.sampling import Sample

AT_ONCE = 2
BATCHES = 20
"""Of one measurement."""
FILTERS = {
    "filter, 1,000": [f'LASTNAME=="Blue {number}"' for number in range(20)],
    "filter, 17,000": [f"AGE=={age}" for age in range(20, 40)],
    "filter, 150,000": ["AGE>70"] * 5,
}
"""By about how many recipients each selects."""


class Memory:
    """What a process has in memory, in bytes, noted under names; nothing is noted on systems that do not tell it."""

    def __init__(self, process: int) -> None:
        self._folder = Path(f"/proc/{process}")
        self.noted: dict[str, int] = {}

    def note(self, name: str) -> None:
        """Note what it is now, from where a peak counts."""
        if self._folder.is_dir():
            (self._folder / "clear_refs").write_text("5", "ascii")
            self._note(name, "VmRSS")

    def note_peak(self, name: str) -> None:
        """Note the most that it was since `note`."""
        if self._folder.is_dir():
            self._note(name, "VmHWM")

    def _note(self, name: str, line: str) -> None:
        found = re.search(rf"{line}:\s+(\d+) kB", (self._folder / "status").read_text("ascii"))
        self.noted[name] = int(found[1]) * 1024 if found else 0


def _load(port: int) -> Sample:
    """Send the recipients that are not in the file, and return the seconds for each."""
    taken: list[float] = []
    with ExitStack() as stack:
        connections = [stack.enter_context(Connection(port)) for _ in range(AT_ONCE)]
        for start in range(MADE, MILLION, BATCHES * ROWS):
            bodies = [batch(first) for first in range(start, start + BATCHES * ROWS, ROWS)]
            seconds, responses = exchange(connections, [written("POST", "/recipients/:batch", each) for each in bodies])
            if any(json.loads(response)["created"] != ROWS for response in responses):
                raise SystemExit(f"not all recipients of a batch were created: {responses}")
            taken.append(seconds / (BATCHES * ROWS))
    return Sample.of(taken)


class _Pages:
    """Reads pages, and keeps how long each took."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.taken: list[float] = []

    def read(self, query: str) -> Any:  # noqa: ANN401 - JSON
        request = written("GET", f"/recipients?objectResponse=true&pageSize={ROWS}&{query}")
        began = perf_counter()
        response = self._connection.call(request)
        self.taken.append(perf_counter() - began)
        return json.loads(response)


def _paging(connection: Connection) -> tuple[Sample, float]:
    """Page through all recipients; return the seconds of a page, and of all of them."""
    pages = _Pages(connection)
    page = pages.read("")
    seen = len(page["content"])
    for start in range(ROWS + 1, page["page"]["totalElements"] + 1, ROWS):
        seen += len(pages.read(f"documentId={page['page']['documentId']}&pageStart={start}")["content"])
    if seen < MILLION:
        raise SystemExit(f"the pages had {seen:,} recipients, and {MILLION:,} are there")
    return Sample.of(pages.taken), sum(pages.taken)


def measure(port: int, process: int) -> dict[str, Any]:
    """Return seconds by what was done, and bytes of memory."""
    memory = Memory(process)
    memory.note("before loading")
    samples = {"created": _load(port)}
    memory.note_peak("loading")
    with Connection(port) as connection:
        for name, filters in FILTERS.items():
            pages = _Pages(connection)
            for each in filters:
                pages.read(f"filter={quote(each)}")
            samples[name] = Sample.of(pages.taken)
        memory.note("before paging")
        samples["page"], paging = _paging(connection)
        memory.note_peak("paging")
    times = {name: asdict(sample) for name, sample in samples.items()}
    return {"times": times, "paging": paging, "memory": memory.noted}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(int(sys.argv[1]), int(sys.argv[2]))))
