# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /export/activity/{taskId}"""

from __future__ import annotations

from typing import Any, Final

from ...models.export_page import ExportPage
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="readExportPage",
    resource="exports",
    name="read_activity_page",
    method="GET",
    path="/export/activity/{taskId}",
    parameters=(
        Parameter("task_id", "taskId", "path", required=True, format=""),
        Parameter("page_start", "pageStart", "query", required=False, format=""),
    ),
    competing=("/export/activity/:execute",),
    body_types=(),
    traits={
        "name": "read_activity_page",
        "access": "read",
        "keys": ["public"],
        "pii": True,
        "idempotent": True,
        "page": {"by": "task", "start": "pageStart", "items": "/content", "links": "/links"},
        "evidence": {
            "level": "partial",
            "sources": ["V-EXP", "S1", "T-ARR", "J"],
            "assumptions": [
                "export-page-members",
                "export-row-members",
                "export-row-times",
                "export-page-start",
                "export-page-size",
                "export-page-beyond-end-status",
                "export-not-finished-status",
                "export-result-expired-status",
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
                "unknown-task-status",
                "task-lifetime",
                "task-status-words",
            ],
            "note": "The vendor says that the data is read through pages with the task id and for how long. The machine-made document knows pageStart and an object without members; the shape here is that of the pages of recipients. A client documents columns of the exported files, among them template, subject_line, flow_execution_id and language, and the statuses of an email: SENT, OPENED, CLICKED, BOUNCED and UNSUBSCRIBED; an SMS has that of the gateway.",
        },
    },
)


def parse(response: Response[Any]) -> ExportPage:
    """Read any successful response."""
    response_200 = ExportPage.from_dict(response.json())

    return response_200
