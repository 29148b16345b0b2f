# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""PUT /apps/unregister/{recipientId}"""

from __future__ import annotations

from typing import Final

from ...types import Operation, Parameter, any_response

OPERATION: Final = Operation(
    id="unregisterDevice",
    resource="app_push",
    name="unregister",
    method="PUT",
    path="/apps/unregister/{recipientId}",
    parameters=(Parameter("recipient_id", "recipientId", "path", required=True, format="recipient-address"),),
    body_types=("application/json",),
    traits={
        "name": "unregister",
        "access": "delete",
        "keys": ["public", "app"],
        "pii": True,
        "idempotent": True,
        "evidence": {
            "level": "confirmed",
            "sources": ["V-APP", "C-IOS", "C-AND", "C-MOLS", "J"],
            "assumptions": [
                "device-key",
                "device-null-members",
                "registration-columns",
                "unregister-unknown-device",
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
            "note": "Access is delete, the careful choice, though the token is cleared and the registration stays: the iOS SDK's page and the machine-made document say so. The Android SDK sends a token, null when it has none; the iOS SDK sends the screen size and no token.",
        },
    },
)


parse = any_response
