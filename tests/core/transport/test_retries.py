"""What is repeated, when, and how often."""

import inspect
import ssl
from collections.abc import Callable
from contextlib import suppress
from types import SimpleNamespace
from typing import Any, Literal

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from retry_wire import Caller, Step, Time, Wire, any_operation, sync_and_async
from tiny_client.operations import OPERATIONS

from sdk_core.transport.retries.call_state import RetryContext
from sdk_core.transport.retries.policy import RequestOptions, RetryPolicy
from sdk_core.transport.retries.quota import RetryQuota
from sdk_core.wire.operations import Operation

Whose = Literal["all", "idempotent", "none"]
READ_TIMEOUT = httpx.ReadTimeout("no bytes came")


def distrust() -> httpx.ConnectError:
    error = httpx.ConnectError("certificate verify failed")
    error.__cause__ = ssl.SSLCertVerificationError("expired")
    return error


def timeout_after(*events: tuple[str, bytes]) -> Callable[[httpx.Request], httpx.Response]:
    """Time out after steps that the HTTP library tells of, as real transports do."""

    def meet(request: httpx.Request) -> httpx.Response:
        trace: Any = request.extensions.get("trace")
        for event, method in events if trace else ():
            told = trace(event, {"request": SimpleNamespace(method=method)})
            if inspect.iscoroutine(told):
                with pytest.raises(StopIteration):  # it never waits, so it ends at its first step
                    told.send(None)
        raise READ_TIMEOUT

    return meet


IN_A_TUNNEL = timeout_after(("http11.send_request_headers.started", b"CONNECT"))
FAILURES: dict[str, tuple[Step, Whose, str]] = {
    "connect error": (httpx.ConnectError("rejected"), "all", "not-sent"),
    "DNS": (httpx.ConnectError("Name or service not known"), "all", "not-sent"),
    "TLS": (distrust(), "none", "not-sent"),
    "connect timeout": (httpx.ConnectTimeout("slow"), "all", "not-sent"),
    "pool timeout": (httpx.PoolTimeout("full"), "all", "not-sent"),
    "proxy error": (httpx.ProxyError("502 Bad Gateway"), "all", "not-sent"),
    "no such scheme": (httpx.UnsupportedProtocol("ftp"), "none", "not-sent"),
    "read timeout in a tunnel": (IN_A_TUNNEL, "all", "not-sent"),
    "read timeout": (READ_TIMEOUT, "idempotent", "unknown"),
    "read timeout after bytes": (
        timeout_after(("connection.connect_tcp.started", b"PUT"), ("http11.send_request_headers.started", b"PUT")),
        "idempotent",
        "unknown",
    ),
    "write timeout": (httpx.WriteTimeout("slow"), "idempotent", "unknown"),
    "write error": (httpx.WriteError("broken pipe"), "idempotent", "unknown"),
    "reset": (httpx.ReadError("connection reset"), "idempotent", "unknown"),
    "protocol error": (httpx.RemoteProtocolError("no HTTP"), "idempotent", "unknown"),
    "own protocol error": (httpx.LocalProtocolError("illegal header"), "none", "unknown"),
    "301": (301, "none", "unknown"),
    "400": (400, "none", "rejected"),
    "401": (401, "none", "rejected"),
    "404": (404, "none", "rejected"),
    "408": (408, "idempotent", "unknown"),
    "409": (409, "none", "rejected"),
    "422": (422, "none", "rejected"),
    "425": (425, "idempotent", "rejected"),
    "429": (429, "all", "rejected"),
    "500": (500, "idempotent", "unknown"),
    "502": (502, "idempotent", "unknown"),
    "503": (503, "idempotent", "unknown"),
    "504": (504, "idempotent", "unknown"),
    "520": (520, "idempotent", "unknown"),
    "599": (599, "idempotent", "unknown"),
    "600": (600, "none", "unknown"),
}


def attempts(caller: Caller, operation: Operation | None, options: RequestOptions | None = None) -> int:
    """Call, whatever comes of it, and return the number of attempts."""
    with suppress(httpx.RequestError):
        caller.call(operation, options)
    assert caller.state is not None
    return caller.state.attempt


def attempts_expected(whose: Whose, *, idempotent: bool) -> int:
    return 2 if whose == "all" or (whose == "idempotent" and idempotent) else 1


def outcome_expected(step: Step, outcome: str, *, idempotent: bool) -> str:
    """Return what shall be known: where a repeat is safe in any case, nobody looks whether bytes were sent."""
    return "unknown" if step is IN_A_TUNNEL and idempotent else outcome


@pytest.mark.parametrize(("step", "whose", "outcome"), FAILURES.values(), ids=FAILURES)
def test_which_operations_repeat(step: Step, whose: Whose, outcome: str) -> None:
    assert OPERATIONS, "nothing is looked at"
    for operation in [None, *OPERATIONS.values()]:
        wire = Wire(step)
        caller = Caller(wire, max_retries=1)
        idempotent = operation is not None and operation.traits["idempotent"]
        assert attempts(caller, operation) == attempts_expected(whose, idempotent=idempotent), operation
        assert caller.state is not None
        assert caller.state.outcome == outcome_expected(step, outcome, idempotent=idempotent), operation


@pytest.mark.parametrize("idempotent", [True, False])
@pytest.mark.parametrize(("step", "whose", "outcome"), FAILURES.values(), ids=FAILURES)
def test_asyncio_decides_alike(step: Step, whose: Whose, outcome: str, *, idempotent: bool) -> None:
    caller = Caller(Wire(step), asynchronous=True, max_retries=1)
    assert attempts(caller, any_operation(idempotent=idempotent)) == attempts_expected(whose, idempotent=idempotent)
    assert caller.state is not None
    assert caller.state.outcome == outcome_expected(step, outcome, idempotent=idempotent)


@sync_and_async
@pytest.mark.parametrize(
    ("second", "outcome"), [(429, "unknown"), (httpx.ConnectError("rejected"), "unknown"), (200, "done")]
)
def test_a_later_rejection_does_not_undo_an_unknown_outcome(second: Step, outcome: str, *, asynchronous: bool) -> None:
    caller = Caller(Wire(READ_TIMEOUT, second), asynchronous=asynchronous, max_retries=1)
    attempts(caller, any_operation(idempotent=True))
    assert caller.state is not None
    assert caller.state.outcome == outcome


@given(st.integers(0, 100), st.floats(0, 1, exclude_max=True), st.floats(0, 60), st.floats(0, 60))
def test_full_jitter_stays_within_its_bounds(
    repeat: int, random: float, backoff_base: float, backoff_max: float
) -> None:
    wait = RetryPolicy(backoff_base=backoff_base, backoff_max=backoff_max).backoff(repeat, random)
    assert 0 <= wait <= min(backoff_max, backoff_base * 2**repeat)
    assert wait == random * min(backoff_max, backoff_base * 2**repeat)


@sync_and_async
def test_waits_double_up_to_the_cap(*, asynchronous: bool) -> None:
    caller = Caller(Wire(503), asynchronous=asynchronous, max_retries=5, backoff_base=1, backoff_max=6, deadline=100)
    assert attempts(caller, any_operation(idempotent=True)) == 6
    assert caller.time.sleeps == [0.5, 1, 2, 3, 3]  # random is always 0.5
    assert caller.state is not None
    assert caller.state.stop_reason == "attempts"


@sync_and_async
def test_a_wait_that_would_pass_the_deadline_is_not_begun(*, asynchronous: bool) -> None:
    caller = Caller(Wire(503), asynchronous=asynchronous, max_retries=100, backoff_base=2, backoff_max=2, deadline=10)
    assert attempts(caller, any_operation(idempotent=True)) == 10
    assert sum(caller.time.sleeps) == 9  # the tenth wait would end at the deadline
    assert caller.state is not None
    assert caller.state.stop_reason == "deadline"


@sync_and_async
def test_the_deadline_shortens_every_limit_of_an_attempt(*, asynchronous: bool) -> None:
    seen: list[tuple[float, float]] = []

    def slow(request: httpx.Request) -> httpx.Response:
        limits = request.extensions["timeout"]
        seen.append((limits.get("connect"), limits.get("read")))
        caller.time.now += 30
        seen.append((limits.get("connect"), limits.get("read")))
        raise READ_TIMEOUT

    caller = Caller(Wire(slow), asynchronous=asynchronous, deadline=32, backoff_base=0)
    with pytest.raises(httpx.ReadTimeout):
        caller.call(any_operation(idempotent=True), RequestOptions(timeout=8))
    assert seen[:4] == [(8, 8), (2, 2), (2, 2), (0.001, 0.001)]
    assert caller.state is not None
    assert caller.state.attempt == 2


def test_a_call_without_any_limit_ends_at_its_deadline() -> None:
    wire = Wire(200)
    Caller(wire, deadline=32).call()  # neither its client nor its options name one
    assert wire.requests[0].extensions["timeout"].get("read") == 5.0  # the HTTP library's own
    bare = httpx.Request("GET", "https://api.tiny.test")
    Caller(wire, deadline=32).send(bare)
    assert 0 < wire.requests[1].extensions["timeout"].get("read") <= 32


@sync_and_async
def test_options_of_a_call_win_over_the_policy(*, asynchronous: bool) -> None:
    for options, expected in [
        (RequestOptions(max_retries=0), 1),
        (RequestOptions(max_retries=4), 5),
        (RequestOptions(deadline=0.4), 1),
    ]:
        caller = Caller(Wire(503), asynchronous=asynchronous, max_retries=2, backoff_base=1)
        assert attempts(caller, any_operation(idempotent=True), options) == expected


@sync_and_async
def test_a_storm_of_failures_stops_repeating_and_recovers(*, asynchronous: bool) -> None:
    time, quota = Time(), RetryQuota(capacity=50)
    retry = RetryContext(quota=quota, clock=time.clock, random=lambda: 0.0)
    down = Wire(503)
    for _ in range(30):
        attempts(Caller(down, asynchronous=asynchronous, retry=retry), any_operation(idempotent=True))
    assert len(down.requests) == 30 + 50 // 5
    assert quota.available_capacity == 0

    for _ in range(5):  # a call that succeeds at once gives one back
        Caller(Wire(200), asynchronous=asynchronous, retry=retry).call()
    assert quota.available_capacity == 5
    caller = Caller(Wire(503, 200), asynchronous=asynchronous, retry=retry)
    assert caller.call(any_operation(idempotent=True)).status_code == 200
    assert quota.available_capacity == 5  # a repeat that succeeds gives back what it took


def test_repeats_after_timeouts_cost_twice() -> None:
    quota = RetryQuota(capacity=50)
    retry = RetryContext(quota=quota, random=lambda: 0.0)
    down = Wire(READ_TIMEOUT)
    for _ in range(10):
        attempts(Caller(down, retry=retry), any_operation(idempotent=True))
    assert len(down.requests) == 10 + 50 // 10


@given(st.lists(st.integers(-20, 20)), st.integers(0, 60))
def test_the_quota_never_leaves_its_bounds(moves: list[int], capacity: int) -> None:
    quota, left = RetryQuota(capacity), capacity
    for move in moves:
        if move > 0:
            taken = quota.acquire(move)
            assert taken == (move <= left)
            left -= move if taken else 0
        else:
            quota.release(-move)
            left = min(capacity, left - move)
        assert quota.available_capacity == left


@pytest.mark.parametrize(
    "numbers",
    [{"max_retries": -1}, {"max_retries": 101}, {"backoff_base": -1}, {"backoff_max": float("inf")}, {"deadline": 0}],
)
def test_numbers_out_of_range_are_rejected(numbers: dict[str, Any]) -> None:
    name, number = next(iter(numbers.items()))
    with pytest.raises(ValueError, match=f"{name} cannot be {number}: give"):
        RetryPolicy(**numbers)


@pytest.mark.parametrize("numbers", [{"max_retries": -1}, {"timeout": 0}, {"timeout": float("nan")}, {"deadline": -1}])
def test_options_out_of_range_are_rejected(numbers: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"cannot be .*: give"):
        RequestOptions(**numbers)
