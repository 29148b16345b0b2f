"""Bodies of calls with many entries, of which an assumption decides how many there may be."""

from typing import Any, cast

from iterable_client.mock.calls import Call
from iterable_client.mock.http.errors import IterableHTTPError
from sdk_core.mock.app import HTTPError

_MAX_CHECKED = 1000
"""What the document's schemas take at once."""


def bulk_body(call: Call) -> dict[str, Any]:
    """Return the body of a call whose operation is registered with "body", checked here.

    Raises:
        HTTPError: It is missing, does not fit, or has more entries than `bulk-entries` allows.
    """
    body, batch = call.body, call.operation.batch
    if body is None:
        raise HTTPError(400, "the body is missing; send application/json", rule="body-missing")
    name = batch.items.removeprefix("/") if batch else ""
    entries: Any = cast("dict[str, Any]", body).get(name) if isinstance(body, dict) else None
    if batch is None or not isinstance(entries, list) or len(cast("list[object]", entries)) <= _MAX_CHECKED:
        call.operation.check_body(body, unknown_members=call.mock.rules.unknown_members)
        return cast("dict[str, Any]", body)
    if call.choice("bulk-entries") == "thousand":
        raise IterableHTTPError(
            400,
            f"the body has more than {_MAX_CHECKED:,} entries; send fewer in one call",
            code="BatchTooLarge",
            rule="batch-size",
            place=batch.items,
            assumption="bulk-entries",
        )
    for start in range(0, len(cast("list[object]", entries)), _MAX_CHECKED):
        part = body | {name: entries[start : start + _MAX_CHECKED]}
        call.operation.check_body(part, unknown_members=call.mock.rules.unknown_members)
    return body
