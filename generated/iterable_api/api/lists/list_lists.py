# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /api/lists"""

from __future__ import annotations

from typing import Any, Final

from ...models.user_lists import UserLists
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="listLists",
    resource="lists",
    name="list",
    method="GET",
    path="/api/lists",
    parameters=(),
    body_types=(),
    traits={
        "name": "list",
        "access": "read",
        "keys": ["server-side", "read-only"],
        "pii": False,
        "idempotent": True,
        "limits": [{"calls": 100, "seconds": 1, "of": "project", "sources": ["I-SPEC", "T-BOL"]}],
        "evidence": {
            "level": "corrected",
            "sources": ["I-SPEC", "I-TS", "I-KEYS", "C-GO"],
            "assumptions": [
                "record-times",
                "list-order",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
            ],
            "note": "Row 20 of the guide for agents. The vendor's document types the time as 32 bit; milliseconds need more.",
        },
    },
)


def parse(response: Response[Any]) -> UserLists:
    """Read any successful response."""
    response_200 = UserLists.from_dict(response.json())

    return response_200
