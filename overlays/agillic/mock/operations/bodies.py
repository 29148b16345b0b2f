"""Bodies whose layout is an assumption's: brought into the document's layout, and then checked as the front does."""

from collections.abc import Mapping
from typing import Any, cast

from agillic.mock.calls import Call
from sdk_core.mock.app import HTTPError
from sdk_core.mock.app.batches import within_batch_limit


def document_body(call: Call, body: object) -> Any:  # noqa: ANN401 - whatever the document's schema says
    """Check a body that the front has not checked.

    Args:
        call: Of an operation with a batch, registered with "body".
        body: In the layout of the document; None when there is none.

    Returns:
        The body; under the option `first-ones` of `batch-over-limit-status`, without the entries that are too many.

    Raises:
        HTTPError: 400, or 413 by `batch-over-limit-status`.
    """
    if body is None:
        raise HTTPError(400, "the body is missing; send application/json")
    body = within_batch_limit(call.operation, body, call.mock.rules)
    call.operation.check_body(body, unknown_members=call.mock.rules.unknown_members)
    return body


def members(body: object) -> dict[str, Any]:
    """Return the members of a body that must be an object, or reject it with 400."""
    if not isinstance(body, dict):
        raise HTTPError(400, "the body is of another type; write object")
    return cast("dict[str, Any]", body)


def renamed(body: Mapping[str, Any], old: str, new: str) -> dict[str, Any]:
    """Return a body with a member under its name in the document; one under that name already is no part of the layout.

    >>> renamed({"details": [], "data": 1}, "details", "data")
    {'data': []}
    """
    return {(new if name == old else name): value for name, value in body.items() if name != new}
