# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /api/export/jobs"""

from __future__ import annotations

from typing import Any, Final

from ...models.export_jobs import ExportJobs
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="listExportJobs",
    resource="exports",
    name="list_jobs",
    method="GET",
    path="/api/export/jobs",
    parameters=(Parameter("job_state", "jobState", "query", required=False, format=""),),
    body_types=(),
    traits={
        "name": "list_jobs",
        "access": "read",
        "keys": ["server-side"],
        "pii": True,
        "idempotent": True,
        "evidence": {
            "level": "corrected",
            "sources": ["I-SPEC", "I-TS", "I-MCP", "T-BOL"],
            "assumptions": [
                "limits-unsaid",
                "export-start-limit",
                "export-state-words",
                "export-cancelled-state",
                "export-job-members",
                "export-error-statuses",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
            ],
            "note": "The other reading of row 32 of the guide for agents; the first is `startExport`. The vendor's document types the kind of data and the state as objects; its client reads words. The vendor's agent server counts this call among those with personal data.",
        },
    },
)


def parse(response: Response[Any]) -> ExportJobs:
    """Read any successful response."""
    response_200 = ExportJobs.from_dict(response.json())

    return response_200
