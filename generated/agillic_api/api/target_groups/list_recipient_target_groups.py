# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /recipients/{recipientId}/targetGroups"""

from __future__ import annotations

from typing import Any, Final

from ...models.recipient_target_group import RecipientTargetGroup
from ...types import Operation, Parameter, Response, json_list

OPERATION: Final = Operation(
    id="listRecipientTargetGroups",
    resource="target_groups",
    name="list_for_recipient",
    method="GET",
    path="/recipients/{recipientId}/targetGroups",
    parameters=(Parameter("recipient_id", "recipientId", "path", required=True, format="recipient-address"),),
    body_types=(),
    traits={
        "name": "list_for_recipient",
        "access": "read",
        "keys": ["public"],
        "pii": True,
        "idempotent": True,
        "evidence": {
            "level": "partial",
            "sources": ["V-REC", "J"],
            "assumptions": [
                "target-group-item",
                "target-group-list-kinds",
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
                "path-encoded-equals",
                "recipient-address-forms",
                "path-field-not-unique-status",
                "unknown-recipient-status",
                "recipient-key-case",
            ],
            "note": "The vendor names reading target groups as a use case; path and members are the machine-made document's.",
        },
    },
)


def parse(response: Response[Any]) -> list[RecipientTargetGroup]:
    """Read any successful response."""
    response_200 = []
    _response_200 = json_list(response)
    for _response_200_item_data in _response_200:
        response_200.append(RecipientTargetGroup.from_dict(_response_200_item_data))

    return response_200
