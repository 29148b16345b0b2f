"""A plan that takes back what a run has done, as far as it is known and has not changed since.

- Fields that were updated get the values back that the run's plan has of them.
- Items that were created are removed, where the target can do that, unless they were changed since.
- What was added is taken out again, what a mirror removed is put back.

What cannot be taken back is in the plan as a skipped row with the reason: an item that changed since, with the fields;
one of which nobody knows whether it was there before; an erasure.
"""
# ruff: noqa: S608 - the SQL is put together of names of this package's own, numbers and literals

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from sdk_core.sync.model.job import Job
from sdk_core.sync.model.sql_literal import literal
from sdk_core.sync.model.target import Target
from sdk_core.sync.planning.calls import Sizes, step_plan
from sdk_core.sync.planning.plan_file import PlanFile
from sdk_core.sync.planning.plan_meta import PlanMeta, StepPlan, TruthRead, fingerprint_of
from sdk_core.sync.planning.sql import count, rows_of
from sdk_core.sync.planning.truth_reading import batches_of
from sdk_core.sync.planning.undo_items import BACK_ALREADY, COLUMNS, undone
from sdk_core.wire.counting import counted

if TYPE_CHECKING:
    import duckdb


_RESTORED: Final = "Values that are restored are those that the run's plan has. The next run writes the source's again."


def make_undo(  # noqa: PLR0913 - what there is to say, by names
    work: "duckdb.DuckDBPyConnection",
    job: Job,
    target: Target,
    plan: PlanFile,
    *,
    run: str,
    seqs: str,
    plan_id: str,
    now: float,
    calls_left: int | None = None,
    calls_limit: int | None = None,
) -> PlanMeta:
    """Make a plan that takes a run back, as the view `plan` of the work connection.

    Its rows are the items that the run wrote or removed, numbered anew.

    Args:
        work: the work connection.
        job: the job.
        target: its target; its items are read again.
        plan: the plan that was run.
        run: the run's id.
        seqs: a table, view or SELECT in parentheses of the work connection, with a column `seq`: the entries that were
            written or removed. Those that are unknown are none of them.
        plan_id: a new id.
        now: the time, in seconds since 1970.
        calls_left: calls that are left today; None when that is not known.
        calls_limit: the key's daily cap; None when that is not known.
    """
    kinds = ", ".join(f"{name} {'bigint' if name == 'place' else 'varchar'}" for name in COLUMNS)
    work.execute(f"create or replace table undoing ({kinds})")
    calls = 0
    query = (
        f"select seq, step, change, k::varchar k, key, grp, item, before from read_parquet({literal(str(plan.path))}) "
        f"where seq in (select seq from {seqs}) order by seq"
    )
    for batch in batches_of(work, query):
        found, number = _found(target, batch)
        calls += number
        _add(work, [undone(target, row, found) for row in batch])
    work.execute(
        "create or replace view undo_items as select k, row_number() over (order by min(place)) row, "
        "bool_and(reason <> '') is_left, any_value(reason) filter (reason <> '') reason, count(reason) filter "
        "(reason <> '') lefts, max(there) there from undoing group by k"
    )
    steps, changes = _make_view(work, target)
    reasons = dict(rows_of(work, "select reason, count(*) from undo_items where is_left group by 1 order by 1"))
    rows = count(work, "select count(*) from undo_items")
    notes = [_RESTORED] if changes.get("restore") else []
    if partly := count(work, "select count(*) from undo_items where not is_left and lefts > 0"):
        why = rows_of(
            work,
            "select distinct u.reason from undoing u join undo_items i using (k) where not is_left and u.reason <> '' "
            "order by 1 limit 3",
        )
        notes.append(f"{counted(partly, 'item')} taken back in part only: {'; '.join(text for (text,) in why)}.")
    unavailable = () if target.truth else (f"{target.title}: {target.truth_reason}: what changed since is not known",)
    return PlanMeta(
        id=plan_id,
        job=job.name,
        api=job.api,
        target=target.title,
        mode=job.mode,
        fingerprint=fingerprint_of(job, target),
        created=now,
        max_age=job.max_plan_age,
        source_rows=rows,
        rows={"unchanged": 0, "skipped": sum(reasons.values()), "rejected": 0},
        reasons={"skipped": reasons} if reasons else {},
        changes=changes,
        steps=steps,
        calls_limit=calls_limit,
        calls_left=calls_left,
        truth=_truth(work, calls),
        unavailable=unavailable if rows else (),
        notes=tuple(notes),
        undoes=run,
        rule=plan.meta.rule,
        place=plan.meta.place,
        keeps_keys=plan.meta.keeps_keys,
    )


def _truth(work: "duckdb.DuckDBPyConnection", calls: int) -> TruthRead:
    """Return what was looked at."""
    looked_at, found, same, unwanted = rows_of(
        work,
        "select count(*) filter (there <> ''), count(*) filter (is_there), count(*) filter (is_there and k in "
        f"(select k from undoing where reason = {literal(BACK_ALREADY)})), count(*) filter (is_there and k in "
        "(select k from undoing where reason = '' and change in ('remove', 'delete'))) "
        "from (select *, there = 'yes' is_there from undo_items)",
    )[0]
    return TruthRead("whole" if looked_at else "none", looked_at, looked_at, calls, found, same, unwanted)


def _found(target: Target, batch: list[dict[str, Any]]) -> tuple[dict[str, Mapping[str, Any] | None], int]:
    """Return what is there now of some items, by key, and how many calls that took."""
    keys = list(dict.fromkeys(row["key"] for row in batch))
    if target.truth is None:
        return {}, 0
    found: dict[str, Mapping[str, Any] | None] = dict.fromkeys(keys)
    found.update((key, item) for key, item in target.truth.read_some(keys) if key in found)
    return found, target.truth.calls(len(keys)) or 0


def _make_view(work: "duckdb.DuckDBPyConnection", target: Target) -> tuple[dict[str, StepPlan], dict[str, int]]:
    """Make the view `plan`; return its steps, those that remove last, and its changes."""
    found = rows_of(work, "select distinct step from undoing where reason = '' order by 1")
    steps: dict[str, StepPlan] = {}
    changes: dict[str, int] = {}
    branches: list[str] = []
    seq = 0

    def rank(name: str) -> tuple[bool, bool]:
        return target.steps[name].removes, name == target.undo_created

    for name in sorted((name for (name,) in found), key=rank):
        entries = f"from undoing u join undo_items i using (k) where u.reason = '' and step = {literal(name)}"
        sizes = "count(*), coalesce(sum(strlen(item)), 0), coalesce(max(strlen(item)), 0)"
        total = Sizes(*(int(number) for number in rows_of(work, f"select {sizes} {entries}")[0]))
        for change, number in rows_of(work, f"select change, count(*) {entries} group by 1"):
            changes[change] = changes.get(change, 0) + number
        is_grouped = bool(target.group_by)
        sql = f"select u.key, u.grp, u.item {entries}"
        steps[name] = step_plan(work, target.steps[name], sql, total, first=seq + 1, is_grouped=is_grouped)
        order = "grp, row" if is_grouped else "row"
        branches.append(
            f"select {seq} + row_number() over () seq, * from (select i.row, step, change, '' state, '' reason, "
            f"u.k::uuid k, key, grp, item, md5_number(item)::uuid h, before {entries} order by {order})"
        )
        seq += total.entries
    branches.append(
        "(select 0::bigint seq, i.row, '' step, 'none' change, 'skipped' state, i.reason, u.k::uuid k, "
        "any_value(key) as key, any_value(grp) grp, null::varchar item, null::uuid h, null::varchar before "
        "from undoing u join undo_items i using (k) where is_left group by u.k, i.row, i.reason order by i.row)"
    )
    work.execute(f"create or replace view plan as {' union all '.join(branches)}")
    return steps, changes


def _add(work: "duckdb.DuckDBPyConnection", rows: list[dict[str, object]]) -> None:
    pa: Any = import_module("pyarrow")  # brings no types
    schema = pa.schema([(name, pa.int64() if name == "place" else pa.string()) for name in COLUMNS])
    work.register("adding", pa.Table.from_pylist(rows, schema=schema))
    work.execute("insert into undoing select * from adding")
    work.unregister("adding")
