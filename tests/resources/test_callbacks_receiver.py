"""The receiver of callbacks: tasks end without a question, whoever sends what; reports of the real mock included."""

import asyncio
import threading
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from typing import Any

import orjson
import pytest
from task_parts import BAD, KINDS, Kind, Time, ended, questions

from agillic import TaskFailed
from agillic.callbacks import MAX_BODY, MAX_REMEMBERED, CallbackReceiver
from agillic.mock.local import LocalMock
from sdk_core.calls.tasks.status import TaskStatus
from sdk_core.mock.server.server import Server

TOKEN = "r2vZ0h1VnJ5s-example"  # noqa: S105 - of an example
DONE = TaskStatus("completed", {"result": "success"})
both = pytest.mark.parametrize("kind", KINDS)


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def receiver() -> CallbackReceiver:
    return CallbackReceiver("http://127.0.0.1:9", token=TOKEN)


@pytest.fixture
def served() -> Iterator[CallbackReceiver]:
    """A receiver that is served, as the mock reaches it."""
    made: list[CallbackReceiver] = []

    async def application(scope: Any, receive: Any, send: Any) -> None:  # noqa: ANN401 - as ASGI has it
        await made[0](scope, receive, send)

    with Server(application) as server:
        made.append(CallbackReceiver(f"{server.url}/mounted"))
        yield made[0]


def report(id_: str, word: str = "completed") -> bytes:
    return orjson.dumps({"taskId": id_, "status": word, "details": {"result": "success"}})


def post(receiver: CallbackReceiver, *parts: bytes, path: str = f"/any/{TOKEN}", method: str = "POST") -> int | None:
    """Send a request in parts, and return the status of the response; None when there was none."""
    sent: list[MutableMapping[str, Any]] = []
    messages = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
    if messages:
        messages[-1]["more_body"] = False
    messages.append({"type": "http.disconnect"})

    async def receive() -> MutableMapping[str, Any]:
        return messages.pop(0)

    async def send(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    asyncio.run(receiver({"type": "http", "method": method, "path": path}, receive, send))
    return sent[0]["status"] if sent else None


@both
def test_a_callback_ends_a_wait_without_a_question(
    kind: Kind, agillic_mock: LocalMock, served: CallbackReceiver
) -> None:
    told: list[TaskStatus] = []
    state = ended(
        kind,
        agillic_mock,
        Time(),
        receiver=served,
        progress=told.append,
        between=lambda: agillic_mock.clock.advance(60),
    )
    assert state.result == "success"
    assert told == [state]
    assert questions(agillic_mock) == 0


@pytest.mark.agillic_mock(assumptions={"task-failure-detail": "entries"})
@both
def test_a_callback_tells_of_failures(kind: Kind, agillic_mock: LocalMock, served: CallbackReceiver) -> None:
    with pytest.raises(TaskFailed) as caught:
        ended(kind, agillic_mock, Time(), BAD, receiver=served, between=lambda: agillic_mock.clock.advance(60))
    assert len(caught.value.failures) == 1
    assert questions(agillic_mock) == 0


@both
def test_callbacks_that_come_while_somebody_waits(kind: Kind, receiver: CallbackReceiver) -> None:
    expected = receiver.expect("1")
    sender = threading.Timer(0, post, (receiver, report("1")))
    sender.start()
    got = expected.wait(30) if kind == "threads" else asyncio.run(expected.wait_async(30))
    sender.join()
    assert got == DONE


def test_many_wait_for_one_end(receiver: CallbackReceiver) -> None:
    """Threads, and tasks of one loop."""
    expected = receiver.expect("1")
    got: list[TaskStatus | None] = []
    threads = [threading.Thread(target=lambda: got.append(expected.wait(30))) for _ in range(8)]
    for thread in threads:
        thread.start()

    async def wait() -> None:
        waiting = [asyncio.create_task(expected.wait_async(30)) for _ in range(8)]
        dropped = asyncio.create_task(expected.wait_async(30))
        await asyncio.sleep(0)
        dropped.cancel()
        await asyncio.to_thread(post, receiver, report("1"))
        got.extend(await asyncio.gather(*waiting))

    asyncio.run(wait())
    for thread in threads:
        thread.join()
    assert got == [DONE] * 16
    assert receiver.expect("1").wait(0) == DONE, "as long as somebody holds it"


def test_a_lost_callback_is_caught_by_a_question(agillic_mock: LocalMock, receiver: CallbackReceiver) -> None:
    """Nobody listens at the receiver's port."""
    state = ended(
        "threads", agillic_mock, Time(), receiver=receiver, timeout=0, between=lambda: agillic_mock.clock.advance(60)
    )
    assert state.result == "success"
    assert questions(agillic_mock) == 1


def test_ends_of_tasks_that_nobody_waits_for_are_remembered_within_a_bound(receiver: CallbackReceiver) -> None:
    for number in range(MAX_REMEMBERED + 1):
        assert post(receiver, report(str(number))) == 204
    assert receiver.expect("0").result is None, "the oldest is forgotten"
    assert receiver.expect("1").result == DONE
    assert receiver.expect(str(MAX_REMEMBERED)).result == DONE
    assert receiver.expect("1").result is None, "handed out once"


def test_the_first_end_counts_and_other_states_change_nothing(receiver: CallbackReceiver) -> None:
    expected = receiver.expect("1")
    for word, then in (("running", None), ("done?", None), ("completed", "completed"), ("failed", "completed")):
        assert post(receiver, report("1", word)) == 204
        assert (expected.result.state if expected.result else None) == then


@pytest.mark.parametrize(
    "path", ["/", "", "/any", f"/{TOKEN}/", f"/{TOKEN}x", f"/x{TOKEN}", f"/{TOKEN[:-1]}", "/ø\ud800"]
)
def test_s_nobody_reports_without_the_token(path: str, receiver: CallbackReceiver) -> None:
    expected = receiver.expect("1")
    assert post(receiver, report("1"), path=path) == 404
    assert expected.result is None


@pytest.mark.parametrize("method", ["GET", "PUT", "HEAD", "DELETE", "post"])
def test_s_only_post_is_taken(method: str, receiver: CallbackReceiver) -> None:
    expected = receiver.expect("1")
    assert post(receiver, report("1"), method=method) == 405
    assert expected.result is None


def test_s_bodies_are_bounded(receiver: CallbackReceiver) -> None:
    expected, whole = receiver.expect("1"), report("1")
    assert post(receiver, whole + b" " * (MAX_BODY + 1 - len(whole))) == 413
    assert post(receiver, whole, *[b" " * 1000] * 66) == 413
    assert expected.result is None
    assert post(receiver, whole + b" " * (MAX_BODY - len(whole))) == 204
    assert expected.result == DONE


def test_s_a_sender_that_goes_away_changes_nothing(receiver: CallbackReceiver) -> None:
    expected = receiver.expect("1")
    assert post(receiver) is None
    assert expected.result is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"completed"',
        b'{"status": "completed"}',
        b'{"taskId": "1"}',
        b'{"taskId": 1, "status": "completed"}',
        b'{"taskId": "", "status": "completed"}',
        b'{"taskId": "%s", "status": "completed"}' % (b"1" * 201),
        b"\xff",
        b"[" * 60_000,
    ],
)
def test_s_what_is_no_task_is_rejected(body: bytes, receiver: CallbackReceiver) -> None:
    assert post(receiver, body) == 400


def test_s_the_token_is_seen_nowhere_but_in_the_url(receiver: CallbackReceiver) -> None:
    assert receiver.url == f"http://127.0.0.1:9/{TOKEN}"
    assert TOKEN not in repr(receiver)
    one, other = CallbackReceiver("https://hooks.example.com"), CallbackReceiver("https://hooks.example.com/")
    assert one.url != other.url


@pytest.mark.parametrize("token", ["", "short", "a" * 15, "a/" * 8, "é" * 16, "%" * 16])
def test_tokens_that_cannot_be_used_are_rejected_and_not_repeated(token: str) -> None:
    with pytest.raises(ValueError, match="token cannot be used") as caught:
        CallbackReceiver("https://hooks.example.com", token=token)
    assert not token or token not in str(caught.value)


def test_urls_that_others_could_read_are_rejected() -> None:
    with pytest.raises(ValueError, match="https"):
        CallbackReceiver("http://hooks.example.com")


def test_other_protocols_are_not_served(receiver: CallbackReceiver) -> None:
    async def never(*_: object) -> Any:  # noqa: ANN401 - never called
        raise AssertionError

    with pytest.raises(ValueError, match="lifespan is not served here"):
        asyncio.run(receiver({"type": "lifespan"}, never, never))
