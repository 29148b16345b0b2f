# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""DELETE /recipients/{recipientId}"""

from __future__ import annotations

from typing import Final

from ...types import Operation, Parameter, any_response

OPERATION: Final = Operation(
    id="deleteRecipient",
    resource="recipients",
    name="delete",
    method="DELETE",
    path="/recipients/{recipientId}",
    parameters=(Parameter("recipient_id", "recipientId", "path", required=True, format="recipient-address"),),
    competing=(
        "/recipients/:batch",
        "/recipients/:addToStaticTargetGroup",
        "/recipients/:removeFromStaticTargetGroup",
    ),
    body_types=(),
    traits={
        "name": "delete",
        "access": "delete",
        "keys": ["public"],
        "pii": True,
        "idempotent": True,
        "evidence": {
            "level": "partial",
            "sources": ["V-REC", "S1", "C-AG", "J"],
            "assumptions": [
                "delete-success-status",
                "delete-blocked",
                "other-hosts",
                "forbidden-scope-status",
                "bodiless-errors",
                "retry-after-header",
                "daily-cap-reset",
                "accept-header",
                "unknown-query-parameters",
                "empty-success-body",
                "path-space",
                "path-other-characters",
                "path-lenient-decoding",
                "path-encoded-equals",
                "recipient-address-forms",
                "path-field-not-unique-status",
                "unknown-recipient-status",
                "recipient-key-case",
            ],
            "note": "The vendor's pages name the operation and warn that constraints may prevent a deletion; the vendor's staff call it with an AGILLIC_ID address and look only for success, so the exact status is not known.",
        },
    },
)


parse = any_response
