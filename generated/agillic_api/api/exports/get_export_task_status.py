# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /export/activity/task/{taskId}"""

from __future__ import annotations

from typing import Any, Final

from ...models.task import Task
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="getExportTaskStatus",
    resource="exports",
    name="get_activity_task",
    method="GET",
    path="/export/activity/task/{taskId}",
    parameters=(Parameter("task_id", "taskId", "path", required=True, format=""),),
    body_types=(),
    traits={
        "name": "get_activity_task",
        "access": "read",
        "keys": ["public"],
        "pii": False,
        "idempotent": True,
        "evidence": {
            "level": "partial",
            "sources": ["V-EXP", "S3", "J"],
            "note": "The vendor names a task endpoint without showing it; the response is that of the Message API's tasks.",
            "settle": "Start an export on staging and look at the response until the result is gone.",
            "assumptions": [
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
        },
    },
)


def parse(response: Response[Any]) -> Task:
    """Read any successful response."""
    response_200 = Task.from_dict(response.json())

    return response_200
