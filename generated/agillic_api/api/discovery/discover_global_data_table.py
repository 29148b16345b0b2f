# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /discovery/globaldata/tables/{tableId}"""

from __future__ import annotations

from typing import Any, Final

from ...models.table_definition import TableDefinition
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="discoverGlobalDataTable",
    resource="discovery",
    name="global_data_table",
    method="GET",
    path="/discovery/globaldata/tables/{tableId}",
    parameters=(Parameter("table_id", "tableId", "path", required=True, format=""),),
    body_types=(),
    traits={
        "name": "global_data_table",
        "access": "read",
        "keys": ["public"],
        "pii": False,
        "idempotent": True,
        "evidence": {
            "level": "partial",
            "sources": ["V-DISC", "C-FORGE", "J2", "J"],
            "assumptions": [
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
            "note": "The vendor says that these tables can be discovered; the members of the response are the types that a running client declares, index and description among them.",
        },
    },
)


def parse(response: Response[Any]) -> TableDefinition:
    """Read any successful response."""
    response_200 = TableDefinition.from_dict(response.json())

    return response_200
