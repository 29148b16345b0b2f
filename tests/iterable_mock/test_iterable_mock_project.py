"""The project: what is built in, and how mistakes in a file are told."""

import doctest
import re
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest
from iterable_calls import Shop

import iterable_client.mock
from iterable_client.mock.document import content
from iterable_client.mock.instance import DataFields, InstanceError, User, load_project, parse_project

BUILT_IN = files("iterable_client.mock").joinpath("instances", "book_shop.toml").read_text("utf-8")
SMALL = """\
id = 1
name = "Shop"
identity = "email"
keys = [{ key = "k", kind = "server-side" }]
channels = [{ id = 1, name = "News" }]
message_types = [{ id = 2, name = "New", channel = 1 }]
lists = [{ id = 3, name = "All" }]
templates = [{ id = 4, name = "T", message_type = 2 }]
campaigns = [{ id = 5, name = "C", template = 4, type = "Blast" }]
webhooks = [{ id = 6, endpoint = "https://shop.example" }]
users = [{ email = "a@example.com", lists = [3] }]
"""


def rejection(text: str) -> str:
    with pytest.raises(InstanceError) as rejected:
        parse_project(text, "shop.toml")
    return str(rejected.value)


MISTAKES = [
    ("name = 1", "line 1: name: write text"),
    ('nam = "Shop"', "line 1: there is no key 'nam', known are .*did you mean 'name'"),
    ('identity = "phone"', "identity: write one of email, userId, hybrid"),
    ("id = true", "id: write a whole number"),
    ('time_zone = "Europe/Kopenhagen"', "time_zone: there is no such time zone"),
    ('time_zone = "../etc"', "time_zone: there is no such time zone"),
    ("export_seconds = -1", "export_seconds: write 0 to 86,400 seconds"),
    ("delivery_seconds = nan", "delivery_seconds: write 0 to 86,400 seconds"),
    ("keys = []", "keys: there is no key; add one"),
    ('keys = ["k"]', "keys #1: write a table"),
    ('keys = [{ key = "k" }]', "keys #1: 'kind' is missing; add it: one of server-side, "),
    ('keys = [{ key = "é", kind = "web" }]', "keys #1.key: a key stands in a header"),
    ('keys = [{ key = "k", kind = "read-only", jwt_secret = "s" }]', "keys #1.jwt_secret: only keys of apps"),
    ('keys = [{ key = "k", kind = "web" }, { key = "k", kind = "web" }]', "keys #2: the key is there already"),
    ('fields = { age = "number" }', "fields.age: write one of string, long, "),
    ('fields = { "" = "long" }', "fields: a name is empty"),
    ('message_types = [{ id = 2, name = "N", channel = 9 }]', "message_types #1.channel: there is no channel 9, known"),
    ('lists = [{ id = 3, name = "L", channel = 9 }]', "lists #1.channel: there is no channel 9"),
    ('lists = [{ id = 3, name = "L", global_suppression = true }]', "lists #1.global_suppression: only a list of"),
    ('lists = [{ id = 3, name = "L" }, { id = 3, name = "M" }]', "lists #2: the id is there already"),
    ('templates = [{ id = 4, name = "T", message_type = 9 }]', "templates #1.message_type: there is no message type 9"),
    (
        'templates = [{ id = 4, name = "T", message_type = 2, campaign = 9 }]',
        "templates #1.campaign: there is no campaign 9, known are 5",
    ),
    ('campaigns = [{ id = 5, name = "C", template = 9, type = "Blast" }]', "campaigns #1.template: there is no"),
    (
        'campaigns = [{ id = 5, name = "C", template = 4, type = "Blast", lists = [3, 9] }]',
        "campaigns #1.lists: there is no list 9",
    ),
    ('webhooks = [{ id = 6, endpoint = "https://a", channels = [9] }]', "webhooks #1.channels: there is no channel 9"),
    ('catalogs = [{ name = "a" }, { name = "A" }]', "catalogs #2: the name is there already"),
    ("catalogs = [{ name = 'a', items = { b = 1 } }]", r"catalogs #1.items.b: write a table"),
    ('users = [{ user_id = "u" }]', "users #1: this project identifies users by email; write one"),
    ("users = [{}]", "users #1: the user has neither email nor user_id"),
    ('users = [{ email = "a@b.c", lists = [9] }]', "users #1.lists: there is no list 9"),
    ('users = [{ email = "a@b.c", unsubscribed_channels = [9] }]', "users #1.unsubscribed_channels: there is no"),
    ('users = [{ email = "a@b.c", subscribed_message_types = [9] }]', "users #1: there is no message type 9"),
    ("users = [{ email = 'a@b.c', data = { day = 2026-01-15 } }]", "users #1.data: JSON has no dates; write text"),
    ("users = [{ email = 'a@b.c', data = { n = [inf] } }]", "users #1.data: JSON has no such number"),
    ("users = [{ email = 'a@b.c', data = [1] }]", "users #1.data: write a table"),
    (
        "users = [{ email = 'a@b.c', events = [{ name = 'e', created = '2026-03-02' }] }]",
        "users #1.events #1.created: write a moment",
    ),
    ('assumptions = { list-ordr = "by-id" }', "assumptions: there is no assumption 'list-ordr'; did you mean"),
    ("assumptions = { list-order = 1 }", "assumptions.list-order: write text"),
    ("assumptions = []", "assumptions: write a table"),
]


@pytest.mark.parametrize(("line", "message"), MISTAKES, ids=[line for line, _ in MISTAKES])
def test_mistakes_are_told_with_place_and_remedy(line: str, message: str) -> None:
    key, _ = line.split(" = ", 1)
    without = re.sub(rf"^{key} = .*\n", "", SMALL, flags=re.MULTILINE)
    assert re.match(f"shop.toml(, line \\d+)?(: |, ){message}", rejection(f"{line}\n{without}"))


def test_a_project_without_users_of_an_identifier_is_rejected_by_its_kind() -> None:
    by_id = SMALL.replace('"email"', '"userId"', 1)
    assert "users #1: this project identifies users by userId; write user_id" in rejection(by_id)


IN_BLOCKS = """
[[users]]
email = "b@example.com"

[[users]]
email = "c@example.com"
[users.data]
age = 1
day = 2026-01-15
"""


def test_a_mistake_in_a_block_is_told_with_its_line() -> None:
    text = re.sub(r"^users = .*\n", "", SMALL, flags=re.MULTILINE)
    line = (text + IN_BLOCKS).splitlines().index("[users.data]") + 1
    assert rejection(text + IN_BLOCKS).startswith(f"shop.toml, line {line}: users #2.data: JSON has no dates")


@pytest.mark.parametrize(
    ("users", "word"),
    [
        ([{"email": "a@example.com"}, {"email": "A@example.com"}], "users #2: another user has this email"),
        ([{"email": "a@"}], "users #1: this is no email"),
        ([{"email": "a@example.com", "data": {"age": "old"}}], "users #1: the field 'age' is of the type long"),
    ],
)
def test_users_who_cannot_be_are_told_when_the_mock_is_made(users: list[dict[str, Any]], word: str) -> None:
    made = tuple(User(each["email"], data=DataFields(each.get("data", {}))) for each in users)
    with pytest.raises(InstanceError, match=word):
        Shop(users=made, fields={"age": "long"})


def test_what_cannot_be_read_is_told_by_its_name(tmp_path: Path) -> None:
    assert "this is no TOML" in rejection("id = ")
    with pytest.raises(InstanceError, match="cannot be read"):
        load_project(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b"name = '\xe9'")
    with pytest.raises(InstanceError, match="is not UTF-8"):
        load_project(tmp_path / "latin.toml")
    (tmp_path / "small.toml").write_text(SMALL, "utf-8")
    assert load_project(tmp_path / "small.toml").lists[0].name == "All"


def test_nothing_secret_or_personal_is_shown() -> None:
    text = repr(load_project())
    for word in ("0123456789abcdef", "a-secret", "a-token", "ada@", "reader-1815", "Ada"):
        assert word not in text


def test_the_built_in_project_is_the_one_of_the_documents_examples() -> None:
    shop = Shop()
    examples = content()["paths"]["/api/users/{email}"]["get"]["responses"]["200"]["$ref"].rsplit("/", 1)[-1]
    response = content()["components"]["responses"][examples]
    told = response["content"]["application/json"]["examples"]["user"]["value"]["user"]
    known = shop.user()
    assert {name: known[name] for name in told} == told


def test_the_examples_in_the_docstrings_run() -> None:
    attempted = 0
    for found in walk_packages(iterable_client.mock.__path__, "iterable_client.mock."):
        result = doctest.testmod(import_module(found.name))
        assert not result.failed, found.name
        attempted += result.attempted
    assert attempted > 40


def test_the_built_in_file_has_every_kind_of_table() -> None:
    project = parse_project(BUILT_IN, "book_shop.toml")
    assert all((project.keys, project.channels, project.message_types, project.lists, project.templates))
    assert all((project.campaigns, project.catalogs, project.webhooks, project.users, project.event_fields))
