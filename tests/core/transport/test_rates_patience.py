"""How long a caller waits for the file of a rate limit that other processes have locked: as long as they go on."""

from itertools import count

import pytest
from held_locks import pauses as pauses  # noqa: PLC0414 - a fixture
from rate_parts import Machine, window_limiter

from sdk_core.transport.errors import StateFileError
from sdk_core.transport.limits.patience import BRIEF, MAX_WAIT
from sdk_core.transport.limits.rates.lease_file import Permit
from sdk_core.transport.limits.rates.window_limiter import WindowLimiter

pytestmark = pytest.mark.usefixtures("pauses")
NOW = 1_000_000_000.0
LOCK = 0
"""That of the file's content."""
SHORTEST = 0.002
"""Seconds that one who found the file locked waits at least before it asks again."""


class Caller:
    """One that asks again and again."""

    def __init__(self, limiter: WindowLimiter, left: float | None) -> None:
        self.limiter, self.left = limiter, left
        self.permit, self.waited = Permit(), 0.0

    def ask(self) -> float:
        left = None if self.left is None else self.left - self.waited
        wait = self.limiter.poll(self.permit, NOW + self.waited, left)
        self.waited += wait
        return wait

    def ask_for(self, seconds: float) -> None:
        until = self.waited + seconds
        while self.waited < until:
            assert self.ask() > 0


@pytest.fixture
def machine() -> Machine:
    return Machine()


def caller(machine: Machine, left: float | None) -> Caller:
    return Caller(window_limiter(machine, 1, 5, 1.0), left)


@pytest.mark.parametrize("left", [None, 600.0])
def test_a_file_that_changes_hands_is_waited_for_as_long_as_the_caller_can(
    machine: Machine, left: float | None
) -> None:
    waiting = caller(machine, left)
    for process in range(2, 62):
        machine.owners[LOCK] = process
        waiting.ask_for(1.0)
    assert waiting.waited > 10 * MAX_WAIT
    del machine.owners[LOCK]
    assert waiting.ask() == 0
    assert waiting.permit.lease is not None


def test_a_process_that_changes_the_file_all_the_time_is_not_stuck(machine: Machine) -> None:
    other, waiting = window_limiter(machine, 2, 5, 1.0), caller(machine, None)
    for change in range(20):
        machine.owners.pop(LOCK, None)
        other.block(NOW + change, 0.5)
        machine.owners[LOCK] = 2
        waiting.ask_for(1.0)
    assert waiting.waited > 3 * MAX_WAIT


@pytest.mark.parametrize("left", [None, 600.0])
def test_a_process_that_does_not_go_on_is_told_within_a_bounded_wait(machine: Machine, left: float | None) -> None:
    machine.owners[LOCK] = 2
    waiting = caller(machine, left)
    with pytest.raises(StateFileError, match="a rate limit is locked by process 2, which does not go on: let that"):
        waiting.ask_for(600.0)
    assert waiting.waited == pytest.approx(MAX_WAIT, abs=2 * SHORTEST)
    machine.owners.clear()
    assert caller(machine, 0.0).ask() == 0, "and is in nobody's way"


def test_who_found_the_file_locked_now_and_then_does_not_add_that_up(machine: Machine) -> None:
    other, waiting = window_limiter(machine, 3, 5, 1.0), caller(machine, None)
    permits = [Permit() for _ in range(5)]
    assert [other.poll(each, NOW) for each in permits] == [0] * 5
    for _ in range(3):
        machine.owners[LOCK] = 2
        waiting.ask_for(MAX_WAIT - 0.1)
        del machine.owners[LOCK]
        assert waiting.ask() > 0, "the other process has all calls"
    for each in permits:
        other.release(each, NOW + waiting.waited, was_sent=False)
    assert waiting.ask() == 0


@pytest.mark.parametrize(("left", "waited"), [(0.0, BRIEF), (2.0, 2.0)])
def test_the_file_is_waited_for_no_longer_than_the_caller_can(machine: Machine, left: float, waited: float) -> None:
    waiting, others = caller(machine, left), count(2)

    def ask_for_ever() -> None:
        for process in others:
            machine.owners[LOCK] = process
            waiting.ask()

    with pytest.raises(StateFileError, match=r"a rate limit (is|was) locked by"):
        ask_for_ever()
    assert waiting.waited == pytest.approx(waited, abs=2 * SHORTEST)
