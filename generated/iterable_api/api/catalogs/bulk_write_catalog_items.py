# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /api/catalogs/{catalogName}/items"""

from __future__ import annotations

from typing import Any, Final

from ...models.envelope import Envelope
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="bulkWriteCatalogItems",
    resource="catalogs",
    name="bulk_write_items",
    method="POST",
    path="/api/catalogs/{catalogName}/items",
    parameters=(Parameter("catalog_name", "catalogName", "path", required=True, format=""),),
    body_types=("application/json",),
    traits={
        "name": "bulk_write_items",
        "access": "write",
        "keys": ["server-side"],
        "pii": False,
        "idempotent": True,
        "finishes": "later",
        "batch": {"items": "/documents", "max_items": 1000, "key": "member-name", "outcome": {}},
        "limits": [{"calls": 100, "seconds": 1, "of": "key", "sources": ["I-SPEC"]}],
        "evidence": {
            "level": "partial",
            "sources": ["I-SPEC", "I-TS", "T-BOL"],
            "assumptions": [
                "stated-limits",
                "catalog-success-status",
                "catalog-write-body",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
                "unknown-members",
            ],
            "note": "The other reading of row 30 of the guide for agents, whose words on ids are nearer to this call; the first is `replaceCatalogItem`. The vendor declares a 202 without a body beside the 200, where its own client reads an envelope too. The response tells nothing of single items.",
        },
    },
)


def parse(response: Response[Any]) -> Envelope | None:
    """Read any successful response; None for one without content."""
    if not response.content:
        return None
    response_200 = Envelope.from_dict(response.json())

    return response_200
