"""Clients of the mock whose tasks are polled without sleeping: a pause lets time pass for mock and client alike."""

import asyncio
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any, Literal

from agillic import Agillic, AsyncAgillic
from agillic.mock.local import LocalMock
from agillic.resources.tasks import AsyncTasks, Receiver, Tasks
from sdk_core.calls.tasks.polling import Polling
from sdk_core.calls.tasks.status import TaskStatus
from sdk_core.calls.tasks.task import Progress
from sdk_core.transport.retries.policy import RetryPolicy

UPSERT = "asyncBatchUpsertRecipients"
ADA = {"data": [{"personData": {"EMAIL": "ada@example.com"}}]}
BAD = {
    "data": [{"personData": {"EMAIL": "ada@example.com"}}, {"personData": {"EMAIL": "bea@example.com", "NO_FIELD": 1}}]
}

Kind = Literal["threads", "asyncio"]
KINDS: list[Kind] = ["threads", "asyncio"]


class Time:
    """A clock that only sleeping moves, and that of a mock with it."""

    def __init__(self, mock: LocalMock | None = None) -> None:
        self.now = 0.0
        self.slept: list[float] = []
        self._mock = mock

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        if self._mock:
            self._mock.clock.advance(seconds)

    async def sleep_async(self, seconds: float) -> None:
        self.sleep(seconds)

    def polling(self, **other: float) -> Polling:
        return Polling(clock=lambda: self.now, sleep=self.sleep, sleep_async=self.sleep_async, **other)


def settings(mock: LocalMock) -> dict[str, Any]:
    policy = RetryPolicy(max_retries=0)
    return {
        "key": mock.key,
        "secret": mock.secret,
        "base_url": mock.url,
        "environment": "staging",
        "retry_policy": policy,
    }


@contextmanager
def opened(mock: LocalMock, polling: Polling) -> Generator[Tasks, None, None]:
    with Agillic(**settings(mock)) as client:
        yield Tasks(client, lambda seconds: client.with_options(deadline=seconds), polling)


def ended(  # noqa: PLR0913 - what a wait can be given
    kind: Kind,
    mock: LocalMock,
    time: Time,
    body: object = ADA,
    *,
    operation: str = UPSERT,
    timeout: float = 600,
    progress: Progress | None = None,
    receiver: Receiver | None = None,
    between: Callable[[], object] = lambda: None,
) -> TaskStatus:
    """Start a task, do what is to be done between, and wait for it."""
    polling = time.polling()
    if kind == "threads":
        with opened(mock, polling) as tasks:
            task = tasks.start(operation, body, receiver=receiver)
            between()
            return task.wait(timeout, progress)

    async def run() -> TaskStatus:
        async with AsyncAgillic(**settings(mock)) as client:
            tasks = AsyncTasks(client, lambda seconds: client.with_options(deadline=seconds), polling)
            task = await tasks.start(operation, body, receiver=receiver)
            await asyncio.to_thread(between)
            return await task.wait(timeout, progress)

    return asyncio.run(run())


def questions(mock: LocalMock) -> int:
    return sum(each.operation == "getTaskStatus" for each in mock.requests)
