# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""PUT /assets/resources"""

from __future__ import annotations

from typing import Final

from ...types import Operation, any_response

OPERATION: Final = Operation(
    id="updateResource",
    resource="assets",
    name="update_resource",
    method="PUT",
    path="/assets/resources",
    parameters=(),
    body_types=("multipart/form-data",),
    traits={
        "name": "update_resource",
        "access": "write",
        "keys": ["public"],
        "pii": False,
        "idempotent": True,
        "evidence": {
            "level": "confirmed",
            "sources": ["V-AST", "C-FORGE", "T-ARR", "J"],
            "assumptions": [
                "asset-update-status",
                "asset-name-source",
                "asset-default-folder",
                "asset-folder-missing",
                "asset-visibility-delay",
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
            "note": "That it creates or replaces is the vendor's word; which status stands for which is not said.",
        },
    },
)


parse = any_response
