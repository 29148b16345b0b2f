# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /globaldata/tables/{tableId}/limit/{rowNum}"""

from __future__ import annotations

from typing import Any, Final

from ...models.global_data_table import GlobalDataTable
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="getGlobalDataTableWithLimit",
    resource="global_data",
    name="get_table_with_limit",
    method="GET",
    path="/globaldata/tables/{tableId}/limit/{rowNum}",
    parameters=(
        Parameter("table_id", "tableId", "path", required=True, format=""),
        Parameter("row_num", "rowNum", "path", required=True, format=""),
        Parameter("sort_by_field", "sortByField", "query", required=False, format=""),
        Parameter("sorting_order", "sortingOrder", "query", required=False, format=""),
        Parameter("filter", "filter", "query", required=False, format="rsql"),
    ),
    body_types=(),
    traits={
        "name": "get_table_with_limit",
        "access": "read",
        "keys": ["public"],
        "pii": False,
        "idempotent": True,
        "evidence": {
            "level": "assumed",
            "sources": ["J"],
            "assumptions": [
                "table-limit-parameters",
                "table-limit-range",
                "sort-unknown-column-status",
                "filter-elsewhere",
                "global-data-table-response",
                "table-record-order",
                "record-empty-columns",
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
            "note": "Path and parameters are known from the machine-made document alone; the response is that of getGlobalDataTable.",
            "settle": "Read a table of three records on staging with a limit of 2, sorted by one column up and down.",
        },
    },
)


def parse(response: Response[Any]) -> GlobalDataTable:
    """Read any successful response."""
    response_200 = GlobalDataTable.from_dict(response.json())

    return response_200
