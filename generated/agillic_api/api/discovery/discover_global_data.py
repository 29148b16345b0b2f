# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /discovery/globaldata"""

from __future__ import annotations

from typing import Any, Final

from ...models.global_data_definition import GlobalDataDefinition
from ...types import Operation, Parameter, Response, json_list

OPERATION: Final = Operation(
    id="discoverGlobalData",
    resource="discovery",
    name="global_data",
    method="GET",
    path="/discovery/globaldata",
    parameters=(Parameter("filter", "filter", "query", required=False, format="rsql"),),
    body_types=(),
    traits={
        "name": "global_data",
        "access": "read",
        "keys": ["public"],
        "pii": False,
        "idempotent": True,
        "evidence": {
            "level": "partial",
            "sources": ["V-DISC", "V-GD", "C-FORGE", "J2", "J"],
            "assumptions": [
                "filter-elsewhere",
                "trailing-slash",
                "field-type-words",
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
            ],
            "note": "The vendor names the discovery of Global Data; the members are a running client's and those of listGlobalData. Only the machine-made document knows the filter. The client writes the path with a slash at its end.",
        },
    },
)


def parse(response: Response[Any]) -> list[GlobalDataDefinition]:
    """Read any successful response."""
    response_200 = []
    _response_200 = json_list(response)
    for _response_200_item_data in _response_200:
        response_200.append(GlobalDataDefinition.from_dict(_response_200_item_data))

    return response_200
