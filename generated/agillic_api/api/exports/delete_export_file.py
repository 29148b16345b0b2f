# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""DELETE /export/files/delete"""

from __future__ import annotations

from typing import Final

from ...types import Operation, Parameter, any_response

OPERATION: Final = Operation(
    id="deleteExportFile",
    resource="exports",
    name="delete_file",
    method="DELETE",
    path="/export/files/delete",
    parameters=(Parameter("file", "file", "query", required=True, format=""),),
    body_types=(),
    traits={
        "name": "delete_file",
        "access": "delete",
        "keys": ["public"],
        "pii": False,
        "idempotent": True,
        "evidence": {
            "level": "confirmed",
            "sources": ["V-EXP", "J", "J2"],
            "assumptions": [
                "unknown-file-status",
                "export-delete-folder",
                "delete-success-status",
                "other-hosts",
                "forbidden-scope-status",
                "bodiless-errors",
                "retry-after-header",
                "daily-cap-reset",
                "accept-header",
                "unknown-query-parameters",
                "empty-success-body",
            ],
            "note": "The name of the parameter stands in the machine-made documents; the vendor's page could not be read so far.",
        },
    },
)


parse = any_response
