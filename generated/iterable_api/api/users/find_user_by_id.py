# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /api/users/byUserId"""

from __future__ import annotations

from typing import Any, Final

from ...models.user_answer import UserAnswer
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="findUserById",
    resource="users",
    name="find_by_id",
    method="GET",
    path="/api/users/byUserId",
    parameters=(Parameter("user_id", "userId", "query", required=True, format=""),),
    body_types=(),
    traits={
        "name": "find_by_id",
        "access": "read",
        "keys": ["server-side"],
        "pii": True,
        "idempotent": True,
        "limits": [{"calls": 100, "seconds": 1, "of": "project", "sources": ["I-SPEC"]}],
        "evidence": {
            "level": "partial",
            "sources": ["I-SPEC", "C-GO"],
            "assumptions": [
                "stated-limits",
                "unknown-user-id-response",
                "user-members",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
            ],
            "note": "The twin of row 3 of the guide for agents. The vendor's document leaves the parameter optional, but nothing else names a user. Whether both paths share one limit is not said.",
        },
    },
)


def parse(response: Response[Any]) -> UserAnswer:
    """Read any successful response."""
    response_200 = UserAnswer.from_dict(response.json())

    return response_200
