"""Target groups: who is in them, and changes of the static ones."""

import pytest
from document_examples import body_examples
from operation_calls import JANE, RUBY, Api

ADD, REMOVE = "/recipients/:addToStaticTargetGroup", "/recipients/:removeFromStaticTargetGroup"


def change(api: Api, path: str, *addresses: str, group: str = "TastingPanel") -> int:
    return api.call("POST", path, {"targetGroupName": group, "recipientIds": list(addresses)}).status


def groups(api: Api, recipient: str) -> list[str]:
    return [each["name"] for each in api.get(f"/recipients/{recipient}/targetGroups")]


def test_the_document_s_changes_succeed_and_can_be_repeated() -> None:
    """[K-TG]."""
    api = Api()
    for _ in range(2):
        received = api.call("POST", ADD, body_examples("addToStaticTargetGroup")["tasting"])
        assert (received.status, received.content) == (200, b"")
        assert api.get("/targetgroups/TastingPanel") == {"population": 2}
    for _ in range(2):
        received = api.call("POST", REMOVE, body_examples("removeFromStaticTargetGroup")["left"])
        assert (received.status, received.content) == (200, b"")
        assert api.get("/targetgroups/TastingPanel") == {"population": 1}


def test_changes_respond_with_the_group_under_resource() -> None:
    """empty-success-body, resource."""
    api = Api({"empty-success-body": "resource"})
    body = body_examples("addToStaticTargetGroup")["tasting"]
    assert api.call("POST", ADD, body).json["name"] == "TastingPanel"


def test_a_recipient_s_groups_are_listed_with_their_descriptions() -> None:
    """[V-REC, J]; target-group-list-kinds, static-and-dynamic. Dynamic ones follow person data."""
    api = Api()
    change(api, ADD, RUBY)
    found = api.get(f"/recipients/{RUBY}/targetGroups")
    assert found[0] == {"name": "ChocolateLovers", "description": "Recipients whose favorite candy is chocolate"}
    assert groups(api, RUBY)[:2] == ["ChocolateLovers", "TastingPanel"]
    api.call("PUT", f"/recipients/{RUBY}", {"personData": {"FAVORITE_CANDY_TYPE": "Caramel", "LOYALTY_LEVEL": ""}})
    assert groups(api, RUBY) == ["TastingPanel", "Roastery Newsletter", "Valid Newsletter", "All recipients"]


def test_the_list_holds_static_groups_alone_where_that_is_assumed() -> None:
    """target-group-list-kinds, static-only."""
    api = Api({"target-group-list-kinds": "static-only"})
    change(api, ADD, RUBY)
    assert (groups(api, RUBY), groups(api, JANE)) == (["TastingPanel"], [])


@pytest.mark.parametrize("option", ["status-404", "status-400"])
def test_an_unknown_recipient_in_the_path_gets_its_status(option: str) -> None:
    """unknown-recipient-status."""
    api = Api({"unknown-recipient-status": option})
    assert api.call("GET", "/recipients/nobody/targetGroups").status == int(option[-3:])
    assert Api().call("GET", "/recipients/FIRSTNAME=Ruby/targetGroups").status == 400


@pytest.mark.parametrize("option", ["status-404", "status-400"])
def test_an_unknown_group_gets_the_status_of_unknown_target_group_status(option: str) -> None:
    """[S2]: names are case-sensitive."""
    api = Api({"unknown-target-group-status": option})
    assert change(api, ADD, RUBY, group="tastingpanel") == int(option[-3:])
    assert change(api, REMOVE, RUBY, group="tastingpanel") == int(option[-3:])
    assert api.call("GET", "/targetgroups/tastingpanel").status == int(option[-3:])


def test_an_unknown_group_gets_404_without_a_body() -> None:
    assert change(Api(), ADD, RUBY, group="none") == 404
    assert change(Api(), REMOVE, RUBY, group="none") == 404


@pytest.mark.parametrize("option", ["status-400", "status-409", "status-404"])
def test_a_dynamic_group_gets_the_status_of_target_group_dynamic_status(option: str) -> None:
    """[S2, K-TG]: static groups only."""
    api = Api({"target-group-dynamic-status": option})
    assert change(api, ADD, RUBY, group="Gold Loyalty") == int(option[-3:])
    assert change(api, REMOVE, RUBY, group="Gold Loyalty") == int(option[-3:])


@pytest.mark.parametrize(("option", "status"), [("skipped", 200), ("status-400", 400), ("status-404", 404)])
def test_unknown_recipients_in_the_body_are_target_group_unknown_recipient_s(option: str, status: int) -> None:
    api = Api({"target-group-unknown-recipient": option})
    assert change(api, ADD, RUBY, "nobody") == status
    assert api.get("/targetgroups/TastingPanel") == {"population": int(status == 200)}
    change(api, ADD, RUBY)
    assert change(api, REMOVE, RUBY, "nobody") == status
    assert api.get("/targetgroups/TastingPanel") == {"population": int(status != 200)}


def test_bodies_name_recipients_by_the_key_or_as_paths_do() -> None:
    """body-recipient-address."""
    for option, population in (("key-only", 0), ("as-in-path", 1)):
        api = Api({"body-recipient-address": option})
        assert change(api, ADD, f"EMAIL={RUBY}") == 200
        assert api.get("/targetgroups/TastingPanel") == {"population": population}
    assert change(api, ADD, "FIRSTNAME=Jane") == 400


@pytest.mark.parametrize(("option", "status"), [("status-400", 400), ("status-413", 413), ("first-ones", 200)])
def test_more_than_100_recipients_are_batch_over_limit_status_s(option: str, status: int) -> None:
    """[S2, K-TG]."""
    api = Api({"batch-over-limit-status": option})
    assert change(api, ADD, *(str(n) for n in range(99)), RUBY, JANE) == status
    assert api.get("/targetgroups/TastingPanel") == {"population": int(status == 200)}
    assert change(api, REMOVE, *(str(n) for n in range(101))) == status


def test_a_change_without_its_members_gets_400() -> None:
    api = Api()
    for path in (ADD, REMOVE):
        assert api.call("POST", path, {"targetGroupName": "TastingPanel"}).status == 400


def test_the_population_of_a_group_is_counted_now() -> None:
    """[J2]; target-group-population, population-object."""
    api = Api()
    assert api.get("/targetgroups/Roastery%2520Newsletter") == {"population": 2}
    api.call("DELETE", f"/recipients/{JANE}")
    assert api.get("/targetgroups/Roastery%2520Newsletter") == {"population": 1}


def test_the_population_may_be_a_bare_number_or_not_exist() -> None:
    """target-group-population, bare-number and missing."""
    assert Api({"target-group-population": "bare-number"}).get("/targetgroups/ChocolateLovers") == 1
    assert Api({"target-group-population": "missing"}).call("GET", "/targetgroups/ChocolateLovers").status == 404


def test_a_name_that_cannot_be_decoded_gets_400() -> None:
    assert Api().call("GET", "/targetgroups/%FF").status == 400
