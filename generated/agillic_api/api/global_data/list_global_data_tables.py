# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /globaldata/tables"""

from __future__ import annotations

from typing import Any, Final, cast

from ...types import Operation, Response, json_list

OPERATION: Final = Operation(
    id="listGlobalDataTables",
    resource="global_data",
    name="list_tables",
    method="GET",
    path="/globaldata/tables",
    parameters=(),
    body_types=(),
    traits={
        "name": "list_tables",
        "access": "read",
        "keys": ["public"],
        "pii": False,
        "idempotent": True,
        "evidence": {
            "level": "partial",
            "sources": ["C-FORGE", "J2", "J"],
            "assumptions": [
                "global-data-tables-items",
                "other-hosts",
                "forbidden-scope-status",
                "bodiless-errors",
                "retry-after-header",
                "daily-cap-reset",
                "accept-header",
                "unknown-query-parameters",
            ],
            "note": "A running client and the machine-made document agree on an array of names; the vendor's text was not seen.",
        },
    },
)


def parse(response: Response[Any]) -> list[str]:
    """Read any successful response."""
    response_200 = cast(list[str], json_list(response))

    return response_200
