# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /recipients/{recipientId}/events/{eventId}/:achieveEvent"""

from __future__ import annotations

from typing import Final

from ...types import Operation, Parameter, any_response

OPERATION: Final = Operation(
    id="achieveEvent",
    resource="events",
    name="achieve",
    method="POST",
    path="/recipients/{recipientId}/events/{eventId}/:achieveEvent",
    parameters=(
        Parameter("recipient_id", "recipientId", "path", required=True, format="recipient-address"),
        Parameter("event_id", "eventId", "path", required=True, format=""),
    ),
    body_types=(),
    traits={
        "name": "achieve",
        "access": "send",
        "sends": "indirect",
        "keys": ["public"],
        "pii": True,
        "idempotent": False,
        "evidence": {
            "level": "confirmed",
            "sources": ["V-REC", "S1", "K-EVT", "K-ZAP", "T-TEAL", "J2", "J"],
            "note": "Success is 200 by the vendor's rule for custom methods. A repeat counts the event once more and may send again; a support article on events tells how the counter decides that.",
            "assumptions": [
                "other-hosts",
                "forbidden-scope-status",
                "bodiless-errors",
                "retry-after-header",
                "daily-cap-reset",
                "accept-header",
                "unknown-query-parameters",
                "empty-success-body",
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
        },
    },
)


parse = any_response
