"""All callers of a key share a token: one of them fetches it, the others are told how that ended."""

import asyncio
import os
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import count

import httpx
import pytest
from tiny_client.credentials import ClientCredentialsAuth
from tiny_client.errors import DailyCapReached, RateLimited, ServerError, TransportError
from token_server import BASE, KEY, WRITE, TokenServer, extensions

CALLERS = 200
LONG = 30.0
"""Seconds after which a test that hangs fails."""


class Crowd:
    """A clock that counts who looks at it: with an old token, who fetches does twice before, who waits four times."""

    def __init__(self, callers: int) -> None:
        self.now = 0.0
        self._callers = callers
        self._looks = count(1)  # its next() is one step, for threads
        self._all = threading.Event()

    def __call__(self) -> float:
        if next(self._looks) >= 4 * self._callers - 2:
            self._all.set()
        return self.now

    def expire(self) -> None:
        """Let time pass, and begin to count."""
        self.now += 7200
        self._looks = count(1)
        self._all.clear()

    def wait_for_all(self) -> None:
        assert self._all.wait(LONG), "not all callers came"


class SlowTokens(httpx.AsyncBaseTransport):
    """The server for asyncio, which lets the loop go on while a token is fetched."""

    def __init__(self, server: TokenServer, ready: Callable[[], object]) -> None:
        self._server, self._ready = server, ready

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await request.aread()
        if request.url.path == "/oauth2/token":
            await asyncio.get_running_loop().run_in_executor(None, self._ready)
        return self._server(request)


def with_an_old_token(callers: int) -> tuple[Crowd, TokenServer, ClientCredentialsAuth]:
    crowd, server = Crowd(callers), TokenServer()
    auth = ClientCredentialsAuth(KEY, "candystore-secret", BASE, clock=crowd)
    with server.client(auth) as client:
        client.get("/things")
    crowd.expire()
    server.calls.clear()
    return crowd, server, auth


def in_threads(number: int, call: Callable[[int], object]) -> list[object]:
    def told(index: int) -> object:
        try:
            return call(index)
        except Exception as error:  # noqa: BLE001 - each caller is told by an exception of its own
            return error

    with ThreadPoolExecutor(number) as threads:
        return list(threads.map(told, range(number), timeout=LONG))


async def in_tasks(number: int, call: Callable[[], Awaitable[object]]) -> list[object]:
    async with asyncio.timeout(LONG):
        return list(await asyncio.gather(*(call() for _ in range(number)), return_exceptions=True))


def test_two_hundred_threads_at_expiry_cause_one_request_for_a_token() -> None:
    crowd, server, auth = with_an_old_token(CALLERS)
    server.before_token = crowd.wait_for_all
    with server.client(auth) as client:
        statuses = in_threads(CALLERS, lambda _: client.get("/things").status_code)
    assert statuses == [200] * CALLERS
    assert (server.tokens, set(server.calls)) == (2, {"Bearer t2"})


def test_two_hundred_tasks_at_expiry_cause_one_request_for_a_token() -> None:
    crowd, server, auth = with_an_old_token(CALLERS)

    async def run() -> list[object]:
        transport = SlowTokens(server, crowd.wait_for_all)
        async with httpx.AsyncClient(auth=auth, transport=transport, base_url=BASE) as client:
            return await in_tasks(CALLERS, lambda: client.get("/things"))

    assert {getattr(each, "status_code", each) for each in asyncio.run(run())} == {200}
    assert (server.tokens, len(server.calls)) == (2, CALLERS)


def test_threads_and_two_event_loops_at_once_cause_one_request_for_a_token() -> None:
    crowd, server, auth = with_an_old_token(CALLERS)
    server_of_loops = SlowTokens(server, crowd.wait_for_all)

    async def tasks() -> list[object]:
        async with httpx.AsyncClient(auth=auth, transport=server_of_loops, base_url=BASE) as client:
            return await in_tasks(CALLERS // 4, lambda: client.get("/things"))

    def threads_transport(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/oauth2/token":
            crowd.wait_for_all()
        return server(request)

    with httpx.Client(auth=auth, transport=httpx.MockTransport(threads_transport), base_url=BASE) as client:

        def call(index: int) -> object:
            return asyncio.run(tasks()) if index < 2 else [client.get("/things")]

        told = in_threads(2 + CALLERS // 2, call)
    assert "".join(str(each) for each in told).count("200 OK") == CALLERS
    assert server.tokens == 2


def test_callers_that_are_rejected_with_one_token_renew_it_once() -> None:
    server = TokenServer()
    auth = ClientCredentialsAuth(KEY, "candystore-secret", BASE)
    rejected = threading.Barrier(20)

    def revoked(request: httpx.Request) -> httpx.Response:
        if request.headers.get("Authorization") == "Bearer t1":
            rejected.wait(LONG)  # all have called before the first is told
            return httpx.Response(401)
        return server(request)

    with httpx.Client(auth=auth, transport=httpx.MockTransport(revoked), base_url=BASE) as client:
        statuses = in_threads(20, lambda _: client.get("/things").status_code)
    assert statuses == [200] * 20
    assert server.tokens == 2


@pytest.mark.parametrize(("status", "kind"), [(503, ServerError), (429, RateLimited)])
def test_a_failure_is_told_to_all_who_wait_and_each_gets_an_error_of_its_own(
    status: int, kind: type[Exception]
) -> None:
    crowd, server, auth = with_an_old_token(20)
    server.before_token, server.response = crowd.wait_for_all, httpx.Response(status)
    with server.client(auth) as client:
        told = in_threads(20, lambda _: client.post("/things", extensions=extensions(WRITE)))
        assert {type(error) for error in told} == {kind}
        assert len({id(error) for error in told}) == 20
        assert {getattr(error, "operation", "") for error in told} == {"createThing"}
        assert (server.tokens, server.calls) == (2, [])
        server.response = None
        assert client.get("/things").status_code == 200  # the next call tries again


@pytest.mark.parametrize(
    ("raised", "kind"),
    [
        (httpx.ConnectTimeout("slow"), TransportError),
        (httpx.ReadError("reset"), TransportError),
        (DailyCapReached(message="used up", resets_at=datetime.max.replace(tzinfo=UTC)), DailyCapReached),
    ],
)
def test_no_response_is_told_to_all_who_wait(raised: Exception, kind: type[Exception]) -> None:
    crowd, server, auth = with_an_old_token(20)

    def silent() -> None:
        crowd.wait_for_all()
        raise raised

    server.before_token = silent
    with server.client(auth) as client:
        told = in_threads(20, lambda _: client.post("/things", extensions=extensions(WRITE)))
    assert told.count(raised) == 1  # whoever fetched
    others = [error for error in told if error is not raised]
    assert {type(error) for error in others} == {kind}
    assert {getattr(error, "outcome", "") for error in others} == {"not-sent"}
    assert server.tokens == 2


@pytest.mark.parametrize("raised", [httpx.ConnectTimeout("slow"), httpx.ReadError("reset")])
def test_no_response_is_told_to_all_tasks_that_wait(raised: Exception) -> None:
    crowd, server, auth = with_an_old_token(20)
    asked: list[str] = []

    def silent() -> None:
        asked.append("for a token")
        crowd.wait_for_all()
        raise raised

    async def run() -> list[object]:
        transport = SlowTokens(server, silent)
        async with httpx.AsyncClient(auth=auth, transport=transport, base_url=BASE) as client:
            return await in_tasks(20, lambda: client.post("/things", extensions=extensions(WRITE)))

    told = asyncio.run(run())
    assert told.count(raised) == 1
    others = [error for error in told if error is not raised]
    assert {type(error) for error in others} == {TransportError}
    assert {getattr(error, "outcome", "") for error in others} == {"not-sent"}
    assert (len(asked), server.calls) == (1, [])


def test_who_waits_goes_on_when_the_one_who_fetches_is_canceled() -> None:
    server, auth = TokenServer(), ClientCredentialsAuth(KEY, "candystore-secret", BASE)

    async def run() -> tuple[object, object]:
        stuck, asked = asyncio.Event(), asyncio.Event()

        async def first_hangs(request: httpx.Request) -> httpx.Response:
            if request.url.path == "/oauth2/token" and not asked.is_set():
                asked.set()
                await stuck.wait()
            return server(request)

        async with httpx.AsyncClient(auth=auth, transport=httpx.MockTransport(first_hangs), base_url=BASE) as client:
            fetching = asyncio.create_task(client.get("/things"))
            await asked.wait()
            waiting = [asyncio.create_task(client.get("/things")) for _ in range(20)]
            await asyncio.sleep(0)
            waiting[7].cancel()  # who waits may be canceled too, and takes nobody along
            fetching.cancel()
            told = await asyncio.gather(fetching, *waiting, return_exceptions=True)
        return told.pop(8), {getattr(each, "status_code", type(each)) for each in told}

    canceled, others = asyncio.run(run())
    assert isinstance(canceled, asyncio.CancelledError)
    assert others == {200, asyncio.CancelledError}
    assert server.tokens == 1


def test_a_token_that_is_slow_to_come_is_told_and_not_waited_for_any_more() -> None:
    auth = ClientCredentialsAuth(KEY, "candystore-secret", BASE)
    auth.max_token_wait = 0.0

    def request() -> httpx.Request:
        return httpx.Request("POST", f"{BASE}/things", extensions=extensions(WRITE))

    async def run() -> None:
        fetching = auth.async_auth_flow(request())
        assert (await anext(fetching)).url.path == "/oauth2/token"
        with pytest.raises(TransportError, match="did not come within 0 s") as caught:
            await anext(auth.async_auth_flow(request()))
        assert (caught.value.operation, caught.value.outcome, caught.value.retryable) == (
            "createThing",
            "not-sent",
            True,
        )
        another = auth.async_auth_flow(request())
        assert (await anext(another)).url.path == "/oauth2/token"
        await another.aclose()
        sent = await fetching.asend(httpx.Response(200, json={"access_token": "late"}))  # codespell:ignore asend
        assert sent.headers["Authorization"] == "Bearer late"
        await fetching.aclose()

    asyncio.run(run())


def test_a_call_that_blocks_the_event_loop_does_not_wait_for_it() -> None:
    server, auth = TokenServer(), ClientCredentialsAuth(KEY, "candystore-secret", BASE)

    async def run() -> None:
        fetching = auth.async_auth_flow(httpx.Request("GET", f"{BASE}/things"))
        await anext(fetching)
        with server.client(auth) as client:
            assert client.get("/things").status_code == 200
        await fetching.aclose()

    asyncio.run(run())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not copied here")
def test_a_copied_process_does_not_wait_for_its_parent(monkeypatch: pytest.MonkeyPatch) -> None:
    server, auth = TokenServer(), ClientCredentialsAuth(KEY, "candystore-secret", BASE)
    fetching = auth.sync_auth_flow(httpx.Request("GET", f"{BASE}/things"))
    next(fetching)
    monkeypatch.setattr(os, "getpid", lambda: -1)
    with ThreadPoolExecutor(1) as threads, server.client(auth) as client:
        assert threads.submit(client.get, "/things").result(LONG).status_code == 200
    fetching.close()
