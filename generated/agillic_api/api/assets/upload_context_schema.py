# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /assets/contexts"""

from __future__ import annotations

from typing import Final

from ...types import Operation, any_response

OPERATION: Final = Operation(
    id="uploadContextSchema",
    resource="assets",
    name="upload_context_schema",
    method="POST",
    path="/assets/contexts",
    parameters=(),
    body_types=("multipart/form-data",),
    traits={
        "name": "upload_context_schema",
        "access": "write",
        "keys": ["public"],
        "pii": False,
        "idempotent": False,
        "evidence": {
            "level": "confirmed",
            "sources": ["V-AST", "S1", "J"],
            "assumptions": [
                "asset-upload-status",
                "asset-exists-status",
                "context-schema-syntax",
                "context-schema-invalid-status",
                "asset-name-source",
                "asset-size-limit",
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
            "note": "The only part is the vendor's. The machine-made document returns 200; 201 follows the vendor's rule for POST. The vendor's sample schema is missing from every copy that could be read.",
        },
    },
)


parse = any_response
