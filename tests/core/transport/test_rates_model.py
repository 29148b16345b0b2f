"""Rate limits against a server that counts when it likes: never more calls in any window, whatever the latencies."""

from dataclasses import dataclass

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from limits_model import LONG
from rate_parts import Machine, most_in_a_window, window_limiter

from sdk_core.transport.limits.rates.cells import GRACE, Window
from sdk_core.transport.limits.rates.lease_file import Permit
from sdk_core.transport.limits.rates.window_limiter import BeyondLimitError, WindowLimiter

NUMBERS = st.integers(0, 1_000)
RATES = [(1, 1.0), (3, 1.0), (5, 10.0), (65, 1.0), (130, 2.0)]
"""Of the last two, a cell has several calls."""


@dataclass(eq=False)
class Call:
    process: int
    permit: Permit
    is_counted: bool = False


class Server(RuleBasedStateMachine):
    """Some processes that call a server, which counts each call at any moment between its sending and its response."""

    @initialize(rate=st.sampled_from(RATES), taken=st.integers(0, 130))
    def begin(self, rate: tuple[int, float], taken: int) -> None:
        self.calls, self.seconds = rate
        self.now = 1_000_000_000.0
        self.machine = Machine()
        self.processes: dict[int, WindowLimiter] = {}
        self.number = 0
        self.flying: list[Call] = []
        self.waiting: list[Call] = []
        self.lost: list[tuple[float, Call]] = []
        self.counted: list[float] = []
        for _ in range(3):
            self.start()
        for _ in range(min(taken, self.calls)):  # so that runs begin near the limit
            self.come(0)
            self.respond(0)

    def start(self) -> None:
        self.number += 1
        self.processes[self.number] = window_limiter(self.machine, self.number, self.calls, self.seconds)

    def poll(self, call: Call) -> None:
        try:
            wait = self.processes[call.process].poll(call.permit, self.now, 100 * self.seconds)
        except BeyondLimitError as error:
            assert error.resets_at > self.now + 100 * self.seconds  # noqa: PT017 - a rule, and no test
            wait = None
        if call in self.waiting:
            self.waiting.remove(call)
        if wait is not None:
            (self.waiting if wait else self.flying).append(call)

    @rule(number=NUMBERS)
    def come(self, number: int) -> None:
        process = [*self.processes][number % len(self.processes)]
        self.poll(Call(process, Permit()))

    @precondition(lambda self: self.waiting)
    @rule(number=NUMBERS)
    def ask_again(self, number: int) -> None:
        self.poll(self.waiting[number % len(self.waiting)])

    @precondition(lambda self: self.waiting)
    @rule(number=NUMBERS)
    def give_up(self, number: int) -> None:
        call = self.waiting.pop(number % len(self.waiting))
        self.processes[call.process].release(call.permit, self.now, was_sent=False)

    @precondition(lambda self: self.flying)
    @rule(number=NUMBERS)
    def count(self, number: int) -> None:
        self._count(self.flying[number % len(self.flying)])

    def _count(self, call: Call) -> None:
        if not call.is_counted:
            call.is_counted = True
            self.counted.append(self.now)

    @precondition(lambda self: self.flying)
    @rule(number=NUMBERS)
    def respond(self, number: int) -> None:
        if self.flying:
            call = self.flying.pop(number % len(self.flying))
            self._count(call)
            self.processes[call.process].release(call.permit, self.now, was_sent=True)

    @precondition(lambda self: any(not call.is_counted for call in self.flying))
    @rule()
    def send_in_vain(self) -> None:
        call = next(call for call in self.flying if not call.is_counted)
        self.flying.remove(call)
        self.processes[call.process].release(call.permit, self.now, was_sent=False)

    @rule(part=st.sampled_from([0.01, 0.3, 0.5, 0.999, 1.0, 2.5]))
    def pass_time(self, part: float) -> None:
        self.now += part * self.seconds

    @rule(number=NUMBERS)
    def kill(self, number: int) -> None:
        process = [*self.processes][number % len(self.processes)]
        del self.processes[process]
        self.machine.owners = {lock: who for lock, who in self.machine.owners.items() if who != process}
        self.lost += [(self.now, call) for call in self.flying if call.process == process]
        self.flying = [call for call in self.flying if call.process != process]
        self.waiting = [call for call in self.waiting if call.process != process]
        self.start()

    @precondition(lambda self: self.lost)
    @rule()
    def count_a_call_of_the_dead(self) -> None:
        killed_at, call = self.lost.pop()
        if self.now - killed_at <= GRACE:
            self._count(call)

    @rule(number=NUMBERS)
    def close(self, number: int) -> None:
        self.processes[[*self.processes][number % len(self.processes)]].close()

    @invariant()
    def no_window_holds_too_many(self) -> None:
        if hasattr(self, "counted"):
            # By a little less than the window: moments are floating-point numbers.
            assert most_in_a_window(self.counted, self.seconds - 1e-4) <= self.calls

    def teardown(self) -> None:
        if not hasattr(self, "counted"):
            return
        while self.waiting:
            self.give_up(0)
        while self.flying:
            self.respond(0)
        for each in self.processes.values():
            each.close()
        guest = window_limiter(self.machine, 0, self.calls, self.seconds)
        for served in (0, self.calls):  # at the first time it finds the leases of the dead, which begin to end
            permits = [Permit() for _ in range(self.calls + 1)]
            for permit in permits:
                guest.poll(permit, self.now)
            assert served <= sum(permit.lease is not None for permit in permits) <= self.calls
            for permit in permits:
                guest.release(permit, self.now, was_sent=False)
            guest.close()
            self.now += GRACE + self.seconds + 1


Server.TestCase.settings = settings(max_examples=400 if LONG else 50, stateful_step_count=50, deadline=None)
TestServer = Server.TestCase


@pytest.mark.parametrize("calls", [1, 5, 63, 64, 65, 100, 1_000, 2_000])
def test_all_cells_together_have_the_calls_of_the_rate(calls: int) -> None:
    sizes = Window(calls, 1).sizes
    assert (sum(sizes), len(sizes) <= 64) == (calls, True)


def test_callers_are_served_in_their_order() -> None:
    one, now = window_limiter(Machine(), 1, 2, 1.0), 100.0
    first, second, third = Permit(), Permit(), Permit()
    for permit in [Permit(), Permit()]:
        assert one.poll(permit, now) == 0
        one.release(permit, now, was_sent=True)
    for permit in (first, second, third):
        assert one.poll(permit, now) > 0
    now += 1.0
    assert one.poll(third, now) > 0  # the two before it have not come yet
    assert [one.poll(permit, now) for permit in (second, first)] == [0, 0]
    assert one.poll(third, now) > 0


def test_who_does_not_come_again_holds_up_nobody() -> None:
    one, now = window_limiter(Machine(), 1, 1, 1.0), 100.0
    taken, absent, other = Permit(), Permit(), Permit()
    one.poll(taken, now)
    one.release(taken, now, was_sent=True)
    one.poll(absent, now)
    one.poll(other, now)
    assert one.poll(other, now + 1.0) > 0
    assert one.poll(other, now + 2.5) == 0


def test_a_clock_that_was_set_back_costs_a_window_at_most() -> None:
    one, now = window_limiter(Machine(), 1, 1, 10.0), 1_000_000.0
    permit = Permit()
    one.poll(permit, now)
    one.release(permit, now, was_sent=True)
    now -= 500_000.0
    assert one.poll(permit, now) > 0
    assert one.poll(permit, now + 10.0 + GRACE) == 0


def test_few_calls_of_many_processes_fill_cells_up() -> None:
    machine, now = Machine(), 100.0
    for number in range(1_000):  # each process makes one call and ends: no cell is wasted
        one, permit = window_limiter(machine, number, 1_000, 86_400.0), Permit()
        assert one.poll(permit, now, 0.0) == 0
        one.release(permit, now, was_sent=True)
        one.close()
        now += 1.0
    with pytest.raises(BeyondLimitError) as raised:
        window_limiter(machine, 0, 1_000, 86_400.0).poll(Permit(), now, 300.0)
    assert raised.value.resets_at == 100.0 + 15.0 + 86_400.0  # when the first 16 calls stop counting


def test_many_calls_cost_few_changes_of_the_file() -> None:
    machine, now = Machine(), 100.0
    one = window_limiter(machine, 1, 2_000, 1.0)
    for _ in range(1_000):
        permit = Permit()
        assert one.poll(permit, now) == 0
        one.release(permit, now, was_sent=True)
    sequence = int.from_bytes(machine.content[4_096 + 16 : 4_096 + 24], "little")
    assert sequence < 2 * 1_000 / 32 + 12


def test_calls_that_killed_processes_had_not_made_are_free_at_once() -> None:
    machine, now = Machine(), 100.0
    window = Window(1_000, 86_400.0)
    for number in range(1, len(window.sizes) + 1):  # each holds a cell of several calls, and has made one
        assert window_limiter(machine, number, 1_000, 86_400.0).poll(Permit(), now, 0.0) == 0
    machine.owners.clear()
    other = window_limiter(machine, 0, 1_000, 86_400.0)
    assert other.poll(Permit(), now, 0.0) == 0
