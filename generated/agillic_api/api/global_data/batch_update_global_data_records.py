# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /globaldata/tables/{tableId}/:batchUpdateRecords"""

from __future__ import annotations

from typing import Any, Final

from ...models.bulk_result import BulkResult
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="batchUpdateGlobalDataRecords",
    resource="global_data",
    name="update_records",
    method="POST",
    path="/globaldata/tables/{tableId}/:batchUpdateRecords",
    parameters=(Parameter("table_id", "tableId", "path", required=True, format=""),),
    body_types=("application/json",),
    traits={
        "name": "update_records",
        "access": "write",
        "keys": ["public"],
        "pii": False,
        "idempotent": True,
        "batch": {
            "items": "",
            "max_items": 1000,
            "max_bytes": 20000000,
            "key": "table-key",
            "fields": "",
            "outcome": {"created": "/created", "updated": "/updated", "warnings": "/warnings", "failed": "/errors"},
        },
        "evidence": {
            "level": "confirmed",
            "sources": ["V-GD", "S1", "J"],
            "assumptions": [
                "record-put-created-status",
                "record-without-key",
                "record-unknown-column",
                "record-unique-clash-status",
                "global-data-value-mismatch",
                "bulk-result-members",
                "batch-over-limit-status",
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
                "path-space",
                "path-other-characters",
                "path-lenient-decoding",
                "unknown-table-status",
            ],
            "note": "The vendor confirms the batch, its size and that each entry is handled like a PUT; the counters in the response are the machine-made document's.",
        },
    },
)


def parse(response: Response[Any]) -> BulkResult:
    """Read any successful response."""
    response_200 = BulkResult.from_dict(response.json())

    return response_200
