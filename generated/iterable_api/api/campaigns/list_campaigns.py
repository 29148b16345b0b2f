# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /api/campaigns"""

from __future__ import annotations

from typing import Any, Final

from ...models.campaign_page import CampaignPage
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="listCampaigns",
    resource="campaigns",
    name="list",
    method="GET",
    path="/api/campaigns",
    parameters=(
        Parameter("page", "page", "query", required=False, format=""),
        Parameter("page_size", "pageSize", "query", required=False, format=""),
        Parameter("sort", "sort", "query", required=False, format=""),
        Parameter("campaign_state", "campaignState", "query", required=False, format=""),
    ),
    body_types=(),
    traits={
        "name": "list",
        "access": "read",
        "keys": ["server-side", "read-only"],
        "pii": False,
        "idempotent": True,
        "limits": [{"calls": 100, "seconds": 1, "of": "project", "sources": ["I-SPEC"]}],
        "page": {
            "by": "number",
            "start": "page",
            "size": "pageSize",
            "max_size": 1000,
            "items": "/campaigns",
            "total": "/totalCampaignsCount",
            "next": "/nextPageUrl",
        },
        "evidence": {
            "level": "corrected",
            "sources": ["I-SPEC", "I-TS", "I-KEYS", "C-GO"],
            "assumptions": [
                "stated-limits",
                "unpaged-response",
                "total-form",
                "record-times",
                "list-order",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
            ],
            "note": "Row 15 of the guide for agents. The vendor's document types the total as an object and times as 32 bit; its client reads numbers. That client always asks for pages, of 10 unless told otherwise. No 400 is declared here, as it is elsewhere.",
        },
    },
)


def parse(response: Response[Any]) -> CampaignPage:
    """Read any successful response."""
    response_200 = CampaignPage.from_dict(response.json())

    return response_200
