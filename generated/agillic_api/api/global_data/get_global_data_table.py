# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /globaldata/tables/{tableId}"""

from __future__ import annotations

from typing import Any, Final

from ...models.global_data_table import GlobalDataTable
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="getGlobalDataTable",
    resource="global_data",
    name="get_table",
    method="GET",
    path="/globaldata/tables/{tableId}",
    parameters=(
        Parameter("table_id", "tableId", "path", required=True, format=""),
        Parameter("filter", "filter", "query", required=False, format="rsql"),
    ),
    body_types=(),
    traits={
        "name": "get_table",
        "access": "read",
        "keys": ["public"],
        "pii": False,
        "idempotent": True,
        "evidence": {
            "level": "corrected",
            "sources": ["C-AG", "C-FORGE", "J2", "J"],
            "assumptions": [
                "global-data-table-response",
                "table-record-order",
                "record-empty-columns",
                "filter-elsewhere",
                "filter-escapes",
                "filter-case",
                "filter-missing-values",
                "filter-argument-type",
                "filter-literal-wildcards",
                "filter-date-forms",
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
            ],
            "note": "The machine-made document has tableId beside the records. Agillic's demo site reads records from live responses, a running client declares name and records. Only the machine-made document knows the filter.",
        },
    },
)


def parse(response: Response[Any]) -> GlobalDataTable:
    """Read any successful response."""
    response_200 = GlobalDataTable.from_dict(response.json())

    return response_200
