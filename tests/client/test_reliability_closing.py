"""Who closes a client while it works finds out what is known of its calls, and no call is sent afterwards."""

import asyncio
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import get_args

import pytest
from reliability_parts import PROMPT, keyed
from scripted_server import PATIENCE, ScriptedServer, answering, response, stay_silent

from agillic import Agillic, AsyncAgillic, Hooks, ServerError, TransportError
from sdk_core.transport.settings.parsers import TransportName

over_each = pytest.mark.parametrize("over", get_args(TransportName))


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer(behave=stay_silent) as server:
        yield server


def test_a_call_in_flight_ends_and_is_not_repeated(server: ScriptedServer) -> None:
    agillic = Agillic(retry_policy=PROMPT, **keyed(server.url))
    with ThreadPoolExecutor(1) as pool:
        call = pool.submit(agillic.tasks.get, "7")
        server.wait_until(lambda: server.in_flight == 1)
        agillic.close()
        error = call.exception(PATIENCE)
    assert isinstance(error, TransportError)
    assert (error.outcome, error.retryable) == ("unknown", True)
    assert server.seen.total() == 1
    assert agillic.limits.in_flight == 0


def test_an_asynchronous_call_in_flight_ends_and_is_not_repeated(server: ScriptedServer) -> None:
    async def run() -> BaseException | None:
        agillic = AsyncAgillic(retry_policy=PROMPT, **keyed(server.url))
        call = asyncio.create_task(agillic.tasks.get("7"))
        await asyncio.to_thread(server.wait_until, lambda: server.in_flight == 1)
        await agillic.aclose()
        async with asyncio.timeout(PATIENCE):
            (end,) = await asyncio.gather(call, return_exceptions=True)
        assert agillic.limits.in_flight == 0
        return end if isinstance(end, BaseException) else None

    assert isinstance(asyncio.run(run()), TransportError)
    assert server.seen.total() == 1


@over_each
def test_a_call_whose_connection_is_being_encrypted_was_not_sent(over: TransportName) -> None:
    def greeted(silent: socket.socket) -> socket.socket:
        silent.settimeout(PATIENCE)
        connection = silent.accept()[0]
        assert connection.recv(1)  # of the greeting of TLS, which gets no response
        return connection

    async def run(silent: socket.socket) -> BaseException | None:
        url = f"https://127.0.0.1:{silent.getsockname()[1]}"
        agillic = AsyncAgillic(retry_policy=PROMPT, **keyed(url, transport=over))
        call = asyncio.create_task(agillic.tasks.get("7"))
        with await asyncio.to_thread(greeted, silent):
            await agillic.aclose()
            async with asyncio.timeout(PATIENCE):
                (end,) = await asyncio.gather(call, return_exceptions=True)
        return end if isinstance(end, BaseException) else None

    with socket.create_server(("127.0.0.1", 0)) as silent:
        error = asyncio.run(run(silent))
    assert isinstance(error, TransportError)
    assert error.outcome == "not-sent"
    assert "ConnectError" in str(error)  # at once, and not by a time limit


def test_a_call_that_waits_for_its_repeat_is_not_repeated(server: ScriptedServer) -> None:
    server.behave = answering(response(503))
    agillic = Agillic(retry_policy=PROMPT, hooks=Hooks(on_retry=lambda _: agillic.close()), **keyed(server.url))
    with pytest.raises(TransportError) as caught:  # closed in the wait: the repeat is not sent any more
        agillic.tasks.get("7")
    assert caught.value.outcome == "unknown"
    assert server.seen.total() == 1


def test_a_call_that_has_not_begun_is_not_sent(server: ScriptedServer) -> None:
    server.behave = answering(response(503))
    agillic = Agillic(retry_policy=PROMPT, hooks=Hooks(on_request=lambda _: agillic.close()), **keyed(server.url))
    with pytest.raises(TransportError) as caught:  # closed before anything was sent
        agillic.tasks.get("7")
    assert caught.value.outcome == "not-sent"
    assert server.seen.total() == 0


def test_an_asynchronous_call_that_waits_for_its_repeat_is_not_repeated(server: ScriptedServer) -> None:
    server.behave = answering(response(503))

    async def run() -> None:
        closing: list[asyncio.Task[None]] = []
        hooks = Hooks(on_retry=lambda _: closing.append(asyncio.create_task(agillic.aclose())))
        agillic = AsyncAgillic(retry_policy=PROMPT, hooks=hooks, **keyed(server.url))
        with pytest.raises((TransportError, ServerError)) as caught:
            await agillic.tasks.get("7")
        assert caught.value.outcome == "unknown"
        await asyncio.gather(*closing)

    asyncio.run(run())
    assert server.seen.total() == 1
