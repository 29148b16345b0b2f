# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /api/users/unforget"""

from __future__ import annotations

from typing import Any, Final

from ...models.envelope import Envelope
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="unforgetUser",
    resource="users",
    name="unforget",
    method="POST",
    path="/api/users/unforget",
    parameters=(),
    body_types=("application/json",),
    traits={
        "name": "unforget",
        "access": "write",
        "keys": ["server-side"],
        "pii": True,
        "idempotent": False,
        "limits": [
            {"calls": 3, "seconds": 1, "of": "project", "sources": ["I-SPEC"]},
            {"calls": 1000, "seconds": 86400, "of": "project", "sources": ["I-SPEC", "T-BOL"]},
        ],
        "evidence": {
            "level": "confirmed",
            "sources": ["I-SPEC", "I-GDPR", "T-BOL"],
            "assumptions": [
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
            "note": "A repeat would undo what somebody forgot in between.",
        },
    },
)


def parse(response: Response[Any]) -> Envelope:
    """Read any successful response."""
    response_200 = Envelope.from_dict(response.json())

    return response_200
