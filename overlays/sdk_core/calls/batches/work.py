"""The steps of a batch that both drivers make, none of which is interrupted halfway.

The driver's own thread, where interrupts come, only reads rows, waits, and hands out results. What it has read and what
calls have returned lies in places from which nothing is taken before it is noted; all notes are made by the shield.
"""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import replace
from enum import Enum
from itertools import islice
from typing import Generic, TypeVar, cast

from sdk_core.calls.batches.call import Call
from sdk_core.calls.batches.engine import Engine
from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.plan import BatchPlan, Row
from sdk_core.calls.batches.preparing import Prepared, PreparedRows
from sdk_core.calls.batches.results import ChunkResponse, ChunkResult, RowResult
from sdk_core.calls.batches.shielding import Shield
from sdk_core.wire.error_reading import ANY_API, ErrorReader

T = TypeVar("T")

MAX_LEAVE = 30.0
"""Seconds that calls in flight are waited for when a batch is interrupted."""
_AT_ONCE = 256
"""Rows that are read and prepared at a time: so few that the garbage collection, which begins with 700 new objects and
looks at each of them, mostly has nothing to do."""
_NEVER_PREPARED: Prepared = (None, b",")
"""Stands for a row that was read and is not to be sent."""


class Next(Enum):
    """What a driver does next."""

    READ = "read"
    """Read rows, as many as `Work.wanted` says."""
    AGAIN = "again"
    """Take the next step: another result is ready."""
    WAIT = "wait"
    """Wait until a call has ended, or rows have come."""
    END = "end"
    """Nothing is left to do."""


class Work(Generic[Row]):
    """An engine, and what lies between it and the driver's thread.

    Args:
        plan: what a chunk is made of.
        options: limits of the run.
        errors: knows the API's own classes of errors.
    """

    def __init__(self, plan: BatchPlan[Row], options: BatchOptions, errors: ErrorReader = ANY_API) -> None:
        self._unreported: deque[RowResult] = deque()
        """Rows without a success that `on_failure` has not been called for."""
        self._on_failed = options.on_failure
        kept = replace(options, on_failure=self._unreported.append) if options.on_failure else options
        self.engine = Engine(plan, kept, errors)
        self.finished: deque[tuple[Call, ChunkResponse | BaseException | None]] = deque()
        """Calls that have ended, and how."""
        self.early: dict[Call, ChunkResponse] = {}
        """What is known of calls that have not ended."""
        self.read: list[Row | None] = []
        """Rows that the engine does not know; None in place of one that is prepared."""
        self.at_hand: Row | None = None
        """A row that was read and may not be among those yet."""
        self.wanted = 0
        """How many rows are to be read now."""
        self.more = True
        """Whether there may be more rows."""
        self.is_reading = False
        """Whether rows are being read while other things happen."""
        self.failure: Exception | None = None
        """What the source of rows raised."""
        self.is_over = False
        """Whether each row has a result."""
        self._prepared: deque[PreparedRows] = deque()
        """The first of the rows that were read, in blocks: each is added in one step, whatever interrupts."""
        self._shield: Shield | None = None

    def open(self) -> None:
        """Begin. It is ended by `close`."""
        self._shield = Shield()

    def take_from(self, rows: Iterator[Row]) -> None:
        """Read as many rows as are wanted."""
        wanted = len(self.read) + self.wanted
        while self.more and self.failure is None and (missing := wanted - len(self.read)):
            self._read_some(rows, min(missing, _AT_ONCE))
            self.prepare()

    def _read_some(self, rows: Iterator[Row], count: int) -> None:
        enough = len(self.read) + count
        try:
            self.read.extend(islice(rows, count))  # one step: what was read is in the list, whatever happens
        except Exception as error:  # noqa: BLE001 - whatever the source raises is reported by BatchInterrupted
            self.failure = error
        self.more = len(self.read) == enough

    def prepare(self) -> None:
        """Write the rows that were read as JSON, in the thread that they belong to."""
        self._catch_up()
        done = self._count_prepared()
        while rows := cast("list[Row]", self.read[done : done + _AT_ONCE]):
            self._prepared.append(self.engine.prepare_many(rows) or PreparedRows.of([*map(self._prepare, rows)]))
            self.read[done : done + len(rows)] = [None] * len(rows)
            done += len(rows)

    def _count_prepared(self) -> int:
        return sum(len(block.keys) for block in self._prepared)

    def _prepare(self, row: Row) -> Prepared:
        try:
            return self.engine.prepare(row)
        except Exception as error:  # noqa: BLE001 - a row whose values come from elsewhere, as those of the source
            self.failure = self.failure or error
            return None, f"its values could not be read ({type(error).__name__})"

    def step(self, start: Callable[[Call], object]) -> tuple[ChunkResult | None, Next]:
        """Note what has happened, make the calls that can be made; return a result if one is ready, and what is next.

        Args:
            start: makes a call. It is called by another thread than this.
        """
        return self._do(lambda: self._step(start))

    def _step(self, start: Callable[[Call], object]) -> tuple[ChunkResult | None, Next]:
        engine = self.engine
        self._settle()
        self._start(start)
        while engine.needs_rows and self._take_in():
            self._start(start)
        self._start(start)
        if engine.stopped:
            self._take_all_in()
        follows = self._next()
        if follows is not Next.AGAIN:
            return None, follows
        return next(engine.pop_results()), self._next()  # not by a step of its own, which others would wait for

    def _next(self) -> Next:
        engine = self.engine
        self.wanted = engine.rows_needed if self.more and not self.is_reading else 0
        if self.wanted:
            return Next.READ
        if engine.has_results:
            return Next.AGAIN
        if engine.in_flight or (self.is_reading and not engine.stopped):
            return Next.WAIT
        return Next.END

    def _start(self, start: Callable[[Call], object]) -> None:
        while (call := self.engine.next_call()) is not None:
            start(call)

    def stop(self) -> int:
        """Make no more calls; return how many are in flight."""
        self._do(self.engine.stop)  # behind it, nothing is under way that takes rows
        self.prepare()
        return self._do(self._stop)

    def _stop(self) -> int:
        self._settle()
        self._take_all_in()
        self.engine.stop()
        return self.engine.in_flight

    def give_up(self) -> None:
        """Wait for nothing more: note what is known of each row that was read. It may be called at any time, or twice.

        Rows in calls that have not ended are unknown.
        """
        if not self.is_over:
            self._do(self._give_up)

    def _give_up(self) -> None:
        engine = self.engine
        self._settle()
        self._catch_up()
        self._prepared.append(PreparedRows.of([_NEVER_PREPARED] * (len(self.read) - self._count_prepared())))
        self._take_all_in()
        engine.stop()
        engine.abandon(self.early)
        for _ in engine.pop_results():
            pass
        self.is_over = True

    def tell(self) -> None:
        """Tell `on_failure` of rows without a success."""
        unreported, on_failure = self._unreported, self._on_failed
        while unreported and on_failure:
            on_failure(unreported.popleft())

    def close(self) -> None:
        """End what was begun."""
        if self._shield is not None:
            self._shield.end()

    def _catch_up(self) -> None:
        """Take the row that an interrupt left at hand."""
        row = self.at_hand
        if row is not None and not (self.read and self.read[-1] is row):
            self.read.append(row)
        self.at_hand = None

    def _settle(self) -> None:
        finished, engine = self.finished, self.engine
        while finished:
            call, response = finished.popleft()
            self.early.pop(call, None)
            engine.complete(call, response)

    def _take_in(self) -> bool:
        """Give rows to the engine until a chunk is full; return False when there are none, or no more."""
        blocks = self._prepared
        if blocks:
            taken = self.engine.add_all(blocks[0])
            del self.read[:taken]
            if taken == len(blocks[0].keys):
                blocks.popleft()
            else:
                blocks[0] = blocks[0].after(taken)
            return True
        if self.failure is not None:
            self.more = False
            self.engine.stop(self.failure)
        elif not self.more:
            self.engine.close()
        return False

    def _take_all_in(self) -> None:
        while self._take_in():
            pass

    def _do(self, job: Callable[[], T]) -> T:
        return job() if self._shield is None else self._shield.do(job)  # without one, nothing was begun
