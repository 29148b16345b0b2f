"""What the operations on promotions do [S1, C-AG]. The message of a campaign is a promotion too [S3]."""

from collections.abc import Sequence

from agillic.mock.calls import Call
from agillic.mock.instance import Promotion, Proposition
from agillic.mock.operations.activity_notes import note
from agillic.mock.operations.addressing import recipient_of
from agillic.mock.operations.campaign_emails import fitting_variants
from agillic.mock.routes import Routes
from sdk_core.mock.app import MockResponse

routes = Routes()


@routes("evaluatePromotion")
def evaluate_promotion(call: Call) -> MockResponse:
    """Respond with the propositions whose conditions select the recipient now, the best first."""
    recipient = recipient_of(call)
    promotion, fitting = _promotion_of(call, recipient)
    fitting = fitting[: _maximum(call, promotion)]
    if not fitting and call.choice("no-proposition") != "empty-list":
        raise call.http_error("no-proposition", "no proposition fits the recipient; add one without a condition")
    if call.choice("promotion-effects") == "recorded":
        for each in fitting:
            note(call.mock, "PROMOTION", recipient, {"promotion": promotion.id, "proposition": each.name})
    return MockResponse(200, {"propositionList": [{"fields": dict(each.fields)} for each in fitting]})


def _promotion_of(call: Call, recipient: int) -> tuple[Promotion, Sequence[Proposition]]:
    """Return the promotion of the path, and what of it fits the recipient."""
    id_, state = str(call.path["promotionId"]), call.mock.state
    promotion = call.mock.instance.promotions.get(id_)
    if promotion is not None:
        return promotion, state.promotions.fitting(promotion, recipient)
    messages = (message for campaign in state.campaigns.all() for message in campaign.messages())
    message = next((each for each in messages if each["name"] == id_), None)
    if message is None:
        raise call.http_error(
            "unknown-promotion-status", "there is no such promotion; use one that is set up in Agillic"
        )
    groups = {group.name for group in state.groups.of(recipient)}
    propositions = tuple(Proposition(each["name"], each["fields"]) for each in fitting_variants(message, groups))
    return Promotion(id_, propositions, message.get("maxVariants")), propositions


def _maximum(call: Call, promotion: Promotion) -> int | None:
    """Return how many propositions are returned at most; None for all."""
    asked: int | None = call.query.get("maximumPropositions")
    if asked is not None and asked < 1:
        option = call.choice("maximum-below-one")
        if option == "status-400":
            problem = "maximumPropositions is below 1; send 1 or more, or leave it out"
            raise call.http_error("maximum-below-one", problem)
        asked = 0 if option == "no-propositions" else None
    if asked is None:
        return {"one": 1, "as-configured": promotion.maximum}.get(call.choice("maximum-propositions"))
    return asked
