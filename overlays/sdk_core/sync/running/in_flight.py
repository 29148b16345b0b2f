"""Chunks that were in flight when a run was killed, or when it ended without waiting for them.

A run that is taken up again waits for those whose task is known, sends others again where that does no harm, and reads
the rest back. What is in flight when a run ends is unknown: no later attempt finds out about it.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from sdk_core.sync.model.rows import RowState
from sdk_core.sync.model.target import Step, Target
from sdk_core.sync.running.bounds import CallBudget
from sdk_core.sync.running.columns import numbers
from sdk_core.sync.running.cutting import cut_again
from sdk_core.sync.running.key_order import keys_of
from sdk_core.sync.running.plan_protocol import Batch, PlanEntries
from sdk_core.sync.running.ranges import Range, runs_of
from sdk_core.sync.running.reading_ahead import Ready
from sdk_core.sync.running.sending import TASK_GOES_ON
from sdk_core.sync.running.settling import Found, exceptions_of, read_back
from sdk_core.sync.running.unwritten import Unwritten, entries_in, unwritten_by
from sdk_core.sync.state.journal import Journal
from sdk_core.sync.state.records import ChunkEnd, ChunkRecord, DonePart, ExceptionRange

KILLED: Final = "the run was killed while it was sent, and it cannot be read back"
NOT_WAITED_FOR: Final = "the run ended before a response came"


def take_up(  # noqa: PLR0913, PLR0917 - what it works with
    plan: PlanEntries,
    target: Target,
    journal: Journal,
    run: str,
    step: Step,
    unwritten: Unwritten,
    budget: CallBudget,
    now: float,
) -> list[Ready]:
    """Find out about the chunks of a step that were in flight when an earlier attempt was killed.

    Args:
        plan: the run's plan.
        target: what they were written to.
        journal: says which they are, and notes what is found.
        run: the run.
        step: by what.
        unwritten: the items that earlier steps did not write.
        budget: the calls that may be made.
        now: the time in seconds since 1970.

    Returns:
        Those whose tasks are to be waited for.
    """
    journal.flush()
    sent = _sent(journal, run, step.name)
    begun = [chunk for chunk in sent if chunk.task and step.resume is not None]
    others = [chunk for chunk in sent if chunk not in begun]
    if step.is_idempotent and others:
        journal.reopen(run, others)
    elif others:
        for chunk in others:
            _settle(_entries(plan, chunk, unwritten), target, step, journal, run, chunk, budget, now)
    ready: list[Ready] = []
    for chunk in begun:
        cut = cut_again(_entries(plan, chunk, unwritten), step, grouped=bool(target.group_by))
        assert cut is not None  # noqa: S101 - no chunk is sent without entries
        ready.append(Ready(cut, chunk, None, keys_of(cut)))
    return ready


def note_in_flight(plan: PlanEntries, journal: Journal, run: str, now: float) -> None:
    """Note as unknown what is in flight when a run ends.

    Args:
        plan: the run's plan.
        journal: says what that is, and notes it as unknown.
        run: the run.
        now: the time in seconds since 1970.
    """
    names = [*plan.steps]
    for number, name in enumerate(names):
        if sent := _sent(journal, run, name):
            unwritten = unwritten_by(plan, journal, run, names[:number])
            for chunk in sent:
                _note_unknown(_entries(plan, chunk, unwritten), journal, run, chunk, now)


def _sent(journal: Journal, run: str, step: str) -> list[ChunkRecord]:
    return [chunk for chunk in journal.chunks(run, step) if chunk.state == "sent"]


def _entries(plan: PlanEntries, chunk: ChunkRecord, unwritten: Unwritten) -> Iterator[Batch]:
    return map(unwritten.kept, entries_in(plan, chunk.step, [Range(chunk.first, chunk.last)]))


def _note_unknown(batches: Iterable[Batch], journal: Journal, run: str, chunk: ChunkRecord, now: float) -> None:
    ranges = [each for batch in batches for each in runs_of(numbers(batch.column("seq")))]
    parts = [DonePart(first, last, last - first + 1) for first, last in ranges]
    reason = f"{TASK_GOES_ON}: {NOT_WAITED_FOR}" if chunk.task else NOT_WAITED_FOR
    exceptions = [ExceptionRange(*each, RowState.UNKNOWN, reason) for each in ranges]
    journal.chunk_done(run, ChunkEnd(chunk=chunk, parts=parts, exceptions=exceptions, calls=1, ended=now)).wait()


def _settle(  # noqa: PLR0913, PLR0917 - what it works with
    batches: Iterable[Batch],
    target: Target,
    step: Step,
    journal: Journal,
    run: str,
    chunk: ChunkRecord,
    budget: CallBudget,
    now: float,
) -> None:
    """Find out what became of a chunk that was in flight when its run was killed, and that may not be sent again.

    What is not there is left open, so that it is sent; what cannot be read back is unknown.

    Args:
        batches: its entries, as Arrow record batches.
        target: what they were written to.
        step: by what.
        journal: notes what is found.
        run: the run.
        chunk: the chunk.
        budget: the calls that may be made.
        now: the time in seconds since 1970.
    """
    found = list(read_back(target, step, batches, budget))
    open_ = {seq for seq, what in found if what in {Found.NOT_THERE, Found.STILL_THERE}}
    with_result = [(seq, what) for seq, what in found if seq not in open_]
    parts = [DonePart(first, last, last - first + 1) for first, last in runs_of([seq for seq, _ in with_result])]
    exceptions = list(exceptions_of(with_result, dict.fromkeys((seq for seq, _ in with_result), KILLED)))
    end = ChunkEnd(chunk=chunk, parts=parts, exceptions=exceptions, calls=1, ended=now)
    journal.chunk_done(run, end).wait()
