# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /api/users/forgottenUserIds"""

from __future__ import annotations

from typing import Any, Final

from ...models.forgotten_user_ids import ForgottenUserIds
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="listForgottenUserIds",
    resource="users",
    name="list_forgotten_user_ids",
    method="GET",
    path="/api/users/forgottenUserIds",
    parameters=(),
    body_types=(),
    traits={
        "name": "list_forgotten_user_ids",
        "access": "read",
        "keys": ["server-side"],
        "pii": True,
        "idempotent": True,
        "limits": [{"calls": 3, "seconds": 1, "of": "project", "sources": ["I-SPEC"]}],
        "evidence": {
            "level": "confirmed",
            "sources": ["I-SPEC", "I-GDPR"],
            "note": "A hash of a userId is still personal data, for whoever has the userId.",
            "assumptions": [
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
            ],
        },
    },
)


def parse(response: Response[Any]) -> ForgottenUserIds:
    """Read any successful response."""
    response_200 = ForgottenUserIds.from_dict(response.json())

    return response_200
