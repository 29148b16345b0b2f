# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /api/users/update"""

from __future__ import annotations

from typing import Any, Final

from ...models.envelope import Envelope
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="updateUser",
    resource="users",
    name="update",
    method="POST",
    path="/api/users/update",
    parameters=(),
    body_types=("application/json",),
    traits={
        "name": "update",
        "access": "write",
        "keys": ["server-side", "mobile", "web", "javascript"],
        "pii": True,
        "idempotent": True,
        "finishes": "later",
        "limits": [{"calls": 500, "seconds": 1, "of": "project", "sources": ["I-SPEC"]}],
        "evidence": {
            "level": "confirmed",
            "sources": ["I-SPEC", "I-TS", "I-KEYS", "I-CODES", "C-GO"],
            "assumptions": [
                "bad-token-status",
                "stated-limits",
                "writes-send-nothing",
                "both-identifiers",
                "forgotten-user-status",
                "null-field",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
                "unknown-members",
            ],
            "note": "Row 1 of the guide for agents, which gives the limit as the standard one.",
        },
    },
)


def parse(response: Response[Any]) -> Envelope:
    """Read any successful response."""
    response_200 = Envelope.from_dict(response.json())

    return response_200
