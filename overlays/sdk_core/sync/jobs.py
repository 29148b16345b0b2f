"""What programs and the command line do with jobs: plan, run, retry, undo, and look.

Each function takes a `Job`, the path of a file with one job, or the tables of such a file as dicts, and then the name
of the API by `api=`. An API's room offers them with its own name given.
"""

import os
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from sdk_core.client import BaseClient
from sdk_core.sync.context import JobInput, Progress, open_job, resolve_job, resolve_jobs
from sdk_core.sync.disk_errors import clear_disk_errors
from sdk_core.sync.looking import check, init, status
from sdk_core.sync.model.errors import JobError
from sdk_core.sync.model.job import Job
from sdk_core.sync.plan_making import Truth
from sdk_core.sync.plan_showing import plan_job, plan_undo
from sdk_core.sync.reports.report import RunReport
from sdk_core.sync.reports.results import Planned
from sdk_core.sync.run_ends import KnownRun, not_begun
from sdk_core.sync.run_flow import Confirm, Stale, run_job
from sdk_core.sync.running.stop_signal import StopSignal
from sdk_core.sync.state.journal_reader import COMPLETED
from sdk_core.sync.state.state_folder import StateFolder
from sdk_core.sync.state.state_folder import purge as purge_folder


def run(  # noqa: PLR0913 - what a run can be given, by names
    job: JobInput,
    *,
    api: str = "",
    source: object | None = None,
    client: BaseClient | None = None,
    plan: Path | str | None = None,
    stale: Stale = "stop",
    full: bool = False,
    verify: bool = False,
    force: bool = False,
    truth: Truth = "none",
    confirm: Confirm | None = None,
    progress: Progress | None = None,
    environ: Mapping[str, str] | None = None,
    now: Callable[[], float] = time.time,
    stop: StopSignal | None = None,
    after_write: Callable[[str], object] | None = None,
) -> RunReport:
    """Run a job: make a plan and make its calls, or those of a plan that was made before.

    A run that was killed is finished first. SIGINT and SIGTERM finish what is in flight, and the run ends; a second one
    waits for nothing. What was not sent is sent by the next run.

    Args:
        job: the job, its file, or its tables.
        api: the name of the API, where `job` is no `Job`.
        source: rows in place of the job's own: dicts one by one, a frame, an Arrow table or reader, or a cursor.
        client: makes the calls; None for a new one by the job's profile.
        plan: a plan file, which is executed as it is, once.
        stale: what becomes of entries of that plan whose items have changed since it was made: `stop` the run before
            anything is sent, `skip` them, or `ignore` that.
        full: whether all rows are sent, whatever the snapshot says.
        verify: whether all rows are compared with what the target has, and what differs is repaired.
        force: whether guards are passed; the report names those that would have stopped it.
        truth: what a plan that is made here looks at of the target, see `plan`. A job that keeps prior values looks at
            all that it changes.
        confirm: gets such a plan before anything of it is sent, while the job is locked; what it raises ends the run,
            and unless that is a `SyncError`, no report is written.
        progress: gets how far it is, in this thread.
        environ: variables of the environment; None for those of the process.
        now: returns the time in seconds since 1970.
        stop: by which another thread can end it.
        after_write: called with a word after each durable write, for tests.

    Returns:
        What became of each row. It is also in the state folder, as JSON and as a page.

    Raises:
        JobLocked: another run of the job is under way.
        SyncError: the job, the source, the target, the plan or the state folder cannot be used.
        ApiError: the target could not be read.
        KeyboardInterrupt: it was interrupted before it sent anything.

    Whatever is raised once the job itself is read, a report says so too.
    """
    if stale not in get_args(Stale):
        raise JobError(f"stale cannot be {stale!r}: give one of {', '.join(get_args(Stale))}")
    resolved = resolve_job(job, api, environ)
    known = KnownRun(job=resolved, now=now)
    with (
        known.reported(),
        open_job(
            resolved,
            client=client,
            environ=environ,
            now=now,
            progress=progress,
            after_write=after_write,
            known=known,
        ) as context,
    ):
        return run_job(
            context,
            stop or StopSignal(),
            plan=Path(plan) if plan else None,
            stale=stale,
            source=source,
            full=full,
            verify=verify,
            force=force,
            truth=truth,
            confirm=confirm,
        )


def run_all(
    jobs: Iterable[Job] | Path | str,
    *,
    api: str = "",
    client: BaseClient | None = None,
    progress: Callable[[Job], Progress] | None = None,
    **options: Any,  # noqa: ANN401 - those of `run`
) -> list[RunReport]:
    """Run several jobs in order, such as those of a file.

    After one that did not come to its end, later ones are not run; rejected rows alone stop nobody.

    A job with `after_failure` runs all the same, but none does after one that was interrupted.

    Args:
        jobs: the jobs, or the path of the file that has them.
        api: the name of the API, where `jobs` is a path.
        client: makes the calls of all; None for a new one of each.
        progress: returns what gets the progress of a job.
        options: those of `run`.

    Returns:
        The reports of the jobs that were run.

    Raises:
        SyncError: as `run`, after which no later job is run.
    """
    reports: list[RunReport] = []
    for job in resolve_jobs(jobs, api, options.get("environ")) if isinstance(jobs, Path | str) else jobs:
        if all(each.end in COMPLETED for each in reports) or job.after_failure:
            reports.append(run(job, client=client, progress=progress(job) if progress else None, **options))
        if reports and reports[-1].end == "interrupted":
            break
    return reports


def retry(  # noqa: PLR0913 - as `run`
    job: JobInput,
    *,
    api: str = "",
    letters: Sequence[str] = (),
    source: object | None = None,
    client: BaseClient | None = None,
    progress: Progress | None = None,
    environ: Mapping[str, str] | None = None,
    now: Callable[[], float] = time.time,
    stop: StopSignal | None = None,
) -> RunReport:
    """Send rows again that were rejected or stayed unknown, as the source has them now.

    Args:
        job: the job, its file, or its tables.
        api: the name of the API, where `job` is no `Job`.
        letters: ids of dead letters; all of the job for none.
        source: rows in place of the job's own.
        client: makes the calls; None for a new one.
        progress: gets how far it is.
        environ: variables of the environment.
        now: returns the time in seconds since 1970.
        stop: by which another thread can end it.

    Raises:
        JobError: there is no dead letter of an id.
        SyncError: as `run`.
    """
    resolved = resolve_job(job, api, environ)
    known = KnownRun(job=resolved, now=now)
    with (
        known.reported(),
        open_job(resolved, client=client, environ=environ, now=now, progress=progress, known=known) as context,
    ):
        waiting = {each.id: each.k for each in context.folder.dead_letters()}
        if unknown := [each for each in letters if each not in waiting]:
            known.is_silent = True  # the command was wrong, and no run of the job
            raise JobError(
                f"the job {resolved.name} has no dead letter {unknown[0]}: its file is {context.folder.letters}"
            )
        only = [waiting[each] for each in letters or waiting if waiting[each]]
        return run_job(context, stop or StopSignal(), source=source, only=only)


def plan(  # noqa: PLR0913 - as `run`
    job: JobInput,
    *,
    api: str = "",
    source: object | None = None,
    client: BaseClient | None = None,
    truth: Truth = "auto",
    full: bool = False,
    verify: bool = False,
    force: bool = False,
    to: Path | str | None = None,
    environ: Mapping[str, str] | None = None,
    now: Callable[[], float] = time.time,
) -> Planned:
    """Show what a run would change, and write it as a file that `run` executes as it is. Nothing is sent.

    Args:
        job: the job, its file, or its tables.
        api: the name of the API, where `job` is no `Job`.
        source: rows in place of the job's own.
        client: reads what is there; None for a new one.
        truth: what is looked at of the target: `none`, `whole` for all that would change, or so many items of that
            chosen at random; `auto` for all if that takes few calls, else a sample.
        full: whether all rows are planned, whatever the snapshot says.
        verify: whether all rows are compared with what the target has.
        force: whether guards are passed.
        to: where the file is written; None for the state folder.
        environ: variables of the environment.
        now: returns the time in seconds since 1970.

    Raises:
        GuardStopped: a guard would stop the run.
        SyncError: as `run`.
        ApiError: the target could not be read.
    """
    resolved = resolve_job(job, api, environ)
    with open_job(resolved, client=client, environ=environ, now=now) as context:
        return plan_job(
            context, Path(to) if to else None, source=source, truth=truth, full=full, verify=verify, force=force
        )


def undo(  # noqa: PLR0913 - as `run`
    job: JobInput,
    run_id: str,
    *,
    api: str = "",
    client: BaseClient | None = None,
    to: Path | str | None = None,
    environ: Mapping[str, str] | None = None,
    now: Callable[[], float] = time.time,
) -> Planned:
    """Make a plan that takes a run back; `run` executes it. What has changed since is named in it and not touched.

    Args:
        job: the job, its file, or its tables.
        run_id: the run, see `status`.
        api: the name of the API, where `job` is no `Job`.
        client: reads what is there now; None for a new one.
        to: where the file is written; None for the state folder.
        environ: variables of the environment.
        now: returns the time in seconds since 1970.

    Raises:
        StateError: there is no such run, or its plan is gone.
        SyncError: as `run`.
        ApiError: the target could not be read.
    """
    resolved = resolve_job(job, api, environ)
    with open_job(resolved, client=client, environ=environ, now=now) as context:
        return plan_undo(context, run_id, Path(to) if to else None)


def purge(
    job: JobInput,
    *,
    api: str = "",
    max_age_days: int | None = None,
    environ: Mapping[str, str] | None = None,
    now: Callable[[], float] = time.time,
) -> list[Path]:
    """Remove plans, undo data, dead letters and reports that are old: they hold personal data.

    Args:
        job: the job, its file, or its tables.
        api: the name of the API, where `job` is no `Job`.
        max_age_days: after how many days; None as the job says.
        environ: variables of the environment.
        now: returns the time in seconds since 1970.

    Returns:
        The files that were removed, and those of which something was.
    """
    resolved = resolve_job(job, api, environ)
    folder = StateFolder.open(resolved, os.environ if environ is None else environ)
    with clear_disk_errors(folder.path), folder.lock(now):
        days = resolved.state.max_age_days if max_age_days is None else max_age_days
        return purge_folder(folder, max_age_days=days, now=now())


__all__ = ["check", "init", "not_begun", "plan", "purge", "retry", "run", "run_all", "status", "undo"]
