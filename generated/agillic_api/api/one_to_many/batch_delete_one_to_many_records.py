# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /recipients/{recipientId}/oneToManyTables/{tableId}/:batchDeleteRecords"""

from __future__ import annotations

from typing import Final

from ...types import Operation, Parameter, any_response

OPERATION: Final = Operation(
    id="batchDeleteOneToManyRecords",
    resource="one_to_many",
    name="delete_records",
    method="POST",
    path="/recipients/{recipientId}/oneToManyTables/{tableId}/:batchDeleteRecords",
    parameters=(
        Parameter("recipient_id", "recipientId", "path", required=True, format="recipient-address"),
        Parameter("table_id", "tableId", "path", required=True, format=""),
    ),
    body_types=("application/json",),
    traits={
        "name": "delete_records",
        "access": "delete",
        "keys": ["public"],
        "pii": True,
        "idempotent": True,
        "batch": {"items": "", "max_items": 1000, "max_bytes": 20000000, "key": "value"},
        "evidence": {
            "level": "partial",
            "sources": ["V-REC", "S1", "C-AG", "J", "J2"],
            "assumptions": [
                "one-to-many-delete-items",
                "one-to-many-batch-result",
                "batch-over-limit-status",
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
            "note": "The vendor's page has an example that deletes purchases by their ID, but its body is cut off in every copy seen. Both machine-made documents, made separately from that page, say an array of strings; the same call on global data tables takes objects with an ID.",
        },
    },
)


parse = any_response
