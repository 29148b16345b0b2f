# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /api/export/{jobId}/files"""

from __future__ import annotations

from typing import Any, Final

from ...models.export_state import ExportState
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="listExportFiles",
    resource="exports",
    name="list_files",
    method="GET",
    path="/api/export/{jobId}/files",
    parameters=(
        Parameter("job_id", "jobId", "path", required=True, format=""),
        Parameter("start_after", "startAfter", "query", required=False, format=""),
    ),
    body_types=(),
    traits={
        "name": "list_files",
        "access": "read",
        "keys": ["server-side"],
        "pii": True,
        "idempotent": True,
        "limits": [{"calls": 1, "seconds": 1, "of": "organization", "sources": ["I-SPEC"]}],
        "page": {"by": "last", "start": "startAfter", "items": "/files", "last": "/files/-1/file"},
        "evidence": {
            "level": "partial",
            "sources": ["I-SPEC", "I-TS", "I-MCP"],
            "assumptions": [
                "export-state-words",
                "export-error-statuses",
                "export-cancelled-state",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
            ],
            "note": "No row of the guide for agents: needed to use the export that `startExport` starts. The vendor declares no errors of it, and repeats here the limit of four jobs at work.",
        },
    },
)


def parse(response: Response[Any]) -> ExportState:
    """Read any successful response."""
    response_200 = ExportState.from_dict(response.json())

    return response_200
