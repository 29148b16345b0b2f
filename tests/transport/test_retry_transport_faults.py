"""Faults that the mock injects end in the right class, and the write happens exactly as often as it may."""

import asyncio
import ssl
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

import httpx
import pytest
from retry_wire import Time, sync_and_async

from agillic_api import OPERATIONS, Operation
from agillic_api.types import build_request
from sdk_core.transport.http.async_retry_transport import AsyncRetryTransport
from sdk_core.transport.http.openers import async_opener, opener
from sdk_core.transport.http.retry_transport import RetryTransport
from sdk_core.transport.retries.call_state import CALL_STATE, CallState
from sdk_core.transport.retries.policy import OPERATION, OPTIONS, RequestOptions
from sdk_core.transport.settings.parsers import TransportName

if TYPE_CHECKING:
    from agillic.mock.local import LocalMock

CREATE = OPERATIONS["createRecipient"]
UPDATE = OPERATIONS["updateRecipient"]
ADA = {"personData": {"EMAIL": "ada@example.com", "FIRSTNAME": "Ada"}}
CONTEXT = ssl.create_default_context()
over_each = pytest.mark.parametrize("over", get_args(TransportName))
PATIENT, IMPATIENT = RequestOptions(timeout=10), RequestOptions(timeout=0.4)


class Ended(NamedTuple):
    """How a call ended: a status or the class of an error, the attempts, and what is known of the outcome."""

    with_: int | str
    attempts: int
    outcome: str


def call(
    mock: "LocalMock",
    operation: Operation,
    options: RequestOptions = PATIENT,
    *,
    asynchronous: bool,
    over: TransportName,
) -> Ended:
    """Call the mock over a socket, without sleeping between attempts."""
    values: Mapping[str, Any] = {"recipientId": "ada@example.com"} if operation is UPDATE else {}
    built = build_request(operation, values, ADA)
    request = httpx.Request(
        operation.method,
        mock.url + built.target,
        headers=dict(built.headers),
        content=built.content,
        extensions={OPERATION: operation, OPTIONS: options, "timeout": {}},
    )
    auth, time = httpx.BasicAuth(mock.key, mock.secret), Time()

    async def send_async() -> httpx.Response:
        sending = AsyncRetryTransport(async_opener(over, CONTEXT, lambda: None)(), sleep=time.sleep_async)
        async with httpx.AsyncClient(transport=sending) as client:
            return await client.send(request, auth=auth)

    def send() -> httpx.Response:
        sending = RetryTransport(opener(over, CONTEXT, lambda: None)(), sleep=time.sleep)
        with httpx.Client(transport=sending) as client:
            return client.send(request, auth=auth)

    with_: int | str
    try:
        with_ = (asyncio.run(send_async()) if asynchronous else send()).status_code
    except httpx.RequestError as error:
        with_ = type(error).__name__
    state: CallState = request.extensions[CALL_STATE]
    return Ended(with_, state.attempt, state.outcome)


LOST = "ReadError or RemoteProtocolError"
FAULTS: dict[str, tuple[dict[str, Any], Ended, int]] = {
    "reset before": ({"connection_reset": "before"}, Ended(LOST, 1, "unknown"), 0),
    "reset after": ({"connection_reset": "after"}, Ended(LOST, 1, "unknown"), 1),
    "half": ({"truncate": True}, Ended("RemoteProtocolError", 1, "done"), 1),
    "malformed": ({"malformed": True}, Ended(201, 1, "done"), 1),
    "429": ({"status": 429, "retry_after": 2}, Ended(201, 2, "done"), 1),
    "429 for hours": ({"status": 429, "retry_after": 7200}, Ended(429, 1, "rejected"), 0),
    "503": ({"status": 503, "retry_after": 2}, Ended(503, 1, "unknown"), 0),
    "409": ({"status": 409}, Ended(409, 1, "rejected"), 0),
    "delay": ({"delay": 10}, Ended("ReadTimeout", 1, "unknown"), 0),
}
"""Of a call that is not idempotent: the fault of its first attempt, its end, and the recipients it made."""


@over_each
@sync_and_async
@pytest.mark.parametrize(("fault", "ended", "created"), FAULTS.values(), ids=FAULTS)
def test_a_write_that_is_not_idempotent_is_never_made_twice(  # noqa: PLR0913 - parameters of pytest
    agillic_mock: "LocalMock",
    fault: dict[str, Any],
    ended: Ended,
    created: int,
    *,
    asynchronous: bool,
    over: TransportName,
) -> None:
    agillic_mock.faults.add(operation=CREATE.id, **fault)
    before = agillic_mock.state.recipients.count()
    options = IMPATIENT if "delay" in fault else PATIENT
    found = call(agillic_mock, CREATE, options, asynchronous=asynchronous, over=over)
    assert found[1:] == ended[1:]
    assert str(found.with_) in str(ended.with_)
    if "delay" not in fault:  # the mock goes on with that by itself
        assert len(agillic_mock.requests) == ended.attempts
        assert agillic_mock.state.recipients.count() - before == created


@over_each
@sync_and_async
@pytest.mark.parametrize(("fault", "ended", "created"), FAULTS.values(), ids=FAULTS)
def test_an_idempotent_write_is_repeated_until_it_is_done(  # noqa: PLR0913 - so
    agillic_mock: "LocalMock",
    fault: dict[str, Any],
    ended: Ended,
    created: int,
    *,
    asynchronous: bool,
    over: TransportName,
) -> None:
    agillic_mock.faults.add(operation=UPDATE.id, **fault)
    options = IMPATIENT if "delay" in fault else PATIENT
    found = call(agillic_mock, UPDATE, options, asynchronous=asynchronous, over=over)
    hopeless = ended.with_ in (201, 429, 409) and ended.attempts == 1
    assert found.attempts == (1 if hopeless else 2)
    if hopeless:
        assert found == ended
    else:
        assert found.outcome == "done"
        assert found.with_ == (200 if created and ended.attempts == 1 else 201)  # 201 for the one that created


STAYING: list[tuple[dict[str, Any], Ended]] = [
    ({"connection_reset": "after"}, Ended(LOST, 3, "unknown")),
    ({"truncate": True}, Ended("RemoteProtocolError", 3, "done")),
    ({"status": 503}, Ended(503, 3, "unknown")),
    ({"status": 429}, Ended(429, 3, "rejected")),
]


@over_each
@sync_and_async
@pytest.mark.parametrize(("fault", "ended"), STAYING)
def test_a_fault_that_stays_ends_after_the_attempts(
    agillic_mock: "LocalMock", fault: dict[str, Any], ended: Ended, *, asynchronous: bool, over: TransportName
) -> None:
    agillic_mock.faults.add(operation=UPDATE.id, times=10, **fault)
    found = call(agillic_mock, UPDATE, asynchronous=asynchronous, over=over)
    assert found[1:] == ended[1:]
    assert str(found.with_) in str(ended.with_)
    assert len(agillic_mock.requests) == 3
