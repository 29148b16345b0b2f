# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /api/events/{email}"""

from __future__ import annotations

from typing import Any, Final

from ...models.user_events import UserEvents
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="listUserEvents",
    resource="events",
    name="list_by_email",
    method="GET",
    path="/api/events/{email}",
    parameters=(
        Parameter("email", "email", "path", required=True, format=""),
        Parameter("limit", "limit", "query", required=False, format=""),
    ),
    body_types=(),
    traits={
        "name": "list_by_email",
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
            "note": "Row 12 of the guide for agents. The vendor's document says nothing of the members of an event; those here are what its own client reads.",
        },
    },
)


def parse(response: Response[Any]) -> UserEvents:
    """Read any successful response."""
    response_200 = UserEvents.from_dict(response.json())

    return response_200
