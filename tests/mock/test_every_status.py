"""Every status that the document gives an operation is provoked on the mock, by a call of that operation.

`status_calls` has a table of the calls, and `shared_status_calls` those for what the application decides alike for all.
"""

import pytest
from shared_status_calls import SHARED
from status_calls import PROVOKED, Provoke

from agillic.mock.document import document
from agillic.mock.operations import all_routes

BY_EXAMPLE = all_routes().missing()
DOCUMENTED = [
    (operation.id, status)
    for operation in document().operations.values()
    for status in operation.responses
    if operation.id not in BY_EXAMPLE
]


def call_for(operation: str, status: str) -> Provoke | None:
    """Return what provokes a status of an operation."""
    number = 503 if status == "5XX" else int(status)
    return PROVOKED.get(operation, {}).get(number) or SHARED.get(number)


@pytest.mark.parametrize(("operation", "status"), DOCUMENTED)
def test_a_documented_status_is_provoked(operation: str, status: str) -> None:
    """In strict mode, so that the response fits the document too; but for calls under other options of assumptions."""
    provoke = call_for(operation, status)
    assert provoke is not None, f"add a call to PROVOKED that gets {status} from {operation}"
    received = provoke(operation)
    assert received.status == (503 if status == "5XX" else int(status)), received.content


def test_the_table_has_nothing_that_the_document_has_not() -> None:
    known = {(operation, int(status)) for operation, status in DOCUMENTED if status != "5XX"}
    assert {(operation, status) for operation, calls in PROVOKED.items() for status in calls} <= known
