# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /api/webhooks"""

from __future__ import annotations

from typing import Any, Final

from ...models.webhook_settings import WebhookSettings
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="updateWebhook",
    resource="webhooks",
    name="update",
    method="POST",
    path="/api/webhooks",
    parameters=(),
    body_types=("application/json",),
    traits={
        "name": "update",
        "access": "write",
        "keys": ["server-side"],
        "pii": False,
        "idempotent": True,
        "evidence": {
            "level": "corrected",
            "sources": ["I-SPEC", "I-WH", "I-MCP", "I-TS"],
            "assumptions": [
                "limits-unsaid",
                "webhook-header",
                "webhook-signature",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
                "unknown-members",
            ],
            "note": "No row of the guide for agents. The vendor's own client declares other members, `webhookId`, `url`, `events` and `active`, which its document does not have; the document is followed, for the responses of both fit it alone.",
        },
    },
)


def parse(response: Response[Any]) -> WebhookSettings:
    """Read any successful response."""
    response_200 = WebhookSettings.from_dict(response.json())

    return response_200
