# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /discovery/historical"""

from __future__ import annotations

from typing import Any, Final, cast

from ...types import Operation, Response, json_list

OPERATION: Final = Operation(
    id="discoverHistoricalTables",
    resource="discovery",
    name="historical_tables",
    method="GET",
    path="/discovery/historical",
    parameters=(),
    body_types=(),
    traits={
        "name": "historical_tables",
        "access": "read",
        "keys": ["public"],
        "pii": False,
        "idempotent": True,
        "evidence": {
            "level": "assumed",
            "sources": ["J"],
            "assumptions": [
                "historical-table-shape",
                "other-hosts",
                "forbidden-scope-status",
                "bodiless-errors",
                "retry-after-header",
                "daily-cap-reset",
                "accept-header",
                "unknown-query-parameters",
            ],
            "note": "Known from the machine-made document alone. The vendor's introduction counts Person Data, one-to-many tables, Global Data and its tables as discoverable, and no historical tables.",
            "settle": "Call it on staging, with a table that the response names if there is one.",
        },
    },
)


def parse(response: Response[Any]) -> list[str]:
    """Read any successful response."""
    response_200 = cast(list[str], json_list(response))

    return response_200
