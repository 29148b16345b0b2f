# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /messages/v1/campaign/email/:test"""

from __future__ import annotations

from typing import Any, Final

from ...models.campaign_test_result import CampaignTestResult
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="testEmailCampaign",
    resource="messages",
    name="test",
    method="POST",
    path="/messages/v1/campaign/email/:test",
    parameters=(),
    body_types=("application/json",),
    traits={
        "name": "test",
        "access": "send",
        "sends": "direct",
        "keys": ["public"],
        "pii": True,
        "idempotent": False,
        "evidence": {
            "level": "confirmed",
            "sources": ["S3", "C-FORGE", "T-ARR"],
            "assumptions": [
                "test-failure-response",
                "message-test-flags",
                "campaign-id-format",
                "message-unknown-members",
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
            "note": "The vendor's table calls sendMessage required and gives it a default; a client treats it as optional. A repeat would send the test message again.",
        },
    },
)


def parse(response: Response[Any]) -> CampaignTestResult:
    """Read any successful response."""
    response_200 = CampaignTestResult.from_dict(response.json())

    return response_200
