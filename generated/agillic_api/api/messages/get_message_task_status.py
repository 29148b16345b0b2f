# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /messages/v2/task/{taskId}"""

from __future__ import annotations

from typing import Any, Final

from ...models.task import Task
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="getMessageTaskStatus",
    resource="messages",
    name="get_task",
    method="GET",
    path="/messages/v2/task/{taskId}",
    parameters=(Parameter("task_id", "taskId", "path", required=True, format=""),),
    body_types=(),
    traits={
        "name": "get_task",
        "access": "read",
        "keys": ["public"],
        "pii": False,
        "idempotent": True,
        "evidence": {
            "level": "confirmed",
            "sources": ["S3", "C-FORGE", "T-ARR"],
            "assumptions": [
                "campaign-id-in-task",
                "campaign-id-format",
                "message-api-not-bought",
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
            "note": "The vendor shows a completed task whose result is the word success; a client reads the campaign's id from the result of a staging.",
        },
    },
)


def parse(response: Response[Any]) -> Task:
    """Read any successful response."""
    response_200 = Task.from_dict(response.json())

    return response_200
