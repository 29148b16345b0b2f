# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /discovery/persondata"""

from __future__ import annotations

from typing import Any, Final

from ...models.person_data_definition import PersonDataDefinition
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="discoverPersonData",
    resource="discovery",
    name="person_data",
    method="GET",
    path="/discovery/persondata",
    parameters=(),
    body_types=(),
    traits={
        "name": "person_data",
        "access": "read",
        "keys": ["public"],
        "pii": False,
        "idempotent": True,
        "evidence": {
            "level": "corrected",
            "sources": ["V-DISC", "C-FORGE", "J2", "J"],
            "assumptions": [
                "field-definition-members",
                "field-type-words",
                "other-hosts",
                "forbidden-scope-status",
                "bodiless-errors",
                "retry-after-header",
                "daily-cap-reset",
                "accept-header",
                "unknown-query-parameters",
            ],
            "note": 'A running client unwraps the fields from an object whose name is "Person Data"; its first version read a bare array and was corrected within hours. The vendor\'s sample of the twin call for one-to-many tables has the same form, and the machine-made document says an object of any shape.',
        },
    },
)


def parse(response: Response[Any]) -> PersonDataDefinition:
    """Read any successful response."""
    response_200 = PersonDataDefinition.from_dict(response.json())

    return response_200
