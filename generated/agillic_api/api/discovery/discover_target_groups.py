# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /discovery/targetgroups"""

from __future__ import annotations

from typing import Any, Final

from ...models.target_group_definition import TargetGroupDefinition
from ...types import Operation, Response, json_list

OPERATION: Final = Operation(
    id="discoverTargetGroups",
    resource="discovery",
    name="target_groups",
    method="GET",
    path="/discovery/targetgroups",
    parameters=(),
    body_types=(),
    traits={
        "name": "target_groups",
        "access": "read",
        "keys": ["public"],
        "pii": False,
        "idempotent": True,
        "evidence": {
            "level": "confirmed",
            "sources": ["C-FORGE", "T-ARR", "J"],
            "note": "The documentation of a running connector shows the four members; a running client has them but for global. The visible part of the vendor's page does not name the call.",
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


def parse(response: Response[Any]) -> list[TargetGroupDefinition]:
    """Read any successful response."""
    response_200 = []
    _response_200 = json_list(response)
    for _response_200_item_data in _response_200:
        response_200.append(TargetGroupDefinition.from_dict(_response_200_item_data))

    return response_200
