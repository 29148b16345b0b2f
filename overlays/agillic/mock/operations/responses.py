"""Responses that many operations share."""

from collections.abc import Callable
from typing import cast

from agillic.mock.calls import Call
from agillic.mock.state import BatchResult
from sdk_core.mock.app import MockResponse


def done(call: Call, resource: object, status: int = 200) -> MockResponse:
    """Return the response of a success that has nothing to say [S1].

    Args:
        call: The call.
        resource: What was written, as it would be read, or a function that reads it; sent under the option `resource`
            of `empty-success-body` alone.
        status: Of the response.
    """
    if call.choice("empty-success-body") == "empty":
        return MockResponse(status)
    return MockResponse(status, cast("Callable[[], object]", resource)() if callable(resource) else resource)


def deleted(call: Call) -> MockResponse:
    """Return the response to a deletion, by the assumption `delete-success-status`."""
    return MockResponse(call.status("delete-success-status"))


def counters(result: BatchResult) -> dict[str, int]:
    """Return what a batch counts [J]. What was deleted counts as updated, for there is no other place for it.

    >>> counters(BatchResult(["created", "deleted"]))
    {'created': 1, 'updated': 1, 'warnings': 0, 'errors': 0}
    """
    updated = result.updated + result.outcomes.count("deleted")
    return {"created": result.created, "updated": updated, "warnings": 0, "errors": result.errors}
