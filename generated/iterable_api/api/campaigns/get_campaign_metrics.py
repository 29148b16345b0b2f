# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /api/campaigns/metrics"""

from __future__ import annotations

from typing import Any, Final

from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="getCampaignMetrics",
    resource="campaigns",
    name="get_metrics",
    method="GET",
    path="/api/campaigns/metrics",
    parameters=(
        Parameter("campaign_id", "campaignId", "query", required=True, format=""),
        Parameter("start_date_time", "startDateTime", "query", required=False, format=""),
        Parameter("end_date_time", "endDateTime", "query", required=False, format=""),
    ),
    body_types=(),
    response_type="text/plain",
    traits={
        "name": "get_metrics",
        "access": "read",
        "keys": ["server-side", "read-only"],
        "pii": False,
        "idempotent": True,
        "rows": "csv",
        "limits": [{"calls": 10, "seconds": 60, "of": "project", "sources": ["I-SPEC", "T-BOL"]}],
        "evidence": {
            "level": "partial",
            "sources": ["I-SPEC", "I-TS", "I-KEYS", "T-BOL"],
            "assumptions": [
                "metrics-window",
                "metrics-dates",
                "metrics-columns",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
            ],
            "note": "Row 19 of the guide for agents. The vendor's document types the dates as RFC 3339 and takes days and other forms in words; the words are followed.",
        },
    },
)


def parse(response: Response[Any]) -> str:
    """Read any successful response."""
    response_200 = response.text
    return response_200
