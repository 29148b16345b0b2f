# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /recipients/{recipientId}/oneToManyTables/{tableId}/:truncateTable"""

from __future__ import annotations

from typing import Final

from ...types import Operation, Parameter, any_response

OPERATION: Final = Operation(
    id="truncateOneToManyTable",
    resource="one_to_many",
    name="truncate",
    method="POST",
    path="/recipients/{recipientId}/oneToManyTables/{tableId}/:truncateTable",
    parameters=(
        Parameter("recipient_id", "recipientId", "path", required=True, format="recipient-address"),
        Parameter("table_id", "tableId", "path", required=True, format=""),
    ),
    body_types=(),
    traits={
        "name": "truncate",
        "access": "delete",
        "keys": ["public"],
        "pii": True,
        "idempotent": False,
        "evidence": {
            "level": "confirmed",
            "sources": ["K-ZAP", "S1", "J"],
            "assumptions": [
                "writes-send-nothing",
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
                "path-encoded-equals",
                "recipient-address-forms",
                "path-field-not-unique-status",
                "unknown-recipient-status",
                "unknown-table-status",
                "recipient-key-case",
            ],
            "note": "The Zapier app that Agillic makes offers the operation. Not idempotent, for a repeat would drop the rows that others wrote in between.",
        },
    },
)


parse = any_response
