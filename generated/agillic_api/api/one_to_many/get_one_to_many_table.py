# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /recipients/{recipientId}/oneToManyTables/{tableId}"""

from __future__ import annotations

from typing import Any, Final

from ...models.one_to_many_table import OneToManyTable
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="getOneToManyTable",
    resource="one_to_many",
    name="get_table",
    method="GET",
    path="/recipients/{recipientId}/oneToManyTables/{tableId}",
    parameters=(
        Parameter("recipient_id", "recipientId", "path", required=True, format="recipient-address"),
        Parameter("table_id", "tableId", "path", required=True, format=""),
    ),
    competing=("/recipients/v2/oneToManyTables/:upsert",),
    body_types=(),
    traits={
        "name": "get_table",
        "access": "read",
        "keys": ["public"],
        "pii": True,
        "idempotent": True,
        "evidence": {
            "level": "corrected",
            "sources": ["V-REC", "C-AG", "K-ZAP", "S2", "J2"],
            "assumptions": [
                "trailing-slash",
                "list-order",
                "one-to-many-table-members",
                "one-to-many-empty-table",
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
                "path-encoded-equals",
                "recipient-address-forms",
                "path-field-not-unique-status",
                "unknown-recipient-status",
                "unknown-table-status",
                "recipient-key-case",
            ],
            "note": "The machine-made document calls the rows `records`; the vendor's staff find them under `recordList` here and under `records` in global data tables, in the same code.",
        },
    },
)


def parse(response: Response[Any]) -> OneToManyTable:
    """Read any successful response."""
    response_200 = OneToManyTable.from_dict(response.json())

    return response_200
