# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /messages/v2/campaign/email/:publish"""

from __future__ import annotations

from typing import Any, Final

from ...models.task_started import TaskStarted
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="publishEmailCampaign",
    resource="messages",
    name="publish",
    method="POST",
    path="/messages/v2/campaign/email/:publish",
    parameters=(),
    body_types=("application/json",),
    traits={
        "name": "publish",
        "access": "send",
        "sends": "direct",
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
                "campaign-id-format",
                "publish-again",
                "publish-without-schedule",
                "message-unknown-members",
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
            "note": "Unlike the other two bodies, this one has no `details`. The vendor's sample lacks a closing brace.",
        },
    },
)


def parse(response: Response[Any]) -> TaskStarted:
    """Read any successful response."""
    response_200 = TaskStarted.from_dict(response.json())

    return response_200
