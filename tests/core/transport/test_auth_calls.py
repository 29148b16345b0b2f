"""A call and the request for its token: one deadline for both, and an outcome that nothing makes better."""

import asyncio

import httpx
import pytest
from retry_wire import Caller, Time, Wire, sync_and_async
from tiny_client.client import AsyncAPIClient, SyncAPIClient
from tiny_client.credentials import ClientCredentialsAuth
from tiny_client.errors import TinyError, TransportError
from token_server import BASE, KEY, READ, WRITE, extensions

from sdk_core.transport.http.async_retry_transport import AsyncRetryTransport
from sdk_core.transport.http.retry_transport import RetryTransport
from sdk_core.transport.retries.call_state import CALL_STATE, CallState, RetryContext
from sdk_core.transport.retries.policy import RequestOptions, RetryPolicy

TOKEN = httpx.Response(200, json={"access_token": "t", "expires_in": 7200})


class Scripted:
    """A server that meets each request by the next step of a script."""

    def __init__(self, *steps: httpx.Response | Exception) -> None:
        self._flow = iter(steps)

    def _meet(self, _: httpx.Request) -> httpx.Response:
        step = next(self._flow)
        if isinstance(step, Exception):
            raise step
        return httpx.Response(step.status_code, content=step.content)

    def call(self, *, asynchronous: bool) -> None:
        """Call an operation that may be repeated."""
        time = Time()
        retry = RetryContext(policy=RetryPolicy(backoff_base=0, max_retries=1), clock=time.clock)
        wire, auth = Wire(self._meet), ClientCredentialsAuth(KEY, "candystore-secret", BASE)
        if not asynchronous:
            sending = RetryTransport(wire, retry=retry, sleep=time.sleep)
            SyncAPIClient(BASE, httpx.Client(transport=sending, auth=auth)).call(READ)
            return
        async_sending = AsyncRetryTransport(wire, retry=retry, sleep=time.sleep_async)
        asyncio.run(AsyncAPIClient(BASE, httpx.AsyncClient(transport=async_sending, auth=auth)).call(READ))


@sync_and_async
@pytest.mark.parametrize(
    "no_token", [httpx.Response(403), httpx.Response(401), httpx.ConnectTimeout("slow"), httpx.ReadTimeout("slow")]
)
def test_an_attempt_that_may_have_been_done_is_not_forgotten_for_want_of_a_token(
    no_token: httpx.Response | Exception, *, asynchronous: bool
) -> None:
    script = Scripted(TOKEN, httpx.ReadTimeout("slow"), httpx.Response(401), no_token, no_token)
    with pytest.raises(TinyError) as caught:
        script.call(asynchronous=asynchronous)
    assert caught.value.outcome == "unknown"


@sync_and_async
def test_nor_for_a_rejection_with_the_next_token(*, asynchronous: bool) -> None:
    script = Scripted(TOKEN, httpx.ReadTimeout("slow"), httpx.Response(401), TOKEN, httpx.Response(404))
    with pytest.raises(TinyError) as caught:
        script.call(asynchronous=asynchronous)
    assert (caught.value.status, caught.value.outcome) == (404, "unknown")


@sync_and_async
def test_a_call_that_only_lacked_its_first_token_was_not_sent(*, asynchronous: bool) -> None:
    script = Scripted(httpx.ReadTimeout("slow"), httpx.ReadTimeout("slow"))
    with pytest.raises(TransportError) as caught:
        script.call(asynchronous=asynchronous)
    assert caught.value.outcome == "not-sent"


@sync_and_async
def test_the_time_for_a_token_is_the_calls(*, asynchronous: bool) -> None:
    caller = Caller(Wire(200), asynchronous=asynchronous)
    request = httpx.Request(
        "GET", BASE, extensions=extensions(READ) | {"sdk_core.options": RequestOptions(deadline=100)}
    )
    flow = ClientCredentialsAuth(KEY, "candystore-secret", BASE).sync_auth_flow(request)
    caller.send(for_token := next(flow))
    caller.time.sleep(30)
    caller.send(flow.send(TOKEN))
    assert caller.state is not None
    assert (caller.state.remaining(), caller.state.outcome) == (70, "done")
    caller.time.sleep(10)
    again = flow.send(httpx.Response(401))
    caller.send(again)
    caller.send(flow.send(TOKEN))
    assert caller.state.remaining() == 60
    token_course = for_token.extensions[CALL_STATE]
    assert isinstance(token_course, CallState)
    assert token_course.deadline == caller.state.deadline


def test_who_has_a_deadline_waits_no_longer_for_the_token_of_another() -> None:
    auth = ClientCredentialsAuth(KEY, "candystore-secret", BASE)
    hurried = extensions(WRITE) | {"sdk_core.options": RequestOptions(deadline=0.001)}

    async def run() -> None:
        fetching = auth.async_auth_flow(httpx.Request("POST", f"{BASE}/things", extensions=extensions(WRITE)))
        await anext(fetching)
        with pytest.raises(TransportError, match=r"did not come within 0\.001 s") as caught:
            await anext(auth.async_auth_flow(httpx.Request("POST", f"{BASE}/things", extensions=hurried)))
        assert (caught.value.outcome, caught.value.retryable) == ("not-sent", True)
        auth.max_token_wait = 0.002
        with pytest.raises(TransportError):  # the fetching was not given up: others still wait for it
            await anext(auth.async_auth_flow(httpx.Request("POST", f"{BASE}/things", extensions=hurried)))
        await fetching.aclose()

    asyncio.run(run())


@pytest.mark.parametrize(("options", "ends"), [(RequestOptions(deadline=100), 100.0), (RequestOptions(), 50.0)])
def test_the_wait_for_the_token_of_another_is_part_of_the_calls_time(options: RequestOptions, ends: float) -> None:
    time = Time()
    time.now = 0.0
    auth = ClientCredentialsAuth(KEY, "candystore-secret", BASE, clock=time.clock)
    auth.deadline = 50.0  # as of the policy

    async def run() -> httpx.Request:
        first = auth.async_auth_flow(httpx.Request("POST", f"{BASE}/things", extensions=extensions(WRITE)))
        await anext(first)
        given = extensions(WRITE) | {"sdk_core.options": options}
        second = auth.async_auth_flow(httpx.Request("POST", f"{BASE}/things", extensions=given))
        waiting = asyncio.ensure_future(anext(second))
        await asyncio.sleep(0)
        time.sleep(30)
        await first.asend(httpx.Response(200, json={"access_token": "t"}))  # codespell:ignore asend
        return await waiting

    assert asyncio.run(run()).extensions["sdk_core.deadline"] == ends
