# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /api/export/data.json"""

from __future__ import annotations

from typing import Any, Final

from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="exportData",
    resource="exports",
    name="data",
    method="GET",
    path="/api/export/data.json",
    parameters=(
        Parameter("data_type_name", "dataTypeName", "query", required=True, format=""),
        Parameter("range", "range", "query", required=False, format=""),
        Parameter("start_date_time", "startDateTime", "query", required=False, format=""),
        Parameter("end_date_time", "endDateTime", "query", required=False, format=""),
        Parameter("omit_fields", "omitFields", "query", required=False, format=""),
        Parameter("only_fields", "onlyFields", "query", required=False, format=""),
        Parameter("campaign_id", "campaignId", "query", required=False, format=""),
    ),
    body_types=(),
    response_type="application/x-json-stream",
    traits={
        "name": "data",
        "access": "read",
        "keys": ["server-side"],
        "pii": True,
        "idempotent": True,
        "rows": "json-lines",
        "exclusive": [["range", "startDateTime"], ["range", "endDateTime"]],
        "limits": [{"calls": 4, "seconds": 60, "of": "project", "sources": ["I-SPEC", "T-BOL"]}],
        "evidence": {
            "level": "confirmed",
            "sources": ["I-SPEC", "I-TS", "T-BOL"],
            "assumptions": [
                "export-time-zone",
                "export-only-fields",
                "export-session-kind",
                "export-window-missing",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
            ],
            "note": "Row 33 of the guide for agents. The vendor's client and agent server have no such call. The vendor's document has the same as CSV under `/api/export/data.csv`, which is not described here.",
        },
    },
)


def parse(response: Response[Any]) -> str:
    """Read any successful response."""
    response_200 = response.text
    return response_200
