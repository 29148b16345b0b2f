"""The course of a run: finish what was killed, make a plan or take one, run it, and report whatever came of it."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from sdk_core.sync.context import JobContext
from sdk_core.sync.model.errors import GuardStopped, PlanError, StateError, SyncError
from sdk_core.sync.model.ids import new_id
from sdk_core.sync.plan_making import Truth, make_plan_file, unchanged_among, work_connection
from sdk_core.sync.plan_running import PlanRun, is_of_this_place, plan_path
from sdk_core.sync.plan_showing import planned
from sdk_core.sync.planning.plan_file import check_runnable
from sdk_core.sync.planning.stale import stop_if_stale
from sdk_core.sync.reports.report import RunReport
from sdk_core.sync.reports.results import Planned
from sdk_core.sync.running.stop_signal import StopSignal
from sdk_core.sync.state.journal import Journal
from sdk_core.sync.state.journal_reader import COMPLETED
from sdk_core.sync.state.private_file import write_private

if TYPE_CHECKING:
    import duckdb

Stale = Literal["stop", "skip", "ignore"]
"""What becomes of entries of a plan whose items have changed since it was made."""
Confirm = Callable[[Planned], object]
"""Gets a plan before anything of it is sent; it raises to end the run."""


def run_job(  # noqa: PLR0913 - what a run can be given, by names
    context: JobContext,
    stop: StopSignal,
    *,
    plan: Path | None = None,
    stale: Stale = "stop",
    source: object | None = None,
    full: bool = False,
    verify: bool = False,
    force: bool = False,
    only: Iterable[str] | None = None,
    truth: Truth = "none",
    confirm: Confirm | None = None,
) -> RunReport:
    """Run a job; see `jobs.run`.

    Args:
        context: the job, locked.
        stop: by which it is asked to end.
        plan: a plan file that was made before; None to make one.
        stale: what becomes of its stale entries.
        source: rows in place of the job's own.
        full: whether all rows are sent.
        verify: whether all rows are looked at.
        force: whether guards are passed.
        only: hashes of the keys of the rows to send; None for all.
        truth: what a plan that is made here looks at of the target.
        confirm: gets such a plan before anything is sent; what it raises ends the run, without a report unless it is
            a `SyncError`.
    """
    known = context.known
    try:
        with work_connection(context) as work, context.folder.open_journal(context.after_write) as journal:
            resumed = finish(context, work, journal, stop)
            if resumed is not None:
                if resumed.end not in COMPLETED or stop.is_stopping:
                    return resumed
                known.is_silent, known.record = False, None
                known.notes = (f"the run {resumed.run}, which was killed, was finished first",)
            path = plan or _new_plan(
                context, work, source, truth=truth, full=full, verify=verify, force=force, only=only
            )
            if plan is None and confirm is not None:
                _confirm(context, path, confirm)
            with context.open_plan(path) as opened:
                check_runnable(opened, context.job, context.target, now=context.now(), used=journal.used_plans())
                if plan is not None and stale == "stop":
                    stop_if_stale(opened, context.target)
                path = plan_path(context, opened.meta.id)
                if plan is not None:
                    _keep(plan, path)
            with context.open_plan(path) as kept, stop.handling():
                plan_run = PlanRun(context, work, journal, kept, stop)
                is_planned = plan is not None
                skips = is_planned and stale == "skip"
                return plan_run.run(plan_run.begin(is_planned=is_planned, skip_stale=skips, notes=known.notes))
    except GuardStopped as error:
        return known.report("guard stopped", str(error), source_rows=error.source_rows)


def finish(
    context: JobContext, work: "duckdb.DuckDBPyConnection", journal: Journal, stop: StopSignal
) -> RunReport | None:
    """Finish the run that was killed, if the last one was; return its report.

    Raises:
        StateError: its plan is gone.
        PlanError: the job writes to another place now.
    """
    record = journal.unfinished()
    if record is None or record.ended is not None:
        return None
    path = context.folder.plans / record.plan_path
    if not path.exists():
        raise StateError(
            f"the run {record.run} was killed, and its plan {path} is gone, so what it had sent is not known: put it "
            "back, or move the state folder away and run with verify"
        )
    with context.open_plan(path) as plan, stop.handling():
        if not is_of_this_place(context, plan):
            raise PlanError(
                f"the run {record.run} was killed, and it wrote to another place than the job does now: run it with "
                "the job as it was first"
            )
        context.known.record = record = journal.resume_run(record.run)
        return PlanRun(context, work, journal, plan, stop).run(record)


def _new_plan(  # noqa: PLR0913 - what a plan is made by, by names
    context: JobContext,
    work: "duckdb.DuckDBPyConnection",
    source: object | None,
    *,
    truth: Truth,
    full: bool,
    verify: bool,
    force: bool,
    only: Iterable[str] | None,
) -> Path:
    plan_id = new_id(context.now())
    path = plan_path(context, plan_id)
    make_plan_file(
        context,
        work,
        path,
        plan_id=plan_id,
        source=source,
        truth="whole" if context.job.run.keep_before else truth,
        full=full,
        verify=verify,
        force=force,
        only=only,
    )
    letters = context.folder.dead_letters()
    if unchanged := unchanged_among(work, path, letters.hashes().keys()):
        letters.forget(unchanged)  # rows that are by now as they were written before
    return path


def _confirm(context: JobContext, path: Path, confirm: Confirm) -> None:
    """Show a plan to somebody. Who declines it wants no run, and so no report of one."""
    try:
        confirm(planned(context, path))
    except SyncError:
        raise
    except BaseException:
        context.known.is_silent = True
        raise


def _keep(plan: Path, path: Path) -> None:
    """Copy a plan into the state folder, so that its run can be taken up again."""
    if plan.resolve() != path.resolve():
        write_private(path, plan.read_bytes())
