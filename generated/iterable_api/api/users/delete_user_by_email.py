# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""DELETE /api/users/{email}"""

from __future__ import annotations

from typing import Any, Final

from ...models.envelope import Envelope
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="deleteUserByEmail",
    resource="users",
    name="delete_by_email",
    method="DELETE",
    path="/api/users/{email}",
    parameters=(Parameter("email", "email", "path", required=True, format=""),),
    body_types=(),
    traits={
        "name": "delete_by_email",
        "access": "delete",
        "keys": ["server-side"],
        "pii": True,
        "idempotent": True,
        "finishes": "later",
        "limits": [{"calls": 100, "seconds": 1, "of": "project", "sources": ["I-SPEC"]}],
        "evidence": {
            "level": "confirmed",
            "sources": ["I-SPEC", "I-TS", "T-BOL", "C-GO"],
            "assumptions": [
                "stated-limits",
                "delete-of-unknown-user",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
            ],
            "note": "Row 7 of the guide for agents, which deletes by email in its answers to questions.",
        },
    },
)


def parse(response: Response[Any]) -> Envelope:
    """Read any successful response."""
    response_200 = Envelope.from_dict(response.json())

    return response_200
