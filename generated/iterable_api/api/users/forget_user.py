# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /api/users/forget"""

from __future__ import annotations

from typing import Any, Final

from ...models.envelope import Envelope
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="forgetUser",
    resource="users",
    name="forget",
    method="POST",
    path="/api/users/forget",
    parameters=(),
    body_types=("application/json",),
    traits={
        "name": "forget",
        "access": "delete",
        "keys": ["server-side"],
        "pii": True,
        "idempotent": True,
        "finishes": "later",
        "limits": [
            {"calls": 3, "seconds": 1, "of": "project", "sources": ["I-SPEC"]},
            {"calls": 1000, "seconds": 86400, "of": "project", "sources": ["I-SPEC", "T-BOL"]},
        ],
        "evidence": {
            "level": "confirmed",
            "sources": ["I-SPEC", "I-GDPR", "T-BOL"],
            "assumptions": [
                "stated-limits",
                "both-identifiers",
                "day-limit-window",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
                "unknown-members",
            ],
            "note": "Row 8 of the guide for agents, which tells of the daily limit alone. The vendor's client and agent server have no such call.",
        },
    },
)


def parse(response: Response[Any]) -> Envelope:
    """Read any successful response."""
    response_200 = Envelope.from_dict(response.json())

    return response_200
