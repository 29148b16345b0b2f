# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /api/events/trackBulk"""

from __future__ import annotations

from typing import Any, Final

from ...models.event_bulk_result import EventBulkResult
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="trackEvents",
    resource="events",
    name="track_bulk",
    method="POST",
    path="/api/events/trackBulk",
    parameters=(),
    body_types=("application/json",),
    traits={
        "name": "track_bulk",
        "access": "send",
        "sends": "indirect",
        "keys": ["server-side"],
        "pii": True,
        "idempotent": False,
        "finishes": "later",
        "limits": [{"calls": 10, "seconds": 1, "of": "project", "sources": ["I-SPEC", "T-BOL"]}],
        "batch": {
            "items": "/events",
            "max_items": 1000,
            "key": {"first_of": ["/email", "/userId"]},
            "single": "trackEvent",
            "outcome": {
                "done": "/successCount",
                "failed": "/failCount",
                "failures": [
                    {"at": "/failedUpdates/forgottenEmails", "key": "/email"},
                    {"at": "/failedUpdates/forgottenUserIds", "key": "/userId"},
                    {"at": "/failedUpdates/invalidEmails", "key": "/email"},
                    {"at": "/failedUpdates/invalidUserIds", "key": "/userId"},
                    {"at": "/failedUpdates/notFoundEmails", "key": "/email"},
                    {"at": "/failedUpdates/notFoundUserIds", "key": "/userId"},
                    {"at": "/disallowedEventNames", "key": "/eventName"},
                ],
            },
        },
        "evidence": {
            "level": "partial",
            "sources": ["I-SPEC", "I-TS", "I-MCP", "I-IDENT", "C-GO"],
            "assumptions": [
                "bulk-entries",
                "event-time-unit",
                "both-identifiers",
                "event-of-unknown-user",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
                "unknown-members",
            ],
            "note": "Row 11 of the guide for agents. The vendor documents no most of events in a call; 1,000 is what other clients keep to. What is rejected is named by the user and not by the event.",
        },
    },
)


def parse(response: Response[Any]) -> EventBulkResult:
    """Read any successful response."""
    response_200 = EventBulkResult.from_dict(response.json())

    return response_200
