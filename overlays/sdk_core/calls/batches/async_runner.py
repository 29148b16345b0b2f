"""Runs a batch by asyncio: one task for each call."""

import asyncio
from collections import deque
from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    AsyncIterator,
    Awaitable,
    Callable,
    Coroutine,
    Iterable,
    Iterator,
    Sized,
)
from contextlib import suppress
from functools import partial
from typing import Any, Generic
from weakref import ReferenceType, ref

from sdk_core.calls.batches.call import Call
from sdk_core.calls.batches.interrupts import EARLY, tell
from sdk_core.calls.batches.options import BatchOptions
from sdk_core.calls.batches.plan import BatchPlan, Row
from sdk_core.calls.batches.results import ChunkResponse, ChunkResult, RowResult
from sdk_core.calls.batches.summary import BatchSummary, Progress, line_of
from sdk_core.calls.batches.unsent import check_rows_argument, warn_of_unsent
from sdk_core.calls.batches.work import MAX_LEAVE, Next, Work
from sdk_core.calls.progress import shown
from sdk_core.transport.retries.policy import CHUNK
from sdk_core.wire.error_reading import ANY_API, ErrorReader

AsyncSend = Callable[[bytes], Awaitable[ChunkResponse | None]]


class AsyncBatchRun(Generic[Row]):
    """A batch as `BatchRun`, for asyncio: iterate over it by `async for`, or await `run`. It runs once.

    Rows are read while calls are in flight. When it is canceled, so are the calls in flight; their rows are unknown.
    Who breaks off an `async for` closes it by `contextlib.aclosing(run.chunks())`, as with all such loops.

    Args:
        plan: what a chunk is made of.
        send: as that of `BatchRun`, awaited.
        rows: any number of rows, to be looped over by `for` or by `async for`.
        options: limits of its own.
        opening: awaited before the first row is read; returns how many calls it made.
        send_single: as that of `BatchRun`, awaited.
        errors: as that of `BatchRun`.

    >>> async def send(body):
    ...     print(body.decode())
    >>> plan = BatchPlan[str]("deleteUsers", max_items=100, max_bytes=4_000_000)
    >>> asyncio.run(AsyncBatchRun(plan, send, ["ada@example.com"]).run()).succeeded
    ["ada@example.com"]
    1
    """

    _begun = True  # until all is made

    def __init__(  # noqa: PLR0913, PLR0917 - what a run is made of
        self,
        plan: BatchPlan[Row],
        send: AsyncSend,
        rows: Iterable[Row] | AsyncIterable[Row],
        options: BatchOptions | None = None,
        opening: Callable[[], Awaitable[int]] | None = None,
        send_single: AsyncSend | None = None,
        errors: ErrorReader = ANY_API,
    ) -> None:
        check_rows_argument(rows)
        self._work = Work(plan, options or BatchOptions(), errors)
        self._loop: ReferenceType[AsyncGenerator[ChunkResult, None]] | None = None
        self._send, self._send_single = send, send_single or send
        self._opening = opening
        self._line = partial(line_of, total=len(rows) if isinstance(rows, Sized) else None)
        self._rows: Iterable[Row] | AsyncIterable[Row] | None = rows
        self._operation = plan.operation
        self._begun = False

    def __del__(self) -> None:
        if not self._begun:
            warn_of_unsent(self._operation, self)

    @property
    def summary(self) -> BatchSummary:
        """The sums over the rows with a result so far; once the batch has ended, however it did, over all read."""
        if self._loop is not None and getattr(self._loop(), "ag_frame", None) is None:
            self._work.give_up()  # it was left by a second interrupt, before it could do that itself
        return self._work.engine.summary

    def run(self, progress: Progress | None = None, *, strict: bool = False) -> Coroutine[Any, Any, BatchSummary]:
        """Send all rows and return the sums.

        When it is canceled, as by Ctrl-C within `asyncio.run`, so are the calls in flight. The CancelledError's
        attribute `summary`, as that of the run, tells what is known of each row that was read.

        Args:
            progress: gets the sums so far after each chunk; see `BatchRun.run`.
            strict: whether failed rows are an error: see `BatchSummary.raise_for_failed`.

        Raises:
            BatchInterrupted: the source failed, or a call in a way that all others would share.
            RowsFailed: with `strict`, after all rows have a result.
        """
        self._begun = True  # who does not await this is warned by Python
        return self._run(progress, strict=strict)

    async def _run(self, progress: Progress | None, *, strict: bool) -> BatchSummary:
        chunks = self.chunks()
        try:
            with shown(progress, self._line) as report:
                async for _ in chunks:
                    report(self.summary)
            return self.summary.raise_for_failed() if strict else self.summary
        except BaseException as error:
            await self._end(chunks, error)
            raise

    async def dry_run(self, tell: Callable[[bytes], object]) -> BatchSummary:
        """Make the bodies of all calls, send none, and return the sums; see `BatchRun.dry_run`.

        Args:
            tell: is given the body of each call, in the order of the calls.

        Raises:
            RuntimeError: it was run already.
        """
        rows, engine = self._taken(), self._work.engine
        self._begun = True
        if isinstance(rows, AsyncIterable):
            async for row in rows:
                engine.add(row)
                if not engine.needs_rows:
                    engine.pretend(tell)
            rows = ()
        for row in rows:
            engine.add(row)
            if not engine.needs_rows:
                engine.pretend(tell)
        engine.close()
        engine.pretend(tell)
        self._work.tell()
        return engine.summary

    async def __aiter__(self) -> AsyncIterator[RowResult]:
        chunks = self.chunks()
        try:
            async for chunk in chunks:
                for row in chunk:
                    yield row
        except BaseException as error:
            await self._end(chunks, error)
            raise

    async def _end(self, chunks: AsyncGenerator[ChunkResult, None], error: BaseException) -> None:
        try:
            with suppress(RuntimeError):  # it was waiting when a second interrupt came, and cannot be closed
                await chunks.aclose()
        finally:
            self._work.give_up()
        tell(error, self._operation, self.summary)

    def chunks(self) -> AsyncGenerator[ChunkResult, None]:
        """Return an iterator over the results of each chunk, in input order; cheaper than a result for each row.

        Raises:
            BatchInterrupted: as `run`; after the results of all rows that were read.
            RuntimeError: it was run already.
        """
        rows = self._taken()
        chunks = self._chunks(aiter(rows) if isinstance(rows, AsyncIterable) else iter(rows))
        self._loop = ref(chunks)
        return chunks

    def _taken(self) -> Iterable[Row] | AsyncIterable[Row]:
        """Return the rows, once."""
        rows, self._rows = self._rows, None
        if rows is None:
            raise RuntimeError("a batch runs once: make another for other rows")
        return rows

    async def _chunks(self, rows: Iterator[Row] | AsyncIterator[Row]) -> AsyncGenerator[ChunkResult, None]:
        self._begun = True
        work, tasks = self._work, _Tasks(self._work, self._send, self._send_single, rows)
        try:
            work.open()
            if self._opening:
                work.engine.summary.calls += await self._opening()
            follows = Next.AGAIN
            while follows is not Next.END:
                result, follows = work.step(tasks.to_start.append)
                work.tell()
                await tasks.start_calls()
                if result is not None:
                    yield result
                if follows is Next.READ:
                    tasks.read()
                elif follows is Next.WAIT:
                    await tasks.wait()
            await self._leave(None, tasks)
            work.engine.raise_for_cause()
        except BaseException as error:
            await self._leave(error, tasks)
            tell(error, self._operation, work.engine.summary)
            raise

    async def _leave(self, error: BaseException | None, tasks: "_Tasks[Row]") -> None:
        """Cancel what is under way and wait for its end, unless the program itself ends; note what became of each row.

        Args:
            error: what broke off; None at the end of the batch, where only the source may be under way.
            tasks: what may be under way.
        """
        work = self._work
        try:
            tasks.cancel()
            if not isinstance(error, KeyboardInterrupt | SystemExit):
                await tasks.ended()
            work.stop()
        finally:
            work.give_up()
            work.close()
        work.tell()


class _Tasks(Generic[Row]):
    """The tasks of a batch: one for each call, and one that reads the source if that is asynchronous."""

    def __init__(
        self, work: Work[Row], send: AsyncSend, send_single: AsyncSend, rows: Iterator[Row] | AsyncIterator[Row]
    ) -> None:
        self._work = work
        self._send, self._send_single = send, send_single
        self._rows = rows
        self.to_start: deque[Call] = deque()
        """Calls that the engine makes, and that have no task yet."""
        self._tasks: set[asyncio.Task[None]] = set()
        self._something_done = asyncio.Event()

    async def start_calls(self) -> None:
        """Make a task of each call, and let them begin before more rows are read."""
        to_start = self.to_start
        if to_start:
            while to_start:
                self._add(self._call(to_start[0]))
                to_start.popleft()
            await asyncio.sleep(0)

    def read(self) -> None:
        """Read as many rows as are wanted: now, or by a task if they come asynchronously."""
        if isinstance(self._rows, AsyncIterator):
            self._work.is_reading = True
            self._add(self._read(self._rows, self._work.wanted))
        else:
            self._work.take_from(self._rows)

    async def wait(self) -> None:
        """Wait until something is done."""
        if self._tasks:
            await self._something_done.wait()  # to wait for the tasks themselves would take a step for each of them
        self._something_done.clear()

    def cancel(self) -> None:
        """Cancel what is under way."""
        for task in [*self._tasks]:
            task.cancel()

    async def ended(self) -> None:
        """Wait until all that was under way has ended, but not for what does not heed that it was canceled."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=MAX_LEAVE)

    def _add(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _call(self, call: Call) -> None:
        CHUNK.set(call.number)
        EARLY.set(partial(self._work.early.__setitem__, call))
        finished = self._work.finished
        try:
            finished.append((call, await (self._send_single if call.is_single else self._send)(call.body)))
        except BaseException as error:
            finished.append((call, error))
            if not isinstance(error, Exception):
                raise
        finally:
            self._something_done.set()

    async def _read(self, rows: AsyncIterator[Row], wanted: int) -> None:
        work, read = self._work, self._work.read
        try:
            async for work.at_hand in rows:  # no interrupt comes between a row and this place
                read.append(work.at_hand)
                work.at_hand = None  # noqa: PLW2901 - it was taken
                if len(read) == wanted:
                    break
            else:
                work.more = False
        except Exception as error:  # noqa: BLE001 - whatever the source raises is reported by BatchInterrupted
            work.failure = error
        finally:
            self._something_done.set()
        work.is_reading = False
        work.prepare()
