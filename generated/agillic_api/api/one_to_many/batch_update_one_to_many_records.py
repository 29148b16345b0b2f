# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /recipients/{recipientId}/oneToManyTables/{tableId}/:batchUpdateRecords"""

from __future__ import annotations

from typing import Final

from ...types import Operation, Parameter, any_response

OPERATION: Final = Operation(
    id="batchUpdateOneToManyRecords",
    resource="one_to_many",
    name="update_records",
    method="POST",
    path="/recipients/{recipientId}/oneToManyTables/{tableId}/:batchUpdateRecords",
    parameters=(
        Parameter("recipient_id", "recipientId", "path", required=True, format="recipient-address"),
        Parameter("table_id", "tableId", "path", required=True, format=""),
    ),
    body_types=("application/json",),
    traits={
        "name": "update_records",
        "access": "write",
        "keys": ["public"],
        "pii": True,
        "idempotent": True,
        "batch": {"items": "", "max_items": 1000, "max_bytes": 20000000, "key": "table-key", "fields": ""},
        "evidence": {
            "level": "confirmed",
            "sources": ["S1", "K-ZAP", "C-AG", "T-TEAL", "J"],
            "assumptions": [
                "one-to-many-batch-result",
                "batch-over-limit-status",
                "field-check",
                "writes-send-nothing",
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
                "path-encoded-equals",
                "recipient-address-forms",
                "path-field-not-unique-status",
                "unknown-recipient-status",
                "unknown-table-status",
                "recipient-key-case",
            ],
            "note": 'The vendor\'s sample writes booleans as strings ("True"), its staff as JSON booleans; both are taken.',
        },
    },
)


parse = any_response
