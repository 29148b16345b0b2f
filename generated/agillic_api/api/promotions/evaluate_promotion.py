# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""POST /recipients/{recipientId}/promotions/{promotionId}/:evaluatePromotion"""

from __future__ import annotations

from typing import Any, Final

from ...models.promotion_evaluation import PromotionEvaluation
from ...types import Operation, Parameter, Response

OPERATION: Final = Operation(
    id="evaluatePromotion",
    resource="promotions",
    name="evaluate",
    method="POST",
    path="/recipients/{recipientId}/promotions/{promotionId}/:evaluatePromotion",
    parameters=(
        Parameter("recipient_id", "recipientId", "path", required=True, format="recipient-address"),
        Parameter("promotion_id", "promotionId", "path", required=True, format=""),
        Parameter("maximum_propositions", "maximumPropositions", "query", required=False, format=""),
    ),
    body_types=(),
    traits={
        "name": "evaluate",
        "access": "write",
        "keys": ["public"],
        "pii": True,
        "idempotent": False,
        "evidence": {
            "level": "corrected",
            "sources": ["S1", "C-AG", "J"],
            "assumptions": [
                "promotion-effects",
                "proposition-members",
                "maximum-propositions",
                "maximum-below-one",
                "no-proposition",
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
                "unknown-promotion-status",
            ],
            "note": "The machine-made document returns `promotionId` and `propositions`; code of Agillic's staff reads `propositionList` with `fields` from the live response and names the promotion in the path. The vendor's general text shows a path without the promotion, as an illustration. Traits are the careful ones, as the evaluation may be recorded.",
        },
    },
)


def parse(response: Response[Any]) -> PromotionEvaluation:
    """Read any successful response."""
    response_200 = PromotionEvaluation.from_dict(response.json())

    return response_200
