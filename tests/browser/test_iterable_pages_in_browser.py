"""The pages of Iterable's mock as people see them, in headless Chromium: the same pages, told by another room."""

from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest
from browser_parts import CHROMIUM, INSPECTOR, REFERENCE, SCRIPT, is_narrow_enough, launched, opened
from playwright.sync_api import Browser, Page, expect

from iterable_client.mock.backend import BACKEND
from iterable_client.mock.calls import Mock
from iterable_client.mock.instance import Project, UserList, load_project
from sdk_core.mock.building import build_application, build_mock
from sdk_core.mock.server.server import Server

if CHROMIUM is None:
    pytest.skip("there is no Chromium on this machine; install the package chromium", allow_module_level=True)

KEY = {"Api-Key": "0123456789abcdef0123456789abcdef"}
ADA, GRACE = "ada@example.com", "grace@example.org"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as started:
        yield started


@pytest.fixture
def mock() -> Iterator[Mock]:
    project: Project = load_project()
    harmful = UserList(1500, f"a\u202eb {SCRIPT}")
    made = build_mock(BACKEND, replace(project, lists=(*project.lists, harmful)), seed=1)
    yield made
    made.close()


@pytest.fixture
def api(mock: Mock) -> Iterator[httpx.Client]:
    with Server(build_application(mock)) as server, httpx.Client(base_url=server.url, headers=KEY) as client:
        yield client


@pytest.fixture
def problems() -> list[str]:
    return []


@pytest.fixture
def page(browser: Browser, api: httpx.Client, problems: list[str]) -> Iterator[Page]:
    with opened(browser, str(api.base_url).rstrip("/"), problems) as empty:
        yield empty


def test_the_start_tells_of_the_project_and_leads_on(page: Page) -> None:
    page.goto("/")
    expect(page).to_have_title("Paper Lantern Books, project 4711 - Iterable mock")
    expect(page.get_by_role("heading", level=1)).to_have_text("A local Iterable, to test against")
    expect(page.locator("#facts")).to_contain_text("mobile needs a token of the user")
    expect(page.get_by_label("A first call with curl")).to_contain_text("Api-Key: KEY")
    expect(page.locator("body")).not_to_contain_text("undefined")
    assert is_narrow_enough(page, 360)
    page.get_by_role("navigation").get_by_role("link", name="Inspector").click()
    expect(page.locator("#people button")).to_have_count(2)
    assert is_narrow_enough(page, 360)


def test_the_inspector_shows_users_lists_events_and_calls(page: Page, api: httpx.Client) -> None:
    page.goto(INSPECTOR)
    expect(page.get_by_text("Nothing has arrived yet.")).to_be_visible()
    track = {"email": ADA, "eventName": "shelfOpened", "dataFields": {"shelf": "B"}}
    assert api.post("/api/events/track", json=track).is_success
    expect(page.locator("#list-events li").first).to_contain_text(f"shelfOpened{ADA}")
    expect(page.locator("#requests li").first).to_contain_text("POST/api/events/track200")
    page.locator("#requests summary").first.click()
    expect(page.locator("#requests li").first).to_contain_text("api-key***")
    page.get_by_role("button", name="Poetry readers").click()
    expect(page.locator("#people button strong")).to_have_text([ADA])
    page.get_by_role("button", name=ADA).press("Enter")
    person = page.get_by_role("region", name="User", exact=True)
    for known in ("reader-1815", "favoriteGenre", "Poetry readers", "bookFinished", '{"shelf":"B"}'):
        expect(person).to_contain_text(known)


def test_what_is_open_and_has_the_focus_stays_so_when_it_changes(page: Page, api: httpx.Client) -> None:
    page.goto(INSPECTOR)
    campaign = page.locator("#list-campaigns li").first
    campaign.locator("summary").press("Enter")
    expect(campaign.get_by_role("row", name="messages 812")).to_be_visible()
    assert api.post("/api/email/target", json={"campaignId": 59668, "recipientEmail": ADA}).is_success
    expect(campaign.get_by_role("row", name="messages 813")).to_be_visible()
    expect(campaign.locator("summary")).to_be_focused()
    expect(page.locator("#list-events-count")).to_have_text("2")
    expect(page.locator("#list-lists-count")).to_be_hidden()


def test_values_and_names_are_text_whatever_they_look_like(page: Page, api: httpx.Client) -> None:
    user = {"userId": SCRIPT, "preferUserId": True, "dataFields": {SCRIPT: f"\u202e{SCRIPT}"}}
    assert api.post("/api/users/update", json=user).is_success
    body = {"userId": SCRIPT, "eventName": SCRIPT, "dataFields": {"a": SCRIPT}}
    assert api.post("/api/events/track", json=body).is_success
    page.goto(INSPECTOR)
    page.locator("#people button", has_text=SCRIPT).click()
    person = page.get_by_role("region", name="User", exact=True)
    expect(person.get_by_role("heading", level=2)).to_have_text(SCRIPT)
    expect(person.get_by_role("cell", name=f"\\u202e{SCRIPT}")).to_be_visible()
    expect(page.locator("#list-lists")).to_contain_text(f"a\\u202eb {SCRIPT}")
    page.locator("#list-events summary").first.click()
    expect(page.locator("#list-events li").first).to_contain_text(SCRIPT)
    assert page.evaluate("window.harmed") is None
    assert page.locator("main script, main img").count() == 0


def test_the_reference_calls_the_mock_without_a_key_being_typed(page: Page, mock: Mock) -> None:
    page.goto(f"{REFERENCE}#/Users/getUserByEmail")
    operation = page.locator("#operations-Users-getUserByEmail")
    expect(operation).to_contain_text("Evidence: corrected")
    expect(operation.locator("pre code").first).to_contain_text("from iterable_client import IterableClient")
    operation.get_by_role("button", name="Try it out").click()
    operation.get_by_placeholder("email").fill(GRACE)
    operation.get_by_role("button", name="Execute").click()
    expect(operation.locator(".live-responses-table")).to_contain_text("reader-1906")
    (call,) = mock.journal.requests()
    assert (call.operation, call.status) == ("getUserByEmail", 200)
    assert ("api-key", "***") in call.headers
