# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /globaldata/tables/{tableId}/:truncateTable"""

from __future__ import annotations

from typing import Final

from ...types import Operation, Parameter, any_response

OPERATION: Final = Operation(
    id="truncateGlobalDataTable",
    resource="global_data",
    name="truncate_table",
    method="POST",
    path="/globaldata/tables/{tableId}/:truncateTable",
    parameters=(Parameter("table_id", "tableId", "path", required=True, format=""),),
    body_types=(),
    traits={
        "name": "truncate_table",
        "access": "delete",
        "keys": ["public"],
        "pii": False,
        "idempotent": False,
        "evidence": {
            "level": "confirmed",
            "sources": ["V-GD", "S1", "J2", "J"],
            "assumptions": [
                "table-truncate-atomic",
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
            ],
            "note": "Clearing a whole table is a use case the vendor names. Never repeated by a machine: a second run would drop the records that others wrote in between.",
        },
    },
)


parse = any_response
