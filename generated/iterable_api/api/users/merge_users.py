# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /api/users/merge"""

from __future__ import annotations

from typing import Any, Final

from ...models.envelope import Envelope
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="mergeUsers",
    resource="users",
    name="merge",
    method="POST",
    path="/api/users/merge",
    parameters=(),
    body_types=("application/json",),
    traits={
        "name": "merge",
        "access": "write",
        "keys": ["server-side", "mobile", "web", "javascript"],
        "pii": True,
        "idempotent": False,
        "limits": [{"calls": 50, "seconds": 1, "of": "key", "sources": ["I-SPEC"]}],
        "evidence": {
            "level": "confirmed",
            "sources": ["I-SPEC", "I-TS", "I-MERGE", "I-KEYS", "I-CODES"],
            "assumptions": [
                "bad-token-status",
                "stated-limits",
                "forgotten-user-status",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
                "unknown-members",
            ],
            "note": "Row 6 of the guide for agents. Of a field that both users have, the destination's value stays, and objects are not combined; fields that only the source has are copied. All of this is the vendor's page on merging.",
        },
    },
)


def parse(response: Response[Any]) -> Envelope:
    """Read any successful response."""
    response_200 = Envelope.from_dict(response.json())

    return response_200
