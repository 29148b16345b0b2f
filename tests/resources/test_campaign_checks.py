"""A campaign is checked by the vendor's rules before it is sent; each problem has its path."""

import json
import pickle
from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from campaign_parts import campaign, message, variant
from hypothesis import given
from hypothesis import strategies as st
from jsonschema_rs import Draft202012Validator

from agillic import DateFormats, InstanceDates
from agillic.campaigns import (
    BlockGroup,
    Campaign,
    CampaignError,
    CampaignNames,
    Image,
    Known,
    Link,
    Message,
    Variant,
    check,
)
from agillic.campaigns.bodies import edit_body, stage_body
from agillic.mock.document import content
from agillic.wire.template_parts import TemplateParts

DATES = InstanceDates(DateFormats(zone=ZoneInfo("Europe/Copenhagen")))
KNOWN = Known(dates=DATES)
PLACE = "block_groups[0].messages"
FIELD = f"{PLACE}[0].variants[0].fields"


def problems(campaign: Campaign, known: Known = KNOWN) -> list[str]:
    try:
        check(campaign, known)
    except CampaignError as error:
        return [str(each) for each in error.problems]
    return []


def test_a_campaign_without_a_problem() -> None:
    assert problems(campaign()) == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"name": " "}, "name: is empty; give a text"),
        ({"subject": ""}, "subject: is empty; give a text"),
        ({"subject": "a\nBcc: b"}, "subject: has a line break; write it on one line"),
        ({"subject": "a\rBcc: b"}, "subject: has a line break; write it on one line"),
        ({"sender_name": ""}, "sender_name: is empty; give a text"),
        ({"sender_email": ""}, "sender_email: is empty; give a text"),
        ({"reply_to_email": "@b.example"}, "reply_to_email: is no email address; write one such as news@example.com"),
        ({"sender_email": "a@"}, "sender_email: is no email address; write one such as news@example.com"),
        ({"flow_template": ""}, "flow_template: is empty; give a text"),
        ({"messages": [message(message_template="")]}, f"{PLACE}[0].message_template: is empty; give a text"),
        ({"template_name": None}, "template_name: expected a text, found NoneType"),
        ({"utm_campaign": ""}, "utm_campaign: is empty; give a text"),
        ({"sender_email": "coffee"}, "sender_email: is no email address; write one such as news@example.com"),
        ({"reply_to_email": "a b@c"}, "reply_to_email: is no email address; write one such as news@example.com"),
        (
            {"schedule": "2030-07-04"},
            (
                "schedule: '2030-07-04' does not have the form 'dd.MM.yyyy HH:mm:ss'; write every timestamp by this "
                "pattern"
            ),
        ),
        (
            {"messages": [message(block_id="")]},
            f"{PLACE}[0].block_id: is empty; give a text",
        ),
        (
            {"messages": [message(max_variants=0)]},
            f"{PLACE}[0].max_variants: expected a whole number of at least 1",
        ),
        (
            {"messages": [message(max_variants=True)]},
            f"{PLACE}[0].max_variants: expected a whole number of at least 1",
        ),
        (
            {"messages": [message(), message()]},
            f"{PLACE}[1].name: is the name of {PLACE}[0] too; make it unique",
        ),
        (
            {"messages": [message(variants=[variant(), variant()])]},
            f"{PLACE}[0].variants[1].name: is the name of another variant of this message; make it unique",
        ),
        ({"messages": [message(collapsed="no")]}, f"{PLACE}[0].collapsed: expected True or False"),
        ({"messages": [message(variants=[variant(fields={})])]}, f"{FIELD}: is empty; give one field at least"),
        (
            {"messages": [message(variants=[variant(fields=["n"])])]},
            f"{FIELD}: expected a mapping of names to texts, found list",
        ),
        (
            {"messages": [message(variants=[variant(fields={"": "x"})])]},
            f"{FIELD}: has a field without a name; name it as the message template does",
        ),
        (
            {"messages": [message(variants=[variant(fields={"n": 7})])]},
            f'{FIELD}["n"]: expected a text, found int',
        ),
        (
            {"messages": [message(variants=[variant(fields={"i": Image("/a.png")})])]},
            f'{FIELD}["i"]: is no absolute URL of an image; write one such as https://example.com/image.png',
        ),
        (
            {"messages": [message(variants=[variant(fields={"l": Link("coffee.example")})])]},
            f'{FIELD}["l"]: is no absolute URL; write one such as https://example.com/page',
        ),
    ],
)
def test_what_breaks_a_rule_is_named_with_its_path(changes: dict[str, Any], problem: str) -> None:
    assert problems(campaign(**changes)) == [problem]


@pytest.mark.parametrize(
    "value",
    [
        Image(""),
        Link(""),
        Image("https://coffee.example/a.png"),
        Image("<persondata>PHOTO</persondata>"),
        Link("http://coffee.example?evt=clicked"),
        Link("mailto:ada@example.com"),
        Link("TEL:+4512345678"),
        Link("sms:+4512345678"),
        "any text",
    ],
)
def test_what_a_field_may_be(value: str) -> None:
    assert problems(campaign(messages=[message(variants=[variant(fields={"f": value})])])) == []


@pytest.mark.parametrize(
    "value",
    ["https://[coffee/a.png", "javascript:alert(1)", "https://", "http://a b", "data:image/png;base64,AA", "//a.b/c"],
)
def test_what_an_image_may_not_be(value: str) -> None:
    assert len(problems(campaign(messages=[message(variants=[variant(fields={"f": Image(value)})])]))) == 1


def test_the_template_says_what_blocks_and_fields_there_are_and_what_they_take() -> None:
    html = (
        '<div agid="message_group"><div agid="message-side_article"><h1 ageditable agid="message-header"></h1>'
        '<a href="${blockparam:article::cta-link|LINK}"><img src="${blockparam:hero-image|IMAGE|none.png}"></a>'
        "</div></div>"
    )
    known = Known(dates=DATES, template=TemplateParts.parse(html))
    fields = {"message-header": "Hi", "cta-link": "shop", "hero-image": "x.png", "message-heder": ""}
    wrong = campaign(messages=[message(block_id="message-side", variants=[variant(fields=fields)])])
    assert problems(campaign(), known) == []
    assert problems(wrong, known) == [
        f"{PLACE}[0].block_id: there is no such block in the block group; it has message-side_article, message-header",
        f'{FIELD}["cta-link"]: is no absolute URL; write one such as https://example.com/page',
        f'{FIELD}["hero-image"]: is no absolute URL of an image; write one such as https://example.com/image.png',
        (
            f'{FIELD}["message-heder"]: there is no such field in the HTML template; it has message-header, cta-link, '
            "hero-image"
        ),
    ]
    elsewhere = campaign(block_groups=[BlockGroup("group", [message()])])
    assert problems(elsewhere, known) == [
        "block_groups[0].block_group_id: there is no such block group in the HTML template; it has message_group"
    ]


def test_a_value_that_says_what_it_is_is_held_to_it_whatever_the_template_takes() -> None:
    html = '<p agid="message_group"><p agid="message-side_article"><p ageditable agid="f">'
    known = Known(dates=DATES, template=TemplateParts.parse(html))
    (problem,) = problems(campaign(messages=[message(variants=[variant(fields={"f": Image("a.png")})])]), known)
    assert problem.startswith(f'{FIELD}["f"]: is no absolute URL of an image')


def test_a_template_in_a_folder_is_called_by_its_path_or_its_name() -> None:
    known = Known(dates=DATES, names=CampaignNames(templates=frozenset({"email/a.html"})))
    assert [problems(campaign(template_name=each), known) for each in ("email/a.html", "a.html")] == [[], []]
    assert len(problems(campaign(template_name="email"), known)) == 1


def test_addresses_with_personalization_are_not_judged() -> None:
    assert problems(campaign(sender_email="<persondata>SHOP</persondata>")) == []


def test_the_first_of_three_of_a_name_is_told() -> None:
    found = problems(campaign(messages=[message()] * 3))
    assert found == [f"{PLACE}[{n}].name: is the name of {PLACE}[0] too; make it unique" for n in (1, 2)]


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("<p agid=g><img><br/><p agid=a></p><img></img></p><p agid=h>", {"g": ("a",), "h": ()}),
        ("<p agid=g><img></img><b agid=a></b></p><p agid=h>", {"g": ("a",), "h": ()}),
        ("<img agid=g><p agid=h><p agid=a>", {"g": (), "h": ("a",)}),
        ("<img agid=g /><p agid=h><p agid=a>", {"g": (), "h": ("a",)}),
        ("<p agid=g><p/><p agid=a /></p><p agid=h>", {"g": ("a",), "h": ()}),
        ("<p agid=g /><p agid=h>", {"g": (), "h": ()}),
    ],
)
def test_elements_without_an_end_do_not_shift_the_groups(html: str, blocks: dict[str, tuple[str, ...]]) -> None:
    assert TemplateParts.parse(html).blocks == blocks


def test_the_type_of_a_block_parameter_is_read_in_any_case() -> None:
    assert TemplateParts.parse("${blockparam:a| Link }${blockparam:b|image|x}").fields == {"a": "link", "b": "image"}


def test_names_that_the_instance_does_not_have() -> None:
    names = CampaignNames(
        target_groups={"Roastery Newsletter": False, "Valid": True}, templates=frozenset({"newsletter.html"})
    )
    known = Known(dates=DATES, names=names)
    assert problems(campaign(limit_to_target_group_name="Valid"), known) == []
    wrong = campaign(
        template_name="newsleter.html",
        target_group_name="Nobody",
        limit_to_target_group_name="Roastery Newsletter",
        messages=[message(variants=[variant(target_group_name="valid")])],
    )
    assert problems(wrong, known) == [
        "template_name: the instance has no HTML template 'newsleter.html': did you mean 'newsletter.html'?",
        "target_group_name: the instance has no target group 'Nobody': correct the name, or make it in Agillic",
        "limit_to_target_group_name: the target group 'Roastery Newsletter' is not global; give one that is",
        f"{PLACE}[0].variants[0].target_group_name: the instance has no target group 'valid': did you mean 'Valid'?",
    ]
    assert problems(wrong, Known(dates=DATES, names=CampaignNames())) == []  # a key that may read neither


GOLD = variant(name="Gold")
FIRST, SECOND = message(), message(name="second", variants=[variant(), GOLD])


@pytest.mark.parametrize(
    ("groups", "found"),
    [
        ([[FIRST, SECOND], []], []),
        (
            [[FIRST, message(name="second", variants=[variant()])], []],
            [f"{PLACE}[1].variants: 1 variants, but 2 were staged; keep their number"],
        ),
        (
            [[FIRST, message(name="second", variants=[GOLD, variant()])], []],
            [f"{PLACE}[1].variants: an edit has the variants that were staged, in their order: All, Gold"],
        ),
        (
            [[SECOND, FIRST], []],
            [f"{PLACE}: an edit has the messages that were staged, in their order: summer-article, second"],
        ),
        (
            [[FIRST], []],
            [f"{PLACE}: an edit has the messages that were staged, in their order: summer-article, second"],
        ),
        (
            [[FIRST], [SECOND]],
            [
                f"{PLACE}: an edit has the messages that were staged, in their order: summer-article, second",
                "block_groups[1].messages: an edit has the messages that were staged, in their order: none",
            ],
        ),
        ([[FIRST, SECOND]], ["block_groups: 1 block groups, but 2 were staged; keep them all"]),
    ],
)
def test_an_edit_has_what_was_staged_in_its_order(groups: list[list[Message]], found: list[str]) -> None:
    def of(groups: list[list[Message]]) -> Campaign:
        return campaign(block_groups=[BlockGroup(f"g{n}", each) for n, each in enumerate(groups)])

    staged = of([[FIRST, SECOND], []]).outline
    assert problems(of(groups), Known(dates=DATES, staged=staged)) == found
    assert problems(of(groups), Known(dates=DATES, staged=json.loads(json.dumps(staged)))) == found  # as a receipt


WRONG: list[Any] = [None, 7, [], {}, " "]


@pytest.mark.parametrize("wrong", WRONG, ids=repr)
def test_what_is_no_name_is_named_once_and_looked_up_nowhere(wrong: Any) -> None:  # noqa: ANN401 - what is wrong
    names = CampaignNames(target_groups={"Roastery Newsletter": None}, templates=frozenset({"newsletter.html"}))
    group = '<p agid="message_group"><p agid="message-side_article"><p ageditable agid="f">'
    known = Known(dates=DATES, names=names, template=TemplateParts.parse(group), staged=({},))
    fields = {"f": ""}
    good = message(variants=[variant(fields=fields)])
    wrongs = {
        "template_name": campaign(template_name=wrong, messages=[good]),
        "target_group_name": campaign(target_group_name=wrong, messages=[good]),
        "block_groups[0].block_group_id": campaign(block_groups=[BlockGroup(wrong, [good])]),
        f"{PLACE}[0].name": campaign(messages=[message(name=wrong, variants=good.variants)]),
        f"{PLACE}[0].block_id": campaign(messages=[message(block_id=wrong, variants=good.variants)]),
        f"{PLACE}[0].variants[0].name": campaign(messages=[message(variants=[variant(name=wrong, fields=fields)])]),
    }
    if wrong is not None:
        wrongs["limit_to_target_group_name"] = campaign(limit_to_target_group_name=wrong, messages=[good])
        place = f"{PLACE}[0].variants[0].target_group_name"
        wrongs[place] = campaign(messages=[message(variants=[variant(target_group_name=wrong, fields=fields)])])
    said = "is empty; give a text" if wrong == " " else f"expected a text, found {type(wrong).__name__}"
    for place, each in wrongs.items():
        assert problems(each, known)[:-1] == [f"{place}: {said}"]  # the last one: nothing was staged


def test_all_problems_are_named_and_the_error_pickles() -> None:
    with pytest.raises(CampaignError) as caught:
        check(campaign(name="", subject=""), KNOWN)
    assert str(caught.value) == (
        "the campaign was not sent:\n- name: is empty; give a text\n- subject: is empty; give a text"
    )
    assert pickle.loads(pickle.dumps(caught.value)).problems == caught.value.problems  # noqa: S301 - our own


@pytest.mark.parametrize(
    ("schedule", "text"),
    [
        (datetime(2030, 7, 4, 6, 30, tzinfo=UTC), "04.07.2030 08:30:00"),
        (datetime(2030, 7, 4, 8, 30), "04.07.2030 08:30:00"),  # noqa: DTZ001 - of the instance's clock
        ("04.07.2030 08:30:00", "04.07.2030 08:30:00"),
    ],
)
def test_the_schedule_is_written_as_the_instance_does(schedule: datetime | str, text: str) -> None:
    assert stage_body(campaign(schedule=schedule), DATES).to_dict()["details"]["schedule"] == text


def test_a_schedule_that_the_clock_skips_or_that_has_no_zone_is_a_problem() -> None:
    (skipped,) = problems(campaign(schedule=datetime(2030, 3, 31, 2, 30)))  # noqa: DTZ001 - of the instance's clock
    assert skipped.startswith("schedule: the clock of Europe/Copenhagen skips")
    (unknown,) = problems(campaign(schedule=datetime(2030, 3, 31, 4, 30, tzinfo=UTC)), Known(dates=InstanceDates()))
    assert unknown.startswith("schedule: a datetime needs the time zone")
    wrong: Any = date(2030, 3, 31)
    assert problems(campaign(schedule=wrong)) != []


texts = st.text(min_size=1, max_size=8).filter(str.strip)
optional = st.none() | texts
variants = st.builds(Variant, texts, st.dictionaries(texts, texts | texts.map(Link), min_size=1, max_size=2), optional)
messages = st.builds(
    Message,
    texts,
    st.lists(variants, max_size=3),
    texts,
    texts,
    st.none() | st.integers(1, 9),
    st.none() | st.booleans(),
)
campaigns = st.builds(
    Campaign,
    name=texts,
    subject=texts,
    template_name=texts,
    target_group_name=texts,
    block_groups=st.lists(st.builds(BlockGroup, texts, st.lists(messages, max_size=2)), max_size=2),
    flow_template=optional,
    sender_name=optional,
    sender_email=optional,
    utm_campaign=optional,
)
SCHEMAS = content()["components"]["schemas"]


@given(campaigns)
def test_bodies_fit_the_document(campaign: Campaign) -> None:
    for name, body in (
        ("CampaignStage", stage_body(campaign, DATES)),
        ("CampaignEdit", edit_body("#BaaB", campaign, DATES)),
    ):
        schema = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": SCHEMAS}}
        Draft202012Validator(schema).validate(body.to_dict())


@given(campaigns)
def test_an_edit_holds_what_was_staged_but_for_what_it_cannot_give(campaign: Campaign) -> None:
    staged = stage_body(campaign, DATES).to_dict()["details"]
    edited = edit_body("#BaaB", campaign, DATES).to_dict()["details"]
    assert edited.pop("campaignId") == "#BaaB"
    for name in ("name", "flowTemplate", "templateName"):
        staged.pop(name, None)
    for group in staged["blockGroups"]:
        del group["blockGroupId"]
        for each in group["messages"]:
            del each["messageTemplate"], each["blockId"]
    assert edited == staged


@given(campaigns)
def test_any_campaign_is_checked_without_another_error(campaign: Campaign) -> None:
    names = CampaignNames(target_groups={"a": None}, templates=frozenset({"b"}))
    known = Known(dates=DATES, names=names, template=TemplateParts.parse("<p agid=a>"), staged=({"a": ["b"]},))
    for problem in problems(campaign, known):
        path, _, text = problem.partition(": ")
        assert path
        assert text


@given(st.text(alphabet='<>/ "=aegid!-[]{}$|:blockparm', max_size=60))
def test_any_text_is_read_as_a_template(html: str) -> None:
    parts = TemplateParts.parse(html)
    assert all(isinstance(each, str) for blocks in parts.blocks.values() for each in blocks)
