"""From a plan in a file to the report of its run: the calls, the count of rows, the snapshot, and the dead letters."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sdk_core.sync.context import JobContext
from sdk_core.sync.model.ids import new_id
from sdk_core.sync.model.rows import RowState
from sdk_core.sync.planning.candidates import REJECTED_BEFORE, UNKNOWN_BEFORE
from sdk_core.sync.planning.plan_file import PlanFile
from sdk_core.sync.planning.plan_meta import place_of
from sdk_core.sync.planning.snapshot import open_snapshot
from sdk_core.sync.planning.stale import stale_entries
from sdk_core.sync.reports.on_end import publish
from sdk_core.sync.reports.report import End, Rejected, RunReport, StepReport
from sdk_core.sync.reports.timeline import coarse
from sdk_core.sync.running.accounting import MAX_KEPT, NOT_WRITTEN, Account, account
from sdk_core.sync.running.bounds import OF_DAY
from sdk_core.sync.running.executed import Executed
from sdk_core.sync.running.executor import execute
from sdk_core.sync.running.stop_signal import StopSignal
from sdk_core.sync.source.workspace import resting
from sdk_core.sync.state.dead_letters import DeadLetters, Letter, letter_id
from sdk_core.sync.state.journal import Journal
from sdk_core.sync.state.records import ChunkEnd, ChunkRecord, DonePart, ExceptionRange, RunRecord
from sdk_core.transport.limits.limiter import Limits

if TYPE_CHECKING:
    import duckdb

_OF_EARLIER_RUNS: Final = frozenset({REJECTED_BEFORE, UNKNOWN_BEFORE})


@dataclass(frozen=True, slots=True)
class PlanRun:
    """A plan that is run.

    Args:
        context: the job, locked.
        work: the database of the run.
        journal: open for writing.
        plan: the plan, its signature checked.
        stop: by which the run is asked to end.
    """

    context: JobContext
    work: "duckdb.DuckDBPyConnection"
    journal: Journal
    plan: PlanFile
    stop: StopSignal

    def begin(self, *, is_planned: bool, skip_stale: bool = False, notes: tuple[str, ...] = ()) -> RunRecord:
        """Note that the run begins; from here on it is taken up again after whatever end.

        Args:
            is_planned: whether the plan was made before.
            skip_stale: whether entries are left out whose items have changed since the plan was made.
            notes: what a person should know.

        Raises:
            ApiError: the items could not be read; the run has not begun.
        """
        meta, context = self.plan.meta, self.context
        record = RunRecord(
            run=new_id(context.now()),
            plan=meta.id,
            job=meta.job,
            target=meta.target,
            mode=meta.mode,
            started=context.now(),
            source_rows=meta.source_rows,
            plan_path=self.plan.path.name,
            is_planned=is_planned,
            undoes=meta.undoes,
            forced=meta.forced,
            notes=(*meta.notes, *notes),
            can_be_undone=_is_complete(self.plan),
        )
        self.journal.begin_run(record, [*self._stale()] if skip_stale else [])
        context.known.record = record
        return record

    def _stale(self) -> Iterator[ChunkEnd]:
        """Yield the entries whose items have changed since the plan was made, as skipped ones."""
        now = self.context.now()
        for each in stale_entries(self.plan, self.context.target):
            step = next(name for name, of in self.plan.steps.items() if of.first <= each.seq <= of.last)
            what = f"changed in {', '.join(each.fields)}" if each.what == "changed" else f"{each.what} by now"
            chunk = ChunkRecord(step, 0, each.seq, each.seq, 1, "sent", sent=now)
            skipped = ExceptionRange(each.seq, each.seq, RowState.SKIPPED, f"stale: its item is {what}")
            part = DonePart(each.seq, each.seq, 1)
            yield ChunkEnd(chunk=chunk, parts=[part], exceptions=[skipped], calls=0, ended=now)

    def run(self, record: RunRecord) -> RunReport:
        """Make the calls that are left, count what became of each row, and remember it.

        Args:
            record: from `begin`, or of a run that is taken up again.

        Raises:
            StateError: the state folder cannot be written; the run is taken up again by the next one.
        """
        context = self.context
        with resting(self.work):
            executed = execute(
                self.plan,
                context.target,
                self.journal,
                bounds=context.job.run,
                run=record,
                calls_left=context.calls_left,
                progress=context.progress,
                stop=self.stop,
                after_write=context.after_write,
                now=context.now,
            )
        self.journal.flush()
        counted = account(self.work, self.plan, self.journal, record.run)
        with open_snapshot(self.work, context.folder.snapshot, self.plan.meta.place) as snapshot:
            snapshot.apply(self.plan, run=record.run, now=context.now(), seqs=NOT_WRITTEN, are_written=False)
        context.after_write("snapshot")
        self._write_letters(record, counted)
        context.after_write("dead letters")
        ended = context.now()
        message = _message(executed, context.limits())
        self.journal.end_run(record.run, end=executed.end, ended=ended, message=message)
        report = self._report(replace(record, ended=ended), executed, counted)
        published = publish(report, context.folder.reports, context.job.run)
        context.known.is_silent = True
        context.after_write("report")
        return published.report

    def _write_letters(self, record: RunRecord, counted: Account) -> None:
        job, now = self.context.job, self.context.now()
        masked = frozenset(name for name, each in job.mapping.items() if each.personal)
        letters = self.context.folder.dead_letters(mask=job.state.mask, masked=masked)
        written = counted.written_among(letters.hashes())
        letters.update(_letters(letters, record, counted, now), written)

    def _report(self, record: RunRecord, executed: Executed, counted: Account) -> RunReport:
        meta, limits, name = self.plan.meta, self.context.limits(), self.context.job.name
        first = counted.first_failed(MAX_KEPT)
        return RunReport(
            run=record.run,
            job=record.job,
            target=record.target,
            mode=record.mode,
            started=record.started,
            ended=record.ended or record.started,
            end=_end(executed, counted),
            message=_message(executed, limits),
            source_rows=meta.source_rows,
            rows=counted.rows,
            removed=counted.removed,
            changes=meta.changes,
            reasons=counted.reasons,
            steps=tuple(
                StepReport(each.step, each.entries, each.calls, each.retries, each.bisect_calls, each.seconds)
                for each in executed.steps
            ),
            timeline=coarse(executed.timeline),
            rejected=tuple(
                Rejected(letter_id(name, each.k, (each.item or "").encode()), each.row, each.state, each.reason)
                for each in first
            ),
            calls_used=limits.used_today if limits else None,
            calls_limit=limits.daily_limit if limits else None,
            forced=record.forced,
            notes=(*record.notes, *meta.unavailable),
            resumed=record.resumed,
            is_planned=record.is_planned,
            undoes=record.undoes,
            can_be_undone=record.can_be_undone,
        )


def plan_path(context: JobContext, plan_id: str) -> Path:
    """Return where a plan lies in the state folder."""
    return context.folder.plans / f"{plan_id}.parquet"


def is_of_this_place(context: JobContext, plan: PlanFile) -> bool:
    """Return whether a plan is of the place that the job writes to."""
    return plan.meta.place == place_of(context.job, context.target)


def _is_complete(plan: PlanFile) -> bool:
    """Return whether the prior values of all that a plan changes were read, so that it can be undone."""
    return plan.meta.truth.kind == "whole" and not plan.meta.undoes and not plan.meta.unavailable


def _end(executed: Executed, counted: Account) -> End:
    if executed.end in {"done", "nothing to do"} and any(
        counted.rows.get(state, 0) for state in (RowState.REJECTED, RowState.UNKNOWN)
    ):
        return "partly failed"
    return executed.end


def _message(executed: Executed, limits: Limits | None) -> str:
    """Return why a run ended, and when it goes on if its calls are used up."""
    message = executed.message
    if executed.end != "out of calls" or executed.cause is not None:  # the client says itself when there are more
        return message
    if limits is None or OF_DAY not in message:
        return f"{message}; the next run goes on"
    return f"{message}; it goes on when there are more, from {limits.resets_at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _letters(letters: DeadLetters, record: RunRecord, counted: Account, now: float) -> Iterator[Letter]:
    there = letters.ids()
    for each in counted.failed():
        if each.reason in _OF_EARLIER_RUNS and letter_id(record.job, each.k, (each.item or "").encode()) in there:
            continue  # it was not tried: its letter says why it failed when it was
        yield letters.letter(
            run=record.run,
            row=each.row,
            state=each.state,
            reason=each.reason,
            k=each.k,
            h=each.h,
            at=now,
            row_json=(each.item or "").encode(),
        )
