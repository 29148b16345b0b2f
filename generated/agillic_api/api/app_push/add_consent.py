# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""PUT /apps/consent/{recipientId}"""

from __future__ import annotations

from typing import Final

from ...types import Operation, Parameter, any_response

OPERATION: Final = Operation(
    id="addConsent",
    resource="app_push",
    name="add_consent",
    method="PUT",
    path="/apps/consent/{recipientId}",
    parameters=(Parameter("recipient_id", "recipientId", "path", required=True, format="recipient-address"),),
    body_types=("application/json",),
    traits={
        "name": "add_consent",
        "access": "write",
        "keys": ["public", "app"],
        "pii": True,
        "idempotent": True,
        "evidence": {
            "level": "partial",
            "sources": ["V-APP", "C-MOLS", "J"],
            "assumptions": [
                "consent-types",
                "valid-until-format",
                "consent-add-status",
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
            "note": "The vendor's page has a Consent API and the members type and validUntil; its text on this call could not be read. A customer's app passes clientAppId and a date with time; the machine-made document says `date`.",
        },
    },
)


parse = any_response
