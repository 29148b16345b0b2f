"""What the inspector shows of the requests that have arrived."""

from collections.abc import Mapping
from typing import Any

from sdk_core.mock.app import Mock
from sdk_core.mock.request_journal import LoggedRequest

_MAX_REQUESTS = 100
_MAX_TEXT = 4_000
"""Characters of a body. All that is kept of it is under `/__admin/requests`."""


def latest_requests(mock: Mock[Any, Any], since: int) -> Mapping[str, Any]:
    """Return the latest requests with a larger number, the oldest first: at most 100, and of bodies the beginning.

    Args:
        mock: Where they arrived. Its secrets are masked already.
        since: The number of a request; 0 for all.

    Returns:
        `requests`, and `latest`, the number of the latest that has arrived: it is smaller than before after a reset.
    """
    requests = mock.journal.requests(since=since)[-_MAX_REQUESTS:]
    return {"latest": mock.journal.latest, "requests": [_shown(each) for each in requests]}


def _shown(request: LoggedRequest) -> Mapping[str, Any]:
    text = request.text
    return {
        "number": request.number,
        "moment": request.moment.isoformat(),
        "method": request.method,
        "target": request.target,
        "headers": request.headers,
        "body": "(bytes that are no text)" if text is None else text[:_MAX_TEXT],
        "size": request.size,
        "operation": request.operation,
        "status": request.status,
        "fault": request.fault,
        "isExample": request.is_example,
        "reasons": [each.shown() for each in request.reasons[:_MAX_REQUESTS]],
        "reasonCount": len(request.reasons),
    }
