# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /api/campaigns/trigger"""

from __future__ import annotations

from typing import Any, Final

from ...models.envelope import Envelope
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="triggerCampaign",
    resource="campaigns",
    name="trigger",
    method="POST",
    path="/api/campaigns/trigger",
    parameters=(),
    body_types=("application/json",),
    traits={
        "name": "trigger",
        "access": "send",
        "sends": "direct",
        "keys": ["server-side"],
        "pii": False,
        "idempotent": False,
        "evidence": {
            "level": "confirmed",
            "sources": ["I-SPEC", "I-TS", "I-MCP"],
            "assumptions": [
                "limits-unsaid",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
                "unknown-members",
            ],
            "note": "Row 18 of the guide for agents. The vendor declares a 429 here without saying how many calls it takes.",
        },
    },
)


def parse(response: Response[Any]) -> Envelope:
    """Read any successful response."""
    response_200 = Envelope.from_dict(response.json())

    return response_200
