# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /api/templates/email/get"""

from __future__ import annotations

from typing import Any, Final

from ...models.email_template import EmailTemplate
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="getEmailTemplate",
    resource="templates",
    name="get_email",
    method="GET",
    path="/api/templates/email/get",
    parameters=(
        Parameter("template_id", "templateId", "query", required=True, format=""),
        Parameter("locale", "locale", "query", required=False, format=""),
    ),
    body_types=(),
    traits={
        "name": "get_email",
        "access": "read",
        "keys": ["server-side", "read-only"],
        "pii": False,
        "idempotent": True,
        "limits": [{"calls": 100, "seconds": 1, "of": "project", "sources": ["I-SPEC", "T-BOL"]}],
        "evidence": {
            "level": "corrected",
            "sources": ["I-SPEC", "I-TS", "I-KEYS"],
            "assumptions": [
                "template-times",
                "template-flags",
                "unknown-template-response",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
            ],
            "note": "Row 26 of the guide for agents. The vendor's document types two switches as objects; its client reads booleans.",
        },
    },
)


def parse(response: Response[Any]) -> EmailTemplate:
    """Read any successful response."""
    response_200 = EmailTemplate.from_dict(response.json())

    return response_200
