# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /api/export/start"""

from __future__ import annotations

from typing import Any, Final

from ...models.export_started import ExportStarted
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="startExport",
    resource="exports",
    name="start",
    method="POST",
    path="/api/export/start",
    parameters=(),
    body_types=("application/json",),
    traits={
        "name": "start",
        "access": "write",
        "keys": ["server-side"],
        "pii": True,
        "idempotent": False,
        "limits": [
            {"calls": 1, "seconds": 1, "of": "organization", "sources": ["I-SPEC"]},
            {"at_once": 4, "counts": "tasks", "of": "organization", "over": "queued", "sources": ["I-SPEC"]},
        ],
        "task": {
            "id": "/jobId",
            "status": "listExportFiles",
            "state": "/jobState",
            "done": ["Completed", "completed"],
            "failed": ["Failed", "failed", "Cancelled", "cancelled"],
            "truncated": "/exportTruncated",
            "result": "listExportFiles",
            "cancel": "cancelExport",
        },
        "evidence": {
            "level": "partial",
            "sources": ["I-SPEC", "I-TS", "I-MCP", "T-BOL"],
            "assumptions": [
                "export-start-limit",
                "export-state-words",
                "export-session-kind",
                "export-time-zone",
                "export-error-statuses",
                "export-cancelled-state",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
                "unknown-members",
            ],
            "note": "Row 32 of the guide for agents, which may also be `listExportJobs`: it calls the row a read and limits it to four calls a minute, which the vendor's document does for `exportData` alone. The vendor's agent server counts this call among those that write, with personal data. The vendor declares no errors of it.",
        },
    },
)


def parse(response: Response[Any]) -> ExportStarted:
    """Read any successful response."""
    response_200 = ExportStarted.from_dict(response.json())

    return response_200
