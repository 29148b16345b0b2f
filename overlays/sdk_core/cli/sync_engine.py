"""The engine as the commands of `sync` call it: loaded on use, with the jobs of a file and the client of each."""

import os
from argparse import Namespace
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, Literal, Protocol, cast

from sdk_core.apis import find_api
from sdk_core.cli.clients import open_client
from sdk_core.cli.confirmation import UsageError
from sdk_core.cli.lazy_parser import suggestion
from sdk_core.cli.program import room_module
from sdk_core.cli.sync_progress import StepProgress
from sdk_core.client import BaseClient
from sdk_core.sync.model.job import Job
from sdk_core.sync.model.target import TargetKind
from sdk_core.sync.reports.report import RunReport
from sdk_core.sync.reports.results import Finding, Planned, Status

Truth = Literal["auto", "none", "whole"] | int
Stale = Literal["stop", "skip", "ignore"]
Progress = Callable[[StepProgress], object]
Confirm = Callable[[Planned], object]
"""Is called with a plan before anything of it is sent. What it raises ends the run; only a `SyncError` is reported."""

_NEEDED: Final = ("duckdb", "pyarrow")
_JOBS: Final = "sdk_core.sync.jobs"
_JOB_FILE: Final = "sdk_core.sync.model.job_file"


class Jobs(Protocol):
    """What `sdk_core.sync.jobs` offers, as far as commands use it."""

    def init(  # noqa: PLR0913 - by names
        self,
        files: Sequence[Path],
        *,
        api: str,
        target: str,
        mode: str,
        options: Mapping[str, str],
        name: str,
        folder: Path,
        client: BaseClient,
    ) -> str:
        """Return a job file as text."""
        ...

    def check(self, job: Job, *, client: BaseClient) -> list[Finding]:
        """Check a job; nothing is sent."""
        ...

    def plan(  # noqa: PLR0913 - by names
        self,
        job: Job,
        *,
        client: BaseClient,
        truth: Truth,
        full: bool,
        verify: bool,
        force: bool,
        to: Path | None,
    ) -> Planned:
        """Make a plan, and write it."""
        ...

    def run(  # noqa: PLR0913 - by names
        self,
        job: Job,
        *,
        client: BaseClient,
        plan: Path | None,
        stale: Stale,
        full: bool,
        verify: bool,
        force: bool,
        truth: Truth,
        confirm: Confirm | None,
        progress: Progress | None,
    ) -> RunReport:
        """Run a plan, or make one and run it, once `confirm` has seen it."""
        ...

    def retry(self, job: Job, *, letters: Sequence[str], client: BaseClient, progress: Progress | None) -> RunReport:
        """Send dead letters again; all of them for none named."""
        ...

    def not_begun(self, job: Job, error: Exception) -> RunReport:
        """Report a run that could not begin."""
        ...

    def undo(self, job: Job, run_id: str, *, client: BaseClient, to: Path | None) -> Planned:
        """Make a plan that takes a run back."""
        ...

    def status(self, job: Job) -> Status:
        """Return what a job remembers."""
        ...

    def purge(self, job: Job, *, max_age_days: int | None) -> list[Path]:
        """Remove what is old; the job says how old for None."""
        ...


class Engine:
    """The engine, for one command.

    Args:
        options: `api`, `job`, `only`, and `profile`.

    Attributes:
        jobs: what does the work.

    Raises:
        ValueError: the extra is not installed, or the API has no targets.
    """

    def __init__(self, options: Namespace) -> None:
        self._options = options
        self._api = find_api(options.api)
        if missing := [name for name in _NEEDED if find_spec(name) is None]:
            raise UsageError(
                f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} not installed; run: "
                f"pip install '{self._api.distribution}[sync]'"
            )
        targets = room_module(options.api, "sync.targets")
        if targets is None:
            raise UsageError(f"{self._api.title} has no targets to sync to yet; give another API with --api")
        kinds: Sequence[TargetKind] = import_module(targets).TARGETS
        self.kinds = {each.name: each for each in kinds}
        self.jobs = cast("Jobs", import_module(_JOBS))

    def read(self) -> list[Job]:
        """Return the jobs of the file, those of `--only` if there are such, in the file's order.

        Raises:
            JobError: the file cannot be used.
            UsageError: a name of `--only` is none of a job.
        """
        read_jobs = import_module(_JOB_FILE).read_jobs
        jobs: Sequence[Job] = read_jobs(
            Path(self._options.job), api=self._options.api, kinds=self.kinds, environ=os.environ
        )
        names = [each.name for each in jobs]
        for name in self._options.only:
            if name not in names:
                raise UsageError(f"{self._options.job} has no job {name!r}{suggestion(name, names)}")
        return [each for each in jobs if not self._options.only or each.name in self._options.only]

    def read_one(self, why: str) -> Job:
        """Return the only job.

        Args:
            why: what a message says of several, such as `--out is of one plan`.
        """
        jobs = self.read()
        if len(jobs) != 1:
            raise UsageError(f"{why}, and {self._options.job} has {len(jobs)} jobs; choose one with --only NAME")
        return jobs[0]

    @contextmanager
    def client(self, profile: str = "") -> Generator[BaseClient]:
        """Open the client of a job.

        Args:
            profile: the one that the job names; that of `--profile` comes before it.
        """
        with open_client(self._api, self._options.profile or profile or None) as client:
            yield client


def bounded(job: Job, options: Namespace) -> Job:
    """Return a job with the bounds of a command in place of its own."""
    given: dict[str, Any] = {
        name: value
        for name in ("max_errors", "max_error_rate", "max_calls")
        if (value := getattr(options, name)) is not None
    }
    return replace(job, run=replace(job.run, **given))
