# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /globaldata/tables/{tableId}/record/{recordId}"""

from __future__ import annotations

from typing import Any, Final

from ...models.global_data_record import GlobalDataRecord
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="getGlobalDataTableRecord",
    resource="global_data",
    name="get_record",
    method="GET",
    path="/globaldata/tables/{tableId}/record/{recordId}",
    parameters=(
        Parameter("table_id", "tableId", "path", required=True, format=""),
        Parameter("record_id", "recordId", "path", required=True, format=""),
    ),
    body_types=(),
    traits={
        "name": "get_record",
        "access": "read",
        "keys": ["public"],
        "pii": False,
        "idempotent": True,
        "evidence": {
            "level": "confirmed",
            "sources": ["V-GD", "C-AG", "J"],
            "assumptions": [
                "record-empty-columns",
                "other-hosts",
                "forbidden-scope-status",
                "bodiless-errors",
                "retry-after-header",
                "daily-cap-reset",
                "accept-header",
                "unknown-query-parameters",
                "path-space",
                "path-other-characters",
                "path-lenient-decoding",
                "unknown-table-status",
                "unknown-record-status",
            ],
            "note": "The vendor names the use case; Agillic's demo site reads a flat record from live responses.",
        },
    },
)


def parse(response: Response[Any]) -> GlobalDataRecord:
    """Read any successful response."""
    response_200 = GlobalDataRecord.from_dict(response.json())

    return response_200
