# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /flows/{flowId}/:execute"""

from __future__ import annotations

from typing import Final

from ...types import Operation, Parameter, any_response

OPERATION: Final = Operation(
    id="executeFlow",
    resource="flows",
    name="execute",
    method="POST",
    path="/flows/{flowId}/:execute",
    parameters=(Parameter("flow_id", "flowId", "path", required=True, format=""),),
    body_types=(),
    traits={
        "name": "execute",
        "access": "send",
        "sends": "indirect",
        "keys": ["public"],
        "pii": False,
        "idempotent": False,
        "evidence": {
            "level": "corrected",
            "sources": ["V-FLOW", "S1", "J2", "J"],
            "note": "The vendor adds the 404 and that the flow runs asynchronously for its own target group. A machine-made page that posts a recipient and a token here is not followed. A repeat sends to the whole group again.",
            "settle": "Execute a small flow on staging, once by its id and once by its name.",
            "assumptions": [
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
        },
    },
)


parse = any_response
