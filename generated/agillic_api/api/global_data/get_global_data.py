# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /globaldata/{globalDataName}"""

from __future__ import annotations

from typing import Any, Final

from ...models.global_data import GlobalData
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="getGlobalData",
    resource="global_data",
    name="get",
    method="GET",
    path="/globaldata/{globalDataName}",
    parameters=(Parameter("global_data_name", "globalDataName", "path", required=True, format=""),),
    competing=("/globaldata/tables",),
    body_types=(),
    traits={
        "name": "get",
        "access": "read",
        "keys": ["public"],
        "pii": False,
        "idempotent": True,
        "evidence": {
            "level": "partial",
            "sources": ["V-GD", "J2", "J"],
            "assumptions": [
                "global-data-single-read",
                "field-type-words",
                "other-hosts",
                "forbidden-scope-status",
                "bodiless-errors",
                "retry-after-header",
                "daily-cap-reset",
                "accept-header",
                "unknown-query-parameters",
                "path-space",
                "path-other-characters",
                "path-lenient-decoding",
                "global-data-unknown-status",
            ],
            "note": "The vendor says that one object is returned and calls it a definition; its sample is cut off. The machine-made document has VALUE in it, and nothing else could read a value.",
        },
    },
)


def parse(response: Response[Any]) -> GlobalData:
    """Read any successful response."""
    response_200 = GlobalData.from_dict(response.json())

    return response_200
