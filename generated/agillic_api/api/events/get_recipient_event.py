# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /recipients/{recipientId}/events/{eventId}"""

from __future__ import annotations

from typing import Any, Final

from ...models.recipient_event import RecipientEvent
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="getRecipientEvent",
    resource="events",
    name="get",
    method="GET",
    path="/recipients/{recipientId}/events/{eventId}",
    parameters=(
        Parameter("recipient_id", "recipientId", "path", required=True, format="recipient-address"),
        Parameter("event_id", "eventId", "path", required=True, format=""),
    ),
    competing=("/recipients/v2/events/:achieve",),
    body_types=(),
    traits={
        "name": "get",
        "access": "read",
        "keys": ["public"],
        "pii": True,
        "idempotent": True,
        "evidence": {
            "level": "partial",
            "sources": ["V-REC", "J"],
            "assumptions": [
                "event-members",
                "unachieved-event",
                "other-hosts",
                "forbidden-scope-status",
                "bodiless-errors",
                "retry-after-header",
                "daily-cap-reset",
                "accept-header",
                "unknown-query-parameters",
                "path-space",
                "path-other-characters",
                "path-lenient-decoding",
                "path-encoded-equals",
                "recipient-address-forms",
                "path-field-not-unique-status",
                "unknown-recipient-status",
                "recipient-key-case",
                "event-identifier",
                "unknown-event-status",
            ],
            "note": "The vendor names reading events as a use case; path and members are the machine-made document's.",
        },
    },
)


def parse(response: Response[Any]) -> RecipientEvent:
    """Read any successful response."""
    response_200 = RecipientEvent.from_dict(response.json())

    return response_200
