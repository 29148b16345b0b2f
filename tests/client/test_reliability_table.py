"""Every operation of the document x every failure: how often the server sees a call, and what its error says.

The short form gives each failure a third of the operations, in turns, so that each operation meets a third of them.
"""

import socket
from collections import Counter
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal, NamedTuple

import pytest
from client_surface import EVERY, sync_and_async
from reliability_parts import LONG, ends_of, keyed
from scripted_server import PATIENCE, Behavior, Connection, ScriptedServer, answering, reset, response, stay_silent

from agillic import AgillicError, BadRequest, Conflict, RateLimited, ServerError, TransportError
from generator.bundle.document import Operation
from sdk_core.transport.instrumentation.hooks import CallEvent, Hooks

ATTEMPTS = 3
GROUP = 25
"""Operations that share a client: their repeats, two of 10 tokens each at most, are within its quota of 500."""


class Failure(NamedTuple):
    """What every call meets, and the rule for it: whose calls may be repeated, and what is known afterwards.

    Attributes:
        behave: what the server does with the request; None where it never reads one.
        error: the class.
        whose: calls of all operations, of those that are idempotent by their traits, or none.
        outcome: what is known of what the server did.
        scheme: by which the server is called; "nobody" where nothing listens.
        read_timeout: seconds; short where it is waited for.
    """

    behave: Behavior | None
    error: type[AgillicError]
    whose: Literal["all", "idempotent", "none"]
    outcome: str
    scheme: Literal["http", "https", "nobody"] = "http"
    read_timeout: float = PATIENCE

    def may_repeat(self, operation: Operation) -> bool:
        return self.whose == "all" or (self.whose == "idempotent" and operation.traits["idempotent"] is True)


def status(code: int) -> Behavior:
    return answering(response(code))


NO_HTTP = answering(b"SSH-2.0-OpenSSH_9.9\r\n", then=Connection.close)
FAILURES = {
    "rejected connection": Failure(None, TransportError, "all", "not-sent", "nobody"),
    "reset before bytes were sent": Failure(None, TransportError, "all", "not-sent", "https"),
    "reset before it was read": Failure(None, TransportError, "idempotent", "unknown"),
    "reset after it was read": Failure(reset, TransportError, "idempotent", "unknown"),
    "read timeout": Failure(stay_silent, TransportError, "idempotent", "unknown", read_timeout=0.05),
    "malformed HTTP": Failure(NO_HTTP, TransportError, "idempotent", "unknown"),
    "408": Failure(status(408), BadRequest, "idempotent", "unknown"),
    "409": Failure(status(409), Conflict, "none", "rejected"),
    "425": Failure(status(425), BadRequest, "idempotent", "rejected"),
    "429": Failure(status(429), RateLimited, "all", "rejected"),
    "500": Failure(status(500), ServerError, "idempotent", "unknown"),
    "502": Failure(status(502), ServerError, "idempotent", "unknown"),
    "503": Failure(status(503), ServerError, "idempotent", "unknown"),
    "504": Failure(status(504), ServerError, "idempotent", "unknown"),
    "520": Failure(status(520), ServerError, "idempotent", "unknown"),
}


def operations_for(failure: Failure, *, asynchronous: bool) -> list[Operation]:
    turn = [*FAILURES.values()].index(failure) + asynchronous
    return EVERY if LONG else EVERY[turn % 3 :: 3]


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    with ScriptedServer() as server:
        yield server


@contextmanager
def meeting(failure: Failure, server: ScriptedServer) -> Generator[str, None, None]:
    """Let every call meet a failure, and return the URL where it does."""
    if failure.scheme == "nobody":
        with closing(socket.socket()) as taken:  # bound, so that nobody else listens there
            taken.bind(("127.0.0.1", 0))
            yield "http://{}:{}".format(*taken.getsockname())
        return
    if failure.behave is None:
        server.resets_at_first_byte = True
    else:
        server.behave = failure.behave
    yield server.url.replace("http", failure.scheme)


@sync_and_async
@pytest.mark.parametrize("failure", FAILURES.values(), ids=FAILURES)
def test_what_repeats_and_what_is_known_follow_from_the_traits(
    server: ScriptedServer, failure: Failure, *, asynchronous: bool
) -> None:
    operations = operations_for(failure, asynchronous=asynchronous)
    attempts: Counter[str] = Counter()

    def count(event: CallEvent) -> None:
        attempts[event.operation] += 1  # each call for a name of its own, so threads do not meet

    found: dict[str, object] = {}
    with meeting(failure, server) as url:
        for first in range(0, len(operations), GROUP):
            group = operations[first : first + GROUP]
            given = keyed(url, read_timeout=failure.read_timeout)
            ends = ends_of(given, group, asynchronous=asynchronous, hooks=Hooks(on_request=count))
            found |= {operation.id: end for operation, end in zip(group, ends, strict=True)}
    expected = {each.id: ATTEMPTS if failure.may_repeat(each) else 1 for each in operations}
    assert attempts == expected
    assert found.keys() == expected.keys()
    for operation in operations:
        end = found[operation.id]
        assert isinstance(end, AgillicError), operation.id
        assert type(end) is failure.error, operation.id
        told = (end.operation, end.outcome, end.retryable)
        assert told == (operation.id, failure.outcome, failure.may_repeat(operation))
    if failure.behave is not None:
        server.wait_until(lambda: server.seen.total() >= sum(expected.values()))
        # Each call has a method and a path of its own.
        assert sorted(server.seen.values()) == sorted(expected.values())
    elif failure.scheme != "nobody":
        assert (server.connections, server.seen) == (sum(expected.values()), Counter())


def test_the_table_has_operations_of_both_kinds() -> None:
    for failure in FAILURES.values():
        for asynchronous in (False, True):
            operations = operations_for(failure, asynchronous=asynchronous)
            assert {each.traits["idempotent"] for each in operations} == {True, False}
