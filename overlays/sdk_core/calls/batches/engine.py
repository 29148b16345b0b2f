"""The engine of batches, without input and output: rows in, calls out, responses in, results out.

A driver asks `needs_rows` and gives rows to `add_all`, makes the calls of `next_call`, tells `complete` how each ended,
and passes on what `pop_results` returns. It is not safe for threads: one thread or task owns it.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Generic

from sdk_core.calls.batches.bisect import Bisection
from sdk_core.calls.batches.call import Call, NoResponse
from sdk_core.calls.batches.chunks import Chunk, RowGroup
from sdk_core.calls.batches.counters import checked
from sdk_core.calls.batches.errors import BatchInterrupted, Classification, FailureAction, classify_error
from sdk_core.calls.batches.filling import Filling
from sdk_core.calls.batches.key_order import KeyOrder, Keys
from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.plan import BatchPlan, Row
from sdk_core.calls.batches.preparing import Prepared, PreparedRows, preparer, preparer_of_many
from sdk_core.calls.batches.results import UNEXPLAINED, ChunkResponse, ChunkResult, Outcome
from sdk_core.calls.batches.single_rows import explain, received
from sdk_core.calls.batches.summary import BatchSummary, RowsFailed
from sdk_core.wire.error_reading import ANY_API, ErrorReader

FAILURES_IN_A_ROW = 20
"""So many calls in a row without any response stop a batch: the rest would be lost the same way."""


class Engine(Generic[Row]):
    """Cuts rows into chunks, says which call comes next, and keeps the results in input order.

    Args:
        plan: what a chunk is made of.
        options: limits of its own.
        errors: knows the API's own classes of errors.
    """

    def __init__(self, plan: BatchPlan[Row], options: BatchOptions, errors: ErrorReader = ANY_API) -> None:
        self.summary = BatchSummary(_rows_failed=errors.own(RowsFailed))
        self._interrupted = errors.own(BatchInterrupted)
        self.stopped = False
        self.cause: BaseException | None = None
        """What stopped it."""
        self._plan = plan
        self._options = options
        self._max_pending = 3 * options.max_concurrency
        self.prepare: Callable[[Row], Prepared] = preparer(plan)
        """Writes a row as JSON, so that it can be added; it knows nothing of the engine."""
        self.prepare_many: Callable[[Sequence[Row]], PreparedRows | None] = preparer_of_many(plan)
        """The same for some rows at a time; None if each of them is to be prepared alone."""
        self._filling = Filling(plan.max_items, plan.room, self._place)
        self._pending: deque[RowGroup] = deque()  # full groups whose results were not taken, in input order
        self._ready: deque[Chunk] = deque()  # those that can be sent, continued searches first
        self._in_flight: dict[Chunk, Call] = {}
        keys: Keys = "none" if plan.key_of is None else "one" if plan.claims_of is None else "several"
        self._key_order = KeyOrder(keys=keys, fits=self._fits, groups=options.max_concurrency)
        self._failures = 0
        self._chunks = 0

    @property
    def in_flight(self) -> int:
        """How many calls were handed out and not settled."""
        return len(self._in_flight)

    @property
    def needs_rows(self) -> bool:
        """Whether rows are needed to keep all calls busy; else they would only fill the memory."""
        return (
            not self.stopped
            and not self._ready
            and self.in_flight < self._options.max_concurrency
            and len(self._pending) < self._max_pending
        )

    @property
    def rows_needed(self) -> int:
        """How many rows, more or less, make a chunk full; 0 when none are needed now, see `needs_rows`."""
        return self._filling.wanted if self.needs_rows else 0

    def add_all(self, rows: PreparedRows) -> int:
        """Take prepared rows until a chunk is full; return how many were taken."""
        return self._filling.add_all(rows)

    def add(self, row: Row) -> None:
        """Take one row."""
        self.add_all(PreparedRows.of([self.prepare(row)]))

    def close(self) -> None:
        """Let the rows taken so far be a chunk: there are no more rows."""
        self._filling.close()

    def _place(self, group: RowGroup) -> None:
        self._pending.append(group)
        chunk = self._key_order.assign(group)
        if self.stopped:
            self._give_up(group)
        elif chunk is not None:
            self._ready.append(chunk)

    def _fits(self, entries: int, size: int) -> bool:
        return entries <= self._plan.max_items and size <= self._plan.room

    def next_call(self) -> Call | None:
        """Return a call to make now; None when there is none, or as many as allowed are in flight."""
        if not self._ready or self.in_flight >= self._options.max_concurrency:
            return None
        chunk = self._ready.popleft()
        self.summary.calls += 1
        if chunk.is_extra:
            chunk.bisect_calls += 1
            self.summary.bisect_calls += 1
        if chunk.number is None:
            chunk.number = self._chunks
            self._chunks += 1
        self._in_flight[chunk] = call = self._call(chunk, chunk.number)
        return call

    def _call(self, chunk: Chunk, number: int) -> Call:
        if chunk.asks:
            question = chunk.questions[0]  # it stays until it is returned: the chunk is not done
            return Call(number, chunk, chunk.count, question.entry, question=question)
        start, end = chunk.next_rows()
        entries, places = chunk.entries[start:end], None
        if self._plan.merge is not None:
            entries, places = self._plan.merge(entries)
        body = b"".join([self._plan.head, *entries[:-1], entries[-1][:-1], self._plan.tail])
        return Call(number, chunk, end, body, places)

    def complete(self, call: Call, response: ChunkResponse | BaseException | None) -> None:
        """Note how a call ended.

        Args:
            call: from `next_call`.
            response: what the server said, None when it took the rows without a word, or the error.
        """
        chunk = call.chunk
        del self._in_flight[chunk]
        if call.question is not None:
            self._complete_single(chunk, call.question.place, response)
        elif isinstance(response, BaseException):
            found = classify_error(response, self._plan.searched)
            self._fail(chunk, call.end, found)
            if found.action is FailureAction.ABORT:
                self.stop(response)
            self._failures = 0 if found.action is FailureAction.BISECT else self._failures + 1
            if self._failures >= FAILURES_IN_A_ROW:
                self.stop(response)
        else:
            self._failures = 0
            self._take(chunk, call, response or ChunkResponse())
        if not chunk.done and self._may_go_on(chunk):
            self._ready.appendleft(chunk)
        elif not self.stopped:
            self._ready.extend(self._key_order.release(chunk))

    @staticmethod
    def _complete_single(chunk: Chunk, place: int, response: ChunkResponse | BaseException | None) -> None:
        before = chunk.runs[place]
        chunk.questions.popleft()
        chunk.runs[place] = after = received(before, response)
        if after is before or after.outcome is Outcome.UNKNOWN:  # nothing was learned, nor would it be of the others
            chunk.questions.clear()

    def _take(self, chunk: Chunk, call: Call, response: ChunkResponse) -> None:
        """Note a response that is no error, though the server may have rejected some of the rows."""
        rows, search, was_taken = call.end - chunk.noted, chunk.bisection, chunk.was_taken
        response = checked(response, chunk, call, self._plan)
        if not was_taken:
            self.summary.add_response(response)
        else:  # its rows were counted before; which of them were new then, this does not say
            response = replace(response, created=None, updated=None)
        if response.is_ambiguous(rows) and self._plan.retryable and self._options.max_bisect_calls:
            if not was_taken:
                chunk.accepted_until, chunk.fallback = call.end, response.outcome(rows)
            if self._bisect(chunk, call.end, bad=response.errors):
                chunk.set_result(call.end, Outcome.FAILED, response.outcome(rows)[1], response.task)
            return
        bad = 0
        for run in response.runs(rows, call.places):
            outcome = run.outcome
            if outcome is Outcome.REJECTED:
                bad += run.rows
                if was_taken and chunk.fallback[0] is Outcome.UNKNOWN:
                    outcome = Outcome.FAILED
                if run.message == UNEXPLAINED and (self._plan.check or self._plan.single):
                    explain(chunk, self._plan, run, outcome)
                    continue
            chunk.set_result(chunk.noted + run.rows, outcome, run.message, run.task)
        if search is not None:
            search.accepted(call.end, bad)

    def _fail(self, chunk: Chunk, end: int, found: Classification) -> None:
        search, outcome = chunk.bisection, found.outcome
        if chunk.was_taken:  # what fails now says nothing of what was done before
            outcome = chunk.fallback[0]
        if found.action is not FailureAction.BISECT:
            chunk.set_result(end, outcome, found.message)
            if search is not None:
                search.unknown(end)
            return
        if self._bisect(chunk, end, by_size=found.by_size):
            chunk.set_result(end, outcome, found.message)

    def _bisect(self, chunk: Chunk, end: int, *, by_size: bool = False, bad: int | None = None) -> bool:
        """Search the rows that were sent last for bad ones; return whether it was a single row, which is found then."""
        if chunk.bisection is None:  # all rows of the chunk were sent
            chunk.bisection = Bisection(end, by_size=by_size, bad=bad)
            return chunk.bisection.rejected_count == 1
        return chunk.bisection.rejected(end, by_size=by_size)

    def _may_go_on(self, chunk: Chunk) -> bool:
        """Return whether a search may go on; if not, all rows that are left get a result."""
        if self.stopped:
            self._give_up_chunk(chunk)
            return False
        options = self._options
        if (
            chunk.bisect_calls < options.max_bisect_calls_per_chunk
            and self.summary.bisect_calls + self._searches() < options.max_bisect_calls
        ):
            return True
        advice = "raise max_bisect_calls, or correct the rows and send them again"
        chunk.give_up(f"and the calls to search for the bad ones are used up: {advice}")
        return False

    def _searches(self) -> int:
        return sum(1 for chunk in self._ready if chunk.is_extra)

    def stop(self, cause: BaseException | None = None) -> None:
        """Send no more calls: rows without a call get a result at once, those in flight when it is settled."""
        if not self.stopped:
            self.stopped = True
            self.cause = cause
        self.close()
        self._ready.clear()
        for group in self._pending:
            self._give_up(group)

    def abandon(self, early: Mapping[Call, ChunkResponse]) -> None:
        """Wait for no call in flight any more.

        Args:
            early: what is known of those that have not ended, if anything is.
        """
        for call in [*self._in_flight.values()]:
            self.complete(call, early.get(call) or NoResponse("its response was not waited for"))

    def _give_up(self, group: RowGroup) -> None:
        for part in group.parts:
            if part.chunk not in self._in_flight:
                self._give_up_chunk(part.chunk)

    def _give_up_chunk(self, chunk: Chunk) -> None:
        chunk.questions.clear()
        if chunk.bisection is None:
            chunk.set_result(chunk.count, Outcome.NOT_SENT, "the batch was stopped before")
        else:
            chunk.give_up("and the batch was stopped before the bad ones were found")

    @property
    def has_results(self) -> bool:
        """Whether `pop_results` has any."""
        return bool(self._pending) and self._pending[0].done

    def pop_results(self) -> Iterator[ChunkResult]:
        """Yield the results of chunks that are done, in input order; each is added to the summary first."""
        live = self._pending
        while live and live[0].done:
            result = live.popleft().result()
            self.summary.add(result, self._options.max_kept_failures, self._options.on_failure)
            yield result

    def pretend(self, tell: Callable[[bytes], object]) -> None:
        """Note all calls that can be made now as if the server had taken their rows.

        Args:
            tell: is given the body of each.
        """
        while (call := self.next_call()) is not None:
            tell(call.body)
            self.complete(call, None)
        for _ in self.pop_results():
            pass

    def raise_for_cause(self) -> None:
        """Raise what stopped the batch, if something did.

        Raises:
            BatchInterrupted: with what stopped it as its cause.
        """
        if self.cause is not None:
            operation, summary, cause = self._plan.operation, self.summary, self.cause
            raise self._interrupted(operation=operation, summary=summary, cause=cause) from cause
