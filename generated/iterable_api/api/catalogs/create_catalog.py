# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /api/catalogs/{catalogName}"""

from __future__ import annotations

from typing import Any, Final

from ...models.envelope import Envelope
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="createCatalog",
    resource="catalogs",
    name="create",
    method="POST",
    path="/api/catalogs/{catalogName}",
    parameters=(Parameter("catalog_name", "catalogName", "path", required=True, format=""),),
    body_types=(),
    traits={
        "name": "create",
        "access": "write",
        "keys": ["server-side"],
        "pii": False,
        "idempotent": False,
        "evidence": {
            "level": "partial",
            "sources": ["I-SPEC", "I-TS", "I-MCP"],
            "assumptions": [
                "limits-unsaid",
                "catalog-success-status",
                "catalog-write-body",
                "catalog-taken-status",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
            ],
            "note": "Row 29 of the guide for agents. The vendor declares a 201 without a body beside the 200; its own client reads an envelope there too.",
        },
    },
)


def parse(response: Response[Any]) -> Envelope | None:
    """Read any successful response; None for one without content."""
    if not response.content:
        return None
    response_200 = Envelope.from_dict(response.json())

    return response_200
