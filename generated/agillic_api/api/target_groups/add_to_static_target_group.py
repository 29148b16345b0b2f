# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /recipients/:addToStaticTargetGroup"""

from __future__ import annotations

from typing import Final

from ...types import Operation, any_response

OPERATION: Final = Operation(
    id="addToStaticTargetGroup",
    resource="target_groups",
    name="add_recipients",
    method="POST",
    path="/recipients/:addToStaticTargetGroup",
    parameters=(),
    body_types=("application/json",),
    traits={
        "name": "add_recipients",
        "access": "send",
        "sends": "indirect",
        "keys": ["public"],
        "pii": True,
        "idempotent": True,
        "batch": {"items": "/recipientIds", "max_items": 100, "max_bytes": 20000000, "key": "value"},
        "evidence": {
            "level": "partial",
            "sources": ["K-TG", "S2", "T-ARR", "J"],
            "assumptions": [
                "target-group-change-body",
                "body-recipient-address",
                "target-group-unknown-recipient",
                "target-group-dynamic-status",
                "unknown-target-group-status",
                "batch-over-limit-status",
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
            ],
            "note": "Path, the limit of 100 and the group's name are confirmed by a running connector, which also calls adding idempotent and once speaks of the group's id instead; the names of the members are the machine-made document's. A machine-made page that tells of 200 recipients in a call is not followed.",
        },
    },
)


parse = any_response
