# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /globaldata"""

from __future__ import annotations

from typing import Any, Final

from ...models.global_data_definition import GlobalDataDefinition
from ...types import Operation, Parameter, Response, json_list

OPERATION: Final = Operation(
    id="listGlobalData",
    resource="global_data",
    name="list",
    method="GET",
    path="/globaldata",
    parameters=(Parameter("filter", "filter", "query", required=False, format="rsql"),),
    body_types=(),
    traits={
        "name": "list",
        "access": "read",
        "keys": ["public"],
        "pii": False,
        "idempotent": True,
        "evidence": {
            "level": "corrected",
            "sources": ["V-GD", "J2", "J"],
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
            "note": "The machine-made document puts VALUE into the items; the vendor's sample has none. Only that document knows the filter. The vendor writes the path with a slash at its end.",
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
