# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /api/users/forgotten"""

from __future__ import annotations

from typing import Any, Final

from ...models.forgotten_emails import ForgottenEmails
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="listForgottenEmails",
    resource="users",
    name="list_forgotten_emails",
    method="GET",
    path="/api/users/forgotten",
    parameters=(),
    body_types=(),
    traits={
        "name": "list_forgotten_emails",
        "access": "read",
        "keys": ["server-side"],
        "pii": True,
        "idempotent": True,
        "limits": [{"calls": 3, "seconds": 1, "of": "project", "sources": ["I-SPEC"]}],
        "evidence": {
            "level": "confirmed",
            "sources": ["I-SPEC", "I-GDPR"],
            "note": "A hash of an email is still personal data, for whoever has the email.",
            "assumptions": [
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
            ],
        },
    },
)


def parse(response: Response[Any]) -> ForgottenEmails:
    """Read any successful response."""
    response_200 = ForgottenEmails.from_dict(response.json())

    return response_200
