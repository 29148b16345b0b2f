# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /messages/v1/campaign/email/:stage"""

from __future__ import annotations

from typing import Any, Final

from ...models.campaign_result import CampaignResult
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="stageEmailCampaignV1",
    resource="messages",
    name="stage_v1",
    method="POST",
    path="/messages/v1/campaign/email/:stage",
    parameters=(),
    body_types=("application/json",),
    traits={
        "name": "stage_v1",
        "access": "write",
        "keys": ["public"],
        "pii": False,
        "idempotent": False,
        "evidence": {
            "level": "partial",
            "sources": ["C-FORGE", "V-MC", "S3"],
            "assumptions": [
                "message-v1-response",
                "message-v1-failure",
                "message-name-taken",
                "campaign-id-format",
                "message-unknown-members",
                "message-field-types",
                "schedule-time-zone",
                "message-v1-operations",
                "message-api-not-bought",
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
            "note": "The vendor's older page shows the request, from version 25.5 on; its response was not seen. A running client stages in this way alone, and looks for the id in data first. That client also tells that a variant without fields, an unknown target group and an unknown message template are rejected, the last with a message about agblockgroup.",
        },
    },
)


def parse(response: Response[Any]) -> CampaignResult:
    """Read any successful response."""
    response_200 = CampaignResult.from_dict(response.json())

    return response_200
