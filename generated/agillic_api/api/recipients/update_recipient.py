# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""PUT /recipients/{recipientId}"""

from __future__ import annotations

from typing import Final

from ...types import Operation, Parameter, any_response

OPERATION: Final = Operation(
    id="updateRecipient",
    resource="recipients",
    name="update",
    method="PUT",
    path="/recipients/{recipientId}",
    parameters=(Parameter("recipient_id", "recipientId", "path", required=True, format="recipient-address"),),
    competing=(
        "/recipients/:batch",
        "/recipients/:addToStaticTargetGroup",
        "/recipients/:removeFromStaticTargetGroup",
    ),
    body_types=("application/json",),
    traits={
        "name": "update",
        "access": "write",
        "keys": ["public"],
        "pii": True,
        "idempotent": True,
        "evidence": {
            "level": "corrected",
            "sources": ["V-REC", "S1", "K-ZAP", "C-AG", "C-OMNI", "T-TEAL", "T-PLAY", "S2", "J2"],
            "assumptions": [
                "put-recipient-key",
                "put-create-address",
                "field-check",
                "writes-send-nothing",
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
            "note": "The machine-made document knows no 201; the vendor's pages say 200 after an update and 201 after a creation. A third party's update mode that fails for unknown recipients is its own check. 409 for a unique value that is taken is what the vendor's staff expect in their demo site.",
        },
    },
)


parse = any_response
