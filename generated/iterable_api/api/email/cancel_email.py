# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /api/email/cancel"""

from __future__ import annotations

from typing import Any, Final

from ...models.envelope import Envelope
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="cancelEmail",
    resource="email",
    name="cancel",
    method="POST",
    path="/api/email/cancel",
    parameters=(),
    body_types=("application/json",),
    traits={
        "name": "cancel",
        "access": "write",
        "keys": ["server-side"],
        "pii": True,
        "idempotent": True,
        "evidence": {
            "level": "partial",
            "sources": ["I-SPEC", "I-TS", "T-BOL"],
            "assumptions": [
                "limits-unsaid",
                "scheduled-message-id",
                "cancel-too-late",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
                "unknown-members",
            ],
            "note": "Row 14 of the guide for agents. The vendor's document types both ids as numbers; they are taken as whole ones.",
        },
    },
)


def parse(response: Response[Any]) -> Envelope:
    """Read any successful response."""
    response_200 = Envelope.from_dict(response.json())

    return response_200
