"""The client of Iterable against the document and the mock: every operation, both clients, a second reading."""

from collections.abc import Iterator

import pytest
from client_checks import (
    errors_are_raised_once,
    every_call,
    other_hosts_get_nothing,
    rejected_values_send_nothing,
    what_is_held,
)
from client_pair import ClientPair
from iterable_held_state import HELD
from iterable_surface import BY_ID, ITERABLE, iterable_surface

from generator.bundle.document import Operation

every_operation = pytest.mark.parametrize("operation", ITERABLE.operations, ids=lambda operation: operation.id)


@pytest.fixture(scope="module")
def pair() -> Iterator[ClientPair]:
    with ClientPair(iterable_surface()) as both:
        yield both


@every_operation
def test_every_call_arrives_as_meant_and_its_response_is_read(operation: Operation, pair: ClientPair) -> None:
    every_call(pair, operation)


@pytest.mark.parametrize("id_", HELD)
def test_what_is_read_is_held_and_what_is_written_too(id_: str, pair: ClientPair) -> None:
    what_is_held(pair, BY_ID[id_])


@every_operation
def test_rejected_values_send_nothing(operation: Operation, pair: ClientPair) -> None:
    rejected_values_send_nothing(pair, operation)


@every_operation
def test_errors_are_raised_once(operation: Operation, pair: ClientPair) -> None:
    errors_are_raised_once(pair, operation)


@every_operation
def test_other_hosts_get_nothing(operation: Operation, pair: ClientPair) -> None:
    other_hosts_get_nothing(pair, operation)
