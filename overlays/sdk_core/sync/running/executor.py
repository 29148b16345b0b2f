"""Makes the calls of a plan, step by step, and goes on where an earlier attempt ended, however that did.

What the journal says decides: entries in chunks that are done are not sent, and those in flight when a run was killed
are looked after first, see `in_flight`. After a step, what is unknown is read back, and what does not show is sent
again where that does no harm; what was not written is left out of later steps.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Final

from sdk_core.api import DEFAULT_MAX_CONCURRENCY
from sdk_core.sync.model.errors import PlanError, TargetError
from sdk_core.sync.model.job import RunBounds
from sdk_core.sync.model.rows import RowState
from sdk_core.sync.model.target import Step, Target
from sdk_core.sync.running.bounds import CallBudget, ErrorBounds
from sdk_core.sync.running.cutting import Cutter
from sdk_core.sync.running.executed import Executed, ExecutedEnd, StepCounts
from sdk_core.sync.running.in_flight import note_in_flight, take_up
from sdk_core.sync.running.plan_protocol import SENT_COLUMNS, Batch, PlanEntries
from sdk_core.sync.running.progress import StepProgress, progress_of
from sdk_core.sync.running.ranges import Range, merged
from sdk_core.sync.running.reading_ahead import Ready
from sdk_core.sync.running.sending_pass import INTERRUPTED, PassEnd, SendingPass, Shared
from sdk_core.sync.running.settling import lost_entries, note_again, settle_unknown
from sdk_core.sync.running.stop_signal import StopSignal
from sdk_core.sync.running.unwritten import Unwritten, unwritten_by
from sdk_core.sync.state.journal import Journal
from sdk_core.sync.state.records import ExceptionRange, RunRecord, StepSums
from sdk_core.wire.errors import ApiError

MIN_BISECT_CALLS: Final = 10_000
ENTRIES_PER_BISECT_CALL: Final = 50
"""An attempt of a run may make so many calls that search for bad rows: some at least, and more for a large plan. One
bad row in a thousand takes about 13 of them for each chunk."""
MAX_TRIES: Final = 3
"""How often entries are tried that cannot be sent, or whose responses are lost, before a run ends without them."""

_FAILED: Final = {RowState.REJECTED, RowState.UNKNOWN}


def execute(  # noqa: PLR0913 - what a run is made of
    plan: PlanEntries,
    target: Target,
    journal: Journal,
    *,
    bounds: RunBounds,
    run: RunRecord,
    calls_left: Callable[[], int | None] = lambda: None,
    progress: Callable[[StepProgress], object] | None = None,
    stop: StopSignal | None = None,
    after_write: Callable[[str], object] | None = None,
    clock: Callable[[], float] = time.monotonic,
    now: Callable[[], float] = time.time,
) -> Executed:
    """Make the calls of a plan that are left, and return how that ended. What became of each row is in the journal.

    Args:
        plan: the plan.
        target: sends its entries.
        journal: notes each chunk; the run is in it already.
        bounds: what ends the run early.
        run: the run, begun or taken up again.
        calls_left: returns how many calls are left today; None where that is not known.
        progress: gets how far a step is, in this thread; what it raises ends the run, after the calls in flight.
        stop: by which the run is asked to end early.
        after_write: called with a word after each durable write, for tests.
        clock: seconds, for the pace.
        now: the time in seconds since 1970.

    Raises:
        PlanError: the plan has a step that the target has not.
        StateError: the journal cannot be written or read.
    """
    if after_write is not None:
        journal.after_write = after_write
    return _Executor(
        plan, target, journal, bounds, run.run, calls_left, progress, stop or StopSignal(), clock, now
    ).run()


class _Executor:
    def __init__(  # noqa: PLR0913, PLR0917 - what a run is made of
        self,
        plan: PlanEntries,
        target: Target,
        journal: Journal,
        bounds: RunBounds,
        run: str,
        calls_left: Callable[[], int | None],
        progress: Callable[[StepProgress], object] | None,
        stop: StopSignal,
        clock: Callable[[], float],
        now: Callable[[], float],
    ) -> None:
        self._plan, self._target, self._journal, self._bounds, self._run = plan, target, journal, bounds, run
        self._progress, self._clock = progress, clock
        budget = CallBudget(bounds.max_calls, calls_left)
        entries = sum(step.entries for step in plan.steps.values())
        self._shared = Shared(
            run, journal, budget, ErrorBounds(bounds), stop, now, MIN_BISECT_CALLS + entries // ENTRIES_PER_BISECT_CALL
        )
        self._begun: list[Ready] = []
        self._count_errors()

    def run(self) -> Executed:
        """Send all steps that are left."""
        plan, finished = self._plan, self._journal.finished_steps(self._run)
        ended = PassEnd()
        for number, name in enumerate(plan.steps):
            if name in finished or not plan.steps[name].entries:
                continue
            if name not in self._target.steps:
                raise PlanError(f"the plan has a step {name!r} that its target has not: make another plan")
            ended = self._step(
                self._target.steps[name], unwritten_by(plan, self._journal, self._run, [*plan.steps][:number])
            )
            if ended.end:
                break
        return self._executed(ended)

    def _step(self, step: Step, unwritten: Unwritten) -> PassEnd:
        shared, journal = self._shared, self._journal
        if shared.stop.is_stopping:
            return PassEnd("interrupted", INTERRUPTED)
        self._begun = take_up(
            self._plan, self._target, journal, self._run, step, unwritten, shared.budget, shared.now()
        )
        self._count_errors()
        try:
            shared.budget.made(0, step.open())
            ended = self._passes(step, unwritten)
        except (ApiError, TargetError) as error:  # of opening it: what sending raises is noted
            return PassEnd("failed", str(error), error)
        finally:
            step.close()
        if not ended.end:
            journal.step_finished(self._run, step.name)
        return ended

    def _passes(self, step: Step, unwritten: Unwritten) -> PassEnd:
        lost: list[Sequence[ExceptionRange]] = []
        ended = self._passes_until(step, unwritten, lost)
        if ended.end:  # what was to be sent again, and was not, is as unknown as before
            for each in reversed(lost):
                note_again(self._journal, self._run, step, each, self._shared.now())
        return ended

    def _passes_until(self, step: Step, unwritten: Unwritten, lost: list[Sequence[ExceptionRange]]) -> PassEnd:
        """Send a step until there is nothing left to send, or a reason to end; `lost` gets what is sent again."""
        if self._shared.errors.problem():  # of an earlier attempt
            self._settle(step)
            self._send_again(step, lost)
            if problem := self._shared.errors.problem():
                return PassEnd("stopped", problem)
        tries = 0
        while True:
            ended = self._pass(step, unwritten)
            self._journal.flush()
            if ended.end in {"interrupted", "failed"}:
                return ended
            self._settle(step)
            if self._shared.stop.is_stopping:
                return PassEnd("interrupted", INTERRUPTED)
            is_again = (not ended.end or ended.is_settleable) and self._send_again(step, lost)
            if ended.is_settleable and not self._shared.errors.problem():
                continue
            if ended.end or not (ended.open or is_again):
                return ended
            tries += not is_again
            if tries == MAX_TRIES or not (ended.done or is_again):
                return PassEnd("failed", f"some entries could not be sent: {ended.reason}")

    def _send_again(self, step: Step, lost: list[Sequence[ExceptionRange]]) -> bool:
        """Let entries be sent again that were lost on their way, where that does no harm; return whether there are."""
        found = lost_entries(self._journal, self._run, step) if len(lost) < MAX_TRIES - 1 else []
        if found:
            lost.append(found)
            self._journal.send_again(self._run, step.name, found)
            self._count_errors()
        return bool(found)

    def _settle(self, step: Step) -> None:
        settle_unknown(self._plan, self._target, self._journal, self._run, step, self._shared.budget, self._shared.stop)
        self._count_errors()

    def _pass(self, step: Step, unwritten: Unwritten) -> PassEnd:
        plan, journal, shared = self._plan, self._journal, self._shared
        number = before = 0

        def done() -> Iterator[Range]:
            nonlocal number, before
            for chunk in journal.chunks(self._run, step.name):
                number, before = max(number, chunk.number), before + (chunk.entries if chunk.state == "done" else 0)
                yield Range(chunk.first, chunk.last)

        ranges = list(merged(done()))

        def cutter() -> Cutter:
            return Cutter(
                self._entries(step.name, ranges),
                step,
                grouped=bool(self._target.group_by),
                done=ranges,
                kept=unwritten.kept if unwritten else None,
            )

        started, total = self._clock(), plan.steps[step.name].entries
        asked = [each for each in (step.concurrency, self._bounds.concurrency) if each]
        threads = min(*asked, total) if asked else min(DEFAULT_MAX_CONCURRENCY, total)

        def report(entries: int) -> None:
            if self._progress is not None:
                self._progress(
                    progress_of(
                        step.name,
                        done=before + entries,
                        before=before,
                        total=total,
                        failed=shared.errors.failed,
                        calls=shared.budget.taken,
                        seconds=self._clock() - started,
                    )
                )

        return SendingPass(shared, step, cutter, number, threads, self._begun).run(report)

    def _entries(self, step: str, done: Sequence[Range]) -> Iterator[Batch]:
        """Return the entries of a step, from behind the first range that is done if that is its beginning."""
        is_begun = bool(done) and done[0].first == self._plan.steps[step].first
        return self._plan.entries(step, done[0].last if is_begun else 0, columns=SENT_COLUMNS)

    def _count_errors(self) -> None:
        counts = self._journal.counts(self._run)
        errors = self._shared.errors
        errors.rejected, errors.unknown = counts.get(RowState.REJECTED, 0), counts.get(RowState.UNKNOWN, 0)
        errors.done = self._journal.done(self._run)

    def _executed(self, ended: PassEnd) -> Executed:
        journal, plan, run = self._journal, self._plan, self._run
        journal.flush()
        note_in_flight(plan, journal, run, self._shared.now())
        sums, finished = journal.sums(run), journal.finished_steps(run)
        none = StepSums(0, 0, 0, 0.0)
        steps = [
            StepCounts(
                step=name,
                entries=plan.steps[name].entries,
                calls=each.calls,
                bisect_calls=each.bisect_calls,
                seconds=each.seconds,
                retries=self._shared.retries[name],
            )
            for name, each in ((name, sums.get(name, none)) for name in plan.steps)
        ]
        left = sum(
            plan.steps[name].entries - sums.get(name, none).entries for name in plan.steps if name not in finished
        )
        end: ExecutedEnd
        if ended.end:
            end = ended.end
        elif not any(plan.steps[name].entries for name in plan.steps):
            end = "nothing to do"
        else:
            end = "partly failed" if journal.counts(run).keys() & _FAILED else "done"
        return Executed(
            end=end,
            message=ended.message,
            steps=steps,
            timeline=journal.timeline(run),
            calls=self._shared.budget.taken,
            left=left,
            cause=ended.cause,
        )
