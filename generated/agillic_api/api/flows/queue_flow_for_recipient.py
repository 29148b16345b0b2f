# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /flows/{flowId}/recipients/{recipientId}/queue"""

from __future__ import annotations

from typing import Final

from ...types import Operation, Parameter, any_response

OPERATION: Final = Operation(
    id="queueFlowForRecipient",
    resource="flows",
    name="queue_recipient",
    method="POST",
    path="/flows/{flowId}/recipients/{recipientId}/queue",
    parameters=(
        Parameter("flow_id", "flowId", "path", required=True, format=""),
        Parameter("recipient_id", "recipientId", "path", required=True, format="recipient-address"),
        Parameter("timeout", "timeout", "query", required=False, format=""),
    ),
    body_types=(),
    traits={
        "name": "queue_recipient",
        "access": "send",
        "sends": "indirect",
        "keys": ["public"],
        "pii": True,
        "idempotent": False,
        "evidence": {
            "level": "partial",
            "sources": ["T-ARR", "J"],
            "assumptions": [
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
            "note": "A running connector queues one recipient into a flow by the flow's id and sends no body; path, `timeout` and 200 are the machine-made document's. The segment has no colon though it acts as a custom method. A repeat may send again.",
        },
    },
)


parse = any_response
