"""A job with all that it works with: its client, its target, its state folder, and the clock."""

import os
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from sdk_core.apis import find_api, load_class
from sdk_core.client import BaseClient
from sdk_core.sync.disk_errors import clear_disk_errors
from sdk_core.sync.model.errors import JobError, StateError
from sdk_core.sync.model.job import Job
from sdk_core.sync.model.job_file import job_of, read_jobs
from sdk_core.sync.model.target import Target, TargetKind
from sdk_core.sync.planning.plan_file import PlanFile, open_plan
from sdk_core.sync.run_ends import KnownRun
from sdk_core.sync.running.progress import StepProgress
from sdk_core.sync.state.state_folder import StateFolder
from sdk_core.transport.base_client import SyncAPIClient
from sdk_core.transport.limits.limiter import Limits

JobInput = Job | Path | str | Mapping[str, Any]
"""A job, the path of a file with one job, or the tables of a job file as dicts."""
Progress = Callable[[StepProgress], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class JobContext:
    """A job with all that it works with.

    Attributes:
        job: the job.
        client: makes the calls.
        target: where rows go, bound to the client.
        folder: what the job remembers.
        known: what is known of a run of it.
        environ: variables of the environment.
        now: returns the time in seconds since 1970.
        progress: gets how far a run is.
        after_write: called after each durable write, for tests.
    """

    job: Job
    client: BaseClient
    target: Target
    folder: StateFolder
    known: KnownRun
    environ: Mapping[str, str] = field(repr=False)
    now: Callable[[], float] = time.time
    progress: Progress = lambda _: None
    after_write: Callable[[str], object] = lambda _: None

    @property
    def hash_key(self) -> bytes:
        """What the hashes of the snapshot are keyed with; empty for plain ones.

        Raises:
            StateError: the job names a variable that is not set.
        """
        name = self.job.state.hash_key_variable
        if not name:
            return b""
        if not self.environ.get(name):
            raise StateError(
                f"state.hash_key_variable: the variable {name} is not set; without the key that the snapshot was "
                "written with, all rows would be sent again"
            )
        return self.environ[name].encode()

    @property
    def plan_key(self) -> bytes:
        """What plans are signed with."""
        return self.folder.plan_key(self.environ)

    @contextmanager
    def open_plan(self, path: Path) -> Generator[PlanFile]:
        """Open a plan that was signed with the job's key.

        Raises:
            PlanError: no plan, or one that was changed, or signed with another key; the message says where keys are.
        """
        name = self.folder.plan_key_variable
        held = f"the one in the variable {name}" if self.environ.get(name) else "that of this state folder"
        advice = (
            f"make it again; to run a plan of another machine or folder, set {name} to the same value on both, before "
            "the plan is made"
        )
        with open_plan(path, self.plan_key, held=held, advice=advice) as plan:
            yield plan

    def limits(self) -> Limits | None:
        """Return the limits of the client's key; None for a client that does not count."""
        return _limits(self.client)

    def calls_left(self) -> int | None:
        """Return how many calls are left today, of the share that the job may use; None when that is not known."""
        limits = self.limits()
        if limits is None or limits.daily_limit is None:
            return None
        left = limits.daily_limit - limits.used_today
        if (share := self.job.run.share_of_day) is not None:
            left = min(left, int(limits.daily_limit * share) - limits.used_today)
        return max(left, 0)


def _limits(client: BaseClient) -> Limits | None:
    found = getattr(client, "limits", None)
    return found if isinstance(found, Limits) else None


def target_kinds(api: str) -> Mapping[str, TargetKind]:
    """Return the targets of an API by name; its room declares them in `TARGETS` of its module `sync.targets`.

    Args:
        api: one of the names that `sdk_core.apis.api_names` has.
    """
    room = find_api(api).package
    kinds: tuple[TargetKind, ...] = import_module(f"{room}.sync.targets").TARGETS
    return {kind.name: kind for kind in kinds}


def resolve_job(job: JobInput, api: str, environ: Mapping[str, str] | None = None) -> Job:
    """Return a job, from its file or its tables if need be.

    Args:
        job: the job, the path of a file with one job, or the tables of a job file as dicts.
        api: the name of the API; a `Job` has its own.
        environ: variables of the environment.

    Raises:
        JobError: it cannot be used, or the file has several jobs.
    """
    if isinstance(job, Job):
        return job
    if isinstance(job, Mapping):
        return job_of(job, api=api, kinds=target_kinds(api), folder=Path.cwd())
    jobs = resolve_jobs(job, api, environ)
    first, *others = jobs  # a file has one at least
    if others:
        raise JobError(f"{job} has {len(jobs)} jobs: use run_all for all of them, or a file of its own for each")
    return first


def resolve_jobs(path: Path | str, api: str, environ: Mapping[str, str] | None = None) -> tuple[Job, ...]:
    """Return the jobs of a file, one or several.

    Args:
        path: of the file.
        api: the name of the API.
        environ: variables of the environment.

    Raises:
        JobError: the file cannot be used.
    """
    kinds = target_kinds(api)
    return read_jobs(Path(path), api=api, kinds=kinds, environ=os.environ if environ is None else environ)


@contextmanager
def client_for(job: Job, client: BaseClient | None) -> Generator[BaseClient]:
    """Give a job's client: the one that is given, or a new one by its profile, which is closed at the end.

    Raises:
        SettingsError: there are no credentials, or a setting cannot be used.
        JobError: the API has no client.
    """
    if client is not None:
        yield client
        return
    place = find_api(job.api).client
    if not place:
        raise JobError(f"{job.api} has no client: pass one by client=")
    with cast("SyncAPIClient", load_class(place)(profile=job.profile or None)) as opened:
        yield opened


@contextmanager
def open_job(  # noqa: PLR0913 - what a job works with, by names
    job: Job,
    *,
    client: BaseClient | None = None,
    environ: Mapping[str, str] | None = None,
    now: Callable[[], float] = time.time,
    progress: Progress | None = None,
    after_write: Callable[[str], object] | None = None,
    known: KnownRun | None = None,
) -> Generator[JobContext]:
    """Open all that a job works with, and hold its lock meanwhile.

    Args:
        job: the job.
        client: makes the calls; None for a new one by the job's profile.
        environ: variables of the environment.
        now: the time in seconds since 1970.
        progress: gets how far a run is.
        after_write: called after each durable write, for tests.
        known: gets what is known of a run of the job.

    Raises:
        JobLocked: another run of the job is under way.
        SyncError: the job, its target or its state folder cannot be used.
    """
    environ = os.environ if environ is None else environ
    known = known or KnownRun(job=job, now=now)
    known.folder = folder = StateFolder.open(job, environ)
    with ExitStack() as stack:
        stack.enter_context(clear_disk_errors(folder.path))
        stack.enter_context(folder.lock(now))
        opened = stack.enter_context(client_for(job, client))
        known.limits = partial(_limits, opened)
        target = target_kinds(job.api)[job.target].bind(opened, job.options)
        known.title = target.title
        yield JobContext(
            job=job,
            client=opened,
            target=target,
            folder=folder,
            known=known,
            environ=environ,
            now=now,
            progress=progress or (lambda _: None),
            after_write=after_write or (lambda _: None),
        )
