"""ProcessSemaphore among callers and processes, on a machine in memory: never too many, none lost, order kept."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from limits_model import LONG, Machine, Process

from sdk_core.transport.limits.concurrency.process_queue import MAX_QUEUED

AT_ONCE = 3
SEVERAL = range(3)


class Slotting(RuleBasedStateMachine):
    """Three processes, whose callers come, leave, give up and die."""

    @initialize()
    def begin(self) -> None:
        self.machine = Machine()
        self.numbers = iter(range(1_000))
        self.processes = [Process(self.machine, next(self.numbers), AT_ONCE) for _ in SEVERAL]

    @rule(at=st.sampled_from(SEVERAL), callers=st.integers(1, 2 * AT_ONCE))
    def come(self, at: int, callers: int) -> None:
        for _ in range(callers):
            self.processes[at].come()

    @precondition(lambda self: any(each.holding for each in self.processes))
    @rule(draw=st.data())
    def leave(self, draw: st.DataObject) -> None:
        process = draw.draw(st.sampled_from([each for each in self.processes if each.holding]), "process")
        process.release(draw.draw(st.sampled_from([*process.holding]), "caller"))

    @precondition(lambda self: any(each.waiting for each in self.processes))
    @rule(draw=st.data())
    def give_up(self, draw: st.DataObject) -> None:
        process = draw.draw(st.sampled_from([each for each in self.processes if each.waiting]), "process")
        process.cancel(draw.draw(st.sampled_from([*process.waiting]), "caller"))

    @precondition(lambda self: any(each.waiting and each.holding for each in self.processes))
    @rule(draw=st.data())
    def give_up_when_served(self, draw: st.DataObject) -> None:
        process = draw.draw(st.sampled_from([each for each in self.processes if each.waiting and each.holding]), "at")
        first = min(process.waiting)
        leaving = process.holding.pop(draw.draw(st.sampled_from([*process.holding]), "caller"))
        leaving.release()  # to the first, perhaps, who is canceled before its task runs
        process.cancel(first)

    @rule(at=st.sampled_from(SEVERAL))
    def look(self, at: int) -> None:
        self.processes[at].look()

    @rule(at=st.sampled_from(SEVERAL))
    def die(self, at: int) -> None:
        self.processes[at].die()
        self.processes[at] = Process(self.machine, next(self.numbers), AT_ONCE)

    @rule()
    def all_look_until_nothing_changes(self) -> None:
        for _ in range(40):
            for process in self.processes:
                process.look()
        if any(process.waiting for process in self.processes):
            assert self.machine.slots_held() == AT_ONCE, "somebody waits although a slot is free"

    @invariant()
    def never_too_many_and_none_lost(self) -> None:
        holding = sum(len(process.holding) for process in self.processes)
        assert holding == self.machine.slots_held() <= AT_ONCE

    @invariant()
    def first_come_first_served(self) -> None:
        for process in self.processes:
            assert process.served == sorted(process.served)
            assert not process.waiting or not process.served or min(process.waiting) > process.served[-1]

    def teardown(self) -> None:
        rounds = 0
        while any(process.waiting or process.holding for process in self.processes):
            for process in self.processes:
                for name in [*process.holding]:
                    process.release(name)
                process.look()
            rounds += 1
            assert rounds < 1_000, "somebody is never served"
        assert self.machine.slots_held() == 0
        for process in self.processes:
            process.close()


TestSlotting = Slotting.TestCase
TestSlotting.settings = settings(
    max_examples=2_000 if LONG else 60,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@pytest.mark.parametrize("callers", [(3, 3, 3), (1, 3, 3), (6, 6, 6), (12, 1, 1), (12, 6, 1)])
def test_a_process_with_endless_work_starves_no_other(callers: tuple[int, int, int]) -> None:
    machine = Machine()
    processes = [Process(machine, number, AT_ONCE) for number in SEVERAL]
    for process, crowd in zip(processes, callers, strict=True):
        for _ in range(crowd):
            process.come()
    for _ in range(300):
        for process in processes:
            for name in [*process.holding]:
                process.release(name)
                process.come()  # in the same moment: nobody else had the time to look
            process.look()
    for process in processes:
        process.die()
    served = [len(process.served) for process in processes]
    assert min(served) > max(served) / 3, served  # who has one call at a time enters the line anew for each


def test_processes_are_served_in_the_order_of_asking() -> None:
    machine = Machine()
    processes = [Process(machine, number, 1) for number in range(6)]
    for process in processes:
        process.come()
        process.look()
    order: list[int] = [0]
    for _ in range(5):
        holder = next(process for process in processes if process.holding)
        holder.release(0)
        for process in reversed(processes):  # the last one looks first, and yet is served last
            process.look()
        for process in processes:
            process.look()
        order += [number for number, process in enumerate(processes) if process.holding]
    assert order == [0, 1, 2, 3, 4, 5]
    for process in processes:
        process.die()


def test_a_process_in_the_line_serves_those_ahead_before_its_own() -> None:
    machine = Machine()
    first, second, third = (Process(machine, number, 2) for number in SEVERAL)
    first.come()
    second.come()
    third.come()
    third.look()
    first.come()  # it waits behind the third
    first.look()
    first.release(0)
    for process in (first, third):
        process.look()
    assert ([*first.holding], [*third.holding]) == ([], [0])
    for process in (first, second, third):
        process.die()


def test_one_that_died_while_asking_holds_nobody_up() -> None:
    machine = Machine()
    first, second = Process(machine, 1, 1), Process(machine, 2, 1)
    first.come()
    second.come()
    second.look()
    assert [machine.contended] == [True]
    second.die()
    first.release(0)
    first.come()
    assert [*first.holding] == [1]
    assert [machine.contended] == [False]
    first.die()


def test_a_slot_is_given_back_once() -> None:
    machine = Machine()
    process = Process(machine, 1, 1)
    process.come()
    first = process.holding[0]
    process.release(0)
    process.come()
    first.release()
    assert machine.slots_held() == 1
    process.die()


def test_a_process_whose_waiting_callers_are_gone_holds_nobody_up() -> None:
    machine = Machine()
    first, second = Process(machine, 1, 2), Process(machine, 2, 2)
    first.come()
    second.come()
    first.come()
    first.look()  # it is at the head of the line
    first.close()  # and the loop in which its caller waits is closed
    first.holding.pop(0).release()
    first.slots.poll()
    second.come()
    assert [*second.holding] == [0, 1]
    second.die()


def test_the_further_a_process_is_from_the_head_of_the_line_the_less_often_it_polls() -> None:
    machine = Machine()
    processes = [Process(machine, number, 1) for number in range(2 * MAX_QUEUED)]
    for each in processes:
        each.come()
    pauses = [each.slots.poll() for each in processes[1:]]
    assert pauses[:4] == [1, 1, 2, 3]
    assert pauses == sorted(pauses)
    assert pauses[-1] == MAX_QUEUED
    processes[0].release(0)
    assert processes[1].slots.poll() == 0
    assert [each.slots.poll() for each in processes[2:5]] == [1, 1, 2]
    for each in processes:
        each.die()


def test_the_slots_that_any_process_holds_are_in_flight() -> None:
    machine = Machine()
    first, second = Process(machine, 1, 6), Process(machine, 2, 6)
    for _ in range(3):
        first.come()
    second.come()
    assert first.slots.in_flight() == second.slots.in_flight() == 4
    assert (first.slots.held(), second.slots.held()) == (3, 1)
    first.release(1)
    assert first.slots.in_flight() == second.slots.in_flight() == 3
    for each in (first, second):
        each.die()


def test_the_process_at_the_head_of_the_line_gives_its_own_slot_to_its_own_caller_at_once() -> None:
    machine = Machine()
    first, second = Process(machine, 1, 2), Process(machine, 2, 2)
    first.come()
    second.come()
    second.come()
    second.look()  # it is at the head of the line
    second.release(0)
    assert ([*second.holding], [*second.waiting]) == ([1], [])
    for each in (first, second):
        each.die()


def test_a_process_stays_in_the_line_while_one_of_its_callers_waits_and_no_longer() -> None:
    machine = Machine()
    first, second, third = (Process(machine, number, 1) for number in (1, 2, 3))
    first.come()
    second.come()
    second.come()
    third.come()
    second.look()  # it is at the head of the line
    third.look()
    second.cancel(0)
    assert machine.owners == {0: 2, 1: 3, MAX_QUEUED: 1}
    second.cancel(1)
    assert machine.owners == {1: 3, MAX_QUEUED: 1}
    first.release(0)
    third.look()
    assert [*third.holding] == [0]
    for each in (first, second, third):
        each.die()
