# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /export/activity/:execute"""

from __future__ import annotations

from typing import Any, Final

from ...models.task_started import TaskStarted
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="executeActivityExport",
    resource="exports",
    name="start_activity_export",
    method="POST",
    path="/export/activity/:execute",
    parameters=(),
    body_types=("application/json",),
    traits={
        "name": "start_activity_export",
        "access": "read",
        "keys": ["public"],
        "pii": False,
        "idempotent": False,
        "task": {
            "id": "/taskId",
            "status": "getExportTaskStatus",
            "state": "/status",
            "done": ["completed"],
            "failed": ["failed"],
            "result": "readExportPage",
            "callback": "/configuration/callback",
        },
        "evidence": {
            "level": "partial",
            "sources": ["V-EXP", "S3", "J"],
            "assumptions": [
                "export-request-members",
                "export-file-types",
                "export-window-format",
                "export-window-status",
                "export-window-ends",
                "export-queue-full",
                "async-start-status",
                "callback-delivery",
                "other-hosts",
                "forbidden-scope-status",
                "bodiless-errors",
                "retry-after-header",
                "daily-cap-reset",
                "accept-header",
                "unknown-query-parameters",
                "media-type-status",
                "too-large-status",
                "unknown-members",
            ],
            "note": "The vendor confirms the limits, the types, `from`, `to`, the task and the callback. The other names of members are the machine-made document's, completed by the callback of the Message API. It changes no data, but a repeat takes another of the ten places in the queue.",
        },
    },
)


def parse(response: Response[Any]) -> TaskStarted:
    """Read any successful response."""
    response_200 = TaskStarted.from_dict(response.json())

    return response_200
