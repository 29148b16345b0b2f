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
    if call.body is None:
        raise HTTPError(400, "the body is missing; send application/json", rule="body-missing")
    for part in _parts(call):
        call.operation.check_body(part, unknown_members=call.mock.rules.unknown_members)
    return cast("dict[str, Any]", call.body)


def _parts(call: Call) -> list[object]:
    """Return a body as bodies that have no more entries than the document's schemas take at once."""
    name = call.operation.batch.items.removeprefix("/") if call.operation.batch else ""
    whole: object = call.body
    body = cast("dict[str, Any]", whole) if isinstance(whole, dict) else dict[str, Any]()
    entries = body.get(name)
    if not isinstance(entries, list) or len(cast("list[object]", entries)) <= _MAX_CHECKED:
        return [whole]
    if call.choice("bulk-entries") == "thousand":
        raise IterableHTTPError(
            400,
            f"the body has more than {_MAX_CHECKED:,} entries; send fewer in one call",
            code="BatchTooLarge",
            rule="batch-size",
            place=f"/{name}",
            assumption="bulk-entries",
        )
    rows = cast("list[object]", entries)
    return [body | {name: rows[start : start + _MAX_CHECKED]} for start in range(0, len(rows), _MAX_CHECKED)]
