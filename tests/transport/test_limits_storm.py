"""Slots and counts of several processes, as the server sees them."""

from collections import Counter
from contextlib import ExitStack
from pathlib import Path

from limits_model import LONG
from limits_time import time_of_all_processes as time_of_all_processes  # noqa: PLC0414 - a fixture
from script_processes import go_on, process, result, wait_until_ready

from agillic.limits import LocalRateLimiter
from agillic.mock.local import LocalMock
from sdk_core.transport.limits.quota.windows import DailyCap

SCRIPT = Path(__file__).with_name("limits_storm.py")
CALLERS, CALLS = (20, 100) if LONG else (8, 3)


def storm(mock: LocalMock, folder: Path | str, *, processes: int, callers: int, calls: int) -> Counter[str]:
    """Return how often each status was returned to processes, each with as many threads as tasks that call."""
    arguments = (SCRIPT, mock.url, mock.key, mock.secret, folder, callers, calls)
    with ExitStack() as stack:
        started = [stack.enter_context(process(*arguments)) for _ in range(processes)]
        for each in started:
            wait_until_ready(each)
        for each in started:
            go_on(each)
        return sum((Counter(result(each)) for each in started), Counter[str]())


def test_the_server_never_sees_more_than_20_calls_of_three_processes(agillic_mock: LocalMock, tmp_path: Path) -> None:
    expected = 3 * 2 * CALLERS * CALLS
    agillic_mock.faults.add(probability=1.0, delay=0.02)
    found = storm(agillic_mock, tmp_path, processes=3, callers=CALLERS, calls=CALLS)
    assert found == {"200": expected}  # it responds 429 to the 21st
    limiter = LocalRateLimiter(agillic_mock.url, agillic_mock.key, cap=DailyCap(1_000_000), directory=tmp_path)
    limits = limiter.limits()
    assert (limits.in_flight, limits.used_today) == (0, expected)


def test_without_slots_the_server_sees_too_many_calls(agillic_mock: LocalMock) -> None:
    agillic_mock.faults.add(probability=1.0, delay=0.5)
    assert storm(agillic_mock, "", processes=1, callers=30, calls=1)["429"] > 0
