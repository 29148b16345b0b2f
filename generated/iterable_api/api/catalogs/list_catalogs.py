# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /api/catalogs"""

from __future__ import annotations

from typing import Any, Final

from ...models.catalog_page import CatalogPage
from ...models.catalog_page_envelope import CatalogPageEnvelope
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="listCatalogs",
    resource="catalogs",
    name="list",
    method="GET",
    path="/api/catalogs",
    parameters=(
        Parameter("page", "page", "query", required=False, format=""),
        Parameter("page_size", "pageSize", "query", required=False, format=""),
    ),
    body_types=(),
    traits={
        "name": "list",
        "access": "read",
        "keys": ["server-side"],
        "pii": False,
        "idempotent": True,
        "response": "/params",
        "limits": [{"calls": 100, "seconds": 1, "of": "key", "sources": ["I-SPEC", "T-BOL"]}],
        "page": {
            "by": "number",
            "start": "page",
            "size": "pageSize",
            "items": "/params/catalogNames",
            "total": "/params/totalCatalogsCount",
            "next": "/params/nextPageUrl",
        },
        "evidence": {
            "level": "corrected",
            "sources": ["I-SPEC", "I-TS", "C-GO"],
            "assumptions": [
                "catalog-envelope",
                "catalog-page-size",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
            ],
            "note": "Row 28 of the guide for agents. The vendor documents the page alone; its own client finds it in `params`, and reads both.",
        },
    },
)


def parse(response: Response[Any]) -> CatalogPage | CatalogPageEnvelope:
    """Read any successful response."""

    def _parse_response_200(data: object) -> CatalogPage | CatalogPageEnvelope:
        try:
            if not isinstance(data, dict):
                raise TypeError()
            response_200_type_0 = CatalogPageEnvelope.from_dict(data)

            return response_200_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
        if not isinstance(data, dict):
            raise TypeError()
        response_200_type_1 = CatalogPage.from_dict(data)

        return response_200_type_1

    response_200 = _parse_response_200(response.json())

    return response_200
