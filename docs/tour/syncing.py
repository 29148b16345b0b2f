"""Syncs the shop to Agillic by its jobs, and undoes a run."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from agillic import Agillic, sync
from sdk_core.sync.context import target_kinds
from sdk_core.sync.model.job import Job
from sdk_core.sync.model.job_file import read_jobs
from sdk_core.sync.reports.report import RunReport
from sdk_core.sync.reports.results import Planned
from tour.tables import CUSTOMERS, INVOICES, LINES

JOBS = Path(__file__).with_name("shop.toml")


@dataclass(frozen=True, slots=True)
class ShopSync:
    """The shop's jobs in a folder of their own, where its files can be changed.

    Attributes:
        agillic: makes the calls.
        folder: has the shop's files, the job file, and what the jobs remember.
        is_kept: whether the folder stays after the tour.
    """

    agillic: Agillic
    folder: Path
    is_kept: bool = False

    @property
    def environ(self) -> Mapping[str, str]:
        """The variables of the environment, with the place for what the jobs remember."""
        return {**os.environ, "AGILLIC_SYNC_DIRECTORY": str(self.folder.absolute() / "state")}

    @property
    def jobs(self) -> tuple[Job, ...]:
        """The jobs of the file, in order."""
        return read_jobs(self.folder / JOBS.name, api="agillic", kinds=target_kinds("agillic"), environ=self.environ)

    @property
    def customers(self) -> Job:
        """The job that makes customers recipients."""
        return self.jobs[0]

    def plan(self) -> Planned:
        """Return what the first job would change."""
        return sync.plan(self.customers, client=self.agillic, environ=self.environ)

    def run(self) -> list[RunReport]:
        """Run all jobs, each after the one before it."""
        return sync.run_all(self.jobs, client=self.agillic, environ=self.environ)

    def undo(self, run: str) -> RunReport:
        """Take a run of the first job back."""
        planned = sync.undo(self.customers, run, client=self.agillic, environ=self.environ)
        return sync.run(self.customers, plan=planned.path, client=self.agillic, environ=self.environ)

    def page(self, report: RunReport) -> Path:
        """Return where the page of a report is."""
        return self.folder / "state" / report.job / "reports" / f"{report.run}.html"


def shop_folder(source: Path, to: Path) -> Path:
    """Copy the shop's files and its jobs into a folder; what an earlier tour left there is removed.

    Args:
        source: the folder with the shop's files.
        to: where they go.
    """
    shutil.rmtree(to / "state", ignore_errors=True)
    to.mkdir(parents=True, exist_ok=True)
    for path in (JOBS, *(source / table.file for table in (CUSTOMERS, INVOICES, LINES))):
        shutil.copyfile(path, to / path.name)
    return to
