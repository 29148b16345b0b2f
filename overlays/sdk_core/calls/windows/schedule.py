"""What is to be done next so that a row of windows is exported: decisions alone, without input and output.

An error is raised by what takes it, and changes nothing: the next step tries again.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from attrs import define, frozen

from sdk_core.calls.tasks.polling import Polling, is_transient
from sdk_core.calls.tasks.status import TaskStatus
from sdk_core.calls.tasks.tracker import TaskTracker
from sdk_core.calls.windows.row_spool import RowSpool
from sdk_core.calls.windows.time_windows import TimeWindow
from sdk_core.wire.errors import ApiError, DailyCapReached

MAX_FAILURES: Final = 5
"""How often the export of a window may fail before that is an error: others may have filled the queue."""
MAX_LOSSES: Final = 5
"""How often the result of a window may be gone before it was read."""
_TOO_MANY: Final = 429
_FULL: Final = frozenset((400, _TOO_MANY))
"""What may be returned for one export too many. That is documented for few APIs."""
_GONE: Final = frozenset((400, 404, 410))
"""What may be returned for a result that is gone, likewise."""


@frozen(kw_only=True)
class WindowLimits:
    """What an API allows.

    Attributes:
        queued: how many exports may wait at once, 1 or more.
        life: seconds for which a result can be read.
        timeout: seconds that are waited for one export.
    """

    queued: int
    life: float
    timeout: float


@define(eq=False)
class WindowExport:
    """The export of a window, and how it stands.

    Attributes:
        window: which.
        task: its task; None while there is none.
        rows: its result; None until it was read to its end.
        is_done: whether the task has ended well.
        running_at: when the task was last known not to have ended.
        polled_at: when it was last polled; None when it was not.
        polls: how often it was polled.
        waiting_since: since when it is what all others wait for; None while it is not.
        not_before: when it may be started.
        failures: how often it has failed.
        losses: how often its result was gone.
    """

    window: TimeWindow
    task: TaskTracker | None = None
    rows: RowSpool | None = None
    is_done: bool = False
    running_at: float = 0.0
    polled_at: float | None = None
    polls: int = 0
    waiting_since: float | None = None
    not_before: float = 0.0
    failures: int = 0
    losses: int = 0

    def forget(self) -> None:
        """Have it started again."""
        self.task, self.is_done, self.polled_at, self.polls, self.waiting_since = None, False, None, 0, None


class Start(NamedTuple):
    """Start an export."""

    export: WindowExport


class Poll(NamedTuple):
    """Ask how an export stands."""

    export: WindowExport
    task: TaskTracker


class Read(NamedTuple):
    """Read a result to its end."""

    export: WindowExport
    task: TaskTracker


class Sleep(NamedTuple):
    """Wait."""

    seconds: float


class Deliver(NamedTuple):
    """Hand a result over."""

    window: TimeWindow
    rows: RowSpool


Step = Start | Poll | Read | Sleep | Deliver


class WindowSchedule:
    """Which step is next, and what follows from how it went. For one thread or task.

    Args:
        windows: in the order of time.
        limits: what the API allows.
        polling: how often the export that all others wait for is polled, and the clock.
    """

    def __init__(self, windows: Iterable[TimeWindow], limits: WindowLimits, polling: Polling) -> None:
        self._windows: Iterator[TimeWindow] = iter(windows)
        self._limits, self._polling = limits, polling
        self._exports: deque[WindowExport] = deque()
        self._most = limits.queued  # fewer while the queue is full, or while results are read too slowly

    def next_step(self) -> Step | None:
        """Return what is to be done; None when all is handed over."""
        while len(self._exports) < self._limits.queued and (window := next(self._windows, None)):
            self._exports.append(WindowExport(window))
        if not self._exports:
            return None
        first = self._exports[0]
        if first.rows is not None:
            return Deliver(first.window, first.rows)
        if (done := next((each for each in self._exports if each.is_done), None)) and done.task:
            return Read(done, done.task)
        now = self._polling.clock()
        starts: list[tuple[float, Step]] = [(each.not_before, Start(each)) for each in self._startable()]
        polls: list[tuple[float, Step]] = [(self._due(each), Poll(each, task)) for each, task in self._running()]
        due = next((step for at, step in [*starts, *polls] if at <= now), None)
        return due or Sleep(min(at for at, _ in [*starts, *polls]) - now)

    def close(self) -> None:
        """Let go of all results; there is no next step."""
        for each in self._exports:
            if each.rows is not None:
                each.rows.close()
        self._exports.clear()
        self._windows = iter(())

    def _startable(self) -> list[WindowExport]:
        """Return the exports that may be started: the first always, since all others wait for it."""
        has_room = len(self._running()) < self._most
        waiting = (each for each in self._exports if each.task is None and each.rows is None)
        return [each for each in waiting if has_room or self._is_first(each)]

    def _running(self) -> list[tuple[WindowExport, TaskTracker]]:
        return [(each, each.task) for each in self._exports if each.task is not None and not each.is_done]

    def _is_first(self, export: WindowExport) -> bool:
        return export is self._exports[0]

    def _due(self, export: WindowExport) -> float:
        """Return when an export is to be polled: often when all others wait for it, else before its result is gone."""
        if self._is_first(export):
            return 0.0 if export.polled_at is None else export.polled_at + self._polling.delay(export.polls - 1)
        return (export.running_at if export.polled_at is None else export.polled_at) + self._limits.life / 3

    def delivered(self) -> None:
        """Note that the first result was handed over; others may be started in its place."""
        self._exports.popleft()
        self._most = min(self._limits.queued, self._most + 1)

    def started(self, export: WindowExport, task: TaskTracker, polled_at: float) -> None:
        """Note that an export was started.

        Args:
            export: which.
            task: what stands for it.
            polled_at: when the call was begun.
        """
        export.task, export.running_at = task, polled_at

    def start_failed(self, export: WindowExport, error: ApiError) -> None:
        """Try again later where the queue may be full.

        Raises:
            ApiError: the error says something else, or may do so since none of ours is in the queue, or came too often.
        """
        others = len(self._running())
        is_full = error.status == _TOO_MANY or (others > 0 and error.status in _FULL)
        if not is_full or isinstance(error, DailyCapReached):
            raise error
        export.failures += not others
        if export.failures >= MAX_FAILURES:
            export.failures = 0
            raise error
        self._most = max(1, others)
        export.not_before = self._polling.clock() + self._polling.maximum * max(1, export.failures)

    def polled(self, export: WindowExport, task: TaskTracker, state: TaskStatus, polled_at: float) -> None:
        """Note how an export stands.

        Args:
            export: which.
            task: its task.
            state: what the server says.
            polled_at: when the call was begun.

        Raises:
            TaskFailed: it has failed too often.
            TaskTimeout: it takes too long.
        """
        export.polled_at, export.polls = self._polling.clock(), export.polls + 1
        if state.failed:
            self._failed(export, task, state)
        elif state.ended:
            export.is_done = True
        else:
            export.running_at = polled_at
            self._check_time(export, task)

    def poll_failed(self, export: WindowExport, task: TaskTracker, error: ApiError) -> None:
        """Poll again later, or export again what the server does not know any more.

        Raises:
            ApiError: neither will help, or it was done too often.
        """
        if (gone := task.gone(error)) is not None:
            self._lost(export, gone)
        elif is_transient(error):
            export.polled_at, export.polls = self._polling.clock(), export.polls + 1
            self._check_time(export, task)
        else:
            raise error

    def read(self, export: WindowExport, rows: RowSpool, lost: ApiError) -> None:
        """Note that a result was read to its end.

        Args:
            export: which.
            rows: the result.
            lost: the error to raise when it was gone too often.

        Raises:
            ApiError: that.
        """
        if self._polling.clock() - export.running_at >= self._limits.life:
            rows.close()  # some say nothing of a result that is gone: it looks like one that ends early
            self._lost(export, lost)
            return
        export.forget()
        export.rows, export.failures, export.losses = rows, 0, 0

    def read_failed(self, export: WindowExport, error: ApiError) -> None:
        """Export again what is gone.

        Raises:
            ApiError: it was gone too often, or the error says something else.
        """
        if error.status not in _GONE:
            raise error
        self._lost(export, error)

    def _failed(self, export: WindowExport, task: TaskTracker, state: TaskStatus) -> None:
        export.forget()
        export.failures += 1
        self._most = max(1, len(self._running()))
        if export.failures >= MAX_FAILURES:
            export.failures = 0
            task.checked(state)
        export.not_before = self._polling.clock() + self._polling.maximum * export.failures

    def _lost(self, export: WindowExport, error: ApiError) -> None:
        export.forget()
        export.losses += 1
        self._most = 1
        if export.losses >= MAX_LOSSES:
            export.losses = 0
            raise error

    def _check_time(self, export: WindowExport, task: TaskTracker) -> None:
        if not self._is_first(export):
            return
        now = self._polling.clock()
        if export.waiting_since is None:
            export.waiting_since = now
        elif now - export.waiting_since >= self._limits.timeout:
            export.waiting_since = None
            raise task.not_finished(self._limits.timeout)
