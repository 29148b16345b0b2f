# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /recipients"""

from __future__ import annotations

from typing import Final

from ...types import Operation, any_response

OPERATION: Final = Operation(
    id="createRecipient",
    resource="recipients",
    name="create",
    method="POST",
    path="/recipients",
    parameters=(),
    body_types=("application/json",),
    traits={
        "name": "create",
        "access": "write",
        "keys": ["public"],
        "pii": True,
        "idempotent": False,
        "evidence": {
            "level": "corrected",
            "sources": ["V-REC", "S1", "C-OMNI", "S2", "J2"],
            "assumptions": [
                "duplicate-recipient-status",
                "recipient-key-case",
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
            ],
            "note": "The machine-made document says 200; the vendor's page and its rule for POST say 201.",
        },
    },
)


parse = any_response
