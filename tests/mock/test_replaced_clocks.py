"""Tests that replace clocks beside the fixtures: the server, the client and the end of the session do not mind.

Each runs in a session of its own, which is given up when it hangs.
"""

import asyncio
import time
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from unittest.mock import AsyncMock, patch

import freezegun
import pytest
import time_machine

from sdk_core import real_time
from sdk_core.transport import clock as waiting

pytest_plugins = ["pytester"]

_MAX_LENGTH = 240  # seconds until a session counts as hanging; a machine that does much else is slow
_UNUSED = ("-p", "no:schemathesis")  # it takes a second to load
_WORK = """
import asyncio, sys, time
from datetime import date, datetime, timezone
from unittest.mock import AsyncMock
import pytest, time_machine
from freezegun import freeze_time

@pytest.fixture(autouse=True)
def environment(agillic_environment): pass

def work(mock):
    from agillic import Agillic, F
    mock.faults.add(operation="listRecipients", status=503)
    with Agillic() as agillic:
        assert agillic.recipients.list(filter=F.CREATED < datetime(2030, 1, 1, tzinfo=timezone.utc))
        row = {"EMAIL": f"{len(mock.requests)}@example.com", "BIRTHDAY": date(2000, 1, 2)}
        assert agillic.recipients.upsert([row]).run().failed == []
        agillic.recipients.start_delete({"recipientIds": [row["EMAIL"]]}).wait(timeout=60)
    assert mock.state.recipients.count() == 2

async def work_async():
    from agillic import AsyncAgillic
    async with AsyncAgillic() as agillic:
        return await agillic.recipients.list()
"""


def run(pytester: pytest.Pytester, code: str, *, passed: int = 1) -> None:
    pytester.makepyfile(_WORK + code)
    options = ("-p", "no:cacheprovider", *_UNUSED)
    pytester.runpytest_subprocess(*options, timeout=_MAX_LENGTH).assert_outcomes(passed=passed)


def test_clocks_that_are_frozen_within_a_test(pytester: pytest.Pytester) -> None:
    run(
        pytester,
        """
@pytest.mark.parametrize("frozen", [
    freeze_time("2026-07-04"),
    freeze_time("1999-12-31", auto_tick_seconds=3600),
    time_machine.travel("2031-01-01", tick=False),
])
def test(agillic_mock, agillic_no_wait, frozen):
    work(agillic_mock)
    with frozen:
        work(agillic_mock)
    work(agillic_mock)
""",
        passed=3,
    )


@pytest.mark.parametrize("frozen", ['freeze_time("2026-07-04")', 'time_machine.travel("2031-01-01", tick=False)'])
def test_a_clock_that_is_frozen_before_anything_is_imported(pytester: pytest.Pytester, frozen: str) -> None:
    run(
        pytester,
        f"""
assert "sdk_core.mock.server.server" not in sys.modules
frozen = {frozen}
frozen.start()

def teardown_module():
    frozen.stop()

def test(agillic_mock, agillic_no_wait):
    work(agillic_mock)
""",
    )


def test_waits_of_a_frozen_event_loop_end(pytester: pytest.Pytester) -> None:
    run(
        pytester,
        """
@freeze_time("2026-07-04")
def test(agillic_mock):
    agillic_mock.faults.add(operation="listRecipients", status=503)
    assert len(asyncio.run(work_async())) == 2
    assert [each.status for each in agillic_mock.requests[-2:]] == [503, 200]
""",
    )


def test_a_sleep_that_does_not_wait_counts_as_waited(pytester: pytest.Pytester) -> None:
    """Else a task that never ends would be asked for again and again, until its timeout has passed for real."""
    run(
        pytester,
        """
def test(agillic_mock, monkeypatch):
    from agillic import Agillic, TaskTimeout
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    work(agillic_mock)
    agillic_mock.faults.add(task="never")
    with Agillic() as agillic, pytest.raises(TaskTimeout):
        agillic.recipients.start_delete({"recipientIds": ["ruby@sweetmail.com"]}).wait(timeout=3600)
    assert len(agillic_mock.requests) < 300
""",
    )


def test_clocks_that_are_replaced_by_hand(pytester: pytest.Pytester) -> None:
    run(
        pytester,
        """
def test(agillic_mock, monkeypatch, agillic_no_wait):
    for name in ("time", "monotonic", "perf_counter"):
        monkeypatch.setattr(time, name, lambda: 5.0)
    monkeypatch.setattr(time, "sleep", lambda seconds: pytest.fail("nothing sleeps in my tests"))
    monkeypatch.setattr(asyncio, "sleep", AsyncMock())
    work(agillic_mock)
    assert len(asyncio.run(work_async())) == 2
""",
    )


# --- The clocks themselves --------------------------------------------------------------------------------------------

_FAR = datetime(2050, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "replaced",
    [
        freezegun.freeze_time(_FAR),
        time_machine.travel(_FAR, tick=False),
        patch.multiple(time, time=lambda: 1e10, monotonic=lambda: 1e10),
    ],
)
def test_real_time_goes_on(replaced: AbstractContextManager[object]) -> None:
    far = _FAR.timestamp()
    before = (real_time.monotonic(), real_time.wall_time(), waiting.clock(), waiting.wall_clock())
    with replaced:
        assert time.time() >= far
        within = (real_time.monotonic(), real_time.wall_time(), waiting.clock(), waiting.wall_clock())
    assert all(earlier <= later < earlier + 3600 for earlier, later in zip(before, within, strict=True))


def test_what_a_replaced_sleep_leaves_out_counts_as_passed() -> None:
    before = waiting.clock()
    with patch("time.sleep"):
        waiting.sleep(3600)
    with patch("asyncio.sleep", AsyncMock()):
        asyncio.run(waiting.sleep_async(3600))
    assert 7200 <= waiting.clock() - before < 7300
