# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /recipients/{recipientId}/events/{eventId}/:achieveWithContext"""

from __future__ import annotations

from typing import Final

from ...types import Operation, Parameter, any_response

OPERATION: Final = Operation(
    id="achieveEventWithContext",
    resource="events",
    name="achieve_with_context",
    method="POST",
    path="/recipients/{recipientId}/events/{eventId}/:achieveWithContext",
    parameters=(
        Parameter("recipient_id", "recipientId", "path", required=True, format="recipient-address"),
        Parameter("event_id", "eventId", "path", required=True, format=""),
    ),
    body_types=("application/json",),
    traits={
        "name": "achieve_with_context",
        "access": "send",
        "sends": "indirect",
        "keys": ["public"],
        "pii": True,
        "idempotent": False,
        "evidence": {
            "level": "corrected",
            "sources": ["S1", "K-CTX", "V-AST", "K-WH", "C-AG", "J"],
            "assumptions": [
                "context-failure-status",
                "context-parameter-nesting",
                "other-hosts",
                "forbidden-scope-status",
                "bodiless-errors",
                "retry-after-header",
                "daily-cap-reset",
                "accept-header",
                "unknown-query-parameters",
                "media-type-status",
                "too-large-status",
                "unknown-members",
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
            "note": "The machine-made document leaves the body free; code of Agillic's staff sends `context_parameters` with `name` and plain fields. The vendor's sample with tables is in no copy that could be read; rows are written as the vendor's webhooks write them. A repeat may send again.",
        },
    },
)


parse = any_response
