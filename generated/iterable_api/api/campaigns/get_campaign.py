# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /api/campaigns/{id}"""

from __future__ import annotations

from typing import Any, Final

from ...models.campaign import Campaign
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="getCampaign",
    resource="campaigns",
    name="get",
    method="GET",
    path="/api/campaigns/{id}",
    parameters=(Parameter("id", "id", "path", required=True, format=""),),
    competing=("/api/campaigns/metrics",),
    body_types=(),
    traits={
        "name": "get",
        "access": "read",
        "keys": ["server-side"],
        "pii": False,
        "idempotent": True,
        "limits": [{"calls": 100, "seconds": 1, "of": "project", "sources": ["I-SPEC"]}],
        "evidence": {
            "level": "confirmed",
            "sources": ["I-SPEC", "I-TS", "I-KEYS"],
            "assumptions": [
                "stated-limits",
                "record-times",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
            ],
            "note": "Row 16 of the guide for agents. A read-only key, which lists campaigns, does not reach it.",
        },
    },
)


def parse(response: Response[Any]) -> Campaign:
    """Read any successful response."""
    response_200 = Campaign.from_dict(response.json())

    return response_200
