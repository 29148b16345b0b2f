# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /discovery/historical/{tableId}"""

from __future__ import annotations

from typing import Any, Final

from ...models.historical_table_definition import HistoricalTableDefinition
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="discoverHistoricalTable",
    resource="discovery",
    name="historical_table",
    method="GET",
    path="/discovery/historical/{tableId}",
    parameters=(Parameter("table_id", "tableId", "path", required=True, format=""),),
    body_types=(),
    traits={
        "name": "historical_table",
        "access": "read",
        "keys": ["public"],
        "pii": False,
        "idempotent": True,
        "evidence": {
            "level": "assumed",
            "sources": ["J"],
            "assumptions": [
                "historical-table-shape",
                "field-definition-members",
                "field-type-words",
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
            "note": "Known from the machine-made document alone, which says an object of any shape.",
            "settle": "Read one of the tables that discoverHistoricalTables lists on staging.",
        },
    },
)


def parse(response: Response[Any]) -> HistoricalTableDefinition:
    """Read any successful response."""
    response_200 = HistoricalTableDefinition.from_dict(response.json())

    return response_200
