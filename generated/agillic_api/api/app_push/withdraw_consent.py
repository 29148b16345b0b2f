# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""DELETE /apps/consent/{recipientId}"""

from __future__ import annotations

from typing import Final

from ...types import Operation, Parameter, any_response

OPERATION: Final = Operation(
    id="withdrawConsent",
    resource="app_push",
    name="withdraw_consent",
    method="DELETE",
    path="/apps/consent/{recipientId}",
    parameters=(Parameter("recipient_id", "recipientId", "path", required=True, format="recipient-address"),),
    body_types=("application/json",),
    traits={
        "name": "withdraw_consent",
        "access": "delete",
        "keys": ["public", "app"],
        "pii": True,
        "idempotent": True,
        "evidence": {
            "level": "partial",
            "sources": ["V-APP", "C-MOLS", "J", "J2"],
            "assumptions": [
                "delete-success-status",
                "consent-withdraw-body",
                "consent-types",
                "unknown-consent-status",
                "unknown-app-status",
                "other-hosts",
                "forbidden-scope-status",
                "bodiless-errors",
                "retry-after-header",
                "daily-cap-reset",
                "accept-header",
                "unknown-query-parameters",
                "media-type-status",
                "too-large-status",
                "unknown-members",
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
            "note": "The vendor's text on this call could not be read. One machine-made document has a JSON body, the other none; with none, nothing in the request would say which consent is meant.",
        },
    },
)


parse = any_response
