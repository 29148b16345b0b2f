"""From the source to a signed plan in a file."""

from collections.abc import Collection, Generator, Iterable
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from typing import Literal

import duckdb

from sdk_core.sync.context import JobContext
from sdk_core.sync.model.rows import RowState
from sdk_core.sync.model.sql_literal import literal
from sdk_core.sync.model.target import Target
from sdk_core.sync.planning.plan_file import write_plan
from sdk_core.sync.planning.plan_meta import PlanMeta, place_of
from sdk_core.sync.planning.planner import make_plan
from sdk_core.sync.planning.snapshot import open_snapshot
from sdk_core.sync.running.progress import StepProgress
from sdk_core.sync.running.settling import NEVER_ARRIVED
from sdk_core.sync.source.opened import open_source
from sdk_core.sync.source.umask import narrowed
from sdk_core.sync.source.workspace import close_work, connect_work
from sdk_core.sync.staging.stage import Staged, stage
from sdk_core.sync.state.dead_letters import Letter

Truth = Literal["auto", "none", "whole"] | int
"""What a plan looks at of the target: nothing, all that it would change, so many items of that, or as calls allow."""
_SMALL_READ = 20
"""Calls that a plan may always take for reading."""
_SHARE_OF_CALLS = 0.1
"""The share of what is left of the day that a plan may take for reading, unless the caller says otherwise."""
_SAMPLE = 200


@contextmanager
def work_connection(context: JobContext) -> Generator[duckdb.DuckDBPyConnection]:
    """Give the database of a run, new; it is gone at the end. Hold the job's lock.

    What a run leaves that was killed is removed first. DuckDB makes its files for this user alone.
    """
    path = context.folder.work
    _remove(path)
    with narrowed():
        connection = connect_work(path)
        try:
            yield connection
        finally:
            with suppress(duckdb.Error):  # it is not needed any more
                close_work(connection)
            _remove(path)


def make_plan_file(  # noqa: PLR0913 - what a plan is made by, by names
    context: JobContext,
    work: duckdb.DuckDBPyConnection,
    path: Path,
    *,
    plan_id: str,
    source: object | None = None,
    truth: Truth = "auto",
    full: bool = False,
    verify: bool = False,
    force: bool = False,
    only: Iterable[str] | None = None,
) -> PlanMeta:
    """Read the source, compare it, and write what a run would do.

    Args:
        context: the job, locked.
        work: the database of the run.
        path: of the plan file.
        plan_id: a new id.
        source: rows in place of those that the job names.
        truth: what to look at of the target.
        full: whether all rows are sent.
        verify: whether all rows are looked at, and what differs is repaired.
        force: whether guards are passed.
        only: hashes of the keys of the rows to send; None for all.

    Raises:
        GuardStopped: a guard stops it.
        SyncError: the source, the mapping or the target cannot be used.
        ApiError: the target could not be read.
    """
    job, target, now = context.job, context.target, context.now()
    context.progress(StepProgress("reading"))
    with open_source(job, source) as opened:
        staged = stage(work, job, target, opened, hash_key=context.hash_key)
    context.progress(StepProgress("planning", total=staged.rows))
    before = rows_before(context.folder.dead_letters())
    limits, left, journal = context.limits(), context.calls_left(), context.folder.read_journal()
    with open_snapshot(work, context.folder.snapshot, place_of(job, target)) as snapshot:
        meta = make_plan(
            work,
            job,
            target,
            staged,
            snapshot,
            plan_id=plan_id,
            now=now,
            truth=_affordable(target, staged, left) if truth == "auto" else truth,
            full=full,
            verify=verify,
            only=only,
            rejected_before=before[RowState.REJECTED],
            unknown_before=before[RowState.UNKNOWN],
            last_good_rows=journal.last_good_rows(),
            calls_left=left,
            calls_limit=limits.daily_limit if limits else None,
            force=force,
        )
        write_plan(work, meta, path, context.plan_key)
    return meta


def rows_before(letters: Iterable[Letter]) -> dict[RowState, dict[str, str]]:
    """Return the hashes of the keys and fields of rows that earlier runs left, by state: they are not sent again.

    Those that nobody rejected, since they never arrived, are left out, and so are those without fields.

    Args:
        letters: the dead letters of a job.
    """
    before: dict[RowState, dict[str, str]] = {RowState.REJECTED: {}, RowState.UNKNOWN: {}}
    for each in letters:
        if each.k and each.h and each.reason not in NEVER_ARRIVED:
            before[each.state][each.k] = each.h
    return before


def unchanged_among(work: duckdb.DuckDBPyConnection, path: Path, hashes: Collection[str]) -> set[str]:
    """Return those of some hashes of keys whose rows a plan has found to be as they should be.

    Args:
        work: the database of the run in which the plan was made.
        path: of the plan file.
        hashes: of keys, such as those of dead letters.
    """
    if not hashes:
        return set()
    changing = f"select k from read_parquet({literal(str(path))}) where k is not null and state <> 'unchanged'"  # noqa: S608 - a literal
    sql = f"select k::varchar from staged where state = '' and k = any(?::uuid[]) and k not in ({changing})"  # noqa: S608 - so
    found = work.execute(sql, [sorted(hashes)]).fetchall()
    return {str(row[0]) for row in found}


def _affordable(target: Target, staged: Staged, left: int | None) -> Literal["none", "whole"] | int:
    """Return what a plan looks at where nobody says so: all if that takes few calls, else a sample."""
    if target.truth is None:
        return "none"
    costs = [each for each in (target.truth.calls(None), target.truth.calls(staged.valid)) if each is not None]
    if not costs:
        return "none"
    bound = _SMALL_READ if left is None else max(_SMALL_READ, int(left * _SHARE_OF_CALLS))
    if min(costs) <= bound:
        return "whole"
    return min(_SAMPLE, bound)


def _remove(path: Path) -> None:
    for each in path.parent.glob(f"{path.name}*"):
        if each.is_dir():
            rmtree(each, ignore_errors=True)  # a new database has another one where this one stays
        else:
            each.unlink(missing_ok=True)
