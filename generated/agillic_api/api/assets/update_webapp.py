# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""PUT /assets/webapps"""

from __future__ import annotations

from typing import Final

from ...types import Operation, any_response

OPERATION: Final = Operation(
    id="updateWebapp",
    resource="assets",
    name="update_webapp",
    method="PUT",
    path="/assets/webapps",
    parameters=(),
    body_types=("multipart/form-data",),
    traits={
        "name": "update_webapp",
        "access": "write",
        "keys": ["public"],
        "pii": False,
        "idempotent": True,
        "evidence": {
            "level": "partial",
            "sources": ["V-AST", "J"],
            "assumptions": [
                "asset-update-status",
                "webapp-update-missing",
                "webapp-format",
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
            "note": "The vendor lists the operation; its text could not be read. That it also creates is the machine-made document's word, and so is the ZIP archive.",
        },
    },
)


parse = any_response
