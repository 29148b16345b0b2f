# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /flows/{flowId}/queue"""

from __future__ import annotations

from typing import Any, Final

from ...models.flow_queue_status import FlowQueueStatus
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="getFlowQueueStatus",
    resource="flows",
    name="get_queue",
    method="GET",
    path="/flows/{flowId}/queue",
    parameters=(Parameter("flow_id", "flowId", "path", required=True, format=""),),
    body_types=(),
    traits={
        "name": "get_queue",
        "access": "read",
        "keys": ["public"],
        "pii": True,
        "idempotent": True,
        "evidence": {
            "level": "assumed",
            "sources": ["J"],
            "assumptions": [
                "queue-status-members",
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
                "flow-identifier",
                "unknown-flow-status",
                "campaign-flow",
            ],
            "note": "Only the machine-made document knows it. Its text speaks of execution data while its members are a status and two counters; as the real response may name recipients, it is treated as personal data.",
        },
    },
)


def parse(response: Response[Any]) -> FlowQueueStatus:
    """Read any successful response."""
    response_200 = FlowQueueStatus.from_dict(response.json())

    return response_200
