# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""PUT /apps/register/{recipientId}"""

from __future__ import annotations

from typing import Final

from ...types import Operation, Parameter, any_response

OPERATION: Final = Operation(
    id="registerDevice",
    resource="app_push",
    name="register",
    method="PUT",
    path="/apps/register/{recipientId}",
    parameters=(Parameter("recipient_id", "recipientId", "path", required=True, format="recipient-address"),),
    body_types=("application/json",),
    traits={
        "name": "register",
        "access": "write",
        "keys": ["public", "app"],
        "pii": True,
        "idempotent": True,
        "evidence": {
            "level": "corrected",
            "sources": ["V-APP", "C-IOS", "C-AND", "C-MOLS", "J2", "J"],
            "assumptions": [
                "writes-send-nothing",
                "device-key",
                "device-null-members",
                "registration-columns",
                "register-counters",
                "register-counters-origin",
                "consent-types",
                "valid-until-format",
                "register-consent-effect",
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
            "note": "The machine-made document lacks firstRegister, lastRegister, countRegister and the words of osName. The official SDKs disagree on the screen size, text on iOS and numbers on Android, and repeat the call on failure. They send an empty or null token when they have none, although the vendor always asks for one, and register so by intent: their pages show it as a use of its own. The Android SDK sends null for what else it does not know.",
        },
    },
)


parse = any_response
