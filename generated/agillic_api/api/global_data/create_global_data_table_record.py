# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /globaldata/tables/{tableId}/record"""

from __future__ import annotations

from typing import Final

from ...types import Operation, Parameter, any_response

OPERATION: Final = Operation(
    id="createGlobalDataTableRecord",
    resource="global_data",
    name="create_record",
    method="POST",
    path="/globaldata/tables/{tableId}/record",
    parameters=(Parameter("table_id", "tableId", "path", required=True, format=""),),
    body_types=("application/json",),
    traits={
        "name": "create_record",
        "access": "write",
        "keys": ["public"],
        "pii": False,
        "idempotent": False,
        "evidence": {
            "level": "corrected",
            "sources": ["V-GD", "S1", "C-AG", "C-FORGE", "J2", "J"],
            "assumptions": [
                "record-create-status",
                "record-exists-status",
                "record-without-key",
                "record-unknown-column",
                "record-unique-clash-status",
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
                "unknown-table-status",
            ],
            "note": "The machine-made document says 200; the vendor's rule for POST and the second such document say 201. Agillic's demo site tests for 200, in code that ignores the outcome.",
        },
    },
)


parse = any_response
