# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /recipients/{recipientId}/events"""

from __future__ import annotations

from typing import Any, Final

from ...models.recipient_event import RecipientEvent
from ...types import Operation, Parameter, Response, json_list

OPERATION: Final = Operation(
    id="listRecipientEvents",
    resource="events",
    name="list",
    method="GET",
    path="/recipients/{recipientId}/events",
    parameters=(Parameter("recipient_id", "recipientId", "path", required=True, format="recipient-address"),),
    body_types=(),
    traits={
        "name": "list",
        "access": "read",
        "keys": ["public"],
        "pii": True,
        "idempotent": True,
        "evidence": {
            "level": "partial",
            "sources": ["V-REC", "K-EVT", "J"],
            "assumptions": [
                "event-members",
                "event-list-scope",
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
            ],
            "note": "The vendor names reading events as a use case; the members are the machine-made document's. A support article on events speaks of a counter for each recipient, which may be in the response instead of `achieved`.",
        },
    },
)


def parse(response: Response[Any]) -> list[RecipientEvent]:
    """Read any successful response."""
    response_200 = []
    _response_200 = json_list(response)
    for _response_200_item_data in _response_200:
        response_200.append(RecipientEvent.from_dict(_response_200_item_data))

    return response_200
