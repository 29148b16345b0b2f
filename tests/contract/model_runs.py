"""Running the state machine: many short runs, each with a seed of its own.

Hypothesis repeats itself in long runs: it mutates what it has drawn before. In short ones it draws anew.
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager

import httpx
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test
from model_machine import StoreMachine
from model_receiver import Receiver

from agillic.mock.local import LocalServer

STEPS = 50
_FEW = 10
"""Stores of one run."""


@contextmanager
def serving() -> Generator[LocalServer, None, None]:
    """Serve the machine's mocks."""
    with LocalServer() as server, httpx.Client() as http, Receiver() as receiver:
        StoreMachine.server, StoreMachine.http, StoreMachine.receiver = server, http, receiver
        yield server


def run_machine(first_seed: int, goes_on: Callable[[int], bool], *, shrinks: bool = True) -> None:
    """Run the machine again and again.

    Args:
        first_seed: Of the first run; each later one has the next.
        goes_on: Whether there is another run, by the number of those that were.
        shrinks: Whether a difference is told by the fewest steps that show it; looking for them takes minutes.

    Raises:
        DifferenceError: The mock does something else than the model.
    """
    number = 0
    while goes_on(number):
        phases = [Phase.generate, Phase.shrink] if shrinks else [Phase.generate]
        run_state_machine_as_test(
            seed(first_seed + number)(StoreMachine),
            settings=settings(
                max_examples=_FEW,
                stateful_step_count=STEPS,
                phases=phases,
                deadline=None,
                database=None,
                report_multiple_bugs=False,
                print_blob=False,
                suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
            ),
        )
        number += 1
