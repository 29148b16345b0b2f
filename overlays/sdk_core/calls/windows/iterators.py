"""Iterators over the windows of a range and over their rows, for synchronous code and for asyncio.

An error leaves an iterator where it was, and its next step tries again: nothing is left out, and nothing comes twice.
"""

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Generic, Self, TypeVar

from attrs import frozen

from sdk_core.calls.pagination.iterators import AsyncItems, Items
from sdk_core.calls.pagination.options import PageOptions
from sdk_core.calls.pagination.paginator import Paginator
from sdk_core.calls.tasks.operation import TaskOperation, path_values
from sdk_core.calls.tasks.polling import MAX_POLL_SECONDS, Polling
from sdk_core.calls.tasks.task import AsyncWithin, Within
from sdk_core.calls.tasks.tracker import TaskTracker
from sdk_core.calls.windows.row_spool import RowSpool
from sdk_core.calls.windows.schedule import (
    Deliver,
    Poll,
    Read,
    Sleep,
    Start,
    Step,
    WindowExport,
    WindowLimits,
    WindowSchedule,
)
from sdk_core.calls.windows.time_windows import TimeWindow
from sdk_core.client import AsyncBaseClient, BaseClient, error_reader_of
from sdk_core.wire.error_reading import ErrorReader
from sdk_core.wire.errors import ApiError, ResponseParseError

T = TypeVar("T")


@frozen(eq=False)
class ExportedWindow(Iterable[T]):
    """A window whose export was read to its end: iterate over it for its rows, more than once if you like.

    The rows are there until the next window is taken, or the iterator over them is closed.

    Attributes:
        start: where the window begins, in Coordinated Universal Time.
        end: where it ends.
        count: how many rows it has.
    """

    start: datetime
    end: datetime
    count: int
    _rows: Iterable[Mapping[str, Any]]
    _make: Callable[[Mapping[str, Any]], T]

    def __iter__(self) -> Iterator[T]:
        return map(self._make, self._rows)


@frozen(kw_only=True)
class WindowedExport(Generic[T]):
    """What is exported window by window.

    Attributes:
        kind: the operation that starts an export, the one that tells of it, and the one that reads its pages.
        body: returns the body that starts the export of a window.
        make: makes a row's model.
        windows: in the order of time.
        limits: what the API allows.
        polling: how often an export is polled.
    """

    kind: TaskOperation
    body: Callable[[TimeWindow], Mapping[str, Any]]
    make: Callable[[Mapping[str, Any]], T]
    windows: Iterable[TimeWindow]
    limits: WindowLimits
    polling: Polling


class _Windows(Generic[T]):
    """What both kinds of iterators know."""

    def __init__(self, export: WindowedExport[T], errors: ErrorReader) -> None:
        if export.kind.result is None or "page" not in export.kind.result.traits:
            raise ValueError(f"the result of {export.kind.start.id} has no pages, so no windows can be read")
        self._export, self._errors, self._result = export, errors, export.kind.result
        self._schedule = WindowSchedule(export.windows, export.limits, export.polling)
        self._given: RowSpool | None = None

    def _pages(self, task: TaskTracker) -> Paginator[Mapping[str, Any]]:
        return Paginator(self._result, _as_it_came, values=path_values(self._result, task.id), options=PageOptions())

    def _task(self, response: object) -> TaskTracker:
        kind = self._export.kind
        id_ = kind.id_in(response, self._errors)
        return TaskTracker(id_, kind, self._export.polling, None, is_seen=True, errors=self._errors)

    def _lost(self, task: TaskTracker) -> ApiError:
        return self._errors.own(ResponseParseError)(
            message=f"the result of {task} may have been gone before it was read to its end, more than once",
            operation=self._result.id,
            outcome="done",
        )

    def _deliver(self, step: Deliver) -> ExportedWindow[T]:
        self._given = step.rows
        self._schedule.delivered()
        return ExportedWindow(step.window.start, step.window.end, step.rows.count, step.rows, self._export.make)

    def _close_given(self) -> None:
        if self._given is not None:
            self._given.close()
            self._given = None

    def close(self) -> None:
        """Let go of what was read; nothing follows. Exports that were started go on, and are not read."""
        self._close_given()
        self._schedule.close()


class Windows(_Windows[T], Iterator[ExportedWindow[T]]):
    """The windows of a range, one after the other, each when it was read to its end.

    Args:
        client: makes the calls.
        within: returns a client whose calls take at most that many seconds.
        export: what is exported.
    """

    def __init__(self, client: BaseClient, within: Within, export: WindowedExport[T]) -> None:
        super().__init__(export, error_reader_of(client))
        self._client, self._within = client, within

    def __next__(self) -> ExportedWindow[T]:
        self._close_given()
        while (step := self._schedule.next_step()) is not None:
            if isinstance(step, Deliver):
                return self._deliver(step)
            self._do(step)
        raise StopIteration

    def _do(self, step: Step) -> None:
        match step:
            case Sleep(seconds):
                self._export.polling.sleep(seconds)
            case Start(export):
                self._start(export)
            case Poll(export, task):
                self._poll(export, task)
            case Read(export, task):
                try:
                    rows = self._read(task)
                except ApiError as error:
                    self._schedule.read_failed(export, error)
                else:
                    self._schedule.read(export, rows, self._lost(task))
            case Deliver():
                pass

    def _start(self, export: WindowExport) -> None:
        polled_at = self._export.polling.clock()
        try:
            response: object = self._client.call(self._export.kind.start, body=self._export.body(export.window))
        except ApiError as error:
            self._schedule.start_failed(export, error)
        else:
            self._schedule.started(export, self._task(response), polled_at)

    def _poll(self, export: WindowExport, task: TaskTracker) -> None:
        polled_at, status = self._export.polling.clock(), self._export.kind.status
        try:
            state = task.take(self._within(MAX_POLL_SECONDS).call(status, path_values(status, task.id)))
        except ApiError as error:
            self._schedule.poll_failed(export, task, error)
        else:
            self._schedule.polled(export, task, state, polled_at)

    def _read(self, task: TaskTracker) -> RowSpool:
        rows = RowSpool()
        try:
            for row in Items(self._client, self._pages(task)):
                rows.add(row)
        except BaseException:
            rows.close()
            raise
        return rows


class AsyncWindows(_Windows[T], AsyncIterator[ExportedWindow[T]]):
    """The same for asyncio; see `Windows`. The loop waits for a row to go to or come from the temporary file."""

    def __init__(self, client: AsyncBaseClient, within: AsyncWithin, export: WindowedExport[T]) -> None:
        super().__init__(export, error_reader_of(client))
        self._client, self._within = client, within

    async def __anext__(self) -> ExportedWindow[T]:
        self._close_given()
        while (step := self._schedule.next_step()) is not None:
            if isinstance(step, Deliver):
                return self._deliver(step)
            await self._do(step)
        raise StopAsyncIteration

    async def _do(self, step: Step) -> None:
        match step:
            case Sleep(seconds):
                await self._export.polling.sleep_async(seconds)
            case Start(export):
                await self._start(export)
            case Poll(export, task):
                await self._poll(export, task)
            case Read(export, task):
                try:
                    rows = await self._read(task)
                except ApiError as error:
                    self._schedule.read_failed(export, error)
                else:
                    self._schedule.read(export, rows, self._lost(task))
            case Deliver():
                pass

    async def _start(self, export: WindowExport) -> None:
        polled_at = self._export.polling.clock()
        try:
            response: object = await self._client.call(self._export.kind.start, body=self._export.body(export.window))
        except ApiError as error:
            self._schedule.start_failed(export, error)
        else:
            self._schedule.started(export, self._task(response), polled_at)

    async def _poll(self, export: WindowExport, task: TaskTracker) -> None:
        polled_at, status = self._export.polling.clock(), self._export.kind.status
        try:
            state = task.take(await self._within(MAX_POLL_SECONDS).call(status, path_values(status, task.id)))
        except ApiError as error:
            self._schedule.poll_failed(export, task, error)
        else:
            self._schedule.polled(export, task, state, polled_at)

    async def _read(self, task: TaskTracker) -> RowSpool:
        rows = RowSpool()
        try:
            async for row in AsyncItems(self._client, self._pages(task)):
                rows.add(row)
        except BaseException:
            rows.close()
            raise
        return rows


class WindowRows(Iterator[T]):
    """The rows of all windows.

    Args:
        windows: where they come from.
    """

    def __init__(self, windows: Iterator[ExportedWindow[T]]) -> None:
        self._windows = windows
        self._rows: Iterator[T] = iter(())

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> T:
        for row in self._rows:
            return row
        for window in self._windows:
            self._rows = iter(window)
            for row in self._rows:
                return row
        raise StopIteration


class AsyncWindowRows(AsyncIterator[T]):
    """The same for asyncio; see `WindowRows`."""

    def __init__(self, windows: AsyncIterator[ExportedWindow[T]]) -> None:
        self._windows = windows
        self._rows: Iterator[T] = iter(())

    async def __anext__(self) -> T:
        for row in self._rows:
            return row
        async for window in self._windows:
            self._rows = iter(window)
            for row in self._rows:
                return row
        raise StopAsyncIteration


def _as_it_came(item: Mapping[str, Any]) -> Mapping[str, Any]:
    return item
