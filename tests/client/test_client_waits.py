"""Tests that do not wait: repeats and tasks, with the mock's clock in place of time."""

import asyncio
import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from agillic import Agillic, AsyncAgillic, ServerError, TaskTimeout, skip_waits
from agillic.mock.local import LocalMock

DELETION = {"recipientIds": ["ruby@sweetmail.com"]}


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


@pytest.fixture
def agillic(agillic_mock: LocalMock) -> Iterator[Agillic]:
    with Agillic(key=agillic_mock.key, secret=agillic_mock.secret, base_url=agillic_mock.url) as client:
        yield client


@pytest.mark.usefixtures("agillic_no_wait")
def test_what_the_server_asks_for_passes_on_its_clock(agillic: Agillic, agillic_mock: LocalMock) -> None:
    agillic_mock.faults.add(operation="getRecipient", status=503, retry_after=100)
    before = agillic_mock.clock.now()
    assert agillic.recipients.get("ruby@sweetmail.com").person_data["AGE"] == "34"
    assert agillic_mock.clock.now() - before >= timedelta(seconds=100)


@pytest.mark.usefixtures("agillic_no_wait")
def test_a_skipped_wait_uses_up_the_deadline(agillic: Agillic, agillic_mock: LocalMock) -> None:
    agillic_mock.faults.add(operation="getRecipient", status=503, retry_after=50, times=9)
    with pytest.raises(ServerError):
        agillic.with_options(deadline=120, max_retries=9).recipients.get("ruby@sweetmail.com")
    assert [each.operation for each in agillic_mock.requests].count("getRecipient") in (2, 3)  # jitter adds to the 50 s


@pytest.mark.usefixtures("agillic_no_wait")
def test_a_task_that_never_ends_is_given_up_when_its_time_is_over(agillic: Agillic, agillic_mock: LocalMock) -> None:
    agillic_mock.faults.add(operation="asyncBatchDeleteRecipients", task="never")
    before = agillic_mock.clock.now()
    with pytest.raises(TaskTimeout, match="has not ended within 3600 s"):
        agillic.tasks.start("asyncBatchDeleteRecipients", DELETION).wait(timeout=3600)
    assert agillic_mock.clock.now() - before >= timedelta(seconds=3590)


@pytest.mark.usefixtures("agillic_environment", "agillic_no_wait")
def test_code_that_opens_its_own_client_meets_the_mock_alone(agillic_mock: LocalMock) -> None:
    agillic_mock.faults.add(operation="getRecipient", status=503, retry_after=100)
    with Agillic() as own:
        assert own.recipients.get("ruby@sweetmail.com").person_data["AGE"] == "34"
        assert own.limits.used_today == len(agillic_mock.requests) == 3


def test_no_other_setting_of_the_environment_is_left(
    monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setenv("AGILLIC_PROFILE", "production")
    monkeypatch.setenv("AGILLIC_SCOPE", "app")
    request.getfixturevalue("agillic_environment")
    assert {name for name in os.environ if name.startswith("AGILLIC_")} == {
        f"AGILLIC_{name}" for name in ("KEY", "SECRET", "BASE_URL", "STATE_DIRECTORY")
    }


@pytest.mark.usefixtures("agillic_no_wait")
def test_asyncio_does_not_wait_either(agillic_mock: LocalMock) -> None:
    agillic_mock.faults.add(operation="asyncBatchDeleteRecipients", status=429, retry_after=60)
    before = agillic_mock.clock.now()

    async def delete() -> str:
        key, secret = agillic_mock.key, agillic_mock.secret
        async with AsyncAgillic(key=key, secret=secret, base_url=agillic_mock.url) as client:
            task = await client.tasks.start("asyncBatchDeleteRecipients", DELETION)
            return (await task.wait(timeout=3600)).state

    assert asyncio.run(delete()) == "completed"
    assert agillic_mock.clock.now() - before >= timedelta(seconds=60)


def test_waits_are_real_again_afterwards_and_within_each_other_the_innermost_is_told(
    agillic: Agillic, agillic_mock: LocalMock
) -> None:
    outer, inner = list[float](), list[float]()
    with skip_waits(outer.append):
        with skip_waits(inner.append):
            agillic_mock.faults.add(operation="getRecipient", status=503, retry_after=7)
            agillic.recipients.get("ruby@sweetmail.com")
        assert len(inner) == 1
        assert not outer
        agillic_mock.faults.add(operation="getRecipient", status=503, retry_after=7)
        agillic.recipients.get("ruby@sweetmail.com")
        assert len(outer) == 1
    agillic_mock.faults.add(operation="getRecipient", status=503, retry_after=0)
    agillic.with_options(max_retries=1).recipients.get("ruby@sweetmail.com")
    assert (len(outer), len(inner)) == (1, 1)
