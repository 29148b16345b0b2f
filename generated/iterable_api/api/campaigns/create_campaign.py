# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /api/campaigns/create"""

from __future__ import annotations

from typing import Any, Final

from ...models.campaign_created import CampaignCreated
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="createCampaign",
    resource="campaigns",
    name="create",
    method="POST",
    path="/api/campaigns/create",
    parameters=(),
    body_types=("application/json",),
    traits={
        "name": "create",
        "access": "send",
        "sends": "direct",
        "keys": ["server-side"],
        "pii": False,
        "idempotent": False,
        "evidence": {
            "level": "corrected",
            "sources": ["I-SPEC", "I-TS", "I-MCP", "C-GO"],
            "assumptions": [
                "limits-unsaid",
                "campaign-lists",
                "blast-without-time",
                "blast-audience",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
                "unknown-members",
            ],
            "note": "Row 17 of the guide for agents. The vendor's document makes `listIds` required and says in words to omit it for a triggered campaign, which its client does. Its agent server counted the call among those that send until it created blasts without scheduling them.",
        },
    },
)


def parse(response: Response[Any]) -> CampaignCreated:
    """Read any successful response."""
    response_200 = CampaignCreated.from_dict(response.json())

    return response_200
