# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /targetgroups/{targetGroupName}"""

from __future__ import annotations

from typing import Any, Final

from ...models.target_group_population import TargetGroupPopulation
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="getTargetGroupPopulation",
    resource="target_groups",
    name="get_population",
    method="GET",
    path="/targetgroups/{targetGroupName}",
    parameters=(Parameter("target_group_name", "targetGroupName", "path", required=True, format=""),),
    body_types=(),
    traits={
        "name": "get_population",
        "access": "read",
        "keys": ["public"],
        "pii": False,
        "idempotent": True,
        "evidence": {
            "level": "assumed",
            "sources": ["J2"],
            "assumptions": [
                "target-group-population",
                "unknown-target-group-status",
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
            ],
            "note": "Path and name come from one machine-made document, which describes no response; the vendor's support pages know the population of a target group in the user interface only.",
            "settle": "Call it on staging for a target group of known size.",
        },
    },
)


def parse(response: Response[Any]) -> TargetGroupPopulation:
    """Read any successful response."""
    response_200 = TargetGroupPopulation.from_dict(response.json())

    return response_200
