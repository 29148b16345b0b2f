# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /assets/resources/list"""

from __future__ import annotations

from typing import Any, Final

from ...models.asset_item import AssetItem
from ...types import Operation, Parameter, Response, json_list

OPERATION: Final = Operation(
    id="listAssetResources",
    resource="assets",
    name="list_resources",
    method="GET",
    path="/assets/resources/list",
    parameters=(Parameter("folder", "folder", "query", required=False, format=""),),
    body_types=(),
    traits={
        "name": "list_resources",
        "access": "read",
        "keys": ["public"],
        "pii": False,
        "idempotent": True,
        "evidence": {
            "level": "confirmed",
            "sources": ["V-AST", "T-ARR", "J"],
            "assumptions": [
                "unknown-folder-status",
                "asset-list-order",
                "asset-list-paging",
                "asset-visibility-delay",
                "other-hosts",
                "forbidden-scope-status",
                "bodiless-errors",
                "retry-after-header",
                "daily-cap-reset",
                "accept-header",
                "unknown-query-parameters",
            ],
            "note": "The vendor shows `referenced` on files and leaves it out of folders.",
        },
    },
)


def parse(response: Response[Any]) -> list[AssetItem]:
    """Read any successful response."""
    response_200 = []
    _response_200 = json_list(response)
    for _response_200_item_data in _response_200:
        response_200.append(AssetItem.from_dict(_response_200_item_data))

    return response_200
