"""Runs a batch by threads: one call each, as the HTTP library is fastest that way."""

from collections.abc import Callable, Generator, Iterable, Iterator, Sized
from contextlib import closing, suppress
from contextvars import copy_context
from functools import partial
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Generic
from weakref import ReferenceType, ref

from sdk_core.calls.batches.call import Call
from sdk_core.calls.batches.interrupts import EARLY, tell
from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.plan import BatchPlan, Row
from sdk_core.calls.batches.results import ChunkResponse, ChunkResult, RowResult
from sdk_core.calls.batches.summary import BatchSummary, Progress, line_of
from sdk_core.calls.batches.unsent import check_rows_argument, warn_of_unsent
from sdk_core.calls.batches.work import MAX_LEAVE, Next, Work
from sdk_core.calls.batches.workers import Workers
from sdk_core.calls.progress import shown
from sdk_core.transport.retries.policy import CHUNK
from sdk_core.wire.error_reading import ANY_API, ErrorReader

Send = Callable[[bytes], ChunkResponse | None]


class BatchRun(Generic[Row]):
    """A batch that sends while its results are read: iterate over it, or `run` it. It runs once.

    The rows are read by the thread that iterates, only as calls become free. Who breaks off waits for the calls in
    flight, and finds in `summary` what became of all rows that were read.

    Args:
        plan: what a chunk is made of.
        send: sends the body of a chunk and returns what the server said, None when it said nothing of the rows; it
            raises an `ApiError` if the server did not take it. Called by several threads at once.
        rows: any number of rows.
        options: limits of its own.
        break_off: called when the loop over results is broken off, so that `send` can end early.
        opening: called before the first row is read; returns how many calls it made.
        send_single: sends a single entry by the plan's operation for one; what it returns does not matter.
        errors: knows the API's own classes of errors.

    >>> plan = BatchPlan[str]("deleteUsers", max_items=100, max_bytes=4_000_000)
    >>> run = BatchRun(plan, lambda body: print(body.decode()), ["ada@example.com", "bea@example.com"])
    >>> [(result.index, result.outcome.value) for result in run]
    ["ada@example.com","bea@example.com"]
    [(0, 'accepted'), (1, 'accepted')]
    """

    _begun = True  # until all is made

    def __init__(  # noqa: PLR0913, PLR0917 - what a run is made of
        self,
        plan: BatchPlan[Row],
        send: Send,
        rows: Iterable[Row],
        options: BatchOptions | None = None,
        break_off: Callable[[], object] | None = None,
        opening: Callable[[], int] | None = None,
        send_single: Send | None = None,
        errors: ErrorReader = ANY_API,
    ) -> None:
        check_rows_argument(rows)
        self._work = Work(plan, options or BatchOptions(), errors)
        self._loop: ReferenceType[Generator[ChunkResult, None, None]] | None = None
        self._send, self._send_single = send, send_single or send
        self._line = partial(line_of, total=len(rows) if isinstance(rows, Sized) else None)
        self._break_off = break_off
        self._opening = opening
        self._rows: Iterator[Row] | None = iter(rows)
        self._operation = plan.operation
        self._begun = False

    def __del__(self) -> None:
        if not self._begun:
            warn_of_unsent(self._operation, self)

    @property
    def summary(self) -> BatchSummary:
        """The sums over the rows with a result so far; once the batch has ended, however it did, over all read."""
        if self._loop is not None and getattr(self._loop(), "gi_frame", None) is None:
            self._work.give_up()  # it was left by a second interrupt, before it could do that itself
            self._work.tell()
        return self._work.engine.summary

    def run(self, progress: Progress | None = None, *, strict: bool = False) -> BatchSummary:
        """Send all rows and return the sums.

        Ctrl-C makes no more calls, waits for those in flight, half a minute at most, and goes on as KeyboardInterrupt;
        pressed once more, it waits for nothing. Either way, the exception's attribute `summary`, as that of the run,
        tells what is known of each row that was read. So does whatever else breaks off, such as SystemExit.

        Args:
            progress: gets the sums so far after each chunk, in the calling thread. What it raises breaks off. True
                shows them on one line of the standard error output, if that is a terminal.
            strict: whether failed rows are an error: see `BatchSummary.raise_for_failed`.

        Raises:
            BatchInterrupted: the source failed, or a call in a way that all others would share.
            RowsFailed: with `strict`, after all rows have a result.
        """
        try:
            with shown(progress, self._line) as report, closing(self.chunks()) as chunks:
                for _ in chunks:
                    report(self.summary)
            return self.summary.raise_for_failed() if strict else self.summary
        except BaseException as error:
            tell(error, self._operation, self.summary)
            raise

    def dry_run(self, tell: Callable[[bytes], object]) -> BatchSummary:
        """Make the bodies of all calls, send none, and return the sums as if the server took all that can be sent.

        Nothing that a check asks the server for is known then, so that it may reject more rows later.

        Args:
            tell: is given the body of each call, in the order of the calls.

        Raises:
            RuntimeError: it was run already.

        >>> plan = BatchPlan[str]("deleteUsers", max_items=2, max_bytes=4_000_000)
        >>> users = ["ada@example.com", "bea@example.com", "cid@example.com"]
        >>> BatchRun(plan, lambda body: None, users).dry_run(lambda body: print(len(body))).calls
        37
        19
        2
        """
        rows, engine = self._taken(), self._work.engine
        self._begun = True
        for row in rows:
            engine.add(row)
            if not engine.needs_rows:
                engine.pretend(tell)
                self._work.tell()
        engine.close()
        engine.pretend(tell)
        self._work.tell()
        return engine.summary

    def __iter__(self) -> Iterator[RowResult]:
        try:
            with closing(self.chunks()) as chunks:
                for chunk in chunks:
                    yield from chunk
        except BaseException as error:
            tell(error, self._operation, self.summary)
            raise

    def chunks(self) -> Generator[ChunkResult, None, None]:
        """Yield the results of each chunk, in input order; cheaper than a result for each row.

        Raises:
            BatchInterrupted: as `run`; after the results of all rows that were read.
            RuntimeError: it was run already.
        """
        chunks = self._chunks(self._taken())
        self._loop = ref(chunks)
        return chunks

    def _taken(self) -> Iterator[Row]:
        """Return the rows, once."""
        rows, self._rows = self._rows, None
        if rows is None:
            raise RuntimeError("a batch runs once: make another for other rows")
        return rows

    def _chunks(self, rows: Iterator[Row]) -> Generator[ChunkResult, None, None]:
        self._begun = True
        work, context = self._work, copy_context()
        workers, ended = Workers(), SimpleQueue[None]()

        def start(call: Call) -> None:
            try:
                workers.start(lambda: context.copy().run(self._call, call, ended), work.engine.in_flight)
            except RuntimeError as error:  # no thread could be started
                work.finished.append((call, error))
                ended.put(None)

        try:
            work.open()
            if self._opening:
                work.engine.summary.calls += self._opening()
            follows = Next.AGAIN
            while follows is not Next.END:
                result, follows = work.step(start)
                work.tell()
                if result is not None:
                    yield result
                    follows = Next.AGAIN  # whoever got it took a while, in which calls may have ended
                elif follows is Next.READ:
                    work.take_from(rows)
                elif follows is Next.WAIT:
                    ended.get()
            self._leave(ended, workers)
            work.engine.raise_for_cause()
        except BaseException as error:
            self._leave(ended, workers)
            tell(error, self._operation, work.engine.summary)
            raise

    def _leave(self, ended: "SimpleQueue[None]", workers: Workers) -> None:
        """Wait for the calls in flight, and no longer when that is interrupted; note what became of each row."""
        work = self._work
        try:
            end = monotonic() + MAX_LEAVE
            if work.stop() and self._break_off:
                self._break_off()
            with suppress(Empty):
                while work.stop():
                    ended.get(timeout=max(0.0, end - monotonic()))
                workers.join()
        finally:
            work.give_up()
            workers.end()
            work.close()
            work.tell()

    def _call(self, call: Call, ended: "SimpleQueue[None]") -> None:
        CHUNK.set(call.number)
        EARLY.set(partial(self._work.early.__setitem__, call))
        finished = self._work.finished
        try:
            finished.append((call, (self._send_single if call.is_single else self._send)(call.body)))
        except BaseException as error:  # noqa: BLE001 - the thread that iterates judges it; else it would wait forever
            finished.append((call, error))
        ended.put(None)  # wakes it, and says nothing: what it takes and loses in an interrupt is no result
