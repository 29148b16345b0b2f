"""Ctrl-C at every step of a repeated call, of an upload, and of what calls share; and pressed twice.

As in `test_interrupted_calls.py`, the interrupt is raised before the n-th line that is run.
"""

import asyncio
import gc
import socket
import threading
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import httpx
import pytest
from interrupts import LONG, Interrupts, ended, steps

from agillic import Agillic
from agillic.limits import LocalRateLimiter
from agillic.mock.local import LocalMock
from agillic.resources import assets
from agillic_api import OPERATIONS
from sdk_core import transport
from sdk_core.calls import files
from sdk_core.transport import clock as waiting
from sdk_core.transport import retries
from sdk_core.transport.http import resolver as resolving
from sdk_core.transport.http.async_retry_transport import AsyncRetryTransport
from sdk_core.transport.http.retry_transport import RetryTransport
from sdk_core.transport.limits import shared_file
from sdk_core.transport.limits.concurrency.registry import Watcher
from sdk_core.transport.retries.call_state import RetryContext
from sdk_core.transport.retries.policy import OPERATION
from sdk_core.transport.retries.quota import CAPACITY, RETRY_COST, RetryQuota
from sdk_core.wire.interrupts import leaves_unlocked

TRANSPORT = Path(transport.__file__).parent
LIMITS = f"{TRANSPORT}/limits/"
RETRIES = (str(Path(retries.__file__).parent),)
TRANSPORTS = (f"{TRANSPORT}/http/retry_transport.py", f"{TRANSPORT}/http/async_retry_transport.py")
OTHERS = ("connection_pool.py", "deadline_transport.py", "response_body.py")
SENDING = (*TRANSPORTS, *(f"{TRANSPORT}/http/{name}" for name in OTHERS))
EXTENSIONS = {OPERATION: OPERATIONS["getTaskStatus"]}
URL = "https://api.agillic.test"


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    gc.disable()  # what it runs is no step of a call
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # what was interrupted as it was made
        warnings.simplefilter("ignore", RuntimeWarning)
        yield
        gc.enable()
        gc.collect()


def end_of(action: Callable[[], object], interrupts: Interrupts | None = None) -> BaseException | None:
    def work() -> BaseException | None:
        try:
            with interrupts or Interrupts(0):
                action()
        except BaseException as error:  # noqa: BLE001 - that is what is asked
            return error
        return None

    return ended(work)


def opened(mock: LocalMock) -> Agillic:
    return Agillic(key=mock.key, secret=mock.secret, base_url=mock.url, authentication="basic")


def used(client: Any) -> set[object]:  # noqa: ANN401 - its private parts are asked
    return set(client._http_client._transport._transport._pool._used)  # noqa: SLF001 - no public name tells them


class Failing:
    """A server that fails once; it counts calls."""

    def __init__(self) -> None:
        self.calls = 0
        self.quota = RetryQuota()
        self.retry = RetryContext(quota=self.quota)

    def response(self, _: httpx.Request) -> httpx.Response:
        self.calls += 1
        return httpx.Response(503 if self.calls == 1 else 200)

    def ask(self) -> None:
        sending = RetryTransport(httpx.MockTransport(self.response), retry=self.retry, sleep=lambda _: None)
        with httpx.Client(transport=sending) as client:
            client.get(URL, extensions=EXTENSIONS)

    def ask_async(self) -> None:
        async def ask() -> None:
            sending = AsyncRetryTransport(httpx.MockTransport(self.response), retry=self.retry, sleep=no_sleep)
            async with httpx.AsyncClient(transport=sending) as client:
                await client.get(URL, extensions=EXTENSIONS)

        asyncio.run(ask())


async def no_sleep(_: float) -> None:
    pass


@pytest.mark.parametrize("ask", [Failing.ask, Failing.ask_async], ids=["sync", "async"])
@pytest.mark.parametrize("within", [RETRIES, TRANSPORTS], ids=["retries", "sending"])
def test_an_attempt_that_is_not_made_is_not_paid_for(ask: Callable[[Failing], None], within: tuple[str, ...]) -> None:
    unmade: set[int] = set()
    for number, kind in steps(3):
        server, interrupts = Failing(), Interrupts(number, kind=kind, within=within)
        error = end_of(lambda: ask(server), interrupts)  # noqa: B023 - done at once
        if not interrupts.raised:
            assert (error, server.quota.available_capacity) == (None, CAPACITY)
            assert len(unmade) <= 2 * 3, "the lines in which it leaves"
            return
        assert type(error) is kind, number
        assert server.quota.available_capacity in (CAPACITY, CAPACITY - RETRY_COST), number
        if server.calls == 1 and server.quota.available_capacity != CAPACITY:
            assert within != RETRIES, number
            unmade.add(number)
        assert end_of(lambda: server.quota.release(server.quota.acquire(1))) is None, number  # noqa: B023 - so


@pytest.mark.parametrize("later", range(1, 30, 2 if LONG else 4))
def test_a_second_interrupt_leaves_no_slot_and_no_lock(agillic_mock: LocalMock, later: int) -> None:
    agillic_mock.state.recipients.create({"EMAIL": "ada@example.com"})
    with opened(agillic_mock) as client:
        call = lambda: client.recipients.get("ada@example.com")  # noqa: E731 - short
        for number, kind in steps(29, in_long_run=5):
            interrupts = Interrupts(number, later, kind=kind, within=(*SENDING, LIMITS, *RETRIES))
            error = end_of(call, interrupts)
            if not interrupts.raised:
                assert (error, number > 100) == (None, True)
                break
            assert (client.limits.in_flight, client.limits.waiting) == (0, 0), number
            assert not used(client), number
            assert end_of(call) is None, number


class Picture(Path):
    """A path that remembers what it opened."""

    _flavour = getattr(type(Path()), "_flavour", None)  # without which Python 3.11 knows no subclasses
    opened: list[BinaryIO]

    def open(self, *_: object, **__: object) -> BinaryIO:  # type: ignore[override] # as uploads use it
        file = Path(self).open("rb")  # noqa: SIM115 - the upload closes it
        self.opened.append(file)
        return file


def test_an_interrupted_upload_closes_its_file_and_can_be_made_again(agillic_mock: LocalMock, tmp_path: Path) -> None:
    (tmp_path / "picture.png").write_bytes(b"picture")
    within = (str(Path(files.__file__).parent), assets.__file__, *SENDING)
    with opened(agillic_mock) as client:
        for number, kind in steps(17):
            picture = Picture(tmp_path / "picture.png")
            picture.opened = []
            interrupts = Interrupts(number, kind=kind, within=within)
            error = end_of(lambda: client.assets.update_resource(picture), interrupts)  # noqa: B023 - done at once
            assert all(each.closed for each in picture.opened), number
            assert (client.limits.in_flight, used(client)) == (0, set()), number
            if not interrupts.raised:
                assert (error, number > 100) == (None, True)
                break
            assert type(error) is kind, number
        stream = (tmp_path / "picture.png").open("rb")
        send = lambda: client.assets.update_resource(stream, file_name="picture.png")  # noqa: E731 - short
        for number, kind in steps(17):
            interrupts = Interrupts(number, kind=kind, within=within)
            end_of(send, interrupts)
            assert not stream.closed, "it is the caller's"
            if not interrupts.raised:
                break
        stream.close()


def test_an_interrupt_while_a_client_is_made_or_asked_or_closed_locks_nobody_out(agillic_mock: LocalMock) -> None:
    kept: list[LocalRateLimiter] = []  # what is raised in the end of an object is swallowed

    def action() -> None:
        limiter = LocalRateLimiter(agillic_mock.url, agillic_mock.key)
        kept.append(limiter)
        limiter.limits()
        limiter.close()

    for number, kind in steps(3):
        interrupts = Interrupts(number, kind=kind, within=(LIMITS,))
        error = end_of(action, interrupts)
        if not interrupts.raised:
            assert (error, number > 100) == (None, True)
            return
        assert type(error) is kind, number
        assert end_of(action) is None, number


def test_an_interrupt_while_the_file_is_opened_locks_nobody_out(agillic_mock: LocalMock, tmp_path: Path) -> None:
    agillic_mock.state.recipients.create({"EMAIL": "ada@example.com"})
    with opened(agillic_mock) as client:
        call = lambda: client.recipients.get("ada@example.com")  # noqa: E731 - short
        assert end_of(call) is None
        for number, kind in steps(2):
            for each in tmp_path.rglob("*.limits"):
                each.unlink()  # so it is opened anew
            interrupts = Interrupts(number, kind=kind, within=(shared_file.__file__,))
            error = end_of(call, interrupts)
            if not interrupts.raised:
                assert (error, number > 10) == (None, True)
                return
            assert type(error) is kind, number
            assert end_of(call) is None, number


def test_an_interrupt_starts_no_second_thread_that_looks_for_slots() -> None:
    watched = str(TRANSPORT / "limits" / "concurrency" / "registry.py")
    for number, kind in steps(1):
        watcher, looked = Watcher("agillic-slots", lambda _: None), threading.Event()

        def look(looked: threading.Event = looked) -> bool:
            looked.set()
            return False

        before = sum(each.name == "agillic-slots" for each in threading.enumerate())
        interrupts = Interrupts(number, kind=kind, within=(watched,))
        end_of(leaves_unlocked(lambda: watcher.wake(look)), interrupts)  # noqa: B023 - as whoever calls does
        assert end_of(lambda: watcher.wake(look)) is None, number  # noqa: B023 - so
        assert looked.wait(20), number
        assert sum(each.name == "agillic-slots" for each in threading.enumerate()) == before + 1, number
        if not interrupts.raised:
            return


def test_a_search_for_a_name_goes_on_for_others_when_its_first_caller_is_interrupted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def found(*_: object, **__: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", 443))]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    resolve = lambda: resolving.resolve("api.agillic.test", 443, 10)  # noqa: E731 - short
    let_go = leaves_unlocked(resolve)  # as whoever calls does
    for number, kind in steps(1):
        interrupts = Interrupts(number, kind=kind, within=(resolving.__file__,))
        error = end_of(let_go, interrupts)
        assert end_of(resolve) is None, number
        if not interrupts.raised:
            assert (error, number > 10) == (None, True)
            return
        assert type(error) is kind, number


def test_an_interrupt_of_a_skipped_wait_locks_nobody_out() -> None:
    with waiting.skip_waits():
        for number, kind in steps(1):
            interrupts = Interrupts(number, kind=kind, within=(waiting.__file__,))
            end_of(lambda: waiting.sleep(1), interrupts)
            assert end_of(lambda: waiting.sleep(1)) is None, number
            if not interrupts.raised:
                return
