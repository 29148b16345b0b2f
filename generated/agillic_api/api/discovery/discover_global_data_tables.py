# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /discovery/globaldata/tables"""

from __future__ import annotations

from typing import Any, Final, cast

from ...types import Operation, Response, json_list

OPERATION: Final = Operation(
    id="discoverGlobalDataTables",
    resource="discovery",
    name="global_data_tables",
    method="GET",
    path="/discovery/globaldata/tables",
    parameters=(),
    body_types=(),
    traits={
        "name": "global_data_tables",
        "access": "read",
        "keys": ["public"],
        "pii": False,
        "idempotent": True,
        "evidence": {
            "level": "partial",
            "sources": ["V-DISC", "C-FORGE", "J2", "J"],
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
            "note": "The machine-made document speaks of metadata and describes an array of names; a running client reads names. The vendor's text on this call was not seen.",
        },
    },
)


def parse(response: Response[Any]) -> list[str]:
    """Read any successful response."""
    response_200 = cast(list[str], json_list(response))

    return response_200
