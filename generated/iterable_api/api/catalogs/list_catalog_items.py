# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /api/catalogs/{catalogName}/items"""

from __future__ import annotations

from typing import Any, Final

from ...models.catalog_item_page import CatalogItemPage
from ...models.catalog_item_page_envelope import CatalogItemPageEnvelope
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="listCatalogItems",
    resource="catalogs",
    name="list_items",
    method="GET",
    path="/api/catalogs/{catalogName}/items",
    parameters=(
        Parameter("catalog_name", "catalogName", "path", required=True, format=""),
        Parameter("page", "page", "query", required=False, format=""),
        Parameter("page_size", "pageSize", "query", required=False, format=""),
        Parameter("order_by", "orderBy", "query", required=False, format=""),
        Parameter("sort_ascending", "sortAscending", "query", required=False, format=""),
    ),
    body_types=(),
    traits={
        "name": "list_items",
        "access": "read",
        "keys": ["server-side"],
        "pii": False,
        "idempotent": True,
        "response": "/params",
        "limits": [{"calls": 100, "seconds": 1, "of": "key", "sources": ["I-SPEC"]}],
        "page": {
            "by": "number",
            "start": "page",
            "size": "pageSize",
            "items": "/params/catalogItemsWithProperties",
            "total": "/params/totalItemsCount",
            "next": "/params/nextPageUrl",
        },
        "evidence": {
            "level": "corrected",
            "sources": ["I-SPEC", "I-TS", "T-BOL"],
            "assumptions": [
                "stated-limits",
                "catalog-envelope",
                "catalog-page-size",
                "catalog-item-members",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
            ],
            "note": "The other reading of row 31 of the guide for agents, which tells no limit where this call has one; the first is `getCatalogItem`.",
        },
    },
)


def parse(response: Response[Any]) -> CatalogItemPage | CatalogItemPageEnvelope:
    """Read any successful response."""

    def _parse_response_200(data: object) -> CatalogItemPage | CatalogItemPageEnvelope:
        try:
            if not isinstance(data, dict):
                raise TypeError()
            response_200_type_0 = CatalogItemPageEnvelope.from_dict(data)

            return response_200_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
        if not isinstance(data, dict):
            raise TypeError()
        response_200_type_1 = CatalogItemPage.from_dict(data)

        return response_200_type_1

    response_200 = _parse_response_200(response.json())

    return response_200
