"""Runs a batch by threads: one call each, as the HTTP library is fastest that way."""

from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from contextvars import copy_context
from queue import SimpleQueue
from typing import Generic

from agillic.resources.batches.engine import Call, Engine
from agillic.resources.batches.options import BatchOptions
from agillic.resources.batches.outcomes import ChunkAnswer, ChunkResult, Progress, RowResult, Summary
from agillic.resources.batches.plans import BatchPlan, Row
from agillic.resources.batches.unsent import refuse_single, warn_of_unsent
from agillic.transport.retries.policy import CHUNK

Send = Callable[[bytes], ChunkAnswer | None]
_Done = SimpleQueue[tuple[Call, ChunkAnswer | BaseException | None]]


class BatchRun(Generic[Row]):
    """A batch that sends while its results are asked for: iterate over it, or `run` it. It runs once.

    The rows are read by the thread that iterates, only as calls become free. Who breaks off waits for the calls in
    flight, and finds in `summary` what became of all rows that were read.

    Args:
        plan: what a chunk is made of.
        send: sends the body of a chunk and returns what the server said, None when it said nothing of the rows; it
            raises an `AgillicError` if the server did not take it. Called by several threads at once.
        rows: any number of rows.
        options: limits of its own.
        break_off: called when the loop over results is broken off, so that `send` can end early.

    >>> from agillic_api import OPERATIONS
    >>> from agillic.resources.batches.plans import plan_of
    >>> plan = plan_of(OPERATIONS["asyncBatchDeleteRecipients"])
    >>> run = BatchRun(plan, lambda body: print(body.decode()), ["ada@example.com", "bea@example.com"])
    >>> [(result.index, result.outcome.value) for result in run]
    {"recipientIds":["ada@example.com","bea@example.com"]}
    [(0, 'ok'), (1, 'ok')]
    """

    _begun = True  # until all is made

    def __init__(
        self,
        plan: BatchPlan[Row],
        send: Send,
        rows: Iterable[Row],
        options: BatchOptions | None = None,
        break_off: Callable[[], object] | None = None,
    ) -> None:
        refuse_single(rows)
        self._options = options or BatchOptions()
        self._engine = Engine(plan, self._options)
        self._send = send
        self._break_off = break_off
        self._rows: Iterator[Row] | None = iter(rows)
        self._operation = plan.operation
        self._begun = False

    def __del__(self) -> None:
        if not self._begun:
            warn_of_unsent(self._operation, self)

    @property
    def summary(self) -> Summary:
        """The sums over the rows with a result so far."""
        return self._engine.summary

    def run(self, progress: Progress | None = None) -> Summary:
        """Send all rows and return the sums.

        Args:
            progress: is told the sums so far after each chunk, in the calling thread. What it raises breaks off.

        Raises:
            BatchInterrupted: the source failed, or a call in a way that all others would share.
        """
        with closing(self.chunks()) as chunks:
            for _ in chunks:
                if progress:
                    progress(self.summary)
        return self.summary

    def __iter__(self) -> Iterator[RowResult]:
        with closing(self.chunks()) as chunks:
            for chunk in chunks:
                yield from chunk

    def chunks(self) -> Generator[ChunkResult, None, None]:
        """Yield the results of each chunk, in input order; cheaper than a result for each row.

        Raises:
            BatchInterrupted: as `run`; after the results of all rows that were read.
            RuntimeError: it was run already.
        """
        rows, self._rows = self._rows, None
        if rows is None:
            raise RuntimeError("a batch runs once: make another for other rows")
        return self._chunks(rows)

    def _chunks(self, rows: Iterator[Row]) -> Generator[ChunkResult, None, None]:
        self._begun = True
        engine = self._engine
        done: _Done = SimpleQueue()
        pool = ThreadPoolExecutor(self._options.in_flight, thread_name_prefix="agillic-batch")
        try:
            more = True
            while True:
                more = self._start_calls(pool, done, rows, more=more)
                yield from engine.take()
                if engine.in_flight:
                    engine.settle(*done.get())
                elif engine.stopped or not more:
                    break
                while not done.empty():
                    engine.settle(*done.get())
        finally:
            engine.stop()
            if engine.in_flight and self._break_off:
                self._break_off()
            while engine.in_flight:
                engine.settle(*done.get())
            pool.shutdown()
            for _ in engine.take():
                pass
        engine.raise_for_cause()

    def _start_calls(self, pool: ThreadPoolExecutor, done: _Done, rows: Iterator[Row], *, more: bool) -> bool:
        engine = self._engine
        while True:
            call = engine.next_call()
            if call is not None:
                try:
                    pool.submit(copy_context().run, self._call, call, done)
                except RuntimeError as error:  # no thread could be started
                    done.put((call, error))
                except BaseException as error:  # an interrupt: the end would wait forever for a call that has not begun
                    done.put((call, error))
                    raise
            elif more and engine.wants_rows:
                try:
                    more = engine.fill(rows)
                except Exception as error:  # noqa: BLE001 - whatever the source raises is told by BatchInterrupted
                    engine.stop(error)
            else:
                return more

    def _call(self, call: Call, done: _Done) -> None:
        CHUNK.set(call.number)
        try:
            done.put((call, self._send(call.body)))
        except BaseException as error:  # noqa: BLE001 - the thread that iterates judges it; else it would wait forever
            done.put((call, error))
