"""Runs a batch by asyncio: one task for each call."""

import asyncio
from collections.abc import (
    AsyncGenerator,
    AsyncIterable,
    AsyncIterator,
    Awaitable,
    Callable,
    Coroutine,
    Iterable,
    Iterator,
)
from contextlib import aclosing
from typing import Any, Generic

from agillic.resources.batches.engine import Call, Engine
from agillic.resources.batches.options import BatchOptions
from agillic.resources.batches.outcomes import ChunkAnswer, ChunkResult, Progress, RowResult, Summary
from agillic.resources.batches.plans import BatchPlan, Row
from agillic.resources.batches.unsent import refuse_single, warn_of_unsent
from agillic.transport.retries.policy import CHUNK

AsyncSend = Callable[[bytes], Awaitable[ChunkAnswer | None]]


class AsyncBatchRun(Generic[Row]):
    """A batch as `BatchRun`, for asyncio: iterate over it by `async for`, or await `run`. It runs once.

    Rows are read while calls are in flight. When it is canceled, so are the calls in flight; their rows are unknown.
    Who breaks off an `async for` closes it by `contextlib.aclosing(run.chunks())`, as with all such loops.

    Args:
        plan: what a chunk is made of.
        send: as that of `BatchRun`, awaited.
        rows: any number of rows, from an iterable or an async iterable.
        options: limits of its own.

    >>> from agillic_api import OPERATIONS
    >>> from agillic.resources.batches.plans import plan_of
    >>> async def send(body):
    ...     print(body.decode())
    >>> plan = plan_of(OPERATIONS["asyncBatchDeleteRecipients"])
    >>> asyncio.run(AsyncBatchRun(plan, send, ["ada@example.com"]).run()).succeeded
    {"recipientIds":["ada@example.com"]}
    1
    """

    _begun = True  # until all is made

    def __init__(
        self,
        plan: BatchPlan[Row],
        send: AsyncSend,
        rows: Iterable[Row] | AsyncIterable[Row],
        options: BatchOptions | None = None,
    ) -> None:
        refuse_single(rows)
        self._options = options or BatchOptions()
        self._engine = Engine(plan, self._options)
        self._send = send
        self._rows: Iterable[Row] | AsyncIterable[Row] | None = rows
        self._operation = plan.operation
        self._begun = False

    def __del__(self) -> None:
        if not self._begun:
            warn_of_unsent(self._operation, self)

    @property
    def summary(self) -> Summary:
        """The sums over the rows with a result so far."""
        return self._engine.summary

    def run(self, progress: Progress | None = None) -> Coroutine[Any, Any, Summary]:
        """Send all rows and return the sums.

        Args:
            progress: is told the sums so far after each chunk. What it raises breaks off.

        Raises:
            BatchInterrupted: the source failed, or a call in a way that all others would share.
        """
        self._begun = True  # who does not await this is warned by Python
        return self._run(progress)

    async def _run(self, progress: Progress | None) -> Summary:
        async with aclosing(self.chunks()) as chunks:
            async for _ in chunks:
                if progress:
                    progress(self.summary)
        return self.summary

    async def __aiter__(self) -> AsyncIterator[RowResult]:
        async with aclosing(self.chunks()) as chunks:
            async for chunk in chunks:
                for row in chunk:
                    yield row

    def chunks(self) -> AsyncGenerator[ChunkResult, None]:
        """Return an iterator over the results of each chunk, in input order; cheaper than a result for each row.

        Raises:
            BatchInterrupted: as `run`; after the results of all rows that were read.
            RuntimeError: it was run already.
        """
        rows, self._rows = self._rows, None
        if rows is None:
            raise RuntimeError("a batch runs once: make another for other rows")
        return self._chunks(aiter(rows) if isinstance(rows, AsyncIterable) else iter(rows))

    async def _chunks(self, rows: Iterator[Row] | AsyncIterator[Row]) -> AsyncGenerator[ChunkResult, None]:
        self._begun = True
        engine = self._engine
        work = _Work(engine, self._send, rows)
        try:
            while True:
                await work.start()
                for chunk in engine.take():
                    yield chunk
                if not await work.step():
                    break
        finally:
            engine.stop()
            try:
                await work.cancel()
            finally:  # canceled once more, the sums still have all rows
                for _ in engine.take():
                    pass
        engine.raise_for_cause()


class _Work(Generic[Row]):
    """The tasks of a batch: one for each call, and one that reads the source if that is asynchronous."""

    def __init__(self, engine: Engine[Row], send: AsyncSend, rows: Iterator[Row] | AsyncIterator[Row]) -> None:
        self._engine = engine
        self._send = send
        self._rows = rows
        self._more = True
        self._calls: dict[asyncio.Task[ChunkAnswer | None], Call] = {}
        self._reading: asyncio.Task[bool] | None = None

    async def start(self) -> None:
        """Make all calls that can be made, and see that there are rows for the next ones."""
        engine = self._engine
        while True:
            call = engine.next_call()
            if call is not None:
                self._calls[asyncio.ensure_future(self._call(call))] = call
                await asyncio.sleep(0)  # lets it begin before the rows of the next one are read
            elif self._reading is not None or not self._more or not engine.wants_rows:
                return
            elif isinstance(self._rows, AsyncIterator):
                self._reading = asyncio.ensure_future(self._read(self._rows))
            else:
                try:
                    self._more = engine.fill(self._rows)
                except Exception as error:  # noqa: BLE001 - whatever the source raises is told by BatchInterrupted
                    engine.stop(error)

    async def step(self) -> bool:
        """Wait until something is done; return False when there is nothing left to wait for."""
        tasks: set[asyncio.Task[Any]] = {*self._calls}
        if self._reading is not None and not self._engine.stopped:
            tasks.add(self._reading)
        if not tasks:
            return self._more and not self._engine.stopped
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        if self._reading in done:
            ended, self._reading = self._reading, None
            error = _error_of(ended)
            if error is None:
                self._more = ended.result()
            else:
                self._engine.stop(error)
        self._settle(done)
        return True

    async def cancel(self) -> None:
        """Cancel what is under way, wait for its end, and note what became of it."""
        tasks: set[asyncio.Task[Any]] = {*self._calls}
        if self._reading is not None:
            tasks.add(self._reading)
        for task in tasks:
            task.cancel()
        try:
            if tasks:
                await asyncio.wait(tasks)
        finally:
            self._settle(tasks)
            self._engine.stop()

    def _settle(self, tasks: set[asyncio.Task[Any]]) -> None:
        for task in tasks & self._calls.keys():
            call = self._calls.pop(task)
            error = _error_of(task)
            self._engine.settle(call, task.result() if error is None else error)

    async def _call(self, call: Call) -> ChunkAnswer | None:
        CHUNK.set(call.number)
        return await self._send(call.body)

    async def _read(self, rows: AsyncIterator[Row]) -> bool:
        add = self._engine.add
        async for row in rows:
            if add(row):
                return True
        self._engine.close()
        return False


def _error_of(task: asyncio.Task[Any]) -> BaseException | None:
    try:
        return task.exception()
    except (asyncio.CancelledError, asyncio.InvalidStateError):  # broken off, or not even that in time
        return asyncio.CancelledError()
