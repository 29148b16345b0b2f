"""A mock that was started or reset anew has counted no calls, and neither have its clients then."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from agillic import Agillic, AsyncAgillic, DailyCapReached, RateLimited
from agillic.limits import LocalRateLimiter
from agillic.mock.instance import load_instance
from agillic.mock.local import LocalMock, LocalServer
from agillic.settings import SettingsInput
from sdk_core.transport.http.retry_transport import RetryTransport
from sdk_core.transport.limits.quota.windows import DailyCap

CAP = 10
MOCK_ID = "Agillic-Mock-Id"


@pytest.fixture
def given(agillic_mock: LocalMock, tmp_path: Path) -> SettingsInput:
    return of(agillic_mock, tmp_path)


def of(mock: LocalMock, folder: Path) -> SettingsInput:
    """Return settings of a client that may make `CAP` calls a day, five for each active recipient."""
    return {
        "key": mock.key,
        "secret": mock.secret,
        "base_url": mock.url,
        "authentication": "basic",
        "environment": "production",
        "active_recipients": CAP // 5,
        "state_directory": folder,
    }


def call(given: SettingsInput, times: int = 1) -> int:
    """Call so often, and return how many calls count then."""
    with Agillic(**given) as agillic:
        for _ in range(times):
            agillic.recipients.list()
        return agillic.limits.used_today


def call_async(given: SettingsInput, times: int = 1) -> int:
    async def run() -> int:
        async with AsyncAgillic(**given) as agillic:
            for _ in range(times):
                await agillic.recipients.list()
            return agillic.limits.used_today

    return asyncio.run(run())


def reset(mock: LocalMock) -> None:
    httpx.post(f"{mock.url}/__admin/reset", json={}, trust_env=False).raise_for_status()


both = pytest.mark.parametrize("calls", [call, call_async])
Calls = Callable[..., int]


@both
def test_a_reset_mock_takes_calls_again_although_the_cap_was_used_up(
    agillic_mock: LocalMock, given: SettingsInput, calls: Calls
) -> None:
    assert calls(given, CAP) == CAP
    for _ in range(2):
        with pytest.raises(DailyCapReached, match="the 10 calls of this day are used up"):
            calls(given)
    assert len(agillic_mock.requests) == CAP
    reset(agillic_mock)
    assert calls(given) == 1
    assert calls(given, CAP - 1) == CAP
    with pytest.raises(DailyCapReached):
        calls(given)


@both
def test_a_client_that_goes_on_over_a_reset_begins_a_new_count(
    agillic_mock: LocalMock, given: SettingsInput, calls: Calls
) -> None:
    with Agillic(**given) as other:
        for _ in range(4):  # it has calls set aside now
            other.recipients.list()
        reset(agillic_mock)
        assert calls(given) == 1
        other.recipients.list()
        assert other.limits.used_today == 2
    assert calls(given) == 3


def test_another_mock_at_the_same_place_begins_a_new_count(agillic_mock_server: LocalServer, tmp_path: Path) -> None:
    for _ in range(2):
        with agillic_mock_server.mock(load_instance()) as mock:
            assert call(of(mock, tmp_path), CAP) == CAP


def test_a_mock_that_rejected_for_the_day_is_asked_again_after_its_reset(
    agillic_mock: LocalMock, given: SettingsInput
) -> None:
    agillic_mock.faults.add(status=429, retry_after=7200, times=1)
    with pytest.raises(RateLimited):
        call(given)
    with pytest.raises(DailyCapReached, match="the server rejects"):
        call(given)
    reset(agillic_mock)
    assert call(given) == 1


def test_a_mock_that_is_gone_leaves_the_count_as_it_is(tmp_path: Path) -> None:
    with LocalServer() as server, server.mock(load_instance()) as mock:
        given = of(mock, tmp_path)
        call(given, CAP)
    with pytest.raises(DailyCapReached):
        call(given)


def test_no_server_but_one_of_this_machine_can_make_a_client_forget_its_count(tmp_path: Path) -> None:
    def response(ids: str, url: str) -> int:
        responses = iter(ids)
        inner = httpx.MockTransport(lambda _: httpx.Response(200, headers={MOCK_ID: next(responses)}))
        limiter = LocalRateLimiter(url, "key", cap=DailyCap(CAP), directory=tmp_path)
        with httpx.Client(transport=RetryTransport(inner, rate_limiter=limiter), base_url=url) as client:
            for _ in ids:
                client.get("/tasks/1")
        return limiter.limits().used_today

    assert response("abcabc", "https://api.agillic.test") == 6
    assert response("abcabc", "http://127.0.0.1:1") == 1


@pytest.mark.parametrize(
    ("url", "headers"), [("https://api.agillic.test", {MOCK_ID: "a"}), ("http://127.0.0.1:1", None)]
)
def test_a_client_that_met_no_mock_sends_nothing_once_its_cap_is_used_up(
    tmp_path: Path, url: str, headers: dict[str, str] | None
) -> None:
    seen: list[httpx.Request] = []

    def response(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, headers=headers)

    limiter = LocalRateLimiter(url, "key", cap=DailyCap(CAP), directory=tmp_path)
    with httpx.Client(
        transport=RetryTransport(httpx.MockTransport(response), rate_limiter=limiter), base_url=url
    ) as client:
        for _ in range(CAP):
            client.get("/tasks/1")
        with pytest.raises(DailyCapReached):
            client.get("/tasks/1")
    assert len(seen) == CAP


def test_a_mock_sends_its_id_with_every_response_and_another_one_after_a_reset(
    agillic_mock_server: LocalServer,
) -> None:
    seen: list[str] = []
    for _ in range(2):  # both have the same seed
        with (
            agillic_mock_server.mock(load_instance()) as mock,
            httpx.Client(base_url=mock.url, auth=(mock.key, mock.secret), trust_env=False) as client,
        ):
            for _ in range(2):
                paths = ("/recipients", "/recipients/nobody", "/no/such/path", "/__admin/state", "/", "/oauth2/token")
                (id_,) = {client.get(path).headers[MOCK_ID] for path in paths}
                seen.append(id_)
                reset(mock)
    assert len(set(seen)) == 4
