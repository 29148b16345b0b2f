"""`Agillic` and `AsyncAgillic` against the mock: one surface, errors of our own, limits, options, nothing left open."""

import asyncio
import gc
import inspect
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import httpx
import pytest

import agillic as front_door
from agillic import (
    Agillic,
    AgillicError,
    AsyncAgillic,
    AsyncTask,
    Conflict,
    NotFound,
    RateLimited,
    ServerError,
    Task,
    TransportError,
)
from agillic.mock.local import LocalMock
from agillic.settings import SettingsInput
from agillic_api import OPERATIONS, AsyncClient, Client, ResponseParseError
from sdk_core.calls.batches.async_runner import AsyncBatchRun
from sdk_core.calls.batches.runner import BatchRun
from sdk_core.calls.pagination.iterators import AsyncPages, Pages
from sdk_core.transport.retries.policy import RetryPolicy
from sdk_core.transport.settings.parsers import TransportName

ADA = {"personData": {"EMAIL": "ada@example.com"}}


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Keep the files of the limits, and the environment's settings, out of the tests."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def agillic(agillic_mock: LocalMock) -> Iterator[Agillic]:
    with opened(agillic_mock) as client:
        yield client


def opened(mock: LocalMock) -> Agillic:
    return Agillic(
        key=mock.key,
        secret=mock.secret,
        base_url=mock.url,
        environment="staging",
        retry_policy=RetryPolicy(backoff_base=0),
    )


def opened_async(mock: LocalMock) -> AsyncAgillic:
    return AsyncAgillic(key=mock.key, secret=mock.secret, base_url=mock.url, environment="staging")


def operations(mock: LocalMock) -> list[tuple[str | None, int | None]]:
    return [(each.operation, each.status) for each in mock.requests]


def test_a_token_is_fetched_once_and_used_for_all_calls(agillic: Agillic, agillic_mock: LocalMock) -> None:
    agillic.recipients.create(ADA)
    assert agillic.recipients.get("ada@example.com").person_data["EMAIL"] == "ada@example.com"
    assert operations(agillic_mock) == [("getOAuthToken", 200), ("createRecipient", 201), ("getRecipient", 200)]
    assert {dict(each.headers)["authorization"] for each in agillic_mock.requests[1:]} == {"Bearer ***"}


def test_both_clients_send_and_response_the_same(agillic: Agillic, agillic_mock: LocalMock) -> None:
    async def call() -> object:
        async with opened_async(agillic_mock) as client:
            return await client.recipients.get("ruby@sweetmail.com")

    found = agillic.recipients.get("ruby@sweetmail.com")
    assert asyncio.run(call()) == found
    first, second = (each for each in agillic_mock.requests if each.operation == "getRecipient")
    assert (first.target, first.headers[1:3]) == (second.target, second.headers[1:3])


def test_both_clients_have_one_surface() -> None:
    def surface(class_: type) -> dict[str, object]:
        names = {name for name in dir(class_) if not name.startswith("_")} - {"close", "aclose"}
        return {name: parameters(getattr(class_, name)) for name in names}

    def parameters(member: object) -> object:
        return list(inspect.signature(member).parameters) if inspect.isfunction(member) else type(member)

    assert surface(Agillic) == surface(AsyncAgillic)
    assert {*surface(Client)} < {*surface(Agillic)}
    assert {*surface(AsyncClient)} < {*surface(AsyncAgillic)}

    def resource_class(client: Agillic | AsyncAgillic, name: str) -> type:
        resource: object = getattr(client, name)
        return type(resource)

    given: SettingsInput = {"key": "k", "secret": "s", "base_url": "http://127.0.0.1:9"}
    sync, twin = Agillic(**given), AsyncAgillic(**given)
    resources = {operation.resource for operation in OPERATIONS.values()}
    assert len(resources) == 15
    for name in resources:
        one, other = (resource_class(client, name) for client in (sync, twin))
        assert surface(one) == surface(other), name
    for one, other in ((Task, AsyncTask), (BatchRun, AsyncBatchRun), (Pages, AsyncPages)):
        assert surface(one) == surface(other)
    sync.close()
    asyncio.run(twin.aclose())


@pytest.mark.parametrize(
    ("status", "error"), [(404, NotFound), (409, Conflict), (429, RateLimited), (503, ServerError)]
)
def test_statuses_are_errors_of_their_own(
    status: int, error: type[AgillicError], agillic: Agillic, agillic_mock: LocalMock
) -> None:
    agillic_mock.faults.add(operation="getRecipient", status=status, times=9)
    with pytest.raises(error) as caught:
        agillic.with_options(max_retries=0).recipients.get("ruby@sweetmail.com")
    assert (caught.value.status, caught.value.operation) == (status, "getRecipient")
    assert caught.value.retryable == (status in (429, 503))
    assert "ruby" not in str(caught.value)


def test_a_response_that_cannot_be_read_is_an_error_of_ours_when_it_is_read(
    agillic: Agillic, agillic_mock: LocalMock
) -> None:
    agillic_mock.faults.add(operation="listRecipients", malformed=True, times=2)
    response = agillic.recipients.with_raw_response.list()
    assert response.content == b'{"broken": ['
    with pytest.raises(AgillicError, match="not what the document describes") as caught:
        _ = response.parsed
    assert isinstance(caught.value, ResponseParseError)
    assert caught.value.content == b'{"broken": ['
    with pytest.raises(AgillicError, match="not what the document describes"):
        agillic.recipients.list()


def test_a_failing_server_is_asked_again_and_a_client_without_retries_gives_up(
    agillic: Agillic, agillic_mock: LocalMock
) -> None:
    agillic_mock.faults.add(operation="getRecipient", status=503, times=1)
    assert agillic.with_options(deadline=60).recipients.get("ruby@sweetmail.com").person_data["AGE"] == "34"
    agillic_mock.faults.add(operation="getRecipient", status=503, times=1)
    with pytest.raises(ServerError):
        agillic.with_options(max_retries=0).recipients.get("ruby@sweetmail.com")


def test_limits_are_told(agillic: Agillic) -> None:
    before = agillic.limits
    agillic.recipients.list()
    after = agillic.limits
    assert (before.used_today, after.used_today, after.in_flight, after.daily_limit) == (0, 2, 0, 5000)


def test_options_make_another_client_and_leave_this_one(agillic: Agillic) -> None:
    resource = agillic.recipients
    other = agillic.with_options(timeout=1, max_retries=0)
    assert other.recipients is not resource
    assert agillic.recipients is resource
    other.close()
    assert agillic.recipients.list()


def test_options_add_up(agillic: Agillic, agillic_mock: LocalMock) -> None:
    agillic_mock.faults.add(operation="getRecipient", delay=5, times=9)
    with pytest.raises(TransportError):
        agillic.with_options(timeout=0.2).with_options(max_retries=0).recipients.get("ruby@sweetmail.com")
    assert [name for name, _ in operations(agillic_mock)] == ["getOAuthToken", "getRecipient"]


@pytest.mark.parametrize("over", get_args(TransportName))
@pytest.mark.usefixtures("agillic_environment")
def test_what_was_sent_and_received_is_freed_at_once(over: TransportName) -> None:
    def kept() -> int:
        return sum(isinstance(each, httpx.Request | httpx.Response) for each in gc.get_objects())

    async def call() -> int:
        async with AsyncAgillic(transport=over) as client:
            await client.recipients.list()
            before = kept()
            for _ in range(3):
                await client.recipients.list()
            return kept() - before

    gc.collect()
    gc.disable()
    try:
        with Agillic(transport=over) as client:
            client.recipients.list()
            before = kept()
            for _ in range(3):
                client.recipients.list()
            assert kept() == before
        assert asyncio.run(call()) == 0
    finally:
        gc.enable()


def test_nothing_secret_shows(agillic: Agillic, agillic_mock: LocalMock, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    agillic.recipients.list(filter='EMAIL=="ruby@sweetmail.com"')
    agillic_mock.faults.add(operation="getRecipient", status=400)
    with pytest.raises(AgillicError) as caught:
        agillic.recipients.get("ruby@sweetmail.com")
    shown = " ".join([repr(agillic), str(caught.value), repr(caught.value), caplog.text])
    assert "listRecipients" in caplog.text
    for secret in (agillic_mock.secret, "Bearer", "ruby"):
        assert secret not in shown


def test_without_logging_set_up_nothing_is_printed(
    agillic: Agillic, agillic_mock: LocalMock, capfd: pytest.CaptureFixture[str]
) -> None:
    agillic_mock.faults.add(operation="getRecipient", status=503)
    with pytest.raises(ServerError):
        agillic.with_options(max_retries=0).recipients.get("ruby@sweetmail.com")
    assert logging.getLogger("agillic").handlers
    assert capfd.readouterr().err == ""


def test_missing_credentials_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AGILLIC_KEY", raising=False)
    with pytest.raises(ValueError, match="there is no key: set AGILLIC_KEY"):
        front_door.Agillic()
