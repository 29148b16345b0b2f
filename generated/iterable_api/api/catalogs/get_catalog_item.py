# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /api/catalogs/{catalogName}/items/{itemId}"""

from __future__ import annotations

from typing import Any, Final

from ...models.catalog_item import CatalogItem
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="getCatalogItem",
    resource="catalogs",
    name="get_item",
    method="GET",
    path="/api/catalogs/{catalogName}/items/{itemId}",
    parameters=(
        Parameter("catalog_name", "catalogName", "path", required=True, format=""),
        Parameter("item_id", "itemId", "path", required=True, format=""),
    ),
    body_types=(),
    traits={
        "name": "get_item",
        "access": "read",
        "keys": ["server-side"],
        "pii": False,
        "idempotent": True,
        "evidence": {
            "level": "corrected",
            "sources": ["I-SPEC", "I-TS", "T-BOL"],
            "assumptions": [
                "limits-unsaid",
                "catalog-item-members",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
            ],
            "note": "Row 31 of the guide for agents, which may also be `listCatalogItems`. Unlike the lists, it comes without an envelope.",
        },
    },
)


def parse(response: Response[Any]) -> CatalogItem:
    """Read any successful response."""
    response_200 = CatalogItem.from_dict(response.json())

    return response_200
