"""Every example of a request in the document is sent to the mock, and succeeds as the document says."""

import pytest
from iterable_samples import HANDLED, ready, samples_of

from iterable_client.mock.document import document

EXAMPLES = [(operation, name) for operation in HANDLED for name in samples_of(operation)]


@pytest.mark.parametrize(("operation", "name"), EXAMPLES)
def test_an_example_succeeds(operation: str, name: str) -> None:
    """Responses are held against the document too; what an example needs is there before."""
    received = samples_of(operation)[name].send(ready(operation))
    successes = {int(status) for status in document().operations[operation].responses if status.startswith("2")}
    assert received.status in successes, received.content


@pytest.mark.parametrize("operation", HANDLED)
def test_an_example_does_the_same_once_more_in_another_mock(operation: str) -> None:
    """Nothing is drawn by chance: two mocks of one seed give the same bytes."""
    name = next(iter(samples_of(operation)))
    first, second = (samples_of(operation)[name].send(ready(operation)) for _ in range(2))
    assert (first.status, first.content) == (second.status, second.content)
