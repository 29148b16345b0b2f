"""Calls of a toolbox, which block, in threads: so many at a time, with their progress, and stopped when cancelled."""

import threading
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Final, TypeVar

import anyio
from anyio.from_thread import run_sync as run_in_loop
from anyio.lowlevel import EventLoopToken, checkpoint_if_cancelled, current_token
from anyio.to_thread import run_sync as run_in_thread

from sdk_core.agents.server.failures import record_failure
from sdk_core.agents.server.results import refusal
from sdk_core.agents.tools.model import Answer, CallCancelled, Steps

T = TypeVar("T")
Report = Callable[[float, float | None, str], Awaitable[None]]
"""Sends progress to the client: how much is done, of how much, and what."""

MAX_AT_ONCE: Final = 8
"""Calls of tools at a time; others wait for their turn."""
_MAX_WAITING: Final = 100
"""Lines of progress that wait for a client that reads slowly; the oldest are left out."""


class CallThreads:
    """Runs calls of a toolbox in threads.

    Args:
        at_once: calls at a time, from 1.
    """

    def __init__(self, at_once: int = MAX_AT_ONCE) -> None:
        self._limiter = anyio.CapacityLimiter(at_once)

    async def run(self, tool: str, work: Callable[[Steps], Answer], report: Report) -> Answer:
        """Run a call and return its answer. What it raises becomes an answer: nothing ends the server.

        A thread cannot be stopped from outside. When the client cancels the call, its next step raises `CallCancelled`,
        and this method goes on when the thread is done, as cancelled.

        Args:
            tool: the name of the tool, for the log.
            work: makes the call.
            report: sends progress to the client.
        """

        def guarded() -> Answer:
            try:
                return work(steps)
            except CallCancelled:
                return refusal("failed", "the call was cancelled; what was done before is in the audit log")
            except BaseException as error:  # noqa: BLE001 - SystemExit of a tool too: it may not end the server
                return refusal("failed", record_failure(f"the tool {tool}", error))

        steps = _CallSteps(current_token())
        async with anyio.create_task_group() as watching:
            watching.start_soon(steps.watch)
            async with anyio.create_task_group() as reporting:
                reporting.start_soon(steps.forward, report)
                answer = await run_in_thread(guarded, limiter=self._limiter)
                steps.end()
            watching.cancel_scope.cancel()
        await checkpoint_if_cancelled()  # what is cancelled has no answer, also when its thread was faster
        return answer  # pyright: ignore[reportPossiblyUnboundVariable] - what is cancelled is a task beside

    async def finish(self, tool: str, work: Callable[[], Answer]) -> Answer:
        """Run what is short and must be done, also when the call is cancelled meanwhile."""

        def guarded() -> Answer:
            try:
                return work()
            except BaseException as error:  # noqa: BLE001 - as above
                return refusal("failed", record_failure(f"the tool {tool}", error))

        with anyio.CancelScope(shield=True):
            answer = await run_in_thread(guarded)
        return answer  # noqa: RET504  # pyright: ignore[reportPossiblyUnboundVariable] - nothing cancels that scope


async def read_in_thread(read: Callable[[], T]) -> T:
    """Read something of the toolbox in a thread, beside the calls, so that lists do not wait for them."""

    def guarded() -> T:
        try:
            return read()
        except (SystemExit, KeyboardInterrupt) as error:  # it may not end the server
            raise RuntimeError("the toolbox wanted to end the process") from error

    return await run_in_thread(guarded)


class _CallSteps:
    """How far one call is. `done` may be called from any thread; the rest belongs to the event loop."""

    def __init__(self, loop: EventLoopToken) -> None:
        self._loop = loop
        self._cancelled = threading.Event()
        self._waiting: deque[tuple[int, int | None, str]] = deque(maxlen=_MAX_WAITING)
        self._changed = anyio.Event()
        self._is_over = False

    def done(self, done: int, total: int | None, what: str) -> None:
        """Tell how many steps are done.

        Raises:
            CallCancelled: the client has cancelled the call.
        """
        if self._cancelled.is_set():
            raise CallCancelled
        try:
            run_in_loop(self._add, (done, total, what), token=self._loop)
        except anyio.RunFinishedError:  # the server has ended meanwhile
            raise CallCancelled from None
        if self._cancelled.is_set():
            raise CallCancelled

    async def watch(self) -> None:
        """Wait until the call is cancelled, or over."""
        try:
            await anyio.sleep_forever()
        finally:
            self._cancelled.set()

    async def forward(self, report: Report) -> None:
        """Send progress until the call is over. It only grows, as the protocol asks."""
        last = -1
        while True:
            while self._waiting:
                done, total, what = self._waiting.popleft()
                if done > last:
                    last = done
                    await report(done, total, what)
            if self._is_over:
                return
            await self._changed.wait()

    def end(self) -> None:
        """Tell that the call is over, and nothing more comes."""
        self._is_over = True
        self._changed.set()

    def _add(self, step: tuple[int, int | None, str]) -> None:
        self._waiting.append(step)
        self._changed.set()
        if not self._is_over:
            self._changed = anyio.Event()
