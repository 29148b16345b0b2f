# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /api/lists/unsubscribe"""

from __future__ import annotations

from typing import Any, Final

from ...models.user_bulk_result import UserBulkResult
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="unsubscribeFromList",
    resource="lists",
    name="unsubscribe",
    method="POST",
    path="/api/lists/unsubscribe",
    parameters=(),
    body_types=("application/json",),
    traits={
        "name": "unsubscribe",
        "access": "write",
        "keys": ["server-side"],
        "pii": True,
        "idempotent": True,
        "batch": {
            "items": "/subscribers",
            "max_items": 1000,
            "key": {"first_of": ["/email", "/userId"]},
            "outcome": {
                "done": "/successCount",
                "failed": "/failCount",
                "failures": [
                    {"at": "/failedUpdates/forgottenEmails", "key": "/email"},
                    {"at": "/failedUpdates/forgottenUserIds", "key": "/userId"},
                    {"at": "/failedUpdates/invalidDataEmails", "key": "/email"},
                    {"at": "/failedUpdates/invalidDataUserIds", "key": "/userId"},
                    {"at": "/failedUpdates/invalidEmails", "key": "/email"},
                    {"at": "/failedUpdates/invalidUserIds", "key": "/userId"},
                    {"at": "/failedUpdates/notFoundEmails", "key": "/email"},
                    {"at": "/failedUpdates/notFoundUserIds", "key": "/userId"},
                ],
            },
        },
        "evidence": {
            "level": "partial",
            "sources": ["I-SPEC", "I-TS", "I-MCP", "C-GO"],
            "assumptions": [
                "limits-unsaid",
                "bulk-entries",
                "list-changes-send",
                "unknown-list-response",
                "both-identifiers",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
                "unknown-members",
            ],
            "note": "Row 24 of the guide for agents. The vendor documents no most of users in a call; 1,000 is what other clients keep to.",
        },
    },
)


def parse(response: Response[Any]) -> UserBulkResult:
    """Read any successful response."""
    response_200 = UserBulkResult.from_dict(response.json())

    return response_200
