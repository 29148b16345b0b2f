# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /assets/templates/:commit"""

from __future__ import annotations

from typing import Final

from ...types import Operation, any_response

OPERATION: Final = Operation(
    id="commitTemplate",
    resource="assets",
    name="commit_template",
    method="POST",
    path="/assets/templates/:commit",
    parameters=(),
    body_types=("multipart/form-data",),
    traits={
        "name": "commit_template",
        "access": "write",
        "keys": ["public"],
        "pii": False,
        "idempotent": False,
        "evidence": {
            "level": "partial",
            "sources": ["V-AST", "S1", "J"],
            "assumptions": [
                "template-commit-body",
                "template-commit-needed",
                "unknown-asset-status",
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
            "note": "The vendor lists the operation; its text could not be read. The machine-made document uploads a binary file, which makes little sense for a template that is there; the body is taken to be that of `deleteResource`. The status follows the vendor's rule for custom methods. Not idempotent, as nobody says what a second commit does.",
        },
    },
)


parse = any_response
