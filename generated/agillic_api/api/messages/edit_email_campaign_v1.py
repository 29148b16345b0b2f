# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /messages/v1/campaign/email/:edit"""

from __future__ import annotations

from typing import Any, Final

from ...models.campaign_result import CampaignResult
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="editEmailCampaignV1",
    resource="messages",
    name="edit_v1",
    method="POST",
    path="/messages/v1/campaign/email/:edit",
    parameters=(),
    body_types=("application/json",),
    traits={
        "name": "edit_v1",
        "access": "write",
        "keys": ["public"],
        "pii": False,
        "idempotent": False,
        "evidence": {
            "level": "partial",
            "sources": ["C-FORGE"],
            "assumptions": [
                "message-v1-response",
                "message-v1-failure",
                "message-name-taken",
                "campaign-id-format",
                "message-unknown-members",
                "message-field-types",
                "edit-variant-count",
                "edit-message-match",
                "edit-omitted-details",
                "edit-published-campaign",
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
            "note": "A running client edits in this way alone, and takes out of the messages what staging alone can say. When messages have other names than they were staged with, it expects the edit to fail and stages another campaign. The response was not seen; only that there is one. A repeat is not safe because it could undo an edit that somebody made in between.",
        },
    },
)


def parse(response: Response[Any]) -> CampaignResult:
    """Read any successful response."""
    response_200 = CampaignResult.from_dict(response.json())

    return response_200
