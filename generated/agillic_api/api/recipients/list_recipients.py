# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /recipients"""

from __future__ import annotations

from typing import Any, Final

from ...models.recipient import Recipient
from ...models.recipient_page import RecipientPage
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="listRecipients",
    resource="recipients",
    name="list",
    method="GET",
    path="/recipients",
    parameters=(
        Parameter("filter", "filter", "query", required=False, format="rsql"),
        Parameter("object_response", "objectResponse", "query", required=False, format=""),
        Parameter("document_id", "documentId", "query", required=False, format=""),
        Parameter("page_start", "pageStart", "query", required=False, format=""),
        Parameter("page_size", "pageSize", "query", required=False, format=""),
    ),
    body_types=(),
    traits={
        "name": "list",
        "access": "read",
        "keys": ["public"],
        "pii": True,
        "idempotent": True,
        "page": {
            "by": "document",
            "switch": "objectResponse",
            "document": "documentId",
            "document_id": "/page/documentId",
            "first_only": ["filter"],
            "start": "pageStart",
            "size": "pageSize",
            "max_size": 1000,
            "life": {"idle": 300, "total": 1800},
            "items": "/content",
            "total": "/page/totalElements",
            "links": "/links",
        },
        "evidence": {
            "level": "corrected",
            "sources": ["V-REC", "S1", "C-AG", "C-FORGE", "T-ARR"],
            "assumptions": [
                "page-members",
                "page-links",
                "page-of-nothing",
                "page-size-range",
                "list-order",
                "bare-list-limits",
                "expired-document-status",
                "trailing-slash",
                "filter-escapes",
                "filter-case",
                "filter-missing-values",
                "filter-argument-type",
                "filter-literal-wildcards",
                "filter-date-forms",
                "other-hosts",
                "forbidden-scope-status",
                "bodiless-errors",
                "retry-after-header",
                "daily-cap-reset",
                "accept-header",
                "unknown-query-parameters",
            ],
            "note": "The machine-made document knows only the array, and a recipientId beside personData that real responses do not have.",
        },
    },
)


def parse(response: Response[Any]) -> list[Recipient] | RecipientPage:
    """Read any successful response."""

    def _parse_response_200(data: object) -> list[Recipient] | RecipientPage:
        try:
            if not isinstance(data, list):
                raise TypeError()
            response_200_type_0 = []
            _response_200_type_0 = data
            for _response_200_type_0_item_data in _response_200_type_0:
                response_200_type_0.append(Recipient.from_dict(_response_200_type_0_item_data))

            return response_200_type_0
        except (TypeError, ValueError, AttributeError, KeyError):
            pass
        if not isinstance(data, dict):
            raise TypeError()
        response_200_type_1 = RecipientPage.from_dict(data)

        return response_200_type_1

    response_200 = _parse_response_200(response.json())

    return response_200
