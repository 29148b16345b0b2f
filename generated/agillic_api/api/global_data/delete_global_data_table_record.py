# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""DELETE /globaldata/tables/{tableId}/record/{recordId}"""

from __future__ import annotations

from typing import Final

from ...types import Operation, Parameter, any_response

OPERATION: Final = Operation(
    id="deleteGlobalDataTableRecord",
    resource="global_data",
    name="delete_record",
    method="DELETE",
    path="/globaldata/tables/{tableId}/record/{recordId}",
    parameters=(
        Parameter("table_id", "tableId", "path", required=True, format=""),
        Parameter("record_id", "recordId", "path", required=True, format=""),
    ),
    body_types=(),
    traits={
        "name": "delete_record",
        "access": "delete",
        "keys": ["public"],
        "pii": False,
        "idempotent": True,
        "evidence": {
            "level": "partial",
            "sources": ["V-GD", "C-FORGE", "J"],
            "assumptions": [
                "delete-success-status",
                "other-hosts",
                "forbidden-scope-status",
                "bodiless-errors",
                "retry-after-header",
                "daily-cap-reset",
                "accept-header",
                "unknown-query-parameters",
                "empty-success-body",
                "path-space",
                "path-other-characters",
                "path-lenient-decoding",
                "unknown-table-status",
                "unknown-record-status",
            ],
            "note": "The vendor names the use case and a running client calls it; which status success has is said nowhere.",
            "settle": "Delete a record on staging and look at the status.",
        },
    },
)


parse = any_response
