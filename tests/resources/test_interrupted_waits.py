"""Ctrl-C at every step of a wait for a task: it can be waited for again, and callbacks still end waits.

As in `test_interrupted_calls.py`, the interrupt is raised before the n-th line that is run.
"""

import asyncio
import gc
from collections.abc import Callable, Iterator, MutableMapping
from pathlib import Path
from typing import Any

import orjson
import pytest
from interrupts import LONG, Interrupts, ended, steps
from task_parts import KINDS as WAYS
from task_parts import Kind, Time

from agillic import callbacks
from agillic.callbacks import MAX_REMEMBERED, CallbackReceiver
from agillic.resources.tasks import AsyncTask, Task
from agillic_api import OPERATIONS
from sdk_core import asgi
from sdk_core.calls import tasks
from sdk_core.calls.tasks.operation import TaskOperation
from sdk_core.calls.tasks.status import TaskStatus
from sdk_core.calls.tasks.tracker import TaskTracker
from sdk_core.transport import shared_future

WAITS = (str(Path(tasks.__file__).parent), shared_future.__file__, callbacks.__file__, asgi.__file__)
TOKEN = "r2vZ0h1VnJ5s-example"  # noqa: S105 - of an example
KIND = TaskOperation.of("asyncBatchUpsertRecipients", OPERATIONS)
both = pytest.mark.parametrize("way", WAYS)


@pytest.fixture(autouse=True)
def no_collection_amid_steps() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()
    gc.collect()


class Server:
    """Says that a task runs, twice, and then that it has ended."""

    def __init__(self) -> None:
        self.asked = 0

    def call(self, *_: object) -> dict[str, Any]:
        self.asked += 1
        return {"taskId": "1", "status": "completed" if self.asked > 2 else "running"}


class AsyncServer(Server):
    async def call(self, *_: object) -> dict[str, Any]:  # type: ignore[override] # awaited, as of a client for asyncio
        return super().call()


def waiting(way: Kind, receiver: CallbackReceiver | None = None) -> Callable[[], TaskStatus]:
    """Return what waits for a task, anew each time."""
    known = TaskTracker("1", KIND, Time().polling(), receiver.expect("1") if receiver else None)
    if way == "threads":
        server, task = Server(), Task(lambda _: server, known)  # type: ignore[arg-type,return-value] # all that is used
        return task.wait
    other, twin = AsyncServer(), AsyncTask(lambda _: other, known)  # type: ignore[arg-type,return-value] # so
    return lambda: asyncio.run(twin.wait())


def end_of(action: Callable[[], object], interrupts: Interrupts) -> BaseException | None:
    def work() -> BaseException | None:
        try:
            with interrupts:
                action()
        except BaseException as error:  # noqa: BLE001 - that is what is asked
            return error
        return None

    return ended(work)


def report(receiver: CallbackReceiver, id_: str) -> list[MutableMapping[str, Any]]:
    sent: list[MutableMapping[str, Any]] = []

    async def receive() -> MutableMapping[str, Any]:
        return {"type": "http.request", "body": orjson.dumps({"taskId": id_, "status": "completed"})}

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    asyncio.run(receiver({"type": "http", "method": "POST", "path": f"/{TOKEN}"}, receive, send))
    return sent


def private(each: Any) -> Any:  # noqa: ANN401 - its private parts are asked
    return each


@both
def test_a_task_can_be_waited_for_again(way: Kind) -> None:
    for number, kind in steps(3):
        wait, interrupts = waiting(way), Interrupts(number, kind=kind, within=WAITS)
        error = end_of(wait, interrupts)
        if not interrupts.raised:
            assert (error, number > 30) == (None, True)
            return
        assert type(error) is kind, number
        assert end_of(wait, Interrupts(0)) is None, number


@both
def test_a_wait_for_a_callback_leaves_nothing_and_the_receiver_still_receives(way: Kind) -> None:
    for number, kind in steps(3):
        receiver = CallbackReceiver("http://127.0.0.1:9", token=TOKEN)
        expected = receiver.expect("1")
        interrupts = Interrupts(number, kind=kind, within=WAITS)
        wait = (lambda: expected.wait(0)) if way == "threads" else (lambda: asyncio.run(expected.wait_async(0)))  # noqa: B023 - done at once
        error = end_of(wait, interrupts)
        assert not private(expected)._wakers, number  # noqa: SLF001 - no public name tells who waits
        assert ended(lambda: None if report(receiver, "1") else KeyError()) is None, number  # noqa: B023 - so
        assert expected.result == TaskStatus("completed"), number
        assert end_of(wait, Interrupts(0)) is None, number
        if not interrupts.raised:
            assert (error, number > 10) == (None, True)
            return
        assert type(error) is kind, number


@both
def test_whoever_waits_is_woken_although_the_report_is_interrupted(way: Kind) -> None:
    for number, kind in steps(2):
        receiver = CallbackReceiver("http://127.0.0.1:9", token=TOKEN)
        wait, interrupts = waiting(way, receiver), Interrupts(number, kind=kind, within=WAITS)
        error = end_of(lambda: report(receiver, "1"), interrupts)  # noqa: B023 - done at once
        if not interrupts.raised:
            assert (error, number > 30) == (None, True)
            return
        assert type(error) is kind, number
        assert ended(lambda: None if report(receiver, "1") else KeyError()) is None, number  # noqa: B023 - so
        assert end_of(wait, Interrupts(0)) is None, number


def test_an_end_is_not_lost_by_whoever_asks_for_it_and_is_interrupted() -> None:
    for number, kind in steps(1):
        receiver = CallbackReceiver("http://127.0.0.1:9", token=TOKEN)
        report(receiver, "1")
        interrupts = Interrupts(number, kind=kind, within=WAITS)
        error = end_of(lambda: receiver.expect("1"), interrupts)  # noqa: B023 - done at once
        if not interrupts.raised:
            assert (error, number > 5) == (None, True)
            return
        assert type(error) is kind, number
        found: list[TaskStatus | None] = []
        assert end_of(lambda: found.append(receiver.expect("1").result), Interrupts(0)) is None, number  # noqa: B023 - so
        assert found == [TaskStatus("completed")], number


def test_ends_stay_within_their_bound_after_interrupts() -> None:
    receiver = CallbackReceiver("http://127.0.0.1:9", token=TOKEN)
    for number in range(MAX_REMEMBERED):
        private(receiver)._tell({"taskId": str(number), "status": "completed"})  # noqa: SLF001 - a thousand requests take long
    for number, kind in steps(1 if LONG else 2):
        interrupts = Interrupts(number, kind=kind, within=WAITS)
        end_of(lambda: report(receiver, f"late{number}"), interrupts)  # noqa: B023 - done at once
        if not interrupts.raised:
            break
    assert len(private(receiver)._remembered) == MAX_REMEMBERED  # noqa: SLF001 - no public name counts them
