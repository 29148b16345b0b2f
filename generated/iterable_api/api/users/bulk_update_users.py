# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /api/users/bulkUpdate"""

from __future__ import annotations

from typing import Any, Final

from ...models.user_bulk_result import UserBulkResult
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="bulkUpdateUsers",
    resource="users",
    name="bulk_update",
    method="POST",
    path="/api/users/bulkUpdate",
    parameters=(),
    body_types=("application/json",),
    traits={
        "name": "bulk_update",
        "access": "write",
        "keys": ["server-side"],
        "pii": True,
        "idempotent": True,
        "finishes": "later",
        "limits": [{"calls": 5, "seconds": 1, "of": "project", "sources": ["I-SPEC"]}],
        "batch": {
            "items": "/users",
            "max_items": 1000,
            "max_bytes": 4000000,
            "key": {"first_of": ["/email", "/userId"]},
            "single": "updateUser",
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
            "sources": ["I-SPEC", "I-TS", "C-GO", "T-TEAL"],
            "assumptions": [
                "stated-limits",
                "bulk-entries",
                "writes-send-nothing",
                "both-identifiers",
                "null-field",
                "bulk-subscription-fields",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
                "unknown-members",
            ],
            "note": "Row 4 of the guide for agents. The vendor limits the body alone, to 4 MB; that a call takes 1,000 users is what other clients keep to. The identifiers under `conflict` are those of other users and so name no entry.",
        },
    },
)


def parse(response: Response[Any]) -> UserBulkResult:
    """Read any successful response."""
    response_200 = UserBulkResult.from_dict(response.json())

    return response_200
