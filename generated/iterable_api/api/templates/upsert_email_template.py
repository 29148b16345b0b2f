# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /api/templates/email/upsert"""

from __future__ import annotations

from typing import Any, Final

from ...models.envelope import Envelope
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="upsertEmailTemplate",
    resource="templates",
    name="upsert_email",
    method="POST",
    path="/api/templates/email/upsert",
    parameters=(),
    body_types=("application/json",),
    traits={
        "name": "upsert_email",
        "access": "write",
        "keys": ["server-side"],
        "pii": False,
        "idempotent": True,
        "evidence": {
            "level": "corrected",
            "sources": ["I-SPEC", "I-TS", "I-MCP", "T-BOL"],
            "assumptions": [
                "limits-unsaid",
                "template-match",
                "template-flags",
                "template-upsert-response",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
                "unknown-members",
            ],
            "note": "Row 27 of the guide for agents. In one place the vendor's document says that templates are matched by their name, as the guide repeats, and in another by the required `clientTemplateId`, as its client and its agent server have it. `campaignDataFields` is in the client's later list of what an upsert takes, not yet in the document of March 2026.",
        },
    },
)


def parse(response: Response[Any]) -> Envelope:
    """Read any successful response."""
    response_200 = Envelope.from_dict(response.json())

    return response_200
