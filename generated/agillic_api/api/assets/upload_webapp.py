# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /assets/webapps"""

from __future__ import annotations

from typing import Final

from ...types import Operation, any_response

OPERATION: Final = Operation(
    id="uploadWebapp",
    resource="assets",
    name="upload_webapp",
    method="POST",
    path="/assets/webapps",
    parameters=(),
    body_types=("multipart/form-data",),
    traits={
        "name": "upload_webapp",
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
            "note": "The machine-made document returns 200; 201 follows the vendor's rule for POST. That the file is a ZIP archive is known from the machine-made document only.",
        },
    },
)


parse = any_response
