# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /recipients/{recipientId}/:listCommunicationHistory"""

from __future__ import annotations

from typing import Any, Final

from ...models.communication import Communication
from ...types import Operation, Parameter, Response, json_list

OPERATION: Final = Operation(
    id="listCommunicationHistory",
    resource="recipients",
    name="communication_history",
    method="POST",
    path="/recipients/{recipientId}/:listCommunicationHistory",
    parameters=(
        Parameter("recipient_id", "recipientId", "path", required=True, format="recipient-address"),
        Parameter("date_start", "dateStart", "query", required=False, format="date-time"),
        Parameter("date_end", "dateEnd", "query", required=False, format="date-time"),
        Parameter("communication_type", "communicationType", "query", required=False, format=""),
    ),
    body_types=(),
    traits={
        "name": "communication_history",
        "access": "read",
        "keys": ["public"],
        "pii": True,
        "idempotent": True,
        "evidence": {
            "level": "corrected",
            "sources": ["V-REC", "C-AG", "J"],
            "assumptions": [
                "communication-history-window",
                "communication-types",
                "communication-id-meaning",
                "communication-additional-fields",
                "communication-timestamp-format",
                "list-order",
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
            "note": "The vendor's staff read other members than the machine-made document's date, type and status, and send both moments in UTC with milliseconds. A repeat reads again, hence idempotent. The kinds of the members' values are not known.",
        },
    },
)


def parse(response: Response[Any]) -> list[Communication]:
    """Read any successful response."""
    response_200 = []
    _response_200 = json_list(response)
    for _response_200_item_data in _response_200:
        response_200.append(Communication.from_dict(_response_200_item_data))

    return response_200
