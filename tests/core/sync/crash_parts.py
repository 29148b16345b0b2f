"""Runs that end by kill -9 at a chosen moment, and are taken up again: a program of its own, which forks for each.

Usage: python crash_parts.py FOLDER PLAN CONCURRENCY. It prints a line of JSON for each moment.
"""

import os
import signal
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb
import orjson
from running_parts import Entry, TinyServer, make_plan, run_plan, tiny_target, upserts

from sdk_core.sync.running.accounting import account
from sdk_core.sync.state.journal import Journal

MOMENTS = ("after a write", "before a call", "after a call")


def plan_entries(name: str) -> list[Entry]:
    """Return the entries of a plan of the name."""
    people = upserts(6)
    inserts = [Entry("insert", f"i{n}", {"KEY": f"i{n}", "NAME": f"n{n}"}, row=6 + n) for n in range(1, 6)]
    added = [each._replace(step="add") for each in people]
    gone = [Entry("remove", f"g{n}", change="remove") for n in range(1, 4)]
    events = [Entry("event", f"e{n}", {"KEY": f"e{n}"}, row=n) for n in range(1, 9)]
    return {"readable": people + inserts + added + gone, "events": events}[name]


class Killer:
    """Ends this process at the n-th time that something happens."""

    def __init__(self, number: int) -> None:
        self._left = number

    def __call__(self, _: object) -> None:
        self._left -= 1
        if not self._left:
            os.kill(os.getpid(), signal.SIGKILL)


def attempt(folder: Path, name: str, concurrency: int, moment: str, number: int) -> dict[str, Any]:
    """Run the plan, or go on with it; return what became of it."""
    entries = plan_entries(name)
    plan = make_plan(folder / "plan.parquet", entries, batch=5)
    server = TinyServer(log=folder / "server.log", bad={"k3", "i4"}, lost={"k5", "i5"})
    killer: Callable[[object], object] = Killer(number)
    server.members |= {f"g{n}" for n in range(1, 4)} if not server.calls_of("remove") else set()
    if moment == "before a call":
        server.on_call = killer
    elif moment == "after a call":
        server.after_call = killer
    target = tiny_target(server, max_items=3, readable=name == "readable")
    with Journal(folder / "journal.sqlite", killer if moment == "after a write" else None) as journal:
        done = run_plan(plan, target, journal, concurrency=concurrency)
        journal.flush()
        rows = account(duckdb.connect(), plan, journal, "r1")
    return {
        "end": done.end, "rows": rows.rows, "removed": rows.removed, "items": server.items,
        "members": sorted(server.members), "left": done.left,
    }  # fmt: skip


def forked(folder: Path, *args: str | int) -> dict[str, Any] | None:
    """Return what became of an attempt in a process of its own; None when it was killed."""
    child = os.fork()
    if not child:
        try:
            name, concurrency, moment, number = args
            result = attempt(folder, str(name), int(concurrency), str(moment), int(number))
            (folder / "result.json").write_bytes(orjson.dumps(result))
            os._exit(0)
        except BaseException as error:  # noqa: BLE001 - the other process tells of it
            (folder / "result.json").write_bytes(orjson.dumps({"error": repr(error)}))
            os._exit(1)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return None
    found: dict[str, Any] = orjson.loads((folder / "result.json").read_bytes())
    return found


def tell(line: list[Any]) -> None:
    """Print a line of JSON."""
    sys.stdout.write(orjson.dumps(line).decode() + "\n")
    sys.stdout.flush()


def main(folder: Path, name: str, concurrency: int) -> None:
    """Kill runs at each moment."""
    for module in ("pandas", "pyarrow.compute"):  # what pyarrow imports when it is used: once, and not in each fork
        import_module(module)
    (whole := folder / "whole").mkdir()
    tell(["never", 0, forked(whole, name, concurrency, "", 0), []])
    for moment in MOMENTS:
        for number in range(1, 200):
            (own := folder / f"{moment} {number}".replace(" ", "-")).mkdir()
            was_killed = forked(own, name, concurrency, moment, number) is None
            result = forked(own, name, concurrency, "", 0)
            calls = [orjson.loads(line) for line in (own / "server.log").read_bytes().splitlines()]
            tell([moment, number, result, calls])
            if not was_killed:
                break


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
