# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /recipients/v2/events/:achieve"""

from __future__ import annotations

from typing import Any, Final

from ...models.task_started import TaskStarted
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="asyncAchieveEvent",
    resource="events",
    name="start_achieve",
    method="POST",
    path="/recipients/v2/events/:achieve",
    parameters=(),
    body_types=("application/json",),
    traits={
        "name": "start_achieve",
        "access": "send",
        "sends": "indirect",
        "keys": ["public"],
        "pii": True,
        "idempotent": False,
        "batch": {"items": "/data", "max_items": 1000, "max_bytes": 20000000, "key": {"first_of": ["/recipientId"]}},
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
            "sources": ["S1", "V-INT", "T-ARR", "J"],
            "assumptions": [
                "async-event-body",
                "event-identifier",
                "event-conversion",
                "body-recipient-address",
                "context-parameter-nesting",
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
            "note": "A running connector achieves events with an event name, a context and a conversion, and is called back with the outcome; path, `data` and 202 are the machine-made document's. The vendor states 1,000 entries for batches in general. A repeat may send again.",
        },
    },
)


def parse(response: Response[Any]) -> TaskStarted:
    """Read any successful response."""
    response_202 = TaskStarted.from_dict(response.json())

    return response_202
