# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /api/templates"""

from __future__ import annotations

from typing import Any, Final

from ...models.template_page import TemplatePage
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="listTemplates",
    resource="templates",
    name="list",
    method="GET",
    path="/api/templates",
    parameters=(
        Parameter("page", "page", "query", required=False, format=""),
        Parameter("page_size", "pageSize", "query", required=False, format=""),
        Parameter("sort", "sort", "query", required=False, format=""),
        Parameter("template_type", "templateType", "query", required=False, format=""),
        Parameter("message_medium", "messageMedium", "query", required=False, format=""),
        Parameter("start_date_time", "startDateTime", "query", required=False, format=""),
        Parameter("end_date_time", "endDateTime", "query", required=False, format=""),
    ),
    body_types=(),
    traits={
        "name": "list",
        "access": "read",
        "keys": ["server-side", "read-only"],
        "pii": False,
        "idempotent": True,
        "limits": [{"calls": 100, "seconds": 1, "of": "project", "sources": ["I-SPEC"]}],
        "page": {
            "by": "number",
            "start": "page",
            "size": "pageSize",
            "max_size": 1000,
            "items": "/templates",
            "total": "/totalTemplatesCount",
            "next": "/nextPageUrl",
        },
        "evidence": {
            "level": "corrected",
            "sources": ["I-SPEC", "I-TS", "I-KEYS"],
            "assumptions": [
                "stated-limits",
                "unpaged-response",
                "total-form",
                "list-order",
                "template-times",
                "date-forms",
                "key-kinds",
                "key-kind-status",
                "error-codes",
                "error-form",
                "retry-after-header",
                "limit-window",
            ],
            "note": "Row 25 of the guide for agents. The vendor's document types times of responses as RFC 3339 and the total as an object; its client reads milliseconds and a number.",
        },
    },
)


def parse(response: Response[Any]) -> TemplatePage:
    """Read any successful response."""
    response_200 = TemplatePage.from_dict(response.json())

    return response_200
