# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it anew.
"""GET /discovery/persondata"""

from __future__ import annotations

from typing import Any, Final

from ...models.field_definition import FieldDefinition
from ...types import Operation, Response, json_list

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
        "scope": "public",
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
            ],
            "note": "The machine-made document says an object. The vendor's sample is stripped from the stored page; a running client reads an array of definitions and finds the recipient key in it.",
        },
    },
)


def parse(response: Response[Any]) -> list[FieldDefinition]:
    """Read any successful answer."""
    response_200 = []
    _response_200 = json_list(response)
    for response_200_item_data in _response_200:
        response_200_item = FieldDefinition.from_dict(response_200_item_data)

        response_200.append(response_200_item)

    return response_200
