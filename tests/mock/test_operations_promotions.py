"""Promotions: one test for each rule and for each option of each assumption."""

from datetime import timedelta
from typing import Any

import pytest
from app_calls import START, Received
from operation_calls import JANE, RUBY, Api

from agillic.mock.instance import Promotion, Proposition
from agillic.wire.rsql import parse_filter

GOLD, EVERYBODY = "Your first cup is on us", "Two for one this week"
GOLD_ONLY = {
    "CoffeeOffers": Promotion("CoffeeOffers", (Proposition("Gold", {"x": "1"}, parse_filter("LOYALTY_LEVEL==Gold")),))
}


def evaluate(api: Api, recipient: str = RUBY, promotion: str = "CoffeeOffers", query: str = "") -> Received:
    return api.call("POST", f"/recipients/{recipient}/promotions/{promotion}/:evaluatePromotion{query}")


def headers(response: Received) -> list[str]:
    assert response.status == 200, response
    return [each["fields"]["header"] for each in response.json["propositionList"]]


def shown(api: Api) -> list[tuple[str, dict[str, Any]]]:
    found = api.mock.state.activities.between(START, START + timedelta(days=1))
    return [(each.recipient_key, dict(each.details)) for each in found if each.type == "PROMOTION"]


def test_the_propositions_that_fit_have_a_response_the_best_first() -> None:
    """C-AG: propositionList, each with its fields."""
    api = Api()
    assert headers(evaluate(api)) == [GOLD, EVERYBODY]
    assert headers(evaluate(api, JANE)) == [EVERYBODY]


def test_a_write_changes_what_fits() -> None:
    """Conditions are held against what is known of the recipient now."""
    api = Api()
    api.call("PUT", f"/recipients/{JANE}", {"personData": {"LOYALTY_LEVEL": "Gold"}})
    assert headers(evaluate(api, JANE)) == [GOLD, EVERYBODY]


@pytest.mark.parametrize(("maximum", "count"), [(1, 1), (2, 2), (9, 2)])
def test_the_call_can_limit_the_propositions(maximum: int, count: int) -> None:
    """J: maximumPropositions."""
    assert len(headers(evaluate(Api(), query=f"?maximumPropositions={maximum}"))) == count


@pytest.mark.parametrize(("option", "count"), [("no-propositions", 0), ("ignored", 2)])
@pytest.mark.parametrize("maximum", [0, -1])
def test_a_maximum_below_one_is_an_assumption(option: str, count: int, maximum: int) -> None:
    """The assumption maximum-below-one."""
    api = Api({"maximum-below-one": option})
    assert len(headers(evaluate(api, query=f"?maximumPropositions={maximum}"))) == count


@pytest.mark.parametrize("maximum", ["0", "-1", "many"])
def test_a_limit_is_a_number_from_1(maximum: str) -> None:
    """A limit of none would respond nothing."""
    assert evaluate(Api(), query=f"?maximumPropositions={maximum}").status == 400


@pytest.mark.parametrize(
    ("option", "maximum", "count"),
    [("all-fitting", 2, 3), ("one", 2, 1), ("as-configured", 2, 2), ("as-configured", None, 3)],
)
def test_without_a_limit_an_assumption_decides(option: str, maximum: int | None, count: int) -> None:
    """The assumption maximum-propositions."""
    propositions = tuple(Proposition(name, {"header": name}) for name in "abc")
    promotions = {"CoffeeOffers": Promotion("CoffeeOffers", propositions, maximum)}
    api = Api({"maximum-propositions": option}, promotions=promotions)
    assert headers(evaluate(api)) == ["a", "b", "c"][:count]


def test_when_nothing_fits_the_list_is_empty() -> None:
    """The assumption no-proposition."""
    assert evaluate(Api(promotions=GOLD_ONLY), JANE).json == {"propositionList": []}


def test_when_nothing_fits_nothing_is_found_under_an_option() -> None:
    """The assumption no-proposition."""
    api = Api({"no-proposition": "status-404"}, promotions=GOLD_ONLY)
    assert evaluate(api, JANE).status == 404
    assert evaluate(api).status == 200


def test_propositions_are_recorded_as_shown() -> None:
    """The assumption promotion-effects; V-EXP: the type PROMOTION."""
    api = Api()
    evaluate(api, query="?maximumPropositions=1")
    agillic_id = api.mock.state.recipients.read(RUBY)["AGILLIC_ID"]
    details = {"promotion": "CoffeeOffers", "proposition": "Gold members", "agillic_id": agillic_id}
    assert shown(api) == [(RUBY, details)]


def test_nothing_is_recorded_under_an_option() -> None:
    """The assumption promotion-effects."""
    api = Api({"promotion-effects": "nothing"})
    assert headers(evaluate(api)) == [GOLD, EVERYBODY]
    assert shown(api) == []


@pytest.mark.parametrize(("option", "status"), [("status-404", 404), ("status-400", 400)])
def test_an_unknown_promotion_is_rejected(option: str, status: int) -> None:
    """The assumption unknown-promotion-status."""
    api = Api(None if option == "status-404" else {"unknown-promotion-status": option})
    assert evaluate(api, promotion="Invented").status == status


@pytest.mark.parametrize(("address", "status"), [("nobody@sweetmail.com", 404), ("LASTNAME=Blue", 400)])
def test_a_wrong_address_is_rejected(address: str, status: int) -> None:
    """S1: nobody has it, or its field is not unique."""
    assert evaluate(Api(), address).status == status
