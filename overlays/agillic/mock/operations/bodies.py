"""Bodies whose layout is an assumption's: brought into the document's layout, and then checked as the front does."""

from collections.abc import Mapping
from typing import Any, cast

from agillic.mock.front import Call, Refusal


def document_body(call: Call, body: object) -> Any:  # noqa: ANN401 - whatever the document's schema says
    """Check a body that the front has not checked.

    Args:
        call: Of an operation with a batch, registered with "body".
        body: In the layout of the document; None when there is none.

    Returns:
        The body; under the option `first-ones` of `batch-over-limit-status`, without the entries that are too many.

    Raises:
        Refusal: 400, or 413 by `batch-over-limit-status`.
    """
    if body is None:
        raise Refusal(400, "the body is missing; send application/json")
    body = _within_limit(call, body)
    call.operation.check_body(body, unknown_members=call.choice("unknown-members") == "ignored")
    return body


def too_many(call: Call, most: int) -> Refusal:
    """Return the refusal of a batch of too many entries, where its first ones are not to be taken."""
    status = 413 if call.choice("batch-over-limit-status") == "status-413" else 400
    return Refusal(status, f"the batch has more than {most:,} entries; send at most as many")


def members(body: object) -> dict[str, Any]:
    """Return the members of a body that must be an object, or refuse it with 400."""
    if not isinstance(body, dict):
        raise Refusal(400, "the body is of another type; write object")
    return cast("dict[str, Any]", body)


def renamed(body: Mapping[str, Any], old: str, new: str) -> dict[str, Any]:
    """Return a body with a member under its name in the document; one under that name already is no part of the layout.

    >>> renamed({"details": [], "data": 1}, "details", "data")
    {'data': []}
    """
    return {(new if name == old else name): value for name, value in body.items() if name != new}


def _within_limit(call: Call, body: object) -> object:
    batch = call.operation.batch
    if batch is None:
        return body
    entries = body
    for step in batch.items.split("/")[1:]:
        entries = cast("dict[str, object]", entries).get(step) if isinstance(entries, dict) else None
    if not isinstance(entries, list) or len(cast("list[object]", entries)) <= batch.max_items:
        return body
    if call.choice("batch-over-limit-status") != "first-ones":
        raise too_many(call, batch.max_items)
    del cast("list[object]", entries)[batch.max_items :]
    return body
