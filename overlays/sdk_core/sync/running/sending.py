"""One chunk, sent to its end: an engine of batches of its own finds bad rows, and says what each error means.

Mostly the server takes all entries of a call. Then no engine is made, and there is no step for each entry.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from sdk_core.calls.batches.engine import Engine
from sdk_core.calls.batches.errors import FailureAction, classify_error
from sdk_core.calls.batches.interrupts import EARLY
from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.preparing import PreparedRows
from sdk_core.calls.batches.results import SUCCESSES, ChunkResponse, Outcome, ResultRun
from sdk_core.sync.model.rows import RowState
from sdk_core.sync.model.target import Step
from sdk_core.sync.running.cutting import Cut
from sdk_core.sync.running.ranges import Range, runs_of
from sdk_core.sync.state.records import DonePart, ExceptionRange
from sdk_core.wire.redaction import redact

MAX_BISECT_CALLS: Final = 1_000
"""Most calls that search for the bad rows of one chunk."""
_STATES: Final = {
    Outcome.PENDING: RowState.UNKNOWN,
    Outcome.AMBIGUOUS: RowState.UNKNOWN,
    Outcome.UNKNOWN: RowState.UNKNOWN,
    Outcome.REJECTED: RowState.REJECTED,
    Outcome.FAILED: RowState.REJECTED,
    Outcome.REJECTED_TOGETHER: RowState.REJECTED,
}
_WRITTEN: Final = SUCCESSES - {Outcome.PENDING}
_ADVICE: Final = ": raise max_bisect_calls"
"""What batches advise, where a run has no such option."""
TASK_GOES_ON: Final = "its task did not end in time"
"""How the reason begins of entries that the server took, and whose task it may yet end."""
_REASONS: Final = {
    Outcome.PENDING: TASK_GOES_ON,
    Outcome.UNKNOWN: "no response came that can be read",
    Outcome.REJECTED: "the server rejected it",
    Outcome.FAILED: "its task failed",
}


@dataclass(slots=True)
class Sent:
    """What became of a chunk.

    Attributes:
        parts: its entries that have a result.
        open: those that have none, so that they can be sent again.
        exceptions: those with a result that were not written.
        calls: calls made.
        bisect_calls: those of them that searched for bad rows.
        stopped: whether it was stopped before all entries had a result.
        cause: an error that all calls would share; None without one.
        responded: whether the server said anything of its entries, if a call was made.
        reason: why entries have no result.
    """

    parts: list[DonePart] = field(default_factory=list[DonePart])
    open: list[Range] = field(default_factory=list[Range])
    exceptions: list[ExceptionRange] = field(default_factory=list[ExceptionRange])
    calls: int = 0
    bisect_calls: int = 0
    stopped: bool = False
    cause: BaseException | None = None
    responded: bool = True
    reason: str = ""

    @property
    def done(self) -> int:
        """How many entries have a result."""
        return sum(each.entries for each in self.parts)

    def failed(self, state: RowState) -> int:
        """Return how many entries ended so."""
        return sum(each.entries for each in self.exceptions if each.state is state)


def send_chunk(  # noqa: PLR0913 - what it may do, by names
    cut: Cut,
    step: Step,
    *,
    may_call: Callable[[], bool],
    max_bisect_calls: int = MAX_BISECT_CALLS,
    task: str = "",
    on_task: Callable[[str], object] = lambda _: None,
) -> Sent:
    """Send a chunk, and search for its bad rows if need be; return what became of each entry. No error is raised.

    Args:
        cut: the chunk.
        step: sends it.
        may_call: asked before each call but the first: whether it may be made.
        max_bisect_calls: most calls that search for bad rows.
        task: the id of the task that a call with this chunk has started already; it is waited for, and nothing is sent.
        on_task: gets the id of the task that the call with all entries starts, before that is waited for.
    """
    seqs = cut.seqs
    if cut.problem:
        problem = ExceptionRange(seqs[0], seqs[0], RowState.REJECTED, cut.problem)
        return Sent([DonePart(seqs[0], seqs[0], 1)], exceptions=[problem])
    body = cut.body()
    first = _NOTHING
    if task and step.resume is not None:
        first = _called(step.resume, task)
    elif body is not None:
        early = EARLY.set(lambda response: on_task(response.task))
        first = _called(step.send, body)
        EARLY.reset(early)
    if _took_all(first, cut.count):
        return Sent([DonePart(seqs[0], seqs[-1], cut.count)], calls=1)
    return _searched(cut, step, first, may_call, max_bisect_calls)


_NOTHING: Final = object()


def _called(send: Callable[[Any], Any], what: bytes | str) -> object:
    try:
        return send(what)
    except Exception as error:  # noqa: BLE001 - the engine judges it
        return error


def _took_all(response: object, count: int) -> bool:
    """Return whether a response says that all entries were taken, or nothing else."""
    if response is None:
        return True
    if not isinstance(response, ChunkResponse):
        return False
    return (
        not response.errors
        and not response.failed
        and not response.unattributed
        and response.outcome(count)[0] in _WRITTEN
        and (response.done in {None, count} or bool(response.others))
    )


def _searched(cut: Cut, step: Step, first: object, may_call: Callable[[], bool], max_bisect_calls: int) -> Sent:
    plan = step.plan if step.send_single is not None or not step.plan.single else replace(step.plan, single="")
    options = BatchOptions(
        max_concurrency=1, max_bisect_calls_per_chunk=max_bisect_calls, max_bisect_calls=max_bisect_calls
    )
    engine = Engine(plan, options)
    entries = cut.entries()
    prepared = PreparedRows([None] * len(entries), entries)
    while prepared.keys:
        prepared = prepared.after(engine.add_all(prepared))
    engine.close()
    sent = Sent(responded=False)
    call = engine.next_call()
    while call is not None:
        if first is not _NOTHING:  # it was made before it was known that an engine is needed
            response, first = first, _NOTHING
        else:
            response = _called(step.send_single if call.is_single and step.send_single else step.send, call.body)
        sent.calls += 1
        sent.responded = sent.responded or not _is_lost(response, plan.searched)
        engine.complete(call, response if isinstance(response, ChunkResponse | Exception) else None)
        if call.chunk.done:
            break
        if not may_call():
            engine.stop()
            break
        call = engine.next_call()
    sent.bisect_calls = engine.summary.bisect_calls
    sent.stopped, sent.cause = engine.stopped, engine.cause
    runs = [run for result in engine.pop_results() for run in result.runs]
    _note(sent, cut.seqs, runs, is_idempotent=step.is_idempotent)
    return sent


def _is_lost(response: object, searched: frozenset[int]) -> bool:
    """Return whether a call failed in a way that says nothing of its entries."""
    return isinstance(response, Exception) and classify_error(response, searched).action is not FailureAction.BISECT


def _note(sent: Sent, seqs: Sequence[int], runs: Sequence[ResultRun], *, is_idempotent: bool) -> None:
    """Note what became of each entry, neighbors together.

    What a search had not come to when it was stopped was not written, or can be written again: it has no result.
    """
    again = {Outcome.NOT_SENT}
    if sent.stopped:
        again |= {Outcome.REJECTED_TOGETHER} | ({Outcome.AMBIGUOUS} if is_idempotent else set())
    start = at = 0
    for run in runs:
        end = at + run.rows
        if run.outcome in again:
            _add_part(sent, seqs[start:at])
            sent.open += runs_of(seqs[at:end])
            sent.reason = redact(run.message)
            start = end
        elif (state := _STATES.get(run.outcome)) is not None:
            reason = _reason(run.outcome, run.message)
            sent.exceptions += [ExceptionRange(*each, state, reason) for each in runs_of(seqs[at:end])]
        at = end
    _add_part(sent, seqs[start:at])


def _reason(outcome: Outcome, message: str) -> str:
    said, usual = redact(message.partition(_ADVICE)[0]), _REASONS.get(outcome, str(outcome))
    return f"{usual}: {said}" if said and outcome is Outcome.PENDING else said or usual


def _add_part(sent: Sent, seqs: Sequence[int]) -> None:
    if seqs:
        sent.parts.append(DonePart(seqs[0], seqs[-1], len(seqs)))
