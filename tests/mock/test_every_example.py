"""Every example of a request in the document is sent to the mock, and succeeds as the document says."""

import pytest
from sample_calls import ready, samples_of

from agillic.mock.document import document
from agillic.mock.operations import all_routes

HANDLED = set(document().operations) - set(all_routes().missing())
EXAMPLES = [(operation, name) for operation in sorted(HANDLED) for name in samples_of(operation)]


@pytest.mark.parametrize(("operation", "name"), EXAMPLES)
def test_an_example_succeeds(operation: str, name: str) -> None:
    """Responses are held against the document too; what an example needs is there before."""
    received = samples_of(operation)[name].send(ready(operation))
    successes = {int(status) for status in document().operations[operation].responses if status.startswith("2")}
    assert received.status in successes, received.content


def test_all_operations_and_all_examples_of_bodies_are_among_them() -> None:
    assert {operation for operation, _ in EXAMPLES} == HANDLED
    assert len(EXAMPLES) > len(HANDLED)
