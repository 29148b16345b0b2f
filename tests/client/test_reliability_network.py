"""A network that drips, breaks off, swallows and repeats: each call ends by its deadline, and says what is known.

What would go on for ever goes on for `PATIENCE` here, and then ends well: a call that waits for it ends without the
error that it has to end with.
"""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import pytest
from client_surface import BY_ID, arguments_of, sync_and_async
from reliability_parts import OneByOne, keyed
from scripted_server import PATIENCE, Behavior, Connection, ScriptedServer, Seen, answering, response, stay_silent

from agillic import AgillicError, ResponseParseError, TransportError
from generator.bundle.document import Operation

DEADLINE = 0.3
READ, WRITE = BY_ID["getTaskStatus"], BY_ID["createRecipient"]
WHOLE = response(200, b'{"taskId":"7","status":"completed","failedEntries":[]}')
PACE = 0.01
"""Seconds between two parts of what comes slowly."""


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as server:
        yield server


def in_parts(content: bytes, size: int, *, at_once: int = 0) -> Behavior:
    """Return what sends its first bytes at once, and the others slowly, a part at a time."""

    async def behave(connection: Connection, _: Seen) -> None:
        connection.send(content[:at_once])
        for start in range(at_once, len(content), size):
            await asyncio.sleep(PACE)
            connection.send(content[start : start + size])

    return behave


def ending(content: bytes, *, by_reset: bool) -> Behavior:
    """Return what sends some bytes, lets them arrive, and ends the connection."""

    async def behave(connection: Connection, _: Seen) -> None:
        connection.send(content)
        await asyncio.sleep(PACE)  # a reset would overtake what is on its way
        if by_reset:
            connection.reset()
        else:
            connection.close()

    return behave


def silent_after(content: bytes) -> Behavior:
    """Return what sends some bytes, and nothing else."""

    async def behave(connection: Connection, seen: Seen) -> None:
        connection.send(content)
        await stay_silent(connection, seen)

    return behave


MANY = int(PATIENCE / PACE)


def slowly(size: int) -> Behavior:
    """Return what sends a whole response, whose body takes the deadline, in parts of a size."""
    whole = response(200, b'{"status":"completed","taskId":"%s"}' % (b"7" * size * MANY))
    return in_parts(whole, size, at_once=whole.index(b"{"))


class Trouble(NamedTuple):
    """What the server does, the error that it has to end in, and whether it comes at once, so that it is repeated."""

    behave: Behavior
    error: type[AgillicError]
    outcome: str
    repeats: bool


TROUBLES = {
    "drip": Trouble(slowly(1), TransportError, "done", repeats=False),
    "narrow": Trouble(slowly(10), TransportError, "done", repeats=False),
    "black hole": Trouble(stay_silent, TransportError, "unknown", repeats=False),
    "silent in the body": Trouble(silent_after(WHOLE[:-9]), TransportError, "done", repeats=False),
    "reset in the head": Trouble(ending(WHOLE[:10], by_reset=True), TransportError, "unknown", repeats=True),
    "reset in the body": Trouble(ending(WHOLE[:-9], by_reset=True), TransportError, "done", repeats=True),
    "half": Trouble(ending(WHOLE[:-9], by_reset=False), TransportError, "done", repeats=True),
    "longer announced": Trouble(
        ending(response(200, b"{}", length=3), by_reset=False), TransportError, "done", repeats=True
    ),
}


@sync_and_async
@pytest.mark.parametrize("operation", [READ, WRITE], ids=["read", "write"])
@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
def test_a_call_ends_by_its_deadline_and_says_what_is_known(
    server: ScriptedServer, trouble: Trouble, operation: Operation, *, asynchronous: bool
) -> None:
    server.behave = trouble.behave
    deadline = PATIENCE if trouble.repeats else DEADLINE
    with OneByOne(keyed(server.url), asynchronous=asynchronous) as client:
        end = client.end_of(operation, arguments_of(operation), deadline=deadline)
        server.wait_until(lambda: server.in_flight == 0)  # the connection was closed, or is of use
        assert end is not None
        assert type(end) is trouble.error
        assert (end.operation, end.outcome) == (operation.id, trouble.outcome)
        assert end.retryable == (operation is READ)
        attempts = 3 if trouble.repeats and operation is READ else 1
        assert server.seen.total() == attempts
        server.behave = answering(WHOLE)
        assert client.end_of(READ, arguments_of(READ)) is None  # nothing of before is in the way


@sync_and_async
def test_what_is_longer_than_announced_is_cut_and_is_no_part_of_the_next_response(
    server: ScriptedServer, *, asynchronous: bool
) -> None:
    server.behave = answering(response(200, WHOLE.partition(b"\r\n\r\n")[2], length=9))
    with OneByOne(keyed(server.url), asynchronous=asynchronous) as client:
        end = client.end_of(READ, arguments_of(READ))
        assert isinstance(end, ResponseParseError)
        assert end.outcome == "done"
        server.behave = answering(WHOLE)
        assert client.end_of(WRITE, arguments_of(WRITE)) is None  # it is not repeated


@sync_and_async
def test_what_is_slow_and_whole_in_time_is_a_success(server: ScriptedServer, *, asynchronous: bool) -> None:
    server.behave = in_parts(WHOLE, 40)
    with OneByOne(keyed(server.url), asynchronous=asynchronous) as client:
        assert client.end_of(READ, arguments_of(READ)) is None


@sync_and_async
def test_who_takes_no_connection_never_got_the_call(*, asynchronous: bool) -> None:
    with ExitStack() as stack:
        deaf = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(3):  # more than wait in line
            waiting = stack.enter_context(socket.socket())
            waiting.settimeout(0)
            waiting.connect_ex(deaf.getsockname())
        url = "http://{}:{}".format(*deaf.getsockname())
        with OneByOne(keyed(url, connect_timeout=0.1), asynchronous=asynchronous) as client:
            end = client.end_of(WRITE, arguments_of(WRITE), deadline=DEADLINE)
    assert isinstance(end, TransportError)
    assert (end.outcome, end.retryable) == ("not-sent", True)


@sync_and_async
@pytest.mark.parametrize("is_late", [False, True], ids=["with the first", "while nothing is asked"])
def test_a_response_that_came_twice_is_not_that_to_the_next_call(
    server: ScriptedServer, *, is_late: bool, asynchronous: bool
) -> None:
    broken = response(200, b"this is no JSON")  # as a response it would be an error
    server.behave = answering(WHOLE if is_late else WHOLE + broken)
    with OneByOne(keyed(server.url), asynchronous=asynchronous) as client:
        for _ in range(3):
            assert client.end_of(READ, arguments_of(READ)) is None
            if is_late:
                server.send_to_all(broken)
    assert server.connections == 3
