"""Whatever fails and whenever a run dies, what its account says was written is there, and nothing is sent twice."""

import os
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from database_parts import database
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from running_parts import Entry, Fault, TinyServer, lost, make_plan, run_plan, tiny_target

from sdk_core.calls.batches.results import ChunkResponse
from sdk_core.sync.running.accounting import account
from sdk_core.sync.running.stop_signal import StopSignal
from sdk_core.sync.state.journal import Journal
from sdk_core.wire.errors import AuthenticationError, TransportError

FAULTS = (
    Fault(lost(), applied=True),
    Fault(lost()),
    Fault(TransportError(message="no connection", outcome="not-sent", retryable=True)),
    Fault(AuthenticationError(message="putThings returned 401", status=401, outcome="rejected")),
    Fault(ChunkResponse(done=0, errors=0), applied=True),  # it counts what cannot be
)
STEPS = ("upsert", "insert", "event", "add", "remove")


class Died(BaseException):
    """Stands for the end of the process."""


class Runs(RuleBasedStateMachine):
    """One plan, run again and again until it has come to its end."""

    def __init__(self) -> None:
        super().__init__()
        memory = Path("/dev/shm")  # noqa: S108 - a folder of its own within; nothing here outlives its process
        self.folder = Path(mkdtemp(dir=memory if memory.is_dir() else None))
        self.is_over = False
        self.attempts = 0

    @initialize(
        steps=st.lists(st.sampled_from(STEPS), min_size=1, max_size=3, unique=True),
        keys=st.lists(st.integers(1, 25), min_size=1, max_size=25, unique=True),
        bad=st.sets(st.integers(1, 25), max_size=3),
        max_items=st.integers(1, 7),
        concurrency=st.sampled_from([1, 1, 3]),
        batch=st.integers(1, 9),
    )
    def make(  # noqa: PLR0913, PLR0917 - what a run is made of
        self, steps: list[str], keys: list[int], bad: set[int], max_items: int, concurrency: int, batch: int
    ) -> None:
        self.entries: list[Entry] = []
        for step in STEPS:
            for number in keys if step in steps else ():
                is_gone = step == "remove"
                self.entries.append(
                    Entry(
                        step, f"g{number}" if is_gone else f"{step[0]}{number}" if step == "insert" else f"k{number}",
                        None if is_gone else {"KEY": f"{step[0]}{number}" if step == "insert" else f"k{number}"},
                        row=None if is_gone else number + (25 if step == "insert" else 0),
                    )
                )  # fmt: skip
        self.plan = make_plan(self.folder / "plan.parquet", self.entries, batch=batch)
        rows = max([each.row for each in self.entries if each.row is not None], default=0)
        known = len({each.row for each in self.entries if each.row is not None})
        self.plan.meta = self.plan.meta._replace(source_rows=rows, rows={"unchanged": rows - known})
        self.concurrency, self.max_items = concurrency, max_items
        self.readable = "event" not in steps
        self.server = TinyServer(bad={f"{letter}{number}" for number in bad for letter in "ki"})
        self.server.members = {each.key for each in self.entries if each.step == "remove"}
        self.applied: Counter[tuple[str, str]] = Counter()
        apply = self.server.apply

        def noted(step: str, entries: Sequence[Any]) -> None:
            self.applied.update((step, each if isinstance(each, str) else each["KEY"]) for each in entries)
            apply(step, entries)

        self.server.apply = noted  # type: ignore[method-assign]  # to see what is done

    def attempt(
        self,
        *,
        after_write: Callable[[str], object] | None = None,
        **given: Any,  # noqa: ANN401 - of `execute`
    ) -> None:
        self.attempts += 1
        target = tiny_target(self.server, max_items=self.max_items, readable=self.readable)
        journal = Journal(self.folder / "journal.sqlite", after_write)
        try:
            done = run_plan(self.plan, target, journal, concurrency=self.concurrency, **given)
            self.is_over = done.end in {"done", "partly failed", "nothing to do"}
        except (Died, RuntimeError):
            pass
        finally:
            journal.close()
            self.server.faults.clear()
            self.server.on_call = self.server.after_call = lambda _: None

    @rule(
        end=st.sampled_from(["write", "before call", "after call", "stop", "calls", "none"]),
        number=st.integers(1, 12),
        faults=st.dictionaries(st.integers(1, 12), st.sampled_from(FAULTS), max_size=2),
    )
    def run(self, end: str, number: int, faults: dict[int, Fault]) -> None:
        base = len(self.server.sent)
        self.server.faults = {base + place: fault for place, fault in faults.items()}
        left, stop = [number], StopSignal()

        def die(_: object) -> None:
            left[0] -= 1
            if not left[0]:
                raise Died

        def die_at_write(_: object) -> None:
            left[0] -= 1
            if not left[0]:
                raise RuntimeError("the process has ended")

        if end == "before call":
            self.server.on_call = die
        elif end == "after call":
            self.server.after_call = die
        elif end == "stop":
            self.server.on_call = lambda call: stop.stop() if call == base + number else None
        self.attempt(
            after_write=die_at_write if end == "write" else None,
            stop=stop,
            bounds={"max_calls": number} if end == "calls" else {},
        )

    @invariant()
    def what_may_not_be_sent_again_was_done_once(self) -> None:
        if self.attempts:
            twice = {what for what, times in self.applied.items() if times > 1 and what[0] in {"insert", "event"}}
            assert not twice

    @invariant()
    def the_account_is_true(self) -> None:
        if not self.attempts:
            return
        with Journal(self.folder / "journal.sqlite") as journal:
            if journal.run("r1") is None:
                return
            with database() as work:
                found = account(work, self.plan, journal, "r1")  # it raises if rows do not add up
                failed = dict(work.execute("select seq, state from not_written").fetchall())
        assert sum(found.rows.values()) == self.plan.meta.source_rows
        for seq, each in enumerate(self.entries, 1):
            is_done = self.applied[each.step, each.key] > 0
            state = failed.get(seq, "written")
            if state == "written":
                assert is_done
            elif self.is_over:
                assert state in {"rejected", "unknown"}
                assert state == "unknown" or not is_done

    def teardown(self) -> None:
        if self.attempts:
            for _ in range(3):
                if not self.is_over:
                    self.attempt()
            assert self.is_over
            self.what_may_not_be_sent_again_was_done_once()
            self.the_account_is_true()
        shutil.rmtree(self.folder)


TestRuns = Runs.TestCase
LONG = os.environ.get("AGILLIC_CONTRACT") == "long"
TestRuns.settings = settings(max_examples=300 if LONG else 20, stateful_step_count=5, deadline=None)
