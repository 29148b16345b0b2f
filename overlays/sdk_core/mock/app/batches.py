"""How many entries a batch may have, by its trait."""

from typing import cast

from sdk_core.mock.app.document import Operation
from sdk_core.mock.app.request_rules import RequestRules
from sdk_core.mock.app.responses import HTTPError


def within_batch_limit(operation: Operation, body: object, rules: RequestRules) -> object:
    """Return a body whose batch is not too long.

    Args:
        operation: Says where the entries are and how many there may be; without a batch, everything is taken.
        body: Parsed; without a rule for batches that are too long, entries that are too many are dropped.
        rules: See there.

    Raises:
        HTTPError: There are too many entries.
    """
    if operation.batch is None or operation.batch.max_items is None:
        return body
    entries = body
    for step in operation.batch.items.split("/")[1:]:
        entries = cast("dict[str, object]", entries).get(step) if isinstance(entries, dict) else None
    most = operation.batch.max_items
    if not isinstance(entries, list | dict) or len(cast("list[object] | dict[str, object]", entries)) <= most:
        return body
    if rules.batch_too_long is not None or isinstance(entries, dict):
        raise too_many(most, rules)
    del cast("list[object]", entries)[most:]
    return body


def too_many(most: int, rules: RequestRules) -> HTTPError:
    """Return the error of a batch of too many entries, where its first ones are not to be taken."""
    status, assumption = (
        (400, None) if rules.batch_too_long is None else (rules.batch_too_long.status, rules.batch_too_long.assumption)
    )
    message = f"the batch has more than {most:,} entries; send at most as many"
    return HTTPError(status, message, rule="batch-size", assumption=assumption)
