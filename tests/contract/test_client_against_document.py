"""The client against the document and the mock: every operation, both clients, a real socket, a second reading."""

from collections.abc import Iterator

import pytest
from agillic_surface import agillic_surface
from client_checks import (
    errors_are_raised_once,
    every_call,
    other_hosts_get_nothing,
    rejected_values_send_nothing,
    what_is_held,
    wild_names_are_found_again,
)
from client_pair import ClientPair
from client_surface import BY_ID, EVERY, every_operation
from held_state import HELD

from agillic.mock.operations import all_routes
from generator.bundle.document import Operation

HANDLED = [operation for operation in EVERY if operation.id not in all_routes().missing()]
"""Those whose responses come from the mock's state; the others response by their example."""


@pytest.fixture(scope="module")
def pair() -> Iterator[ClientPair]:
    with ClientPair(agillic_surface()) as both:
        yield both


@every_operation
def test_every_call_arrives_as_meant_and_its_response_is_read(operation: Operation, pair: ClientPair) -> None:
    every_call(pair, operation)


@pytest.mark.parametrize("operation", HANDLED, ids=lambda operation: operation.id)
def test_what_is_read_is_held_and_what_is_written_too(operation: Operation, pair: ClientPair) -> None:
    what_is_held(pair, operation)


def test_what_has_any_name_is_found_again(pair: ClientPair) -> None:
    wild_names_are_found_again(pair, BY_ID["getRecipient"])


@every_operation
def test_rejected_values_send_nothing(operation: Operation, pair: ClientPair) -> None:
    rejected_values_send_nothing(pair, operation)


@every_operation
def test_errors_are_raised_once(operation: Operation, pair: ClientPair) -> None:
    errors_are_raised_once(pair, operation)


@every_operation
def test_other_hosts_get_nothing(operation: Operation, pair: ClientPair) -> None:
    other_hosts_get_nothing(pair, operation)


def test_every_operation_is_compared_with_the_state() -> None:
    assert HELD.keys() == {operation.id for operation in HANDLED}
