# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /api/lists"""

from __future__ import annotations

from typing import Any, Final

from ...models.user_list_created import UserListCreated
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="createList",
    resource="lists",
    name="create",
    method="POST",
    path="/api/lists",
    parameters=(),
    body_types=("application/json",),
    traits={
        "name": "create",
        "access": "write",
        "keys": ["server-side"],
        "pii": False,
        "idempotent": False,
        "evidence": {
            "level": "confirmed",
            "sources": ["I-SPEC", "I-TS", "I-MCP"],
            "assumptions": [
                "limits-unsaid",
                "list-name-taken",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
                "unknown-members",
            ],
            "note": "Row 21 of the guide for agents.",
        },
    },
)


def parse(response: Response[Any]) -> UserListCreated:
    """Read any successful response."""
    response_200 = UserListCreated.from_dict(response.json())

    return response_200
