# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /messages/v2/campaign/email/:stage"""

from __future__ import annotations

from typing import Any, Final

from ...models.task_started import TaskStarted
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="stageEmailCampaign",
    resource="messages",
    name="stage",
    method="POST",
    path="/messages/v2/campaign/email/:stage",
    parameters=(),
    body_types=("application/json",),
    traits={
        "name": "stage",
        "access": "write",
        "keys": ["public"],
        "pii": False,
        "idempotent": False,
        "task": {
            "id": "/taskId",
            "status": "getMessageTaskStatus",
            "state": "/status",
            "done": ["completed"],
            "failed": ["failed"],
            "callback": "/configuration/callback",
        },
        "evidence": {
            "level": "confirmed",
            "sources": ["S3", "C-FORGE", "T-ARR", "V-MC"],
            "assumptions": [
                "campaign-exists",
                "campaign-references",
                "campaign-id-in-task",
                "message-unknown-members",
                "message-field-types",
                "variant-fields-empty",
                "message-name-taken",
                "schedule-time-zone",
                "message-v1-operations",
                "message-api-not-bought",
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
            "note": "The vendor's table spells sendername, its samples and the clients senderName. It calls blockGroups and fields something else than its samples show: an array and an object. The sample's schedule is not in the format that instances have unless it was changed.",
        },
    },
)


def parse(response: Response[Any]) -> TaskStarted:
    """Read any successful response."""
    response_200 = TaskStarted.from_dict(response.json())

    return response_200
