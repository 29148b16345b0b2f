# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /recipients/:batch"""

from __future__ import annotations

from typing import Any, Final

from ...models.bulk_result import BulkResult
from ...types import Operation, Response

OPERATION: Final = Operation(
    id="batchUpsertRecipients",
    resource="recipients",
    name="batch_upsert",
    method="POST",
    path="/recipients/:batch",
    parameters=(),
    body_types=("application/json",),
    traits={
        "name": "batch_upsert",
        "access": "write",
        "keys": ["public"],
        "pii": True,
        "idempotent": True,
        "batch": {
            "items": "",
            "max_items": 1000,
            "max_bytes": 5000000,
            "key": "recipient-key",
            "fields": "/personData",
            "single": "updateRecipient",
            "outcome": {"created": "/created", "updated": "/updated", "warnings": "/warnings", "failed": "/errors"},
        },
        "evidence": {
            "level": "partial",
            "sources": ["S1", "V-INT", "T-TEAL", "J"],
            "assumptions": [
                "bulk-result-members",
                "batch-match-field",
                "recipient-key-case",
                "batch-over-limit-status",
                "field-check",
                "writes-send-nothing",
                "other-hosts",
                "forbidden-scope-status",
                "bodiless-errors",
                "retry-after-header",
                "daily-cap-reset",
                "accept-header",
                "unknown-query-parameters",
                "media-type-status",
                "too-large-status",
                "unknown-members",
            ],
            "note": "The vendor's rules for batches give the cap of 1,000 and the meaning of an entry; a connector confirms 1,000 and 5 MB, against 20 MB elsewhere. The path, the shape of an entry and the counters are the machine-made document's.",
        },
    },
)


def parse(response: Response[Any]) -> BulkResult:
    """Read any successful response."""
    response_200 = BulkResult.from_dict(response.json())

    return response_200
