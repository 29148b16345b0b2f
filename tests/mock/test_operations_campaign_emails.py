"""The emails of campaigns: what each recipient is shown."""

from typing import Any

from campaign_calls import message, newsletter, staged, try_out
from operation_calls import JANE, RUBY, Api


def email(api: Api, body: Any, recipient: str = RUBY) -> Any:  # noqa: ANN401 - a body, and subject and content
    """Stage a campaign, and look at its email."""
    return try_out(api, staged(api, body), recipient, sendMessage="false").json["data"]


def test_a_recipient_is_shown_the_variants_of_their_groups() -> None:
    """M1 [S3]: Ruby is gold, Jane is in none of the groups."""
    api = Api()
    id_ = staged(api)
    shown = {name: try_out(api, id_, name, sendMessage="false").json["data"]["content"] for name in (RUBY, JANE)}
    assert "For our gold members" in shown[RUBY]
    assert "silver" not in shown[RUBY]
    assert "members" not in shown[JANE]


def test_no_more_variants_are_shown_than_the_message_says() -> None:
    """M1 [S3]: those without a target group are for everybody."""
    body = newsletter()
    for variant in message(body)["variants"]:
        variant.pop("targetGroupName")
    message(body)["maxVariants"] = 2
    content = email(Api(), body)["content"]
    assert "News from the roastery" in content
    assert "gold members" in content
    assert "silver members" not in content
    del message(body)["maxVariants"]
    assert "silver members" in email(Api(), body)["content"]


def test_a_collapsed_block_is_hidden_when_it_shows_nothing() -> None:
    """M1 [S3]."""
    body = newsletter()
    assert "hidden" not in email(Api(), body, JANE)["content"]
    message(body)["collapsed"] = True
    assert '<div agid="message-side_article" hidden>' in email(Api(), body, JANE)["content"]
    assert "hidden" not in email(Api(), body, RUBY)["content"]


def test_fields_are_written_by_their_types() -> None:
    """M1 [S3]: plain text, rich text, a link or an image."""
    body = newsletter()
    fields = message(body)["variants"][1]["fields"]
    fields["message-header"] = "Roast & <b>taste</b>"
    content = email(Api(), body)["content"]
    assert "<p>Roast &amp; &lt;b&gt;taste&lt;/b&gt;</p>" in content
    assert "Your first cup is <b>on us</b>." in content
    assert '<img src="https://coffee.example/images/gold.png">' in content
    assert '<a href="https://coffee.example/gold?evt=clicked_winter_roast">' in content


def test_global_data_stand_in_for_their_tags() -> None:
    """M1 [S3]: as they are when the email is made; an unknown name leaves nothing."""
    api = Api()
    api.mock.state.global_data.update("YEAR", 2031)
    body = newsletter()
    body["details"]["subject"] += "<globaldata>NO_SUCH</globaldata>!"
    message(body)["variants"][1]["fields"]["message-content"] = "From <globaldata>COMPANY</globaldata>"
    made = email(api, body)
    assert made["subject"] == "Newsletter 001 2031!"
    assert "From Cafe Connect" in made["content"]


def test_a_campaign_whose_parts_were_left_out_makes_an_email_all_the_same() -> None:
    """campaign-references, left-out."""
    body = newsletter()
    body["details"]["templateName"] = "none"
    assert email(Api({"campaign-references": "left-out"}), body)["content"] == ""
