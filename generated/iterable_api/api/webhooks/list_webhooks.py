# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /api/webhooks"""

from __future__ import annotations

from typing import Any, Final

from ...models.webhook_list import WebhookList
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="listWebhooks",
    resource="webhooks",
    name="list",
    method="GET",
    path="/api/webhooks",
    parameters=(),
    body_types=(),
    traits={
        "name": "list",
        "access": "read",
        "keys": ["server-side"],
        "pii": False,
        "idempotent": True,
        "evidence": {
            "level": "confirmed",
            "sources": ["I-SPEC", "I-TS", "I-MCP", "I-WH"],
            "assumptions": [
                "limits-unsaid",
                "webhook-retries",
                "webhook-signature",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
            ],
            "note": "No row of the guide for agents, which tells of system webhooks beside its rows.",
        },
    },
)


def parse(response: Response[Any]) -> WebhookList:
    """Read any successful response."""
    response_200 = WebhookList.from_dict(response.json())

    return response_200
