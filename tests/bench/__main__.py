"""`make bench`: measures the clients and the mock, prints a table and writes it to docs/benchmarks.md.

`PYTHONPATH=tests .venv/bin/python -m bench mock` measures the mock alone, and writes nothing; `sync` does so of the
sync engine, `agents` of the server for agents, `limits` of slots, and `transports` of what carries the bytes of calls.
`scale` measures and simulates large syncs; it writes docs/scale.md.
"""

import json
import shutil
import sqlite3
import sys
from importlib.metadata import version
from time import perf_counter
from typing import Any

from bench.agents import measure_agents
from bench.agents_results import agents_rows
from bench.imports import imports_http_library, measure_starts
from bench.iterable_results import iterable_rows
from bench.mock import measure_mock
from bench.mock_results import mock_rows
from bench.peer import make_peers
from bench.processes import OURS, ROOT, RUNTIME, run, serving
from bench.report import table, write
from bench.results import Measured, rows
from bench.sampling import Sample
from bench.scale import PAGE as PAGE_OF_SCALE
from bench.scale import measure_scale, scale_page
from bench.shared_limits import measure_slots, slot_rows
from bench.sync import measure_sync
from bench.sync_results import sync_rows
from bench.throughput import measure_throughput
from bench.throughput_results import throughput_rows
from bench.whole_results import WORKLOADS, transport_rows, whole_rows

API = "agillic"
GENERATIONS = 3
PAGE = ROOT / "docs" / "benchmarks.md"
NUMBERS = ROOT / "build" / "bench.json"
OF_THE_MOCK = ("uvicorn", "starlette", "jsonschema-rs")
"""The distributions that decide how fast it is."""


def main() -> None:
    """Measure everything, in ten minutes or so (half an hour at most), or only what the command line names."""
    if sys.argv[1:] == ["mock"]:
        sys.stdout.write(table([*mock_rows(measure_mock())]))
        return
    if sys.argv[1:] == ["sync"]:
        sys.stdout.write(table([*sync_rows(measure_sync())]))
        return
    if sys.argv[1:] == ["agents"]:
        sys.stdout.write(table([*agents_rows(measure_agents())]))
        return
    if sys.argv[1:] == ["transports"]:
        _generate()
        make_peers(OURS / "generated" / f"{API}_api" / "openapi.json")
        sys.stdout.write(table([*transport_rows(_samples(_calls(*WORKLOADS)))]))
        return
    if sys.argv[1:] == ["limits"]:
        sys.stdout.write(table([*slot_rows(measure_slots())]))
        return
    if sys.argv[1:] == ["scale"]:
        PAGE_OF_SCALE.write_text(scale_page(measure_scale()), "utf-8")
        return
    if sys.argv[1:]:
        raise SystemExit("unknown arguments; give none, agents, limits, mock, scale, sync or transports")
    _say("generating our client ...")
    generation = _generate()
    _say("generating the peer's clients ...")
    peer_generation = make_peers(OURS / "generated" / f"{API}_api" / "openapi.json")
    _say("starting fresh processes ...")
    starts = measure_starts()
    _say("calling a server ...")
    calls = _calls()
    _say("calling it 20 times at once ...")
    arrangements = _arrangements()
    _say("sending millions of rows ...")
    throughput = measure_throughput()
    _say("syncing millions of rows ...")
    sync = measure_sync()
    _say("serving an agent ...")
    agents = measure_agents()
    _say("starting and calling the mock ...")
    mock = measure_mock()
    measured = Measured(
        generation=generation,
        peer_generation=peer_generation,
        starts=starts,
        imports_http_library=imports_http_library(),
        calls=_samples(calls),
        mock=mock,
        arrangements=arrangements,
        throughput=throughput,
        sync=sync,
        versions={name: version(name) for name in ("openapi-python-client", "duckdb", *OF_THE_MOCK)}
        | {"SQLite": sqlite3.sqlite_version}
        | calls["versions"],
    )
    compared = [
        *rows(measured),
        *whole_rows(measured),
        *throughput_rows(throughput),
        *sync_rows(sync),
        *iterable_rows(measured),
        *agents_rows(agents),
        *slot_rows(measure_slots()),
        *mock_rows(mock),
    ]
    write(measured, compared, PAGE, NUMBERS)
    sys.stdout.write(table(compared))
    _say(f"wrote {PAGE} and {NUMBERS}")


def _generate() -> Sample:
    taken: list[float] = []
    for _ in range(GENERATIONS):
        shutil.rmtree(OURS, ignore_errors=True)
        began = perf_counter()
        run([sys.executable, "-m", "generator", "generate", "--api", API, "--output", OURS], timeout=60)
        taken.append(perf_counter() - began)
    return Sample.of(taken)


def _calls(*names: str) -> dict[str, Any]:
    with serving() as port:
        response: dict[str, Any] = json.loads(run([RUNTIME, "-m", "bench.calls", port, *names], timeout=600))
        return response


def _samples(calls: dict[str, Any]) -> dict[str, dict[str, tuple[Sample, Sample]]]:
    return {
        workload: {name: (Sample(**times["elapsed"]), Sample(**times["cpu"])) for name, times in candidates.items()}
        for workload, candidates in calls["workloads"].items()
    }


def _arrangements() -> dict[str, Sample]:
    with serving() as port:
        found: dict[str, Any] = json.loads(run([RUNTIME, "-m", "bench.arrangements", port], timeout=400))
    return {name: Sample(**times) for name, times in found.items()}


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    main()
