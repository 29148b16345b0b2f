"""The emails of campaigns: what each recipient is shown."""

from typing import Any

from campaign_calls import message, newsletter, staged, try_out
from operation_calls import JANE, RUBY, Api


def email(api: Api, body: Any, recipient: str = RUBY) -> Any:  # noqa: ANN401 - a body, and subject and content
    """Stage a campaign, and look at its email."""
    return try_out(api, staged(api, body), recipient, sendMessage="false").json["data"]


def test_a_recipient_is_shown_the_variants_of_their_groups() -> None:
    """[S3]: Ruby is gold, Jane is in none of the groups."""
    api = Api()
    id_ = staged(api)
    shown = {name: try_out(api, id_, name, sendMessage="false").json["data"]["content"] for name in (RUBY, JANE)}
    assert "For our gold members" in shown[RUBY]
    assert "silver" not in shown[RUBY]
    assert "members" not in shown[JANE]


def test_no_more_variants_are_shown_than_the_message_says() -> None:
    """[S3]: those without a target group are for everybody."""
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
    """[S3]."""
    body = newsletter()
    assert "hidden" not in email(Api(), body, JANE)["content"]
    message(body)["collapsed"] = True
    assert '<div agid="message-side_article" hidden>' in email(Api(), body, JANE)["content"]
    assert "hidden" not in email(Api(), body, RUBY)["content"]


def test_fields_are_written_by_their_types() -> None:
    """[S3]: plain text, rich text, a link or an image."""
    body = newsletter()
    fields = message(body)["variants"][1]["fields"]
    fields["message-header"] = "Roast & <b>taste</b>"
    content = email(Api(), body)["content"]
    assert "<p>Roast &amp; &lt;b&gt;taste&lt;/b&gt;</p>" in content
    assert "Your first cup is <b>on us</b>." in content
    assert '<img src="https://coffee.example/images/gold.png">' in content
    assert '<a href="https://coffee.example/gold?evt=clicked_winter_roast&amp;utm_campaign=' in content


def test_global_data_stand_in_for_their_tags() -> None:
    """[S3]: as they are when the email is made; an unknown name leaves nothing."""
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


# --- templates with places for fields ---------------------------------------------------------------------------------

PLACES = (
    '<div agblockgroup="true" agid="message_group"><div agblock="true" agid="message-side_article">'
    '<img src="${blockparam:hero::hero-image|IMAGE|none.png}">'
    '<b title="${blockparam:hero::none|STRING|by default}"></b>'
    '<div ageditable="bold,italic" agid="message-content">Lorem <div>ipsum</div></div><p agid="message-header">kept</p>'
    '<a href="${blockparam:cta-link|LINK|https://none.example}">More</a></div></div>'
    "<span ageditable='' agid=message-trompet>Lorem</span>"
)


def with_template(content: str, **instance: Any) -> Api:  # noqa: ANN401 - keys of an instance
    api = Api(**instance)
    api.mock.state.templates.put("newsletter.html", content.encode())
    api.mock.state.templates.commit("newsletter.html")
    return api


def test_fields_stand_in_the_places_that_the_template_has_for_them() -> None:
    """S3: an ageditable of the same agid, or a block parameter of the same name; C-FORGE for its form."""
    assert email(with_template(PLACES), newsletter())["content"] == (
        '<div agblockgroup="true" agid="message_group"><div agblock="true" agid="message-side_article">'
        '<img src="https://coffee.example/images/gold.png"><b title="by default"></b>'
        '<div ageditable="bold,italic" agid="message-content">Your first cup is <b>on us</b>.</div>'
        '<p agid="message-header">kept</p>'
        '<a href="https://coffee.example/gold?evt=clicked_winter_roast&amp;utm_campaign=newsletter-roastery">More</a>'
        "<p>Taste the winter roast first</p></div></div>"
        "<span ageditable='' agid=message-trompet>For our gold members</span>"
    )


def test_plain_text_in_an_element_is_no_html() -> None:
    """S3: the types of message fields."""
    body = newsletter()
    message(body)["variants"][1]["fields"] = {"message-header": "<b>Fresh</b> & \\1"}
    template = PLACES.replace('<p agid="message-header">', '<p ageditable agid="message-header">')
    content = email(with_template(template), body)["content"]
    assert '<p ageditable agid="message-header">&lt;b&gt;Fresh&lt;/b&gt; &amp; \\1</p>' in content
    assert "Lorem <div>ipsum</div>" in content  # what is not given stays as the template has it


def test_a_block_is_repeated_for_each_variant_and_for_each_message() -> None:
    """S3: maxVariants; messages that share a block stand one after the other."""
    body = newsletter()
    first = message(body)
    first["maxVariants"] = 2
    first["variants"] = [{"name": name, "fields": {"message-content": name}} for name in "ABC"]
    second = {**first, "name": "Second", "variants": [{"name": "D", "fields": {"message-content": "D"}}]}
    body["details"]["blockGroups"][0]["messages"].append(second)
    content = email(with_template(PLACES), body)["content"]
    places = [content.index(f'agid="message-content">{name}</div>') for name in ("A", "B", "D")]
    assert places == sorted(places)
    assert content.count('agid="message-side_article"') == 3
    assert "C</div>" not in content


def test_blocks_of_the_same_fields_keep_apart() -> None:
    """S3: each message fills its own block, in its own block group."""
    block = '<div agid="{}"><div agid="lead"><p ageditable agid="message-header">Lorem</p></div></div>'
    body = newsletter()
    one, other = newsletter()["details"]["blockGroups"][0], newsletter()["details"]["blockGroups"][0]
    for group, id_, text in ((one, "top", "First"), (other, "bottom", "Second")):
        group["blockGroupId"] = id_
        group["messages"][0] |= {"name": text, "blockId": "lead"}
        group["messages"][0]["variants"] = [{"name": "All", "fields": {"message-header": text}}]
    body["details"]["blockGroups"] = [other, one]
    content = email(with_template(block.format("top") + block.format("bottom")), body)["content"]
    assert content == block.format("top").replace("Lorem", "First") + block.format("bottom").replace("Lorem", "Second")


def test_a_block_that_shows_nothing_stays_as_the_template_has_it() -> None:
    """S3: unless it is collapsed."""
    api, body = with_template(PLACES), newsletter()
    message(body)["variants"] = message(body)["variants"][:1]  # for the empty group
    assert "Lorem <div>ipsum</div>" in email(api, body)["content"]
    message(body)["collapsed"] = True
    body["details"]["name"] = message(body)["name"] = "other"
    assert '<div agblock="true" agid="message-side_article" hidden>' in email(api, body)["content"]


# --- links ------------------------------------------------------------------------------------------------------------


def test_links_have_the_utm_campaign() -> None:
    """S3: of the email, or its name when none is given; links to pages alone, and none twice."""
    body = newsletter()
    body["details"]["utmCampaign"] = "winter & <globaldata>YEAR</globaldata>"
    message(body)["variants"][1]["fields"]["message-content"] = (
        '<a class="b" href=\'https://a.example/#top\'>a</a><a href="mailto:b@c.example">b</a>'
        '<a href="https://d.example/?utm_campaign=own">d</a>'
    )
    content = email(Api(), body)["content"]
    assert 'href="https://coffee.example/gold?evt=clicked_winter_roast&amp;utm_campaign=winter%20%26%202025"' in content
    assert 'href="https://a.example/?utm_campaign=winter%20%26%202025#top"' in content
    assert 'href="mailto:b@c.example"' in content
    assert 'href="https://d.example/?utm_campaign=own"' in content
    del body["details"]["utmCampaign"]
    assert "utm_campaign=newsletter-001" in email(Api(), body)["content"]


def test_links_of_the_template_have_it_too() -> None:
    """S3."""
    content = email(with_template(PLACES + '<A HREF="https://e.example">e</A>'), newsletter())["content"]
    assert '<A HREF="https://e.example?utm_campaign=newsletter-roastery">' in content
