# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /globaldata/tables/{tableId}/:batchDeleteRecords"""

from __future__ import annotations

from typing import Any, Final

from ...models.bulk_result import BulkResult
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="batchDeleteGlobalDataRecords",
    resource="global_data",
    name="delete_records",
    method="POST",
    path="/globaldata/tables/{tableId}/:batchDeleteRecords",
    parameters=(Parameter("table_id", "tableId", "path", required=True, format=""),),
    body_types=("application/json",),
    traits={
        "name": "delete_records",
        "access": "delete",
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
            "sources": ["V-GD", "S1", "C-AG", "J2", "J"],
            "assumptions": [
                "batch-delete-unknown",
                "batch-delete-count",
                "record-without-key",
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
            "note": "Entries of the form {ID} and the status 200 are seen in the code of Agillic's demo site; the counters in the response are the machine-made document's.",
        },
    },
)


def parse(response: Response[Any]) -> BulkResult:
    """Read any successful response."""
    response_200 = BulkResult.from_dict(response.json())

    return response_200
