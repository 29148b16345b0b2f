"""What the operations on promotions do [S1, C-AG]."""

from agillic.mock.front import Answer, Call, Handlers, Refusal
from agillic.mock.instance import Promotion
from agillic.mock.operations.activity_notes import note
from agillic.mock.operations.addressing import recipient_of

handles = Handlers()


@handles("evaluatePromotion")
def evaluate_promotion(call: Call) -> Answer:
    """Answer the propositions whose conditions select the recipient now, the best first."""
    recipient, promotion = recipient_of(call), _promotion_of(call)
    maximum = _maximum(call, promotion)
    fitting = call.mock.state.promotions.fitting(promotion, recipient)[:maximum]
    if not fitting and call.choice("no-proposition") != "empty-list":
        raise call.refusal("no-proposition", "no proposition fits the recipient; add one without a condition")
    if call.choice("promotion-effects") == "recorded":
        for each in fitting:
            note(call.mock, "PROMOTION", recipient, {"promotion": promotion.id, "proposition": each.name})
    return Answer(200, {"propositionList": [{"fields": dict(each.fields)} for each in fitting]})


def _promotion_of(call: Call) -> Promotion:
    promotion = call.mock.instance.promotions.get(str(call.path["promotionId"]))
    if promotion is None:
        raise call.refusal("unknown-promotion-status", "there is no such promotion; use one that is set up in Agillic")
    return promotion


def _maximum(call: Call, promotion: Promotion) -> int | None:
    """Return how many propositions are answered at most; None for all."""
    asked: int | None = call.query.get("maximumPropositions")
    if asked is None:
        return {"one": 1, "as-configured": promotion.maximum}.get(call.choice("maximum-propositions"))
    if asked < 1:
        raise Refusal(400, "maximumPropositions is below 1; ask for 1 or more, or leave it out")
    return asked
