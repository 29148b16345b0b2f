"""A campaign is read from one TOML or JSON file; mistakes are named with their place, and files stay in the folder."""

import json
import tomllib
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agillic.campaigns import BlockGroup, Campaign, Image, Link, Message, Variant
from agillic.campaigns.campaign_file import CampaignFileError, read_campaign
from agillic.campaigns.receipt import Receipt, read_receipt, receipt_path

SUMMER = """
name = "summer"
subject = "Summer roast"
template_name = "newsletter.html"
template_file = "templates/newsletter.html"
target_group_name = "Roastery Newsletter"
schedule = 2030-07-04 08:30:00
sender_name = "Cafe Connect"

[[block_groups]]
block_group_id = "message_group"

[[block_groups.messages]]
name = "article"
message_template = "Article"
block_id = "side"
max_variants = 1
collapsed = true

[[block_groups.messages.variants]]
name = "Gold"
target_group_name = "Gold Loyalty"

[block_groups.messages.variants.fields]
header = "Hi"
content = { html = "article.html" }
image = { image = "https://coffee.example/a.png" }
link = { link = "https://coffee.example/" }
"""
VARIANT = Variant(
    "Gold",
    {
        "header": "Hi",
        "content": "<p>é</p>",
        "image": Image("https://coffee.example/a.png"),
        "link": Link("https://coffee.example/"),
    },
    "Gold Loyalty",
)
CAMPAIGN = Campaign(
    name="summer",
    subject="Summer roast",
    template_name="newsletter.html",
    target_group_name="Roastery Newsletter",
    schedule=datetime(2030, 7, 4, 8, 30),  # noqa: DTZ001 - of the instance's clock
    sender_name="Cafe Connect",
    block_groups=[BlockGroup("message_group", [Message("article", [VARIANT], "Article", "side", 1, True)])],  # noqa: FBT003 - collapsed
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a campaign, and a secret beside it."""
    found = tmp_path / "mail"
    (found / "templates").mkdir(parents=True)
    (found / "templates/newsletter.html").write_text("<p>template", "utf-8")
    (found / "article.html").write_text("<p>é</p>", "utf-8")
    (tmp_path / "secret").write_text("secret", "utf-8")
    return found


def write(folder: Path, text: str, name: str = "summer.toml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_toml_is_read(folder: Path) -> None:
    file = read_campaign(write(folder, SUMMER))
    assert file.campaign == CAMPAIGN
    assert file.template == "<p>template"
    fields = file.campaign.block_groups[0].messages[0].variants[0].fields
    assert [type(each) for each in fields.values()] == [str, str, Image, Link]


def test_files_of_other_systems_are_read(folder: Path) -> None:
    (folder / "article.html").write_bytes("\ufeff<p>é</p>".encode())
    path = folder / "Summer roast.v2.TOML"
    path.write_bytes(("\ufeff" + SUMMER.replace("\n", "\r\n")).encode())
    assert read_campaign(path).campaign == CAMPAIGN


def test_json_is_the_same(folder: Path) -> None:
    values = tomllib.loads(SUMMER)
    values["schedule"] = "04.07.2030 08:30:00"
    file = read_campaign(write(folder, json.dumps(values), "summer.json"))
    assert file.campaign.block_groups == CAMPAIGN.block_groups
    assert file.campaign.schedule == "04.07.2030 08:30:00"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name = "summer"', "", "name: is missing"),
        ('name = "summer"', "name = 7", "name: expected a text, found a number"),
        ('sender_name = "Cafe', 'sendername = "Cafe', "sendername: is not known here: did you mean sender_name?"),
        ('block_id = "side"', "", "block_groups[0].messages[0].block_id: is missing"),
        ("max_variants = 1", "max_variants = 0", "messages[0].max_variants: expected a number of at least 1, found 0"),
        ("collapsed = true", 'collapsed = "no"', "messages[0].collapsed: expected true or false, found a text"),
        (
            'header = "Hi"',
            "header = 7",
            "variants[0].fields.header: expected a text, or a table with html, link or image",
        ),
        ('{ link = "', '{ link = "https://b.example/", alt = "', "variants[0].fields.link.alt: is not known here"),
        ('block_group_id = "message_group"', 'block_group_id = "g"\nid = 7', "block_groups[0].id: is not known here"),
        ('block_id = "side"', 'block_id = "side"\nblock = "b"', "messages[0].block: is not known here"),
        ('target_group_name = "Gold', 'group = "a"\ntarget_group_name = "Gold', "variants[0].group: is not known here"),
        ('"article.html"', '""', "fields.content.html: expected a path below the folder"),
        ('{ link = "', '{ url = "', "variants[0].fields.link.url: is not known here"),
        ("{ link = ", '{ html = "article.html", link = ', "fields.link: expected one of html, link and image"),
        ("2030-07-04 08:30:00", "2030-07-04", "schedule: expected a time such as 2030-07-04 08:30:00, found a date"),
        ('"article.html"', '"gone.html"', "fields.content.html: gone.html cannot be read: No such file"),
        ('"templates/newsletter.html"', '"gone.html"', "template_file: gone.html cannot be read"),
        ('[[block_groups]]\nblock_group_id = "message_group"', "[[block_groups]", "is no TOML: "),
    ],
)
def test_what_is_wrong_is_named_with_its_place(folder: Path, old: str, new: str, message: str) -> None:
    assert old in SUMMER
    path = write(folder, SUMMER.replace(old, new))
    with pytest.raises(CampaignFileError) as caught:
        read_campaign(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert message in str(caught.value)


@pytest.mark.parametrize("name", ["../secret", "/etc/passwd", "link.html", "templates/../../secret", "", "a\\u0000b"])
def test_a_file_outside_the_folder_is_not_read(folder: Path, name: str) -> None:
    (folder / "link.html").symlink_to(folder.parent / "secret")
    path = write(folder, SUMMER.replace('"article.html"', f'"{name}"'))
    with pytest.raises(CampaignFileError, match=r"fields\.content\.html: ") as caught:
        read_campaign(path)
    assert "secret\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.yaml", b"", "expected a file whose name ends in .toml or .json"),
        ("a.toml", b"\xff", "is no UTF-8"),
        ("a.json", b"[1]", "the campaign: expected a table, found a list"),
        ("a.json", b"[" * 100_000, "is no JSON: it is nested too deeply"),
        ("a.json", b" " * 10_000_001, "has more than 10,000,000 bytes"),
    ],
)
def test_what_is_no_campaign(folder: Path, name: str, content: bytes, message: str) -> None:
    (folder / name).write_bytes(content)
    with pytest.raises(CampaignFileError, match=message.replace("[", r"\[")):
        read_campaign(folder / name)
    with pytest.raises(CampaignFileError, match="cannot be read"):
        read_campaign(folder / "gone.toml")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["name", "subject", "block_groups", "messages", "variants", "fields", "html", "schedule", ""]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(json_values)
def test_any_json_is_a_campaign_or_one_error(tmp_path_factory: pytest.TempPathFactory, values: object) -> None:
    path = write(tmp_path_factory.mktemp("any"), json.dumps(values), "a.json")
    try:
        read_campaign(path)
    except CampaignFileError as error:
        assert str(error).startswith(f"{path}: ")  # noqa: PT017 - whatever is read is fine too


def test_a_receipt_is_kept_once(folder: Path) -> None:
    path = receipt_path(folder / "summer.toml")
    assert path.name == "summer.toml.staged.json"
    assert read_receipt(path) is None
    receipt = Receipt("#BaaB", "https://api.example", [{"b": ["2", "1"], "a": []}])
    receipt.save(path)
    assert read_receipt(path) == receipt
    found = read_receipt(path)
    assert found
    assert [*found.block_groups[0]] == ["b", "a"]  # in the order of the staging
    with pytest.raises(FileExistsError):
        receipt.save(path)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        "[" * 100_000,
        "\x00",
        '{"campaign_id": "", "base_url": "u", "block_groups": []}',
        '{"campaign_id": "#a", "base_url": "u", "block_groups": [7]}',
        '{"campaign_id": "#a", "base_url": "u", "block_groups": [{"a": "b"}]}',
        '{"campaign_id": "#a", "base_url": "u", "block_groups": [{"a": [7]}]}',
        '{"campaign_id": "#a", "base_url": "u", "block_groups": [], "more": 1}',
    ],
)
def test_what_is_no_receipt(folder: Path, content: str) -> None:
    path = write(folder, content, "summer.staged.json")
    with pytest.raises(CampaignFileError, match="is no receipt of a staged campaign; restore it, or give --campaign"):
        read_receipt(path)
