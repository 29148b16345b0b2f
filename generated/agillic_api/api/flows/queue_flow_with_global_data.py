# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /flows/{flowId}/queue"""

from __future__ import annotations

from typing import Any, Final

from ...models.flow_queued import FlowQueued
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="queueFlowWithGlobalData",
    resource="flows",
    name="queue",
    method="POST",
    path="/flows/{flowId}/queue",
    parameters=(Parameter("flow_id", "flowId", "path", required=True, format=""),),
    body_types=("application/json",),
    traits={
        "name": "queue",
        "access": "send",
        "sends": "indirect",
        "keys": ["public"],
        "pii": False,
        "idempotent": False,
        "evidence": {
            "level": "assumed",
            "sources": ["J"],
            "assumptions": [
                "queue-global-data-updates",
                "queue-response",
                "queue-audience",
                "queue-success-status",
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
                "path-space",
                "path-other-characters",
                "path-lenient-decoding",
                "flow-identifier",
                "unknown-flow-status",
                "campaign-flow",
            ],
            "note": "Only the machine-made document knows it. The member of its response is peculiar enough to come from the vendor's reference; the members of the body are not. A repeat queues the flow once more.",
        },
    },
)


def parse(response: Response[Any]) -> FlowQueued:
    """Read any successful response."""
    response_200 = FlowQueued.from_dict(response.json())

    return response_200
