# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /flows/{flowId}/:executeWithContext"""

from __future__ import annotations

from typing import Final

from ...types import Operation, Parameter, any_response

OPERATION: Final = Operation(
    id="executeFlowWithContext",
    resource="flows",
    name="execute_with_context",
    method="POST",
    path="/flows/{flowId}/:executeWithContext",
    parameters=(Parameter("flow_id", "flowId", "path", required=True, format=""),),
    body_types=("application/json",),
    traits={
        "name": "execute_with_context",
        "access": "send",
        "sends": "indirect",
        "keys": ["public"],
        "pii": True,
        "idempotent": False,
        "evidence": {
            "level": "assumed",
            "sources": ["J"],
            "assumptions": [
                "execute-context-body",
                "execute-context-unknown-recipient",
                "body-recipient-address",
                "context-parameter-nesting",
                "context-failure-status",
                "flow-target-group-needed",
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
                "empty-success-body",
                "path-space",
                "path-other-characters",
                "path-lenient-decoding",
                "flow-identifier",
                "unknown-flow-status",
                "campaign-flow",
            ],
            "note": "Only the machine-made document knows it. Its `schemaName` and `contextData` are doubtful, as events name the schema by `name` inside `context_parameters`. No source says how many recipients a call may carry. A repeat may send again.",
        },
    },
)


parse = any_response
