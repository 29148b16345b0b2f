# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /api/events/byUserId/{userId}"""

from __future__ import annotations

from typing import Any, Final

from ...models.user_events import UserEvents
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="listUserEventsById",
    resource="events",
    name="list_by_id",
    method="GET",
    path="/api/events/byUserId/{userId}",
    parameters=(
        Parameter("user_id", "userId", "path", required=True, format=""),
        Parameter("limit", "limit", "query", required=False, format=""),
    ),
    body_types=(),
    traits={
        "name": "list_by_id",
        "access": "read",
        "keys": ["server-side"],
        "pii": True,
        "idempotent": True,
        "limits": [{"calls": 100, "seconds": 1, "of": "project", "sources": ["I-SPEC"]}],
        "evidence": {
            "level": "partial",
            "sources": ["I-SPEC", "I-TS", "T-BOL"],
            "assumptions": [
                "stated-limits",
                "event-members",
                "message-limit-over",
                "events-of-unknown-user",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
            ],
            "note": "The twin of row 12 of the guide for agents, which names it for emails with a slash.",
        },
    },
)


def parse(response: Response[Any]) -> UserEvents:
    """Read any successful response."""
    response_200 = UserEvents.from_dict(response.json())

    return response_200
