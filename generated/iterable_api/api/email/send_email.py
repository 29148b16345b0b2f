# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /api/email/target"""

from __future__ import annotations

from typing import Any, Final

from ...models.envelope import Envelope
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="sendEmail",
    resource="email",
    name="send",
    method="POST",
    path="/api/email/target",
    parameters=(),
    body_types=("application/json",),
    traits={
        "name": "send",
        "access": "send",
        "sends": "direct",
        "keys": ["server-side"],
        "pii": True,
        "idempotent": False,
        "evidence": {
            "level": "confirmed",
            "sources": ["I-SPEC", "I-TS", "I-MCP", "I-IDENT", "T-BOL"],
            "assumptions": [
                "limits-unsaid",
                "scheduled-message-id",
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
            "note": "Row 13 of the guide for agents, which speaks of a template where the vendor takes a campaign.",
        },
    },
)


def parse(response: Response[Any]) -> Envelope:
    """Read any successful response."""
    response_200 = Envelope.from_dict(response.json())

    return response_200
