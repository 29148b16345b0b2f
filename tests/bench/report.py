"""Writes what was measured: a table to read, and the numbers for programs."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from bench.results import Measured, Row

EXPLANATIONS = """\
Ours is the client that `make generate` makes of the document, with its overlays. The peer is the client that
openapi-generator's `python` generator makes of the same document. Ratios count, not times: both sides of a row are
measured in the same run, in turn, and every number is a median. Each start is a fresh process, measured from its
beginning to its end. Each call goes to a server on the same machine that responds at once, so a real API hides most of
what is shown here.

- **Peer**: its support of OpenAPI 3.1 is beta. Its validator rejects the document, because it wants text where a link's
  `requestBody` may hold any value; it runs with `--skip-validate-spec`. It keeps the connection pool of urllib3, which
  costs less per call than httpx.
- **Easier document**: field values of recipients may be text, numbers, booleans or null. The peer makes a model of each
  single value and finds its type by trial and error. In the easier document they are all text.
- **Lazy imports**: the peer with its option `lazyImports=true`, which is not its default.
- **An operation ready**: the client is made, and what the first call needs is imported. Most of that is httpx itself,
  and the TLS context that it makes with a client; the peer makes its TLS context when it connects.
- **Rows** are plain dicts: `client.recipients.with_raw_response.list(...).json()`, and dicts given to `batch_upsert`.
  The peer takes models only, so writing rows includes making them.
- **Agillic**, **AsyncAgillic**: the client that people import. Its calls bring an OAuth token, keep the limits (slots
  and the count of the day, shared by processes) and are repeated where that is safe; bare httpx does nothing of it.
  The calls of asyncio are made one after the other. The generated client alone does nothing of it either.
- **Over httptools**: the same clients with `transport="httptools"`, which needs the extra `fast`. The others are over
  the default, httpx's own transport. The peer is that of the easier document, as its calls cost least. What the
  asynchronous calls are compared with is over httptools too. The parts of a call are measured in the same run: httpx
  over a transport that has the response ready, and the transport alone with a request that is ready. What is left of
  the whole call is ours: arguments, token, limits, retries, the model.
- **check_rows=False** leaves out that each row is checked against the fields of the instance before it is sent; the
  difference of the two is what that costs.
- **Upsert**: `agillic.recipients.upsert` of rows with five fields that a generator makes on the way. Rows that are
  ready are dicts in a list. The httpx loop posts bytes that were ready before, 1,000 rows each, by 20 threads: over one
  pool of 20 connections, or over the stack that this project uses. Each run is a fresh process, and the mock a fresh
  one too. The mock takes longer for a row than any client, so there it decides; the small server only reads a body to
  its end and responds with fixed numbers, so there the loop has next to nothing to do, while ours makes, checks, orders
  and writes each row. So the target of 60 % counts against the mock, and the other is shown beside it. Far away the
  mock would be the limit, and not the calls in flight, so there the small server responds, some time after the end of
  each request. That time is chosen so that 20 calls in flight carry a quarter of the rows that the client can send:
  else the processor decides.
- **Iterable**: `iterable_api` is generated of its document too; `IterableClient` and `AsyncIterableClient` are what
  people import. Their calls bring a key, as those of bare httpx do here, and keep the limits of the operation and of
  the calls in flight. Iterable lets few calls of an operation pass in a second, and none waits here: the rates are
  raised to a million. With a rate of five, a call at a time is taken from the file that processes share, and that is
  what the row of the limit shows; there, the limits' clock goes forward by each call. A row of `users.bulk_update` has
  the five values of a row of `upsert`; Iterable's client knows no fields to check it against.
- **Targets** are ratios too, since machines differ: one was four times slower than another of the same kind. What is
  compared with bare httpx is compared with a call of it to a server that has its response ready.
- **Sync**: a job of `agillic.sync` whose source is a Parquet file of the same rows. Each run is a process of its own,
  and its time is that of the process from start to end. It makes a plan, signs it, makes the plan's calls, proves that
  no row was lost, and remembers what it wrote, so that a run with one row in a hundred changed sends those alone. The
  ceiling is that of 20 calls in flight with 1,000 rows each. No call is made before the plan is whole and signed, so
  the time for that comes on top of the calls; the calls alone are shown beside it. All calls are those with rows, and
  what the start of a run takes: a token and the fields. Comparing and planning lasts from when all rows are read until
  the first call with rows has ended. The mirror is an audience, of which a tenth is gone and as many are new.
- **drt** 1.2.1 is the open tool for the same work. Its generic REST destination sends batches of 1,000 whose body a
  template makes, one call after the other, and remembers nothing for the next run.
- **Memory of an upsert**: the client's process before and at its most, against the small server.
- **Mock**: `agillic mock`, in a process of its own, with its state in memory. Several connections that are kept alive
  call it from another process, by bare sockets: httpx takes longer for a call than the mock. Recipients are upserted in
  batches of 1,000 with five fields each; ours is the time for one of them.
- **Mock with a million**: it keeps 1,000,000 recipients in a file (`--db`); of these, 200,000 are upserted here. A page
  has 1,000. The first page of a filter, here one on an indexed field, comes with a document of all that it found. The
  time is that of the client, from the request to the end of the response; the memory that of the mock's process, its
  peak beside what it was before.
"""


def table(rows: Sequence[Row]) -> str:
    """Return a Markdown table, aligned to be read as it is, too."""
    head = ("What", "Ours", "Compared with", "Theirs", "Result", "Target", "Met")
    body = [
        (
            row.what,
            _measured(row, row.ours),
            row.base_name,
            _measured(row, row.base) if row.base_name else "",
            _result(row),
            _target(row),
            {True: "yes", False: "**no**", None: ""}[row.met],
        )
        for row in rows
    ]
    return _aligned([head, *body])


def details(measured: Measured) -> str:
    """Return every median with its quarters as a Markdown table."""
    body = [
        ("start", name, _time(sample.median), _quarters(sample.spread), "") for name, sample in measured.starts.items()
    ]
    for workload, candidates in measured.calls.items():
        for name, (elapsed, cpu) in candidates.items():
            body.append((workload, name, _time(elapsed.median), _quarters(elapsed.spread), _time(cpu.median)))
    for workload, samples in (("mock", measured.mock.calls), ("mock with a million", measured.mock.million)):
        for name, sample in samples.items():
            body.append((workload, name, _time(sample.median), _quarters(sample.spread), ""))
    for server, runs in measured.throughput.runs.items():
        body += [(f"rows, {server}", way, _time(one.seconds), "", _time(one.cpu)) for way, one in runs.items()]
    return _aligned([("Workload", "Candidate", "Median", "Middle half within", "CPU"), *body])


def connections(measured: Measured) -> str:
    """Return the arrangements of connections as a Markdown table."""
    samples = measured.arrangements
    body = [
        (
            name,
            f"{1 / sample.median:,.0f}",
            _quarters(sample.spread),
            f"{samples['threads, one pool'].median / sample.median:.2f} x",
        )
        for name, sample in samples.items()
    ]
    return _aligned([("Arrangement", "Requests/s", "Middle half within", "To one pool of 20, threads"), *body])


def row_parts(measured: Measured) -> str:
    """Return what the client does with a row as a Markdown table."""
    parts = measured.throughput.parts
    whole = measured.throughput.runs["small server"]["upsert, httptools"].seconds
    body = [(name, f"{seconds * 1e6:.2f} µs", f"{seconds / whole:.0%}") for name, seconds in parts.items()]
    left = whole - sum(parts.values())
    body += [("what is left", f"{left * 1e6:.2f} µs", f"{left / whole:.0%}"), ("all", f"{whole * 1e6:.2f} µs", "100%")]
    return _aligned([("Step", "A row", "Of all"), *body])


def page(measured: Measured, rows: Sequence[Row]) -> str:
    """Return docs/benchmarks.md."""
    build, parse = (1 / measured.seconds("filter", name) for name in ("build", "parse"))
    judged = [row.met for row in rows if row.met is not None]
    return f"""\
# Benchmarks

Written by `make bench` on {datetime.now(UTC):%Y-%m-%d}; do not edit. {sum(judged)} of {len(judged)} targets are met.

{table(rows)}
`import agillic` imports {"" if measured.imports_http_library else "no "}httpx (target: no httpx).
A filter of four comparisons is built and written {build:,.0f} times a second, and parsed {parse:,.0f} times.

## How to read this

{EXPLANATIONS}
## Connections, with 20 calls in flight

{connections(measured)}
The clients use the stack: as many transports of httpx as calls are in flight, with one connection each, of which a call
takes the free one that was used last. One pool of httpx looks through all its connections for each call. Batches run by
threads, and not by asyncio, whose calls cost httpx more. Each pool of the others has a client of its own and a fixed
share of the callers, which a client with any number of callers cannot have. Another library under the client would be
an extra; urllib3 shows what it would bring.

## Where the time of a row goes

{row_parts(measured)}
These are the steps of an upsert over httptools, each measured alone. One lock of Python lets one thread work at a time,
so they come one after the other, whatever is in flight; only a part of the call does not hold it. What is left is
passing work between the thread that reads rows, the one that cannot be interrupted, and those that make calls.

## Every measurement

{details(measured)}
## Where

{machine()}. {", ".join(f"{name} {version}" for name, version in measured.versions.items())}.
"""


def write(measured: Measured, rows: Sequence[Row], page_path: Path, numbers_path: Path) -> None:
    """Write the page and the numbers."""
    page_path.write_text(page(measured, rows), "utf-8", newline="\n")
    numbers = {
        "machine": machine(),
        "load_average": os.getloadavg(),
        **asdict(measured),
        "rows": [{**asdict(row), "result": row.result, "met": row.met} for row in rows],
    }
    numbers_path.write_text(json.dumps(numbers, indent=2) + "\n", "utf-8", newline="\n")


def machine() -> str:
    """Describe the machine without naming it."""
    processor = platform.processor() or platform.machine()
    information = Path("/proc/cpuinfo")
    if information.is_file():
        names = [line.split(":", 1)[1].strip() for line in information.read_text().splitlines() if "model name" in line]
        processor = names[0] if names else processor
    return f"{platform.system()}, {os.cpu_count()} processors ({processor}), Python {platform.python_version()}"


def _result(row: Row) -> str:
    if row.kind == "faster":
        return f"{row.result:.1f} x faster" if row.result >= 1 else f"{1 / row.result:.1f} x slower"
    written = {
        "share": f"{row.result:.0%}",
        "added": _added(row.result),
        "grown": _grown(row.result),
        "alone": _time(row.result),
        "rate": f"{row.result:,.0f}/s",
        "longer": f"{row.result:.2f} x as long",
        "calls": f"{row.result:.2f} x as many",
    }
    return written[row.kind]


def _target(row: Row) -> str:
    if row.target is None:
        return ""
    if row.kind == "faster":
        return "no slower" if row.target == 1 else f"at least {row.target:g} x faster"
    written = {
        "share": f"at least {row.target:.0%}",
        "added": f"at most {_added(row.target)}",
        "grown": f"at most {_grown(row.target)}",
        "alone": f"under {_time(row.target)}",
        "rate": f"at least {row.target:,.0f}/s",
        "longer": f"at most {row.target:.2f} x",
        "calls": f"at most {row.target:.2f} x",
    }
    return written[row.kind]


def _measured(row: Row, value: float) -> str:
    if row.kind == "share":
        return f"{1 / value:,.0f}/s"
    if row.kind == "calls":
        return f"{value:,.0f} calls"
    return f"{value / 1e6:.0f} MB" if row.kind == "grown" else _time(value)


def _added(seconds: float) -> str:
    return f"{seconds * 1000:+.0f} ms"


def _grown(size: float) -> str:
    return f"{size / 1e6:+.0f} MB"


def _time(seconds: float) -> str:
    if seconds >= 1:
        return f"{seconds:.2g} s"
    return f"{seconds * 1000:.3g} ms" if seconds >= 0.001 else f"{seconds * 1_000_000:.3g} µs"


def _quarters(spread: float) -> str:
    return f"{spread:.0%}"


def _aligned(lines: Sequence[Sequence[str]]) -> str:
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    ruled = [lines[0], ["-" * width for width in widths], *lines[1:]]
    padded = [" | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in ruled]
    return "".join(f"| {line} |\n" for line in padded)
