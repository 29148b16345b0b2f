# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /recipients/:removeFromStaticTargetGroup"""

from __future__ import annotations

from typing import Final

from ...types import Operation, any_response

OPERATION: Final = Operation(
    id="removeFromStaticTargetGroup",
    resource="target_groups",
    name="remove_recipients",
    method="POST",
    path="/recipients/:removeFromStaticTargetGroup",
    parameters=(),
    body_types=("application/json",),
    traits={
        "name": "remove_recipients",
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
            "note": "Path, the limit of 100 and the group's name are confirmed by a running connector; the names of the members are the machine-made document's. A repeat is taken as harmless because the connector says so of adding, and removing works the same way.",
        },
    },
)


parse = any_response
