"""Slots and counts among real processes; kill -9 and fork."""

from pathlib import Path

import pytest
from limits_time import time_of_all_processes as time_of_all_processes  # noqa: PLC0414 - a fixture
from script_processes import go_on, process, result, wait_until_ready
from tiny_client.limits import MAX_CONCURRENCY, LocalRateLimiter

SCRIPT = Path(__file__).with_name("limits_caller.py")
URL = "https://api.tiny.test"


def test_slots_and_counts_survive_kill_9(tmp_path: Path) -> None:
    limiter = LocalRateLimiter(URL, "key", directory=tmp_path)
    with process(SCRIPT, "hold", URL, "key", tmp_path, MAX_CONCURRENCY - 1) as other:
        wait_until_ready(other)
        assert limiter.limits().in_flight == MAX_CONCURRENCY - 1
        mine = limiter.acquire(timeout=0)
        with pytest.raises(TimeoutError):
            limiter.acquire(timeout=0)
        mine.release()
        other.kill()
    assert limiter.limits().in_flight == 0
    for slot in [limiter.acquire(timeout=0) for _ in range(MAX_CONCURRENCY)]:
        slot.release()
    made = (MAX_CONCURRENCY - 1) + 1 + MAX_CONCURRENCY
    assert made <= limiter.limits().used_today <= made + 63


def test_what_another_process_gives_back_reaches_who_waits(tmp_path: Path) -> None:
    limiter = LocalRateLimiter(URL, "key", directory=tmp_path)
    with process(SCRIPT, "hold", URL, "key", tmp_path, MAX_CONCURRENCY) as other:
        wait_until_ready(other)
        go_on(other)
        slot = limiter.acquire(timeout=60)  # the other process may or may not have left yet
        assert limiter.limits().in_flight >= 1
        slot.release()
        wait_until_ready(other)
        assert limiter.limits().in_flight == 0


def test_a_process_that_ends_gives_back_what_it_set_aside(tmp_path: Path) -> None:
    with process(SCRIPT, "hold", URL, "key", tmp_path, MAX_CONCURRENCY) as other:
        for _ in range(2):
            wait_until_ready(other)
            go_on(other)
        assert other.wait() == 0
    assert LocalRateLimiter(URL, "key", directory=tmp_path).limits().used_today == MAX_CONCURRENCY


def test_a_fork_has_slots_and_counts_of_its_own(tmp_path: Path) -> None:
    with process(SCRIPT, "fork", URL, "key", tmp_path) as parent:
        found = result(parent)
    assert found == {"child": 7, "in_flight": 0}
    made = 11 + 20
    assert made <= LocalRateLimiter(URL, "key", directory=tmp_path).limits().used_today <= made + 63
