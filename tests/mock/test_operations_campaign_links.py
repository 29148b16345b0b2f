"""The events that links of campaigns name by `?evt=NAME`, and campaigns as flows, messages as promotions."""

import pytest
from admin_calls import AdminMock
from campaign_calls import edit_of, ended, message, newsletter, staged
from operation_calls import JANE, RUBY, Api

from agillic.mock.operations.campaign_links import click

EVENT, LINK = "clicked_winter_roast", "https://coffee.example/gold?evt=clicked_winter_roast"


def events(api: Api, recipient: str = RUBY) -> list[str]:
    return [each["eventId"] for each in api.get(f"/recipients/{recipient}/events")]


def achieve(api: Api, event: str) -> int:
    return api.call("POST", f"/recipients/{RUBY}/events/{event}/:achieveEvent").status


def clicked(api: Api, link: str = LINK, recipient: str = RUBY) -> bool:
    return click(api.mock, api.mock.state.recipients.find(recipient), link)


def test_a_link_makes_the_event_that_it_names() -> None:
    """S3: at the staging, for all who could achieve it."""
    api = Api()
    assert achieve(api, EVENT) == 404
    staged(api)
    assert api.get(f"/recipients/{RUBY}/events/{EVENT}") == {"eventId": EVENT, "name": EVENT, "achieved": False}
    assert achieve(api, EVENT) == 200
    assert events(api) == [EVENT]


def test_an_edit_makes_events_too() -> None:
    """S3."""
    api = Api()
    body = edit_of(staged(api))
    message(body)["variants"][0]["fields"]["cta-link"] = "https://coffee.example/?a=1&evt=edited#top"
    assert ended(api, "edit", body)["status"] == "completed"
    assert achieve(api, "edited") == 200


def test_only_links_make_events_and_existing_ones_stay() -> None:
    """S3: a field of the type link."""
    api = Api()
    body = newsletter()
    for variant in message(body)["variants"]:
        variant["fields"]["cta-link"] = "https://coffee.example/?evt=send_coupon"
        variant["fields"]["message-trompet"] = "https://coffee.example/?evt=in_text"
    staged(api, body)
    assert api.mock.state.achievements.made() == []
    assert achieve(api, "in_text") == 404
    assert achieve(api, "send_coupon") == 200
    assert len(api.mock.state.communications.of(api.mock.state.recipients.find(RUBY))) == 1  # its flow still runs


def test_a_link_that_is_no_address_makes_nothing() -> None:
    """message-field-types, not-checked."""
    api = Api()
    body = newsletter()
    message(body)["variants"][0]["fields"]["cta-link"] = "https://[coffee?evt=x"
    staged(api, body)
    assert api.mock.state.achievements.made() == [EVENT]


def test_events_of_links_are_listed_with_all_others() -> None:
    """event-list-scope, all-events."""
    api = Api({"event-list-scope": "all-events"})
    staged(api)
    assert EVENT in events(api)


@pytest.mark.parametrize("link", [LINK, f"{LINK}&utm_campaign=newsletter-roastery"])
def test_a_click_achieves_the_event_of_the_link(link: str) -> None:
    """S3; the communication history says when."""
    api = Api()
    id_ = staged(api)
    assert not clicked(api, link)
    ended(api, "publish", {"campaignId": id_})
    assert clicked(api, link)
    assert not clicked(api, "https://coffee.example/other?evt=clicked_winter_roast")
    assert events(api) == [EVENT]
    assert events(api, JANE) == []
    (sent,) = api.call("POST", f"/recipients/{RUBY}/:listCommunicationHistory").json
    assert sent["additionalFields"]["clickedTimeStamp"]


# --- a campaign is a flow ---------------------------------------------------------------------------------------------


def sent_to(api: Api, address: str) -> list[str]:
    number = api.mock.state.recipients.find(address)
    return [each.name for each in api.mock.state.communications.of(number)]


@pytest.mark.parametrize("by_id", [False, True])
def test_a_campaign_can_be_executed_as_a_flow(*, by_id: bool) -> None:
    """S3: its name is also a flow's, whose target group and limit count."""
    api = Api()
    api.mock.state.recipients.create({"EMAIL": "without-sign", "NEWSLETTER": True})  # the limit wants an @
    id_ = staged(api)
    name = id_.replace("#", "%2523") if by_id else "newsletter-001"
    assert api.call("GET", f"/flows/{name}/queue").status == 200
    assert api.call("POST", f"/flows/{name}/:execute").status == 200
    assert sent_to(api, RUBY) == sent_to(api, JANE) == ["newsletter-001"]
    assert sent_to(api, "without-sign") == []
    assert api.call("GET", "/flows/newsletter-002/queue").status == 404


def test_a_recipient_can_be_queued_for_a_campaign() -> None:
    """S3."""
    api = Api()
    staged(api)
    assert api.call("POST", f"/flows/newsletter-001/recipients/{JANE}/queue").status in (200, 201)
    assert api.get("/flows/newsletter-001/queue")["status"] == "active"
    api.mock.clock.advance(api.mock.instance.task_seconds)
    assert api.get("/flows/newsletter-001/queue")["status"] == "idle"
    assert (sent_to(api, RUBY), sent_to(api, JANE)) == ([], ["newsletter-001"])


def test_a_campaign_may_be_no_flow_before_it_is_published() -> None:
    """campaign-flow: from-staging and from-publishing."""
    api = Api({"campaign-flow": "from-publishing"})
    id_ = staged(api)
    assert api.call("GET", "/flows/newsletter-001/queue").status == 404
    ended(api, "publish", {"campaignId": id_})
    assert api.call("GET", "/flows/newsletter-001/queue").status == 200


# --- a message is a promotion -----------------------------------------------------------------------------------------


def propositions(api: Api, recipient: str, query: str = "") -> list[str]:
    response = api.call(
        "POST", f"/recipients/{recipient}/promotions/Roastery%2520News%2520001/:evaluatePromotion{query}"
    )
    assert response.status == 200, response
    return [each["fields"]["message-trompet"] for each in response.json["propositionList"]]


def test_a_message_is_a_promotion_and_its_variants_are_the_propositions() -> None:
    """S3: those whose target group has the recipient."""
    api = Api()
    body = newsletter()
    del message(body)["variants"][0]["targetGroupName"]
    staged(api, body)
    assert propositions(api, RUBY) == ["News from the roastery", "For our gold members"]
    assert propositions(api, JANE) == ["News from the roastery"]
    assert propositions(api, RUBY, "?maximumPropositions=1") == ["News from the roastery"]
    assert api.call("POST", f"/recipients/{RUBY}/promotions/None/:evaluatePromotion").status == 404


def test_the_most_variants_of_a_message_may_count_for_its_promotion() -> None:
    """maximum-propositions, as-configured."""
    api = Api({"maximum-propositions": "as-configured"})
    body = newsletter()
    for variant in message(body)["variants"]:
        variant.pop("targetGroupName")
    message(body)["maxVariants"] = 2
    staged(api, body)
    assert len(propositions(api, JANE)) == 2


def test_a_click_is_made_by_the_admin_api() -> None:
    """S3: the recipient follows a link of a campaign that was sent."""
    admin = AdminMock()
    api = Api()
    body = newsletter()
    with admin.mock.state.database.transaction():
        campaign = admin.mock.state.campaigns.stage("newsletter-001", body["details"])
        admin.mock.state.flow_runs.run_for_group(campaign.flow(), api.mock.clock.now())
    wanted = {"recipient": RUBY, "link": LINK}
    assert admin.call("POST", "/__admin/clicks", wanted).json == {}
    assert admin.call("POST", "/__admin/clicks", wanted | {"link": "https://other.example"}).status == 404
    assert admin.call("POST", "/__admin/clicks", wanted | {"recipient": "nobody@sweetmail.com"}).status == 404
    assert admin.call("POST", "/__admin/clicks", wanted | {"link": 1}).status == 400
    assert admin.call("POST", "/__admin/clicks", {"recipient": RUBY}).status == 400
    (sent,) = admin.mock.state.communications.of(admin.mock.state.recipients.find(RUBY))
    assert sent.clicked == admin.mock.clock.now()
