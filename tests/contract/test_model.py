"""The mock against a model of dictionaries: a state machine does the same to both, through the generated client."""

import sys
from collections.abc import Generator
from time import monotonic

import pytest
from effort import LONG, SEED
from model_machine import StoreMachine
from model_runs import run_machine, serving

_SHORT_RUNS = 4
_LONG_SECONDS = 600


@pytest.fixture(scope="module", autouse=True)
def _served() -> Generator[None, None, None]:
    with serving():
        yield


def test_the_mock_does_what_the_model_does(capsys: pytest.CaptureFixture[str]) -> None:
    """In the short form so many runs, in the long one runs with ever new seeds for ten minutes."""
    end, known = monotonic() + _LONG_SECONDS, StoreMachine.received.copy()
    run_machine(SEED * 100_000, lambda number: monotonic() < end if LONG else number < _SHORT_RUNS)
    received = StoreMachine.received - known
    if LONG:
        with capsys.disabled():
            sys.stdout.write(f"\nthe state machine made {received.total():,} calls, and no response differed\n")
    # The steps are drawn by chance; this says that they get somewhere. A status of 0 is a response that did not come.
    assert {200, 201, 202, 400, 401, 404, 409, 422, 429, 503, 0} <= received.keys()
    assert received[200] > received.total() / 2
