# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""DELETE /assets/resources"""

from __future__ import annotations

from typing import Final

from ...types import Operation, any_response

OPERATION: Final = Operation(
    id="deleteResource",
    resource="assets",
    name="delete_resource",
    method="DELETE",
    path="/assets/resources",
    parameters=(),
    body_types=("multipart/form-data",),
    traits={
        "name": "delete_resource",
        "access": "delete",
        "keys": ["public"],
        "pii": False,
        "idempotent": True,
        "evidence": {
            "level": "confirmed",
            "sources": ["V-AST", "J"],
            "assumptions": [
                "delete-success-status",
                "asset-referenced-status",
                "unknown-asset-status",
                "resource-folder-delete",
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
        },
    },
)


parse = any_response
