"""How many entries a batch may have [S1, V-INT]."""

from typing import cast

from agillic.mock.assumptions import Assumptions
from sdk_core.mock.app.document import Operation
from sdk_core.mock.app.responses import HTTPError


def within_batch_limit(operation: Operation, body: object, assumptions: Assumptions) -> object:
    """Return a body whose batch is not too long.

    Args:
        operation: Says where the entries are and how many there may be; without a batch, everything is taken.
        body: Parsed; under the option `first-ones` of `batch-over-limit-status`, entries that are too many are dropped.
        assumptions: See there.

    Raises:
        HTTPError: There are too many entries.
    """
    if operation.batch is None:
        return body
    entries = body
    for step in operation.batch.items.split("/")[1:]:
        entries = cast("dict[str, object]", entries).get(step) if isinstance(entries, dict) else None
    most = operation.batch.max_items
    if not isinstance(entries, list) or len(cast("list[object]", entries)) <= most:
        return body
    if assumptions.choice("batch-over-limit-status") != "first-ones":
        raise too_many(most, assumptions)
    del cast("list[object]", entries)[most:]
    return body


def too_many(most: int, assumptions: Assumptions) -> HTTPError:
    """Return the refusal of a batch of too many entries, where its first ones are not to be taken."""
    status = 413 if assumptions.choice("batch-over-limit-status") == "status-413" else 400
    message = f"the batch has more than {most:,} entries; send at most as many"
    return HTTPError(status, message, rule="batch-size", assumption="batch-over-limit-status")
