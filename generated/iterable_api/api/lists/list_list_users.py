# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /api/lists/getUsers"""

from __future__ import annotations

from typing import Any, Final

from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="listListUsers",
    resource="lists",
    name="list_users",
    method="GET",
    path="/api/lists/getUsers",
    parameters=(
        Parameter("list_id", "listId", "query", required=True, format=""),
        Parameter("prefer_user_id", "preferUserId", "query", required=False, format=""),
    ),
    body_types=(),
    response_type="text/plain",
    traits={
        "name": "list_users",
        "access": "read",
        "keys": ["server-side"],
        "pii": True,
        "idempotent": True,
        "rows": "lines",
        "limits": [{"calls": 5, "seconds": 60, "of": "project", "sources": ["I-SPEC", "T-BOL"]}],
        "evidence": {
            "level": "confirmed",
            "sources": ["I-SPEC", "I-TS", "C-GO", "T-BOL"],
            "assumptions": [
                "unknown-list-response",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
            ],
            "note": "Row 22 of the guide for agents. The vendor's own client also sends `maxResults`, which is documented nowhere.",
        },
    },
)


def parse(response: Response[Any]) -> str:
    """Read any successful response."""
    response_200 = response.text
    return response_200
