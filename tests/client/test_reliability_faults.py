"""Faults of the mock at every point of a call: the right class, and the truth about the write, by its state."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

import pytest
from client_surface import EVERY, sync_and_async
from faulty_mock import FaultyMock, whole_arguments
from reliability_parts import LONG, End, OneByOne, keyed
from scripted_server import PATIENCE

from agillic import AgillicError, Conflict, NotFound, RateLimited, ResponseParseError, ServerError, TransportError
from generator.bundle.document import Operation
from sdk_core.mock.faults import FaultMembers

ATTEMPTS = 3
READ_TIMEOUT = 0.05
EVERY_TENTH, EVERY_TWENTIETH = (EVERY, EVERY) if LONG else (EVERY[::10], EVERY[::20])
GROUP = 25
"""Operations that share a client: their repeats are within its quota."""


class Fault(NamedTuple):
    """What every call meets, and what is true then.

    Attributes:
        members: of the mock's fault, without its operation and calls.
        error: the class of the error, for as long as the fault stays.
        outcome: what the error says.
        write: whether the mock does what it was called for.
        whose: who repeats it.
    """

    members: FaultMembers
    error: type[AgillicError]
    outcome: str
    write: Literal["done", "not done"]
    whose: Literal["all", "idempotent", "none"]


FAULTS = {
    "reset before": Fault({"connection_reset": "before"}, TransportError, "unknown", "not done", "idempotent"),
    "reset after": Fault({"connection_reset": "after"}, TransportError, "unknown", "done", "idempotent"),
    "half": Fault({"truncate": True}, TransportError, "done", "done", "idempotent"),
    "malformed": Fault({"malformed": True}, ResponseParseError, "done", "done", "none"),
    "delay": Fault({"delay": 60}, TransportError, "unknown", "not done", "idempotent"),
    "409": Fault({"status": 409}, Conflict, "rejected", "not done", "none"),
    "429": Fault({"status": 429}, RateLimited, "rejected", "not done", "all"),
    "503": Fault({"status": 503}, ServerError, "unknown", "not done", "idempotent"),
}


def operations(fault: Fault) -> list[Operation]:
    return EVERY_TWENTIETH if "delay" in fault.members else EVERY_TENTH  # a delay is waited for


every_fault = pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)


@pytest.fixture(autouse=True)
def own_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture(scope="module")
def mock() -> Iterator[FaultyMock]:
    with FaultyMock() as mock:
        yield mock


class Met(NamedTuple):
    """A call that met a fault.

    Attributes:
        operation: what was called.
        end: how it ended.
        changed: whether the mock's state did.
        changes: whether the call changes it when nothing goes wrong.
        calls: how many arrived.
    """

    operation: Operation
    end: End
    changed: bool
    changes: bool
    calls: int


def meet(mock: FaultyMock, fault: Fault, *, calls: int, asynchronous: bool) -> Iterator[Met]:
    """Let calls of operations meet a fault, each on a mock of its own."""
    timeout = READ_TIMEOUT if "delay" in fault.members else PATIENCE
    chosen = operations(fault)
    for first in range(0, len(chosen), GROUP):
        with OneByOne(keyed(mock.url), asynchronous=asynchronous) as client:
            for operation in chosen[first : first + GROUP]:
                with mock.ready_for(operation) as readiness:
                    before = readiness.state()
                    assert client.end_of(operation, whole_arguments(operation)) is None, operation.id
                    changes = readiness.state() != before
                    readiness.begin({**fault.members, "operation": operation.id, "times": calls})
                    end = client.end_of(operation, whole_arguments(operation), timeout=timeout)
                    yield Met(operation, end, readiness.state() != before, changes, readiness.calls)


def may_repeat(fault: Fault, operation: Operation) -> bool:
    return fault.whose == "all" or (fault.whose == "idempotent" and operation.traits["idempotent"] is True)


def outcome_of(end: End) -> str:
    return "done" if end is None else end.outcome


def assert_truth(met: Met) -> None:
    """Compare what is said of the write with what the mock holds."""
    said = outcome_of(met.end)
    if said == "done":
        assert met.changed == met.changes, met
    elif said != "unknown":
        assert not met.changed, met


@sync_and_async
@every_fault
def test_a_fault_that_stays_ends_in_its_class_with_the_truth(
    mock: FaultyMock, fault: Fault, *, asynchronous: bool
) -> None:
    met = list(meet(mock, fault, calls=ATTEMPTS, asynchronous=asynchronous))
    for each in met:
        assert_truth(each)
        assert each.changed == (each.changes and (fault.write == "done")), each
        if "delay" not in fault.members:  # a call that was given up may not have been looked at yet
            assert each.calls == (ATTEMPTS if may_repeat(fault, each.operation) else 1), each
        if "malformed" in fault.members and each.end is None:
            continue  # nothing of the response had to be read
        assert (type(each.end), outcome_of(each.end)) == (fault.error, fault.outcome), each
    assert any(each.changed for each in met) == (fault.write == "done")
    assert any(each.end for each in met)


@sync_and_async
@every_fault
def test_a_fault_that_passes_is_survived_by_what_may_repeat(
    mock: FaultyMock, fault: Fault, *, asynchronous: bool
) -> None:
    for each in meet(mock, fault, calls=1, asynchronous=asynchronous):
        assert_truth(each)
        if may_repeat(fault, each.operation):
            # What was done by the first attempt may be rejected to the second, which does not undo it.
            assert each.end is None or ((fault.write == "done") and type(each.end) in (NotFound, Conflict)), each
            assert each.end is None or each.end.outcome == fault.outcome, each
        elif "malformed" not in fault.members:
            assert (type(each.end), outcome_of(each.end)) == (fault.error, fault.outcome), each
