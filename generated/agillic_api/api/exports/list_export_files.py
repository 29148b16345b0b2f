# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /export/files/list"""

from __future__ import annotations

from typing import Any, Final

from ...models.export_item import ExportItem
from ...types import Operation, Parameter, Response, json_list

OPERATION: Final = Operation(
    id="listExportFiles",
    resource="exports",
    name="list_files",
    method="GET",
    path="/export/files/list",
    parameters=(Parameter("folder", "folder", "query", required=False, format=""),),
    body_types=(),
    traits={
        "name": "list_files",
        "access": "read",
        "keys": ["public"],
        "pii": False,
        "idempotent": True,
        "evidence": {
            "level": "corrected",
            "sources": ["V-EXP", "J"],
            "assumptions": [
                "unknown-folder-status",
                "other-hosts",
                "forbidden-scope-status",
                "bodiless-errors",
                "retry-after-header",
                "daily-cap-reset",
                "accept-header",
                "unknown-query-parameters",
            ],
            "note": "The machine-made document gives the items a member `referenced`, which those of assets have; the vendor's sample shows name and isFolder only.",
        },
    },
)


def parse(response: Response[Any]) -> list[ExportItem]:
    """Read any successful response."""
    response_200 = []
    _response_200 = json_list(response)
    for _response_200_item_data in _response_200:
        response_200.append(ExportItem.from_dict(_response_200_item_data))

    return response_200
