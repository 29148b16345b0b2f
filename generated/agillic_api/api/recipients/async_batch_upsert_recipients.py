# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /recipients/v2/:upsert"""

from __future__ import annotations

from typing import Any, Final

from ...models.task_started import TaskStarted
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="asyncBatchUpsertRecipients",
    resource="recipients",
    name="start_upsert",
    method="POST",
    path="/recipients/v2/:upsert",
    parameters=(),
    body_types=("application/json",),
    traits={
        "name": "start_upsert",
        "access": "write",
        "keys": ["public"],
        "pii": True,
        "idempotent": True,
        "batch": {
            "items": "/data",
            "max_items": 1000,
            "max_bytes": 20000000,
            "key": "recipient-key",
            "fields": "/personData",
        },
        "task": {
            "id": "/taskId",
            "status": "getTaskStatus",
            "state": "/status",
            "done": ["completed"],
            "failed": ["failed"],
            "callback": "/configuration/callback",
        },
        "evidence": {
            "level": "partial",
            "sources": ["S2", "T-ARR", "J"],
            "assumptions": [
                "async-upsert-body",
                "recipient-key-case",
                "async-rows-limit",
                "field-check",
                "writes-send-nothing",
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
            "note": "Asynchronous nature, task id and the cap of 1,000 are confirmed by running connectors; the names of the members are the machine-made document's, and the vendor's general rule would say 200 instead of 202.",
        },
    },
)


def parse(response: Response[Any]) -> TaskStarted:
    """Read any successful response."""
    response_202 = TaskStarted.from_dict(response.json())

    return response_202
