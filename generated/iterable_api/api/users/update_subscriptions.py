# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /api/users/updateSubscriptions"""

from __future__ import annotations

from typing import Any, Final

from ...models.envelope import Envelope
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="updateSubscriptions",
    resource="users",
    name="update_subscriptions",
    method="POST",
    path="/api/users/updateSubscriptions",
    parameters=(),
    body_types=("application/json",),
    traits={
        "name": "update_subscriptions",
        "access": "write",
        "keys": ["server-side", "mobile", "web"],
        "pii": True,
        "idempotent": True,
        "evidence": {
            "level": "confirmed",
            "sources": ["I-SPEC", "I-TS", "I-KEYS", "I-IDENT"],
            "assumptions": [
                "bad-token-status",
                "limits-unsaid",
                "list-changes-send",
                "both-identifiers",
                "unknown-user-creation",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
                "unknown-members",
            ],
            "note": "Row 5 of the guide for agents.",
        },
    },
)


def parse(response: Response[Any]) -> Envelope:
    """Read any successful response."""
    response_200 = Envelope.from_dict(response.json())

    return response_200
