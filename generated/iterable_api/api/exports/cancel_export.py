# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""DELETE /api/export/{jobId}"""

from __future__ import annotations

from typing import Any, Final

from ...models.envelope import Envelope
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="cancelExport",
    resource="exports",
    name="cancel",
    method="DELETE",
    path="/api/export/{jobId}",
    parameters=(Parameter("job_id", "jobId", "path", required=True, format=""),),
    body_types=(),
    traits={
        "name": "cancel",
        "access": "delete",
        "keys": ["server-side"],
        "pii": True,
        "idempotent": True,
        "limits": [{"calls": 1, "seconds": 1, "of": "project", "sources": ["I-SPEC"]}],
        "evidence": {
            "level": "partial",
            "sources": ["I-SPEC", "I-TS", "I-MCP"],
            "assumptions": [
                "export-cancel-response",
                "export-cancelled-state",
                "export-error-statuses",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
            ],
            "note": "No row of the guide for agents: needed to use the export that `startExport` starts. The vendor declares one response for any status, without a body. Its agent server counts the call among those with personal data.",
        },
    },
)


def parse(response: Response[Any]) -> Envelope | None:
    """Read any successful response; None for one without content."""
    if not response.content:
        return None
    response_200 = Envelope.from_dict(response.json())

    return response_200
