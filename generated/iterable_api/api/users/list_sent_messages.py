# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /api/users/getSentMessages"""

from __future__ import annotations

from typing import Any, Final

from ...models.sent_messages import SentMessages
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="listSentMessages",
    resource="users",
    name="list_sent_messages",
    method="GET",
    path="/api/users/getSentMessages",
    parameters=(
        Parameter("email", "email", "query", required=False, format=""),
        Parameter("user_id", "userId", "query", required=False, format=""),
        Parameter("limit", "limit", "query", required=False, format=""),
        Parameter("campaign_ids", "campaignIds", "query", required=False, format=""),
        Parameter("start_date_time", "startDateTime", "query", required=False, format=""),
        Parameter("end_date_time", "endDateTime", "query", required=False, format=""),
        Parameter("exclude_blast_campaigns", "excludeBlastCampaigns", "query", required=False, format=""),
        Parameter("message_medium", "messageMedium", "query", required=False, format=""),
    ),
    body_types=(),
    traits={
        "name": "list_sent_messages",
        "access": "read",
        "keys": ["server-side"],
        "pii": True,
        "idempotent": True,
        "exclusive": [["email", "userId"]],
        "limits": [{"calls": 3, "seconds": 1, "of": "project", "sources": ["I-SPEC", "T-BOL"]}],
        "evidence": {
            "level": "partial",
            "sources": ["I-SPEC", "I-TS", "C-GO", "T-BOL"],
            "assumptions": [
                "sent-message-members",
                "both-identifiers",
                "message-limit-over",
                "date-forms",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
            ],
            "note": "Row 9 of the guide for agents. The vendor's document types the dates as RFC 3339 and asks in words for `yyyy-MM-dd HH:mm:ss ZZ`; the words are followed.",
        },
    },
)


def parse(response: Response[Any]) -> SentMessages:
    """Read any successful response."""
    response_200 = SentMessages.from_dict(response.json())

    return response_200
