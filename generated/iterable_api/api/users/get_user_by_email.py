# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /api/users/{email}"""

from __future__ import annotations

from typing import Any, Final

from ...models.user_answer import UserAnswer
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="getUserByEmail",
    resource="users",
    name="get_by_email",
    method="GET",
    path="/api/users/{email}",
    parameters=(Parameter("email", "email", "path", required=True, format=""),),
    competing=(
        "/api/users/getByEmail",
        "/api/users/byUserId",
        "/api/users/forgotten",
        "/api/users/forgottenUserIds",
        "/api/users/getSentMessages",
    ),
    body_types=(),
    traits={
        "name": "get_by_email",
        "access": "read",
        "keys": ["server-side"],
        "pii": True,
        "idempotent": True,
        "limits": [{"calls": 100, "seconds": 1, "of": "project", "sources": ["I-SPEC"]}],
        "evidence": {
            "level": "corrected",
            "sources": ["I-SPEC", "I-TS", "C-GO"],
            "assumptions": [
                "stated-limits",
                "unknown-email-response",
                "user-members",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
            ],
            "note": "Row 2 of the guide for agents, whose words fit this path and its twin `findUserByEmail`; the vendor's own client calls this one. That an unknown user is a success without a user is known from that client alone.",
        },
    },
)


def parse(response: Response[Any]) -> UserAnswer:
    """Read any successful response."""
    response_200 = UserAnswer.from_dict(response.json())

    return response_200
