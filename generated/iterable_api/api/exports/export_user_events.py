# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /api/export/userEvents"""

from __future__ import annotations

from typing import Any, Final

from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="exportUserEvents",
    resource="exports",
    name="user_events",
    method="GET",
    path="/api/export/userEvents",
    parameters=(
        Parameter("email", "email", "query", required=False, format=""),
        Parameter("user_id", "userId", "query", required=False, format=""),
        Parameter("include_custom_events", "includeCustomEvents", "query", required=False, format=""),
    ),
    body_types=(),
    response_type="application/x-json-stream",
    traits={
        "name": "user_events",
        "access": "read",
        "keys": ["server-side"],
        "pii": True,
        "idempotent": True,
        "rows": "json-lines",
        "exclusive": [["email", "userId"]],
        "evidence": {
            "level": "confirmed",
            "sources": ["I-SPEC", "T-BOL"],
            "assumptions": [
                "limits-unsaid",
                "both-identifiers",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
            ],
            "note": "Row 34 of the guide for agents. The vendor's client and agent server have no such call. The vendor declares a 429 here without saying how many calls it takes.",
        },
    },
)


def parse(response: Response[Any]) -> str:
    """Read any successful response."""
    response_200 = response.text
    return response_200
