# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""DELETE /flows/{flowId}/queue"""

from __future__ import annotations

from typing import Final

from ...types import Operation, Parameter, any_response

OPERATION: Final = Operation(
    id="resetFlowQueue",
    resource="flows",
    name="reset_queue",
    method="DELETE",
    path="/flows/{flowId}/queue",
    parameters=(Parameter("flow_id", "flowId", "path", required=True, format=""),),
    body_types=(),
    traits={
        "name": "reset_queue",
        "access": "delete",
        "keys": ["public"],
        "pii": False,
        "idempotent": False,
        "evidence": {
            "level": "assumed",
            "sources": ["J"],
            "assumptions": [
                "flow-queue-reset",
                "delete-success-status",
                "other-hosts",
                "forbidden-scope-status",
                "bodiless-errors",
                "retry-after-header",
                "daily-cap-reset",
                "accept-header",
                "unknown-query-parameters",
                "empty-success-body",
                "path-space",
                "path-other-characters",
                "path-lenient-decoding",
                "flow-identifier",
                "unknown-flow-status",
                "campaign-flow",
            ],
            "note": "Only the machine-made document knows it. Not to be repeated by a machine, as that would also drop what others queued in between.",
        },
    },
)


parse = any_response
