# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /recipients/v2/:delete"""

from __future__ import annotations

from typing import Any, Final

from ...models.task_started import TaskStarted
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="asyncBatchDeleteRecipients",
    resource="recipients",
    name="start_delete",
    method="POST",
    path="/recipients/v2/:delete",
    parameters=(),
    body_types=("application/json",),
    traits={
        "name": "start_delete",
        "access": "delete",
        "keys": ["public"],
        "pii": True,
        "idempotent": True,
        "batch": {"items": "/recipientIds", "max_items": 1000, "max_bytes": 20000000, "key": "value"},
        "task": {
            "id": "/taskId",
            "status": "getTaskStatus",
            "state": "/status",
            "done": ["completed"],
            "failed": ["failed"],
            "callback": "/configuration/callback",
        },
        "evidence": {
            "level": "assumed",
            "sources": ["J", "S0"],
            "assumptions": [
                "async-delete-body",
                "async-delete-of-unknown",
                "body-recipient-address",
                "delete-blocked",
                "batch-over-limit-status",
                "async-start-status",
                "callback-delivery",
                "task-failure-detail",
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
            ],
            "note": "Only machine-made pages know the call. The cap is the vendor's general one for batches, the callback that of its sister operations.",
        },
    },
)


def parse(response: Response[Any]) -> TaskStarted:
    """Read any successful response."""
    response_202 = TaskStarted.from_dict(response.json())

    return response_202
