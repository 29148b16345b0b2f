"""What tests of plans need: rows staged by hand, and a job that is planned and run without calls."""

import hashlib
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import duckdb
import orjson
from database_parts import database
from sync_parts import TinyStore, TinyTruth, tiny_job, tiny_target

from sdk_core.sync.model.job import Job
from sdk_core.sync.model.rows import STAGED_COLUMNS
from sdk_core.sync.model.target import Target
from sdk_core.sync.planning.plan_file import PlanFile, open_plan, write_plan
from sdk_core.sync.planning.plan_meta import place_of
from sdk_core.sync.planning.planner import make_plan
from sdk_core.sync.planning.snapshot import Snapshot, open_snapshot

KEY = b"the key of a signature"


def md5(text: str) -> UUID:
    return UUID(hashlib.md5(text.encode(), usedforsecurity=False).hexdigest())


class StagedRow(NamedTuple):
    """A row as staging leaves it."""

    key: str | None
    item: Mapping[str, Any] = {}
    state: str = ""
    reason: str = ""
    consent: bool | None = True
    grp: str = ""


@dataclass(frozen=True)
class Staged:
    rows: int
    rule: str = "rule 1"


def item_json(row: StagedRow) -> str:
    return orjson.dumps({"EMAIL": row.key, **row.item}).decode()


def stage_rows(work: duckdb.DuckDBPyConnection, rows: Iterable[StagedRow], rule: str = "rule 1") -> Staged:
    """Make the table `staged`."""
    columns = ", ".join(f"{name} {kind}" for name, kind in STAGED_COLUMNS.items())
    work.execute(f"create or replace table staged ({columns})")
    number = 0
    for number, row in enumerate(rows, 1):
        item = item_json(row)
        values = (
            number,
            None if row.key is None else md5(row.key),
            row.key,
            row.grp,
            None if row.state == "rejected" else item,
            None if row.state == "rejected" else md5(item),
            row.state,
            row.reason,
            row.consent,
            item if row.state == "rejected" else None,
        )
        work.execute("insert into staged values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
    return Staged(number, rule)


@dataclass
class MemberTruth(TinyTruth):
    """Reads the members of the one group of a `TinyStore`: who is none is not there."""

    def read_all(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        return ((key, item) for key, item in super().read_all() if key in self.store.members)

    def read_some(self, keys: Sequence[str]) -> Iterator[tuple[str, Mapping[str, Any] | None]]:
        return ((key, item if key in self.store.members else None) for key, item in super().read_some(keys))


@dataclass
class Planning:
    """A job whose runs are planned and then done at once, as far as the snapshot sees.

    Attributes:
        folder: where its files are.
        job: the job.
        store: what its target writes to.
        target: the target.
        mode: the job's.
        runs: how many plans were made.
        plans: those that were opened.
    """

    folder: Path
    mode: str = "upsert"
    job: Job = field(default_factory=lambda: tiny_job({"EMAIL": "EMAIL", "FIRSTNAME": "FIRSTNAME"}))
    store: TinyStore = field(default_factory=TinyStore)
    target: Target = field(init=False)
    runs: int = 0
    plans: list[PlanFile] = field(default_factory=list[PlanFile])

    def __post_init__(self) -> None:
        self.job = replace(self.job, mode=self.mode)
        self.target = tiny_target(store=self.store)
        if self.mode in {"add", "group"}:
            self.target = replace(self.target, truth=MemberTruth(self.store))

    def change(self, **changes: Any) -> None:  # noqa: ANN401 - attributes of the job
        self.job = replace(self.job, **changes)

    def guard(self, **guards: Any) -> None:  # noqa: ANN401 - attributes of its guards
        self.job = replace(self.job, guards=replace(self.job.guards, **guards))

    @contextmanager
    def opened(self) -> Generator[tuple[duckdb.DuckDBPyConnection, Snapshot]]:
        with (
            database() as work,
            open_snapshot(work, self.folder / "snapshot.duckdb", place_of(self.job, self.target)) as snapshot,
        ):
            yield work, snapshot

    def plan(self, rows: Iterable[StagedRow], *, rule: str = "rule 1", **options: Any) -> PlanFile:  # noqa: ANN401 - of make_plan
        """Plan a run, and write the plan."""
        self.runs += 1
        path = self.folder / f"plan-{self.runs}.parquet"
        with self.opened() as (work, snapshot):
            staged = stage_rows(work, rows, rule)
            given: dict[str, Any] = {"plan_id": f"plan {self.runs}", "now": 1_000.0 * self.runs}
            meta = make_plan(work, self.job, self.target, staged, snapshot, **given | options)
            write_plan(work, meta, path, KEY)
        self.plans.append(open_plan(path, KEY))
        return self.plans[-1]

    def done(self, plan: PlanFile, is_written: Callable[[dict[str, Any]], bool] = lambda _entry: True) -> None:
        """Do what a plan says in the store, and take it into the snapshot; some entries may not be written."""
        written: list[int] = []
        for entry in entries_of(plan):
            if is_written(entry):
                written.append(entry["seq"])
                step = self.target.steps[entry["step"]]
                assert step.send(b"[" + step.entry(entry["key"], (entry["item"] or "").encode()) + b"]") is not None
        with self.opened() as (work, snapshot):
            work.execute("create or replace table written as select unnest(?::bigint[]) seq", [written])
            snapshot.apply(plan, run=f"run {plan.meta.id}", now=plan.meta.created, seqs="written")

    def run(self, rows: Iterable[StagedRow], **options: Any) -> PlanFile:  # noqa: ANN401 - of make_plan
        """Plan and do a run."""
        plan = self.plan(rows, **options)
        self.done(plan)
        return plan

    def remembered(self) -> dict[str, tuple[Any, ...]]:
        """Return the snapshot by k: h, key, added."""
        with self.opened() as (work, snapshot):
            rows = work.table(snapshot.table).select("k, h, key, added").fetchall()
        return {str(k): (h, key, added) for k, h, key, added in rows}


@contextmanager
def plannings(folder: Path) -> Generator[Callable[..., Planning]]:
    """Give what makes a `Planning`, each in a folder of its own, and close the plans of all."""
    made: list[Planning] = []

    def make(mode: str = "upsert", **given: Any) -> Planning:  # noqa: ANN401 - attributes of `Planning`
        own = folder / f"job-{len(made)}"
        own.mkdir()
        made.append(Planning(own, mode, **given))
        return made[-1]

    try:
        yield make
    finally:
        for planning in made:
            for plan in planning.plans:
                plan.close()


def entries_of(plan: PlanFile) -> list[dict[str, Any]]:
    """Return all entries of a plan, in order."""
    return [row for step in plan.steps for batch in plan.entries(step) for row in batch.to_pylist()]


def unsent_of(plan: PlanFile) -> list[dict[str, Any]]:
    return [row for batch in plan.rows_not_sent() for row in batch.to_pylist()]


def said(plan: PlanFile) -> list[tuple[str, str, str]]:
    """Return step, change and key of each entry."""
    return [(row["step"], row["change"], row["key"]) for row in entries_of(plan)]
