# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""PUT /globaldata/{globalDataName}"""

from __future__ import annotations

from typing import Final

from ...types import Operation, Parameter, any_response

OPERATION: Final = Operation(
    id="updateGlobalData",
    resource="global_data",
    name="update",
    method="PUT",
    path="/globaldata/{globalDataName}",
    parameters=(Parameter("global_data_name", "globalDataName", "path", required=True, format=""),),
    competing=("/globaldata/tables",),
    body_types=("application/json",),
    traits={
        "name": "update",
        "access": "write",
        "keys": ["public"],
        "pii": False,
        "idempotent": True,
        "evidence": {
            "level": "partial",
            "sources": ["V-GD", "J2", "J"],
            "assumptions": [
                "global-data-update-members",
                "global-data-value-mismatch",
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
                "path-space",
                "path-other-characters",
                "path-lenient-decoding",
                "global-data-unknown-status",
            ],
            "note": "The vendor says that Global Data can be fetched and updated. That the body holds VALUE is known from the machine-made document. Tables and fields cannot be created by the API, so this PUT is not expected to create.",
        },
    },
)


parse = any_response
