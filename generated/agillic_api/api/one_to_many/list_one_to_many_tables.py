# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""GET /recipients/{recipientId}/oneToManyTables"""

from __future__ import annotations

from typing import Any, Final, cast

from ...types import Operation, Parameter, Response, json_list

OPERATION: Final = Operation(
    id="listOneToManyTables",
    resource="one_to_many",
    name="list_tables",
    method="GET",
    path="/recipients/{recipientId}/oneToManyTables",
    parameters=(Parameter("recipient_id", "recipientId", "path", required=True, format="recipient-address"),),
    body_types=(),
    traits={
        "name": "list_tables",
        "access": "read",
        "keys": ["public"],
        "pii": True,
        "idempotent": True,
        "evidence": {
            "level": "assumed",
            "sources": ["J"],
            "assumptions": [
                "one-to-many-list-shape",
                "one-to-many-list-content",
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
            "note": "Only the machine-made document knows the call.",
        },
    },
)


def parse(response: Response[Any]) -> list[str]:
    """Read any successful response."""
    response_200 = cast(list[str], json_list(response))

    return response_200
