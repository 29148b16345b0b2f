"""Plans for people to look at before anything is sent: of a run, and of what takes a run back."""

from pathlib import Path

import orjson

from sdk_core.sync.context import JobContext
from sdk_core.sync.model.errors import JobError, PlanError, StateError
from sdk_core.sync.model.ids import new_id
from sdk_core.sync.model.rows import Change
from sdk_core.sync.model.sql_literal import literal
from sdk_core.sync.plan_making import Truth, make_plan_file, work_connection
from sdk_core.sync.plan_running import plan_path
from sdk_core.sync.planning.plan_examples import masked_fields
from sdk_core.sync.planning.plan_file import open_plan, write_plan
from sdk_core.sync.planning.plan_meta import PlanMeta
from sdk_core.sync.planning.plan_text import markdown_text, terminal_text
from sdk_core.sync.planning.undo import make_undo
from sdk_core.sync.reports.results import Planned
from sdk_core.sync.running.accounting import NOT_WRITTEN, account


def plan_job(  # noqa: PLR0913 - as `jobs.plan`
    context: JobContext,
    to: Path | None,
    *,
    source: object | None,
    truth: Truth,
    full: bool,
    verify: bool,
    force: bool,
) -> Planned:
    """Make a plan; see `jobs.plan`."""
    check_out(to)
    plan_id = new_id(context.now())
    path = to or plan_path(context, plan_id)
    with work_connection(context) as work:
        make_plan_file(
            context,
            work,
            path,
            plan_id=plan_id,
            source=source,
            truth=truth,
            full=full,
            verify=verify,
            force=force,
        )
    return planned(context, path)


def check_out(to: Path | None) -> None:
    """Check that a plan can be written to a file: an old plan there is replaced, and nothing else is.

    Raises:
        JobError: its folder is not there, or the file is something else, such as the source.
    """
    if to is None:
        return
    if not to.absolute().parent.is_dir():
        raise JobError(f"the folder {to.parent} of the plan is not there: make it, or give another")
    if to.exists():
        try:
            open_plan(to, None).close()
        except PlanError:
            raise JobError(f"{to} is there already, and is no plan: give the plan another name") from None


def plan_undo(context: JobContext, run_id: str, to: Path | None) -> Planned:
    """Make a plan that takes a run back; see `jobs.undo`."""
    check_out(to)
    journal = context.folder.read_journal()
    record = journal.run(run_id)
    if record is None:
        known = ", ".join(each.run for each in journal.runs()[-3:]) or "none"
        raise StateError(f"the job {context.job.name} has no run {run_id}; the last ones are: {known}")
    if record.ended is None:
        raise StateError(f"the run {run_id} has not ended: `run` finishes it first")
    source = context.folder.plans / record.plan_path
    if not source.exists():
        raise StateError(f"the plan {source} of the run {run_id} is gone, perhaps purged: it cannot be taken back")
    plan_id = new_id(context.now())
    path, limits = to or plan_path(context, plan_id), context.limits()
    with work_connection(context) as work, context.open_plan(source) as plan:
        account(work, plan, journal, run_id)
        meta = make_undo(
            work,
            context.job,
            context.target,
            plan,
            run=run_id,
            seqs=f"(select seq from read_parquet({literal(str(source))}) where seq > 0 "  # noqa: S608 - a literal
            f"and seq not in (select seq from {NOT_WRITTEN}))",
            plan_id=plan_id,
            now=context.now(),
            calls_left=context.calls_left(),
            calls_limit=limits.daily_limit if limits else None,
        )
        write_plan(work, meta, path, context.plan_key)
    return planned(context, path)


def planned(context: JobContext, path: Path) -> Planned:
    """Return what is known of a plan file, in words too."""
    masked = masked_fields(context.job)
    with context.open_plan(path) as plan:
        return Planned(
            path=path,
            id=plan.meta.id,
            job=plan.meta.job,
            changes=plan.meta.changes,
            text=terminal_text(plan, context.target, masked=masked),
            markdown=markdown_text(plan, context.target, masked=masked),
            values=orjson.loads(plan.meta.to_json()),
            undoes=plan.meta.undoes,
            may_remove=_may_remove(context, plan.meta),
        )


def _may_remove(context: JobContext, meta: PlanMeta) -> bool:
    """Return whether a plan removes or erases items, or one of its job may."""
    mode = context.target.modes[context.job.mode]
    removed = sum(meta.changes.get(each, 0) for each in (Change.REMOVE, Change.DELETE))
    return bool(mode.removes) or mode.is_erasure or removed > 0
