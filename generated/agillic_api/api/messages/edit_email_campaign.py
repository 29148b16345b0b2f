# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /messages/v2/campaign/email/:edit"""

from __future__ import annotations

from typing import Any, Final

from ...models.task_started import TaskStarted
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="editEmailCampaign",
    resource="messages",
    name="edit",
    method="POST",
    path="/messages/v2/campaign/email/:edit",
    parameters=(),
    body_types=("application/json",),
    traits={
        "name": "edit",
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
            "sources": ["S3", "C-FORGE"],
            "assumptions": [
                "campaign-unknown",
                "campaign-references",
                "campaign-id-format",
                "message-unknown-members",
                "message-field-types",
                "variant-fields-empty",
                "message-name-taken",
                "edit-variant-count",
                "edit-message-match",
                "edit-omitted-details",
                "edit-published-campaign",
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
            "note": "Collapsed stands in the vendor's sample and table, not in its skeleton. A repeat is not safe because it could undo an edit that somebody made in between.",
        },
    },
)


def parse(response: Response[Any]) -> TaskStarted:
    """Read any successful response."""
    response_200 = TaskStarted.from_dict(response.json())

    return response_200
