# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /discovery/onetomany"""

from __future__ import annotations

from typing import Any, Final, cast

from ...types import Operation, Response, json_list

OPERATION: Final = Operation(
    id="discoverOneToManyTables",
    resource="discovery",
    name="one_to_many_tables",
    method="GET",
    path="/discovery/onetomany",
    parameters=(),
    body_types=(),
    traits={
        "name": "one_to_many_tables",
        "access": "read",
        "keys": ["public"],
        "pii": False,
        "idempotent": True,
        "evidence": {
            "level": "confirmed",
            "sources": ["V-DISC", "C-FORGE", "J2", "J"],
            "note": "The vendor's sample is an array of names.",
            "assumptions": [
                "other-hosts",
                "forbidden-scope-status",
                "bodiless-errors",
                "retry-after-header",
                "daily-cap-reset",
                "accept-header",
                "unknown-query-parameters",
            ],
        },
    },
)


def parse(response: Response[Any]) -> list[str]:
    """Read any successful response."""
    response_200 = cast(list[str], json_list(response))

    return response_200
