# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""PUT /globaldata/tables/{tableId}/record/{recordId}"""

from __future__ import annotations

from typing import Final

from ...types import Operation, Parameter, any_response

OPERATION: Final = Operation(
    id="updateGlobalDataTableRecord",
    resource="global_data",
    name="update_record",
    method="PUT",
    path="/globaldata/tables/{tableId}/record/{recordId}",
    parameters=(
        Parameter("table_id", "tableId", "path", required=True, format=""),
        Parameter("record_id", "recordId", "path", required=True, format=""),
    ),
    body_types=("application/json",),
    traits={
        "name": "update_record",
        "access": "write",
        "keys": ["public"],
        "pii": False,
        "idempotent": True,
        "evidence": {
            "level": "confirmed",
            "sources": ["V-GD", "S1", "K-GDT", "C-AG", "C-FORGE", "J"],
            "assumptions": [
                "record-put-created-status",
                "record-key-change",
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
                "unknown-record-status",
            ],
            "note": "200 is seen in the code of Agillic's demo site; 201 for a record that is new is the vendor's general rule and not said of this call.",
        },
    },
)


parse = any_response
