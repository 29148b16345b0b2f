"""Batches of tasks that end early: broken off, canceled, or stopped; the ids of what was started are not lost."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from many_parts import RUBY, settings

from agillic import Agillic, AsyncAgillic, BatchInterrupted, BatchOptions, Outcome, Polling, RowResult, skip_waits
from agillic.mock.local import LocalMock
from sdk_core.calls.batches import runner as threaded
from sdk_core.calls.batches.runner import BatchRun
from sdk_core.transport.retries.policy import RetryPolicy

DELETE = "asyncBatchDeleteRecipients"
TWO_CALLS = [RUBY] + [f"{number}@example.com" for number in range(1_000)]


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


@pytest.mark.parametrize("questions_fail", [False, True])
def test_who_breaks_off_waits_for_no_task_and_finds_its_id(questions_fail: bool, agillic_mock: LocalMock) -> None:  # noqa: FBT001 - a case
    agillic_mock.faults.add(operation=DELETE, task="never")
    if questions_fail:
        agillic_mock.faults.add(operation="getTaskStatus", status=503, times=1_000_000)
    pauses: list[float] = []
    asked = threading.Event()

    def sleep(seconds: float) -> None:
        asked.set()
        pauses.append(seconds)
        assert len(pauses) < 10_000, "nobody broke it off"

    def source() -> Iterator[str]:
        yield from TWO_CALLS[:1_000]
        assert asked.wait(30)
        raise KeyboardInterrupt

    polling = Polling(clock=lambda: 0, sleep=sleep)
    with Agillic(**settings(agillic_mock), polling=polling, retry_policy=RetryPolicy(max_retries=0)) as client:
        run = client.recipients.delete_many(source())
        with pytest.raises(KeyboardInterrupt):
            run.run()
        assert run.summary.outcomes == {"pending": 1_000}
        (task,) = run.summary.pending_tasks
        assert run.summary.pending_tasks[task] == 1_000
        agillic_mock.faults.clear()
        assert client.tasks.resume(task, operation=DELETE).status().ended is False


def test_a_wait_that_is_canceled_keeps_the_task(agillic_mock: LocalMock) -> None:
    asked = threading.Event()

    async def sleep_async(_: float) -> None:
        asked.set()
        await asyncio.Event().wait()

    told: list[RowResult] = []

    async def run() -> None:
        polling = Polling(sleep_async=sleep_async)
        async with AsyncAgillic(**settings(agillic_mock), polling=polling) as client:
            batch = client.recipients.delete_many([RUBY], options=BatchOptions(on_failure=told.append))
            running = asyncio.ensure_future(batch.run())
            await asyncio.to_thread(asked.wait, 30)
            running.cancel()
            with pytest.raises(asyncio.CancelledError):
                await running
            (task,) = batch.summary.pending_tasks
            agillic_mock.clock.advance(5)
            assert (await client.tasks.resume(task, operation=DELETE).wait()).result == "success"

    asyncio.run(run())
    assert told == []


def test_a_source_that_fails_ends_the_batch_when_its_tasks_have_ended(agillic_mock: LocalMock) -> None:
    def failing() -> Iterator[str]:
        yield from TWO_CALLS
        raise OSError("the source broke")

    with Agillic(**settings(agillic_mock)) as client, skip_waits(), pytest.raises(BatchInterrupted) as caught:
        client.recipients.delete_many(failing()).run()
    summary = caught.value.summary
    assert (summary.rows, summary.outcomes[Outcome.ACCEPTED], summary.outcomes[Outcome.NOT_SENT]) == (1_001, 1_000, 1)
    assert agillic_mock.state.recipients.number_of_key(RUBY) is None


def test_who_does_not_want_to_wait_has_the_ids(agillic_mock: LocalMock) -> None:
    agillic_mock.faults.add(operation=DELETE, task="never")
    with Agillic(**settings(agillic_mock)) as client:
        run = client.recipients.delete_many([RUBY], options=BatchOptions(task_timeout=0))
        summary = run.run()
        assert summary.outcomes[Outcome.PENDING] == 1
        (id_,) = summary.pending_tasks
        assert client.tasks.resume(id_, operation=DELETE).status().ended is False


def test_tasks_that_are_asked_for_rarely_do_not_hold_up_who_breaks_off(agillic_mock: LocalMock) -> None:
    agillic_mock.faults.add(operation=DELETE, task="never")
    polling = Polling(initial=3_600, maximum=3_600)  # the wait between two questions
    with Agillic(**settings(agillic_mock), polling=polling) as client:
        run = client.recipients.delete_many(_interrupted_when(lambda: _was_asked(agillic_mock)))
        thread = threading.Thread(target=lambda: _interrupted(run), daemon=True)
        thread.start()
        thread.join(20)
        assert not thread.is_alive()
        assert run.summary.outcomes == {"pending": 1_000}


def test_a_task_that_is_not_waited_for_any_longer_is_in_the_sums(
    agillic_mock: LocalMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threaded, "MAX_LEAVE", 0.0)
    agillic_mock.faults.add(operation=DELETE, task="never")
    asked, never = threading.Event(), threading.Event()

    def sleep(_: float) -> None:
        asked.set()
        never.wait()

    with Agillic(**settings(agillic_mock), polling=Polling(sleep=sleep)) as client:
        run = client.recipients.delete_many(_interrupted_when(lambda: asked.wait(30)))
        _interrupted(run)
        (task,) = run.summary.pending_tasks
        assert run.summary.pending_tasks[task] == run.summary.outcomes[Outcome.PENDING] == 1_000
        never.set()


def _was_asked(mock: LocalMock) -> bool:
    for _ in range(10_000):
        if any(each.operation == "getTaskStatus" for each in mock.requests):
            return True
        threading.Event().wait(0.001)
    return False


def _interrupted_when(come: Callable[[], bool]) -> Iterator[str]:
    yield from TWO_CALLS[:1_000]
    assert come()
    raise KeyboardInterrupt


def _interrupted(run: BatchRun[str]) -> None:
    with pytest.raises(KeyboardInterrupt):
        run.run()
