# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /recipients/{recipientId}"""

from __future__ import annotations

from typing import Any, Final

from ...models.recipient import Recipient
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="getRecipient",
    resource="recipients",
    name="get",
    method="GET",
    path="/recipients/{recipientId}",
    parameters=(
        Parameter("recipient_id", "recipientId", "path", required=True, format="recipient-address"),
        Parameter("person_data_fields", "personDataFields", "query", required=False, format=""),
    ),
    competing=(
        "/recipients/:batch",
        "/recipients/:addToStaticTargetGroup",
        "/recipients/:removeFromStaticTargetGroup",
    ),
    body_types=(),
    traits={
        "name": "get",
        "access": "read",
        "keys": ["public"],
        "pii": True,
        "idempotent": True,
        "evidence": {
            "level": "corrected",
            "sources": ["S1", "K-ZAP", "C-AG", "C-OMNI", "C-FORGE", "J"],
            "assumptions": [
                "person-data-fields-serialization",
                "person-data-fields-unknown",
                "other-hosts",
                "forbidden-scope-status",
                "bodiless-errors",
                "retry-after-header",
                "daily-cap-reset",
                "accept-header",
                "unknown-query-parameters",
                "path-space",
                "path-other-characters",
                "path-lenient-decoding",
                "path-encoded-equals",
                "recipient-address-forms",
                "path-field-not-unique-status",
                "unknown-recipient-status",
                "recipient-key-case",
            ],
            "note": "The machine-made document shows a recipientId beside personData; three running clients find personData alone, and 404 where there is no such recipient. personDataFields is the machine-made document's alone.",
        },
    },
)


def parse(response: Response[Any]) -> Recipient:
    """Read any successful response."""
    response_200 = Recipient.from_dict(response.json())

    return response_200
