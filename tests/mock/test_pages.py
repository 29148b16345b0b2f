"""The pages for people, as they go over the wire, and what the inspector is told."""

import asyncio
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from importlib.resources import files
from typing import Any
from urllib.parse import quote

import pytest
from app_calls import BASIC, SECRET, START, Received, send

from agillic.mock.assumptions import Assumptions
from agillic.mock.building import new_mock
from agillic.mock.http.limits import limits_of
from agillic.mock.instance import load_instance
from agillic.mock.operations import all_routes
from sdk_core.mock.building import build_application
from sdk_core.mock.clock import Clock
from sdk_core.mock.inspector.assets import PAGES
from sdk_core.mock.inspector.assets import PARTS as ASSETS

FOLDER = files("sdk_core.mock.inspector")
OWN = [each for each in FOLDER.joinpath("static").iterdir() if each.name != "icon.svg"]
PARTS = [*ASSETS, "openapi.json"]
FACTS, OVERVIEW, PEOPLE, REQUESTS = (
    f"/__admin/inspector/{name}" for name in ("facts", "overview", "people", "requests")
)
HELP = "/__admin/reference/help"
QUESTIONS = (FACTS, OVERVIEW, PEOPLE, REQUESTS, HELP)
RUBY, JANE = "ruby@sweetmail.com", "jane@sweetmail.com"


class Site:
    """The built-in instance with its pages."""

    def __init__(self, **instance: Any) -> None:  # noqa: ANN401 - keys of an instance
        self.mock = new_mock(replace(load_instance(), **instance), all_routes(), clock=Clock(START), seed=1)
        self._application = build_application(self.mock)

    def call(self, method: str, target: str, body: Any = b"", **headers: str | None) -> Received:  # noqa: ANN401 - bytes, or what becomes JSON
        return asyncio.run(send(self._application, method, target, body=body, receive=None, **headers))

    def read(self, target: str) -> Any:  # noqa: ANN401 - whatever JSON holds
        received = self.call("GET", target, authorization=None)
        assert (received.status, received.headers["content-type"]) == (200, "application/json"), received
        return received.json

    def found(self, search: str) -> list[str]:
        return [each["name"] for each in self.read(f"{PEOPLE}?search={search}")["people"]]

    def listed(self, name: str) -> list[Any]:
        """Return the entries of a list."""
        return next(each["entries"] for each in self.read(OVERVIEW)["listings"] if each["name"] == name)


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.mock.close()


# --- What is sent -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", [*PAGES, *(f"/__admin/pages/{name}" for name in PARTS)])
def test_everything_is_there_and_may_load_nothing_foreign(site: Site, path: str) -> None:
    received = site.call("GET", path, authorization=None)
    assert received.status == 200
    assert received.content
    assert received.headers["x-content-type-options"] == "nosniff"
    policy = received.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; ")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert not re.search(r"https?:|\*", policy)


@pytest.mark.parametrize("path", ["/", "/__admin/inspector"])
def test_pages_of_ours_make_no_html_of_text(site: Site, path: str) -> None:
    policy = site.call("GET", path).headers["content-security-policy"]
    assert "require-trusted-types-for 'script'" in policy
    assert "data:" not in policy


@pytest.mark.parametrize(
    "name", ["routes.py", "../routes.py", "..%2froutes.py", "%2e%2e/routes.py", "static/style.css", "", "/etc/passwd"]
)
def test_no_path_of_a_request_becomes_a_path_of_a_file(site: Site, name: str) -> None:
    assert site.call("GET", f"/__admin/pages/{name}").status == 404


def test_what_the_pages_ask_for_is_in_the_table() -> None:
    asked = {name for each in OWN for name in re.findall(r"/__admin/pages/([\w.-]+)", each.read_text("utf-8"))}
    asked |= {name for each in OWN for name in re.findall(r'from "\./([\w.-]+)"', each.read_text("utf-8"))}
    assert asked == set(PARTS)


@pytest.mark.parametrize("file", OWN, ids=lambda file: file.name)
def test_our_own_files_name_no_other_host_and_write_no_html(file: Any) -> None:  # noqa: ANN401 - a file of a package
    text = file.read_text("utf-8")
    assert "://" not in text
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|\sstyle=|\son\w+=\"", text)


def test_the_viewer_is_what_its_readme_says() -> None:
    """The vendored files are those that were published: nobody changed them."""
    readme = FOLDER.joinpath("viewer/README.md").read_text("utf-8")
    sums = dict(re.findall(r"`([\w.-]+)` \| `([0-9a-f]{64})`", readme))
    assert set(sums) == {"swagger-ui-bundle.js", "swagger-ui.css"}
    for name, expected in sums.items():
        assert sha256(FOLDER.joinpath(f"viewer/{name}").read_bytes()).hexdigest() == expected
    for license_ in ("LICENSE", "NOTICE", "swagger-ui-bundle.js.LICENSE.txt"):
        assert FOLDER.joinpath(f"viewer/{license_}").is_file()


@pytest.mark.parametrize("path", [*PAGES, *QUESTIONS])
def test_other_hosts_are_rejected(site: Site, path: str) -> None:
    assert site.call("GET", path, host="agillic.example.com").status == 421


def test_pages_are_neither_counted_nor_recorded(site: Site) -> None:
    for path in (*PAGES, *QUESTIONS):
        assert site.call("GET", path, authorization=None).status == 200
    assert site.mock.journal.requests() == []
    assert limits_of(site.mock).calls_today == 0


# --- What the inspector is told ---------------------------------------------------------------------------------------


def test_the_facts_tell_the_instance_without_its_secrets() -> None:
    site = Site(assumptions=Assumptions({"filter-case": "ignored"}))
    site.call("POST", "/__admin/faults", {"operation": "createRecipient", "status": 503})
    told = site.read(FACTS)
    assert (told["title"], told["people"], told["instance"]) == ("Agillic", "Recipients", "Candy Store, production")
    facts = {each["name"]: each["lines"] for each in told["facts"]}
    assert facts["Developer keys"][0] == {"code": "candystore-key", "text": "for everything"}
    (switched,) = facts["Switched assumptions"]
    assert (switched["code"], bool(switched["text"])) == ("filter-case = ignored", True)
    assert facts["Faults"] == [{"code": "createRecipient", "text": "status: 503"}]
    assert "candystore-key:SECRET http://127.0.0.1:8080/recipients" in told["snippets"][0]["text"]
    assert SECRET not in json.dumps([told["facts"], told["snippets"]])
    assert SECRET not in json.dumps(site.read(OVERVIEW))
    site.mock.close()


def test_the_overview_tells_the_clock_and_the_groups(site: Site) -> None:
    assert site.read(OVERVIEW)["clock"] == {"now": START.isoformat(), "isFrozen": True}
    gold = next(each for each in site.listed("groups") if each["key"] == "Gold Loyalty")
    assert (gold["text"], gold["code"], gold["badge"]) == ("Gold Loyalty", "LOYALTY_LEVEL==Gold", "1")
    assert site.found(quote(gold["search"])) == [RUBY]


def test_the_overview_is_short_until_something_changes(site: Site) -> None:
    version = site.read(OVERVIEW)["version"]
    assert set(site.read(f"{OVERVIEW}?known={version}")) == {"version", "clock", "faults"}
    assert site.call("PUT", f"/recipients/{RUBY}", {"personData": {"CITY": "Aarhus"}}).status == 200
    changed = site.read(f"{OVERVIEW}?known={version}")
    assert changed["people"] == 2
    site.mock.clock.advance(1)
    assert "listings" in site.read(f"{OVERVIEW}?known={changed['version']}")


def test_tasks_are_told_with_their_state_and_failures(site: Site) -> None:
    entries = [{"personData": {"EMAIL": "ada@example.com", "AGE": "old"}}]
    started = site.call("POST", "/recipients/v2/:upsert", {"data": entries})
    (task,) = site.listed("tasks")
    assert (task["key"], task["code"]) == (started.json["taskId"],) * 2
    assert (task["text"], task["badge"], task["tone"]) == ("asyncBatchUpsertRecipients", "queued", "warn")
    assert (task["moment"], task["notes"]) == (START.isoformat(), ["due 2026-07-04 08:30:02"])
    assert site.call("POST", "/__admin/clock", {"advance": 2}).status == 200
    (task,) = site.listed("tasks")
    assert (task["badge"], task["tone"], task["notes"][0]) == ("failed", "bad", "ended 2026-07-04 08:30:02")
    assert [each.partition(":")[0] for each in task["notes"][1:]] == ["entry 0"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", [JANE, RUBY]),
        ("RUBY@", [RUBY]),
        ("copenhagen", []),
        ("AGE%3C30", [JANE]),
        ("AGE%3C30%20or%20FIRSTNAME==Ruby", [JANE, RUBY]),
        ("NOTHING==1", []),
        ("34", [RUBY]),
        ("%25", []),
        ("_", []),
        ("%5C", []),
        ("'%22", []),
    ],
)
def test_recipients_are_found_by_text_or_filter_the_latest_first(site: Site, search: str, found: list[str]) -> None:
    assert site.found(search) == found


def test_a_list_of_recipients_has_an_end(site: Site) -> None:
    for number in range(60):
        site.mock.state.recipients.create({"EMAIL": f"{number:02}@example.com"})
    told = site.read(PEOPLE)
    assert (len(told["people"]), told["more"], told["by"]) == (50, True, "all")
    assert site.read(f"{PEOPLE}?search=07@")["more"] is False


def test_all_that_is_known_of_a_recipient_is_told(site: Site) -> None:
    assert site.call("POST", f"/recipients/{RUBY}/events/order_placed/:achieveEvent").status == 200
    known = site.read(f"{PEOPLE}/1")
    sections = {each["title"]: each for each in known["sections"]}
    assert (known["name"], sections["Person data"]["pairs"]["EMAIL"]) == (RUBY, RUBY)
    assert sections["Target groups"]["words"] == [
        "ChocolateLovers",
        "Roastery Newsletter",
        "Valid Newsletter",
        "Gold Loyalty",
        "All recipients",
    ]
    assert [row["ID"] for row in sections["PURCHASES"]["rows"]] == ["123789", "123790"]
    assert sections["Events achieved"]["rows"] == [{"event": "order_placed", "times": 1}]
    assert [each["flow"] for each in sections["Messages sent"]["rows"]] == ["Order confirmation"]
    assert {each["type"] for each in sections["History"]["rows"]} == {"EVENT", "TRANSACTIONAL_EMAIL"}
    assert (sections["Devices"]["rows"], sections["Consents"]["rows"]) == ([], [])


def test_nothing_is_told_of_who_is_not_there(site: Site) -> None:
    assert site.call("GET", f"{PEOPLE}/1000").status == 404
    assert site.call("GET", f"{PEOPLE}/{10**30}").status == 404
    assert site.call("GET", f"{PEOPLE}/{RUBY}").status == 404


def test_requests_are_told_since_a_number_and_masked(site: Site) -> None:
    for number in range(3):
        site.call("PUT", f"/recipients/{RUBY}", {"personData": {"CITY": "x" * 5_000 * number}})
    told = site.read(f"{REQUESTS}?since=1")
    assert (told["latest"], [each["number"] for each in told["requests"]]) == (3, [2, 3])
    last = told["requests"][-1]
    assert (last["operation"], last["status"], len(last["body"])) == ("updateRecipient", 200, 4_000)
    assert ["authorization", "Basic ***"] in last["headers"]
    assert BASIC not in json.dumps(told)
    for odd in ("-1", "x", "9" * 40):
        assert len(site.read(f"{REQUESTS}?since={odd}")["requests"]) == 3


def test_a_reset_begins_the_count_of_requests_anew(site: Site) -> None:
    site.call("GET", "/recipients")
    assert site.call("POST", "/__admin/reset").status == 200
    assert site.read(REQUESTS) == {"latest": 0, "requests": []}
    assert site.read(OVERVIEW)["people"] == 2
