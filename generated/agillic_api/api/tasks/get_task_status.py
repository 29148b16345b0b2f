# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /recipients/v2/task/{taskId}"""

from __future__ import annotations

from typing import Any, Final

from ...models.task import Task
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="getTaskStatus",
    resource="tasks",
    name="get",
    method="GET",
    path="/recipients/v2/task/{taskId}",
    parameters=(Parameter("task_id", "taskId", "path", required=True, format=""),),
    body_types=(),
    traits={
        "name": "get",
        "access": "read",
        "keys": ["public"],
        "pii": True,
        "idempotent": True,
        "evidence": {
            "level": "partial",
            "sources": ["S3", "T-ARR", "C-FORGE", "J"],
            "assumptions": [
                "task-visibility",
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
            "note": "The vendor documents the response of the sister call of the Message API only; the machine-made document leaves out taskId and closes the list of words with two, while clients report others. The details are free in form and may name recipients, hence pii.",
        },
    },
)


def parse(response: Response[Any]) -> Task:
    """Read any successful response."""
    response_200 = Task.from_dict(response.json())

    return response_200
