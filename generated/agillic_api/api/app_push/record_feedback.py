# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /apps/feedback/{recipientId}"""

from __future__ import annotations

from typing import Final

from ...types import Operation, Parameter, any_response

OPERATION: Final = Operation(
    id="recordFeedback",
    resource="app_push",
    name="record_feedback",
    method="POST",
    path="/apps/feedback/{recipientId}",
    parameters=(Parameter("recipient_id", "recipientId", "path", required=True, format="recipient-address"),),
    body_types=("application/json",),
    traits={
        "name": "record_feedback",
        "access": "write",
        "keys": ["public", "app"],
        "pii": True,
        "idempotent": False,
        "evidence": {
            "level": "partial",
            "sources": ["C-MOLS", "J2", "J"],
            "assumptions": [
                "feedback-body",
                "feedback-status",
                "report-id-type",
                "unknown-report-status",
                "unknown-app-status",
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
                "empty-success-body",
                "path-space",
                "path-other-characters",
                "path-lenient-decoding",
                "path-encoded-equals",
                "recipient-address-forms",
                "path-field-not-unique-status",
                "unknown-recipient-status",
                "recipient-key-case",
            ],
            "note": "The vendor's text could not be read. The machine-made documents disagree on which of feedbackStatus and metadata is required and on the type of metadata; a customer's app sends feedbackStatus and no metadata, and takes the reportId, an integer there, from `agillic_report_id` in the data of the push. Only a machine-made document says where the report is kept. Not idempotent, as a repeat may be counted twice.",
        },
    },
)


parse = any_response
