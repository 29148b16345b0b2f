"""Threads that send what is left of a step, chunk by chunk, each noted before it is sent.

The thread that began them only waits and reports: interrupts come to it, and a call under way is not broken off.
"""

import time
from collections import Counter
from collections.abc import Callable
from contextvars import copy_context
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Final, Literal

from sdk_core.sync.model.rows import RowState
from sdk_core.sync.model.target import Step
from sdk_core.sync.running.bounds import CallBudget, ErrorBounds
from sdk_core.sync.running.cutting import Cut, Cutter
from sdk_core.sync.running.executed import ExecutedEnd
from sdk_core.sync.running.key_order import ChunkKeys, KeyOrder, keys_of
from sdk_core.sync.running.ranges import Range
from sdk_core.sync.running.reading_ahead import ReadAhead, Ready
from sdk_core.sync.running.sending import MAX_BISECT_CALLS, Sent, send_chunk
from sdk_core.sync.running.stop_signal import StopSignal
from sdk_core.sync.state.journal import Journal
from sdk_core.sync.state.records import ChunkEnd, ChunkRecord
from sdk_core.transport.instrumentation.hooks import COUNT_RETRY
from sdk_core.transport.retries.policy import CHUNK
from sdk_core.wire.errors import ApiError, RateLimited

LOST_IN_A_ROW: Final = 20
"""So many chunks in a row of which the server says nothing end a run: the rest would be lost the same way."""
INTERRUPTED: Final = "it was interrupted"
_LOOK_AT_SIGNALS: Final = 0.2
"""Seconds between two looks at whether a signal came."""
_NO_KEYS: Final = ChunkKeys(())
_Event = Literal["noted", "ended", "stop"]


@dataclass(slots=True)
class Shared:
    """What all passes of an attempt share.

    Attributes:
        run: the run's id.
        journal: notes each chunk.
        budget: the calls that may be made.
        errors: how many rows failed.
        stop: whether to end early.
        now: the time in seconds since 1970.
        max_bisect_calls: most calls that search for bad rows.
        bisect_calls: those that did.
        retries: attempts of calls beyond the first, by step.
    """

    run: str
    journal: Journal
    budget: CallBudget
    errors: ErrorBounds
    stop: StopSignal
    now: Callable[[], float] = time.time
    max_bisect_calls: int = MAX_BISECT_CALLS
    bisect_calls: int = 0
    retries: Counter[str] = field(default_factory=Counter[str])


@dataclass(slots=True)
class PassEnd:
    """How a pass ended.

    Attributes:
        end: why it ended before all chunks were sent; empty when it did not.
        message: what to tell a person.
        cause: the error that ended it.
        is_settleable: whether it ended by a bound that unknown entries passed: read back, they may not pass it.
        open: entries that were not sent although their chunk was begun.
        reason: why.
        done: entries with a result.
    """

    end: ExecutedEnd | Literal[""] = ""
    message: str = ""
    cause: BaseException | None = None
    is_settleable: bool = False
    open: list[Range] = field(default_factory=list[Range])
    reason: str = ""
    done: int = 0


class SendingPass:
    """Sends the chunks of a cutter, once.

    Args:
        shared: what all passes share.
        step: sends them.
        cutter: makes what cuts them.
        number: the number of the first chunk.
        threads: how many are in flight at once.
        begun: chunks that an earlier attempt sent, whose tasks are waited for first; those that are taken are removed.
    """

    def __init__(  # noqa: PLR0913, PLR0917 - what it sends, and how
        self,
        shared: Shared,
        step: Step,
        cutter: Callable[[], Cutter],
        number: int,
        threads: int,
        begun: list[Ready],
    ) -> None:
        self._shared, self._step, self._begun = shared, step, begun
        self._left: list[Ready] = []
        self._number, self._threads = number, threads
        self._events: SimpleQueue[_Event] = SimpleQueue()
        self._lock, self._order = Lock(), KeyOrder()
        self._result = PassEnd()
        self._error: BaseException | None = None
        self._is_halted = False
        self._lost = 0
        self._cuts = ReadAhead(cutter, self._ready, threads)

    def run(self, on_chunk: Callable[[int], object]) -> PassEnd:
        """Send them; return how that ended.

        Args:
            on_chunk: called with the number of entries that have a result, by this thread, when there are more.

        Raises:
            StateError: the journal cannot be written; what is in flight is waited for.
        """
        stop = self._shared.stop
        stop.on_stop(lambda: self._events.put("stop"))
        try:
            self._cuts.start()
            running = self._start()
            while running and not stop.is_now:
                try:
                    running -= self._wait(on_chunk)
                except KeyboardInterrupt:  # nobody took the signal
                    stop.stop()
                except BaseException:
                    self._is_halted = True
                    while running and not stop.is_now:
                        running -= self._wait(lambda _: None)
                    raise
        finally:
            stop.on_stop(None)
            self._left += self._cuts.stop()
            if self._error is None and (noted := [each.chunk for each in self._left if each.noted is not None]):
                self._shared.journal.reopen(self._shared.run, noted)
        if stop.is_stopping:
            self._result.end = "interrupted"
            self._result.message = INTERRUPTED + (", and not all calls were waited for" if running else "")
        if self._error is not None:
            raise self._error
        return self._result

    def _ready(self, cut: Cut) -> Ready:
        """Give a chunk its number, and note it where it can be sent again if it was not."""
        shared, seqs = self._shared, cut.seqs
        self._number += 1
        chunk = ChunkRecord(self._step.name, self._number, seqs[0], seqs[-1], cut.count, "sent", sent=shared.now())
        is_early = self._step.is_idempotent and not cut.problem
        noted = shared.journal.chunk_sent(shared.run, chunk) if is_early else None
        return Ready(cut, chunk, noted, keys_of(cut) if self._threads > 1 else _NO_KEYS)

    def _start(self) -> int:
        context = copy_context()
        for number in range(self._threads):
            thread = Thread(target=context.copy().run, args=(self._work,), name=f"sync-{number}", daemon=True)
            try:
                thread.start()
            except RuntimeError:  # no more threads can be had
                if not number:
                    raise
                return number
        return self._threads

    def _wait(self, on_chunk: Callable[[int], object]) -> int:
        """Wait for something to happen; return how many threads have ended."""
        try:
            # A signal that comes right before the wait does not end it: its handler runs when the wait is over.
            events = [self._events.get(timeout=_LOOK_AT_SIGNALS)]
        except Empty:
            return 0
        while not self._events.empty():
            events.append(self._events.get())
        if "noted" in events:
            on_chunk(self._result.done)
        return events.count("ended")

    def _work(self) -> None:
        try:
            while (taken := self._take()) is not None:
                ready, number = taken
                try:
                    self._order.wait(number)
                    self._send(ready)
                finally:
                    self._order.leave(number)
        except BaseException as error:  # noqa: BLE001 - the thread that waits raises it
            with self._lock:
                self._error = self._error or error
                self._is_halted = True
        finally:
            self._events.put("ended")

    @property
    def _goes_on(self) -> bool:
        return not self._is_halted and not self._shared.stop.is_stopping

    def _take(self) -> tuple[Ready, int] | None:
        """Return the next chunk, its calls taken, and its number in the order of keys; None if none may be sent."""
        budget, calls = self._shared.budget, self._calls(1)
        with self._lock:
            left = self._begun or self._left
            ready = (self._begun.pop() if self._begun else self._cuts.next()) if self._goes_on else None
            if ready is None:
                return None
            if not self._goes_on:
                left.append(ready)
                return None
            if not budget.take(calls):
                left.append(ready)
                self._halt("out of calls", budget.reason)
                return None
            return ready, self._order.enter(ready.keys)

    def _calls(self, sent: int) -> int:
        """Return how many calls so many that send cost, polls included."""
        return sent * (1 + self._step.poll_calls)

    def _send(self, ready: Ready) -> None:
        shared, cut, chunk = self._shared, ready.cut, ready.chunk
        if not cut.problem and not chunk.task:
            (ready.noted or shared.journal.chunk_sent(shared.run, chunk)).wait()
        CHUNK.set(chunk.number)
        COUNT_RETRY.set(self._count_retry)
        taken = self._calls(1)

        def may_call() -> bool:
            nonlocal taken
            if not self._goes_on or not shared.budget.take(self._calls(1)):
                return False
            taken += self._calls(1)
            return True

        bisects = max(0, min(MAX_BISECT_CALLS, shared.max_bisect_calls - shared.bisect_calls))
        sent = send_chunk(
            cut,
            self._step,
            may_call=may_call,
            max_bisect_calls=bisects,
            task=chunk.task,
            on_task=lambda task: shared.journal.task_begun(shared.run, chunk, task),
        )
        shared.budget.made(taken, self._calls(sent.calls))
        shared.journal.chunk_done(
            shared.run,
            ChunkEnd(
                chunk=chunk,
                parts=sent.parts,
                exceptions=sent.exceptions,
                calls=sent.calls,
                bisect_calls=sent.bisect_calls,
                ended=shared.now(),
            ),
        )
        with self._lock:
            self._note(sent)
        self._events.put("noted")

    def _count_retry(self) -> None:
        with self._lock:
            self._shared.retries[self._step.name] += 1

    def _note(self, sent: Sent) -> None:
        errors, result = self._shared.errors, self._result
        result.done += sent.done
        result.open += sent.open
        result.reason = sent.reason or result.reason
        self._shared.bisect_calls += sent.bisect_calls
        errors.done += sent.done
        errors.rejected += sent.failed(RowState.REJECTED)
        errors.unknown += sent.failed(RowState.UNKNOWN)
        self._lost = 0 if sent.responded else self._lost + 1
        if sent.cause is not None:
            end: ExecutedEnd = "out of calls" if isinstance(sent.cause, RateLimited) else "failed"
            self._halt(end, _text(sent.cause), sent.cause)
        elif self._lost >= LOST_IN_A_ROW:
            self._halt("failed", f"{self._lost} chunks in a row had no response: see whether the server can be reached")
        elif problem := errors.problem(unknown=False):
            self._halt("stopped", problem)
        elif problem := errors.problem():
            self._halt("stopped", problem)
            self._result.is_settleable = self._result.message == problem

    def _halt(self, end: ExecutedEnd, message: str, cause: BaseException | None = None) -> None:
        """Send no more chunks. The first reason counts, but that bounds of rows may yet be seen to hold."""
        if not self._is_halted or self._result.is_settleable:
            self._result.end, self._result.message, self._result.cause = end, message, cause
            self._result.is_settleable = False
        self._is_halted = True


def _text(error: BaseException) -> str:
    """Return what an error says; only its kind where it may quote a row."""
    return str(error) if isinstance(error, ApiError) else f"a call was interrupted by a {type(error).__name__}"
