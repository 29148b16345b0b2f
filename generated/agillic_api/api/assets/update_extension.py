# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""PUT /assets/extensions"""

from __future__ import annotations

from typing import Final

from ...types import Operation, any_response

OPERATION: Final = Operation(
    id="updateExtension",
    resource="assets",
    name="update_extension",
    method="PUT",
    path="/assets/extensions",
    parameters=(),
    body_types=("multipart/form-data",),
    traits={
        "name": "update_extension",
        "access": "write",
        "keys": ["public"],
        "pii": False,
        "idempotent": True,
        "evidence": {
            "level": "confirmed",
            "sources": ["V-AST", "V-XT", "J"],
            "assumptions": [
                "extension-missing-status",
                "asset-name-source",
                "asset-default-folder",
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
            "note": "The vendor says that it fails when the extension does not exist, and shows no part for the type. Hence no 201.",
        },
    },
)


parse = any_response
