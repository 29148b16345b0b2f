# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /api/events/track"""

from __future__ import annotations

from typing import Any, Final

from ...models.envelope import Envelope
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="trackEvent",
    resource="events",
    name="track",
    method="POST",
    path="/api/events/track",
    parameters=(),
    body_types=("application/json",),
    traits={
        "name": "track",
        "access": "send",
        "sends": "indirect",
        "keys": ["server-side", "mobile", "web", "javascript"],
        "pii": True,
        "idempotent": False,
        "finishes": "later",
        "limits": [{"calls": 2000, "seconds": 1, "of": "project", "sources": ["I-SPEC"]}],
        "evidence": {
            "level": "partial",
            "sources": ["I-SPEC", "I-TS", "I-KEYS", "I-MCP", "I-IDENT", "C-GO"],
            "assumptions": [
                "stated-limits",
                "bad-token-status",
                "event-time-unit",
                "event-id-response",
                "both-identifiers",
                "forgotten-event-status",
                "event-of-unknown-user",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
                "unknown-members",
            ],
            "note": "Row 10 of the guide for agents. The vendor's text of this call is that of the bulk call, which is processed apart from the single one. A repeat with the same `id` makes no second event; without one it does.",
        },
    },
)


def parse(response: Response[Any]) -> Envelope:
    """Read any successful response."""
    response_200 = Envelope.from_dict(response.json())

    return response_200
