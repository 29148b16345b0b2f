# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""PUT /assets/contexts"""

from __future__ import annotations

from typing import Final

from ...types import Operation, any_response

OPERATION: Final = Operation(
    id="updateContextSchema",
    resource="assets",
    name="update_context_schema",
    method="PUT",
    path="/assets/contexts",
    parameters=(),
    body_types=("multipart/form-data",),
    traits={
        "name": "update_context_schema",
        "access": "write",
        "keys": ["public"],
        "pii": False,
        "idempotent": True,
        "evidence": {
            "level": "confirmed",
            "sources": ["V-AST", "S1", "J"],
            "assumptions": [
                "asset-update-status",
                "context-schema-change-status",
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
            "note": "The vendor's asset page says that it creates or updates; its general page forbids changes to what a schema has. Read together, an update may add.",
        },
    },
)


parse = any_response
