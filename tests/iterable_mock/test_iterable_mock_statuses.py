"""Every status that the document gives an operation is provoked on the mock, by a call of that operation."""

import pytest
from iterable_provoking import provoke
from iterable_samples import HANDLED

from iterable_client.mock.document import document

DOCUMENTED = [(operation, status) for operation in HANDLED for status in document().operations[operation].responses]


@pytest.mark.parametrize(("operation", "status"), DOCUMENTED)
def test_a_documented_status_is_provoked(operation: str, status: str) -> None:
    received = provoke(operation, status)
    assert received.status == (503 if status == "5XX" else int(status)), received.content
