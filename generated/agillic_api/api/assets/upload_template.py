# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /assets/templates"""

from __future__ import annotations

from typing import Final

from ...types import Operation, any_response

OPERATION: Final = Operation(
    id="uploadTemplate",
    resource="assets",
    name="upload_template",
    method="POST",
    path="/assets/templates",
    parameters=(),
    body_types=("multipart/form-data",),
    traits={
        "name": "upload_template",
        "access": "write",
        "keys": ["public"],
        "pii": False,
        "idempotent": False,
        "evidence": {
            "level": "partial",
            "sources": ["V-AST", "S1", "T-ARR", "J2", "J"],
            "assumptions": [
                "asset-upload-status",
                "asset-exists-status",
                "asset-name-source",
                "asset-default-folder",
                "asset-folder-missing",
                "template-commit-needed",
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
            "note": "The vendor names the parts and the failure but no status. One machine-made document says 201, as the vendor's rule for POST does, the other 200.",
        },
    },
)


parse = any_response
