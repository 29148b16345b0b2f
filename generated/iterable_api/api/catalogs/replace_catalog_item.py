# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""PUT /api/catalogs/{catalogName}/items/{itemId}"""

from __future__ import annotations

from typing import Any, Final

from ...models.envelope import Envelope
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="replaceCatalogItem",
    resource="catalogs",
    name="replace_item",
    method="PUT",
    path="/api/catalogs/{catalogName}/items/{itemId}",
    parameters=(
        Parameter("catalog_name", "catalogName", "path", required=True, format=""),
        Parameter("item_id", "itemId", "path", required=True, format=""),
    ),
    body_types=("application/json",),
    traits={
        "name": "replace_item",
        "access": "write",
        "keys": ["server-side"],
        "pii": False,
        "idempotent": True,
        "finishes": "later",
        "limits": [{"calls": 1000, "seconds": 1, "of": "key", "sources": ["I-SPEC"]}],
        "evidence": {
            "level": "partial",
            "sources": ["I-SPEC", "I-TS", "I-MCP", "T-BOL"],
            "assumptions": [
                "stated-limits",
                "catalog-success-status",
                "catalog-write-body",
                "unknown-catalog-response",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
                "unknown-members",
            ],
            "note": "Row 30 of the guide for agents, which may also be `bulkWriteCatalogItems`. The vendor declares a 202 without a body beside the 200, where its own client reads an envelope too, and no 404.",
        },
    },
)


def parse(response: Response[Any]) -> Envelope | None:
    """Read any successful response; None for one without content."""
    if not response.content:
        return None
    response_200 = Envelope.from_dict(response.json())

    return response_200
