# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /assets/extensions"""

from __future__ import annotations

from typing import Final

from ...types import Operation, any_response

OPERATION: Final = Operation(
    id="uploadExtension",
    resource="assets",
    name="upload_extension",
    method="POST",
    path="/assets/extensions",
    parameters=(),
    body_types=("multipart/form-data",),
    traits={
        "name": "upload_extension",
        "access": "write",
        "keys": ["public"],
        "pii": False,
        "idempotent": False,
        "evidence": {
            "level": "confirmed",
            "sources": ["V-AST", "V-XT", "S1", "J"],
            "assumptions": [
                "asset-upload-status",
                "asset-exists-status",
                "asset-name-source",
                "asset-default-folder",
                "asset-folder-missing",
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
            "note": "Parts and types are the vendor's. The machine-made document returns 200; 201 follows the vendor's rule for POST. Access is write, as nobody says that the upload itself runs the script.",
        },
    },
)


parse = any_response
