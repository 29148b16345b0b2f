# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /flows/{flowId}/recipients/{recipientId}/queueWithContext"""

from __future__ import annotations

from typing import Final

from ...types import Operation, Parameter, any_response

OPERATION: Final = Operation(
    id="queueFlowWithContext",
    resource="flows",
    name="queue_recipient_with_context",
    method="POST",
    path="/flows/{flowId}/recipients/{recipientId}/queueWithContext",
    parameters=(
        Parameter("flow_id", "flowId", "path", required=True, format=""),
        Parameter("recipient_id", "recipientId", "path", required=True, format="recipient-address"),
        Parameter("timeout", "timeout", "query", required=False, format=""),
    ),
    body_types=("application/json",),
    traits={
        "name": "queue_recipient_with_context",
        "access": "send",
        "sends": "indirect",
        "keys": ["public"],
        "pii": True,
        "idempotent": False,
        "evidence": {
            "level": "assumed",
            "sources": ["J"],
            "assumptions": [
                "queue-context-body",
                "context-parameter-nesting",
                "context-failure-status",
                "queue-timeout",
                "negative-queue-timeout",
                "queue-success-status",
                "flow-target-group-needed",
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
                "flow-identifier",
                "unknown-flow-status",
                "campaign-flow",
            ],
            "note": "Only the machine-made document knows it, with a free body; the wrapper is the one that works with `achieveEventWithContext`. A repeat may send again.",
        },
    },
)


parse = any_response
