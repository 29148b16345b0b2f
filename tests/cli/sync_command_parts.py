"""A sync engine for the tests of its commands: it notes how it is called, and returns what it is told."""

import io
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from agillic.cli.main import main
from sdk_core.sync.model.job import FieldMapping, Job
from sdk_core.sync.reports.report import End, RunReport
from sdk_core.sync.reports.report_file import write_report
from sdk_core.sync.reports.results import Finding, PastRun, Planned, Status

MAPPING = {"EMAIL": FieldMapping(column="email")}
CUSTOMERS = Job(name="customers", api="agillic", target="recipients", mode="upsert", mapping=MAPPING)
ORDERS = replace(CUSTOMERS, name="orders", target="one_to_many", profile="shop")
REPORT = RunReport(
    run="r1",
    job="customers",
    target="recipients",
    mode="upsert",
    started=1_783_204_204.0,
    ended=1_783_204_206.0,
    end="done",
    source_rows=3,
    rows={"written": 3},
)


@dataclass(frozen=True)
class Progress:
    """How far a step is."""

    doing: str
    done: int = 0
    total: int | None = None
    failed: int = 0


@dataclass
class FakeEngine:
    """Stands for `sdk_core.sync.jobs` and `job_file`; the calls are kept in `calls`."""

    folder: Path
    all_jobs: tuple[Job, ...] = (CUSTOMERS,)
    changes: Mapping[str, int] = field(default_factory=lambda: {"create": 3})
    may_remove: bool = False
    ends: dict[str, End | Exception] = field(default_factory=dict[str, End | Exception])
    findings: tuple[Finding, ...] = (Finding("source", "ok", "3 rows"),)
    runs: tuple[PastRun, ...] = ()
    calls: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list[tuple[str, str, dict[str, Any]]])
    profiles: list[str | None] = field(default_factory=list[str | None])

    def read_jobs(self, path: Path, **options: Any) -> tuple[Job, ...]:  # noqa: ANN401 - of all kinds
        assert path.suffix == ".toml"
        assert {*options} == {"api", "kinds", "environ"}
        assert options["api"] == "agillic"
        return self.all_jobs

    def _note(self, what: str, job: Job, options: dict[str, Any]) -> None:
        if what not in ("status", "purge"):
            assert options.pop("client") is self
        self.calls.append((what, job.name, {"job": job} | options))

    def init(self, files: list[Path], **options: Any) -> str:  # noqa: ANN401 - of all kinds
        assert options.pop("client") is self
        self.calls.append(("init", options["name"], {"files": files} | options))
        return '[[jobs]]\nname = "new"\n'

    def check(self, job: Job, **options: Any) -> list[Finding]:  # noqa: ANN401 - of all kinds
        self._note("check", job, options)
        return [*self.findings]

    def plan(self, job: Job, **options: Any) -> Planned:  # noqa: ANN401 - of all kinds
        to = options["to"] or self.folder / f"{job.name}.plan"
        self._note("plan", job, options)
        return self._planned(job, to)

    def _planned(self, job: Job, to: Path) -> Planned:
        return Planned(
            path=to,
            id="p1",
            job=job.name,
            changes=self.changes,
            text=f"the plan of {job.name}",
            markdown=f"# The plan of {job.name}\n",
            may_remove=self.may_remove,
            values={"id": "p1", "job": job.name, "changes": {**self.changes}},
        )

    def undo(self, job: Job, run_id: str, **options: Any) -> Planned:  # noqa: ANN401 - of all kinds
        self._note("undo", job, options | {"run_id": run_id})
        return self._planned(job, options["to"] or self.folder / "undo.plan")

    def run(self, job: Job, **options: Any) -> RunReport:  # noqa: ANN401 - of all kinds
        confirm, progress = options.pop("confirm"), options.pop("progress")
        if confirm is not None:
            confirm(self._planned(job, self.folder / f"{job.name}.plan"))
        progress(Progress("upsert", 3, 3))
        self._note("run", job, options | {"is_asked": confirm is not None})
        return self._ended(job)

    def retry(self, job: Job, **options: Any) -> RunReport:  # noqa: ANN401 - of all kinds
        options.pop("progress")
        self._note("retry", job, options)
        return self._ended(job)

    def not_begun(self, job: Job, error: Exception) -> RunReport:
        self.calls.append(("not_begun", job.name, {"error": error}))
        return replace(REPORT, job=job.name, end="failed")

    def _ended(self, job: Job) -> RunReport:
        end = self.ends.get(job.name, "done")
        if isinstance(end, Exception):
            raise end
        return replace(REPORT, job=job.name, end=end)

    def status(self, job: Job, **options: Any) -> Status:  # noqa: ANN401 - of all kinds
        self._note("status", job, options)
        return Status(
            job=job.name,
            target=job.target,
            mode=job.mode,
            folder=self.folder,
            items=12 if self.runs else None,
            letters=len(self.runs),
            runs=self.runs,
            locked_by="process 7 on there, since 08:00" if self.runs else "",
        )

    def purge(self, job: Job, **options: Any) -> list[Path]:  # noqa: ANN401 - of all kinds
        self._note("purge", job, options)
        return [self.folder / "old.plan"]

    def called(self, what: str) -> list[str]:
        """Return the names of the jobs with which something was called."""
        return [job for each, job, _ in self.calls if each == what]

    def given(self, what: str) -> dict[str, Any]:
        """Return how something was called, which it was once."""
        (found,) = [options for each, _, options in self.calls if each == what]
        return found

    def keep(self, report: RunReport) -> None:
        """Write a report where the commands look for it."""
        (self.folder / "reports").mkdir(exist_ok=True)
        write_report(self.folder / "reports" / f"{report.run}.json", report)


class Terminal(io.StringIO):
    """Somebody at a terminal, who types this."""

    def isatty(self) -> bool:
        return True


def sync(*arguments: str) -> int:
    """Run a command of `agillic sync`, and return its exit code."""
    try:
        return main(["sync", *arguments])
    except SystemExit as ended:
        return int(str(ended.code))
