"""A report, a command and a webhook for each run that ends by an error, wherever that comes from."""

import os
import signal
import threading
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from types import FrameType
from typing import Final

from sdk_core.sync.model.errors import SyncError
from sdk_core.sync.model.ids import new_id
from sdk_core.sync.model.job import Job
from sdk_core.sync.model.rows import RowState
from sdk_core.sync.reports.on_end import publish
from sdk_core.sync.reports.report import End, RunReport, StepReport
from sdk_core.sync.running.stop_signal import SIGNALS
from sdk_core.sync.state.records import RunRecord
from sdk_core.sync.state.state_folder import StateFolder
from sdk_core.transport.limits.limiter import Limits
from sdk_core.transport.settings.profiles import SettingsError
from sdk_core.wire.errors import ApiError

_GOES_ON: Final = "the next run goes on with it, and counts what became of its rows"


@dataclass(kw_only=True)
class KnownRun:
    """What is known of a run while it goes on: enough for a report, whatever ends it.

    Attributes:
        job: the job.
        now: returns the time in seconds since 1970.
        folder: what the job remembers; None as long as that cannot be used.
        title: the target's title; empty as long as that is not known.
        limits: returns the limits of the key; None where they are not known.
        notes: what else a person should know.
        record: of a run that has begun: it goes on by the next one.
        is_silent: whether nothing is reported any more: it has been, or somebody did not want the run.
        started: when, in seconds since 1970.
    """

    job: Job
    now: Callable[[], float] = time.time
    folder: StateFolder | None = None
    title: str = ""
    limits: Callable[[], Limits | None] = lambda: None
    notes: tuple[str, ...] = ()
    record: RunRecord | None = None
    is_silent: bool = False
    started: float = field(init=False)

    def __post_init__(self) -> None:
        self.started = self.now()

    @contextmanager
    def reported(self) -> Generator[None]:
        """Report an error that ends the block, and raise it again. A signal to end is such an error too."""
        signals: list[int] = []
        try:
            with _raising(signals):
                yield
        except BaseException as error:
            # DuckDB raises an error of its own in place of what a handler of signals raises.
            is_interrupted = bool(signals) or isinstance(error, KeyboardInterrupt)
            if not self.is_silent and is_interrupted:
                self.report("interrupted", "it was interrupted")
            elif not self.is_silent:
                self.report("failed", _text(error))
            if is_interrupted and not isinstance(error, KeyboardInterrupt):
                raise KeyboardInterrupt from None
            raise

    def report(self, end: End, message: str, *, source_rows: int = 0) -> RunReport:
        """Write and return the report of a run that ended before its rows were counted.

        Args:
            end: how it ended.
            message: why.
            source_rows: rows of the source, where they were counted.
        """
        self.is_silent = True
        ended, limits = self.now(), self.limits()
        report = RunReport(
            run=new_id(ended),
            job=self.job.name,
            target=self.title or self.job.target,
            mode=self.job.mode,
            started=self.started,
            ended=ended,
            end=end,
            message=message,
            source_rows=source_rows,
            rows={str(state): 0 for state in RowState},
            calls_used=limits.used_today if limits else None,
            calls_limit=limits.daily_limit if limits else None,
            notes=self.notes,
        )
        if self.record is not None:
            report = self._begun(report, self.record)
        return publish(report, self.folder.reports if self.folder else None, self.job.run).report

    def _begun(self, report: RunReport, record: RunRecord) -> RunReport:
        """Return a report with what is known of a run that has begun; the next run writes the report anew."""
        return replace(
            report,
            run=record.run,
            started=record.started,
            message=f"{report.message}; {_GOES_ON}",
            source_rows=record.source_rows,
            steps=self._steps(record.run),
            forced=record.forced,
            notes=(*record.notes, *self.notes),
            resumed=record.resumed,
            is_planned=record.is_planned,
            undoes=record.undoes,
            can_be_undone=record.can_be_undone,
        )

    def _steps(self, run: str) -> tuple[StepReport, ...]:
        """Return the calls of a run as far as its journal has them, if that can be read."""
        if self.folder is None:
            return ()
        try:
            sums = self.folder.read_journal().sums(run)
        except SyncError:
            return ()
        return tuple(
            StepReport(step, each.entries, each.calls, 0, each.bisect_calls, each.seconds)
            for step, each in sums.items()
        )


def not_begun(
    job: Job, error: Exception, *, environ: Mapping[str, str] | None = None, now: Callable[[], float] = time.time
) -> RunReport:
    """Report a run that could not begin, such as for want of credentials, as `jobs.run` reports those that could.

    Args:
        job: the job.
        error: why.
        environ: variables of the environment; None for those of the process.
        now: returns the time in seconds since 1970.
    """
    known = KnownRun(job=job, now=now)
    with suppress(SyncError):
        known.folder = StateFolder.open(job, os.environ if environ is None else environ)
    return known.report("failed", str(error) or type(error).__name__)  # there was no row that it could quote


def _text(error: BaseException) -> str:
    """Return what an error says; only its kind where it may quote a row."""
    if isinstance(error, SyncError | ApiError | SettingsError | OSError):
        return str(error) or type(error).__name__
    return f"{type(error).__name__}: report it as a defect of this program"


@contextmanager
def _raising(came: list[int]) -> Generator[None]:
    """Have signals raise KeyboardInterrupt that would end the process without a report.

    Those that a program handles by itself are left alone, and so are all in another thread than the main one.

    Args:
        came: gets their numbers.
    """

    def handle(number: int, _: FrameType | None) -> None:
        came.append(number)
        raise KeyboardInterrupt

    is_main = threading.current_thread() is threading.main_thread()
    is_usual = {
        signal.SIGINT: signal.getsignal(signal.SIGINT) == signal.default_int_handler,
        signal.SIGTERM: signal.getsignal(signal.SIGTERM) == signal.SIG_DFL,
    }
    before = {each: signal.signal(each, handle) for each in SIGNALS if is_main and is_usual[each]}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
