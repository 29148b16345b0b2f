"""The pages as people see them, in headless Chromium: Debian's package `chromium`, or another that is installed."""

from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest
from browser_parts import CHROMIUM, INSPECTOR, REFERENCE, SCRIPT, is_narrow_enough, launched, opened
from playwright.sync_api import Browser, Page, expect

from agillic.mock.building import build_mock, new_mock
from agillic.mock.calls import Mock
from agillic.mock.instance import load_instance
from agillic.mock.routes import Routes
from sdk_core.mock.building import build_application
from sdk_core.mock.server.server import Server

if CHROMIUM is None:
    pytest.skip("there is no Chromium on this machine; install the package chromium", allow_module_level=True)

AUTH = ("candystore-key", "candystore-secret")
RUBY = "ruby@sweetmail.com"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as started:
        yield started


@pytest.fixture
def mock() -> Iterator[Mock]:
    made = build_mock(replace(load_instance(), task_seconds=50), seed=1)
    yield made
    made.close()


@pytest.fixture
def api(mock: Mock) -> Iterator[httpx.Client]:
    with Server(build_application(mock)) as server, httpx.Client(base_url=server.url, auth=AUTH) as client:
        yield client


@pytest.fixture
def problems() -> list[str]:
    """What the browser complains of, and requests to other hosts; a test ends with none, or removes those it wants."""
    return []


@pytest.fixture
def page(browser: Browser, api: httpx.Client, problems: list[str]) -> Iterator[Page]:
    with opened(browser, str(api.base_url).rstrip("/"), problems) as empty:
        yield empty


def create(api: httpx.Client, email: str, **person_data: str) -> None:
    response = api.post("/recipients", json={"personData": {"EMAIL": email, **person_data}})
    assert response.status_code == 201, response


def test_the_start_tells_where_the_mock_is_and_leads_on(page: Page, api: httpx.Client) -> None:
    page.goto("/")
    expect(page.locator("#url")).to_have_text(str(api.base_url).rstrip("/"))
    expect(page.locator("#facts")).to_contain_text("Candy Store, production")
    expect(page.locator("#facts")).to_contain_text("candystore-key for everything")
    expect(page.locator("body")).not_to_contain_text("undefined")
    expect(page).to_have_title("Candy Store, production - Agillic mock")
    assert is_narrow_enough(page, 360)
    expect(page.get_by_role("navigation").get_by_role("link", name="Reference")).to_have_attribute("href", REFERENCE)
    page.get_by_role("navigation").get_by_role("link", name="Inspector").click()
    expect(page.locator("#people button")).to_have_count(2)


def test_the_inspector_shows_what_arrives_while_it_is_open(page: Page, api: httpx.Client) -> None:
    page.goto(INSPECTOR)
    expect(page.get_by_text("Nothing has arrived yet.")).to_be_visible()
    create(api, "ada@example.com", FAVORITE_CANDY_TYPE="Chocolate")
    expect(page.get_by_role("button", name="ada@example.com")).to_be_visible()
    expect(page.locator("#requests li").first).to_contain_text("POST/recipients201")
    expect(page.locator("#list-groups li").first).to_have_text("ChocolateLovers2FAVORITE_CANDY_TYPE==Chocolate")
    api.get("/recipients/nobody@example.com")
    expect(page.locator("#requests li").first).to_contain_text("404")
    page.locator("#requests summary").last.click()
    expect(page.locator("#requests li").last).to_contain_text("ada@example.com")
    expect(page.locator("#requests li").last).to_contain_text("Basic ***")


def test_all_that_is_known_of_a_recipient_is_shown_and_kept_up_to_date(page: Page, api: httpx.Client) -> None:
    assert api.post(f"/recipients/{RUBY}/events/order_placed/:achieveEvent").is_success
    page.goto(INSPECTOR)
    page.get_by_role("button", name=RUBY).press("Enter")
    person = page.get_by_role("region", name="Recipient", exact=True)
    for known in ("Chocolate", "Gold Loyalty", "PURCHASES", "428642", "Events achieved", "order_placed"):
        expect(person).to_contain_text(known)
    api.put(f"/recipients/{RUBY}", json={"personData": {"CITY": "Aarhus"}})
    expect(person).to_contain_text("Aarhus")
    person.get_by_role("button", name="Close").click()
    expect(person).to_be_hidden()


def test_values_of_people_are_text_whatever_they_look_like(page: Page, api: httpx.Client) -> None:
    create(api, "eve@example.com", FIRSTNAME=SCRIPT, LASTNAME=SCRIPT)
    page.goto(INSPECTOR)
    page.get_by_role("button", name="eve@example.com").click()
    expect(page.get_by_role("cell", name=SCRIPT)).to_have_count(2)
    page.locator("#requests summary").first.click()
    expect(page.locator("#requests pre").first).to_contain_text("<script>window.harmed")
    assert page.evaluate("window.harmed") is None
    assert page.locator("main script, main img").count() == 0


def test_what_cannot_be_seen_is_written_out(page: Page, api: httpx.Client) -> None:
    create(api, "eve@example.com", FIRSTNAME="a\u202eb\u0007c")
    page.goto(INSPECTOR)
    page.get_by_role("button", name="eve@example.com").click()
    expect(page.get_by_role("cell", name="a\\u202eb\\u0007c")).to_be_visible()


def test_calls_that_an_example_responds_to_are_marked(browser: Browser, problems: list[str]) -> None:
    idle = new_mock(load_instance(), Routes())
    with Server(build_application(idle)) as server, opened(browser, server.url, problems) as page:
        assert httpx.get(f"{server.url}/recipients", auth=AUTH).status_code == 200
        page.goto(INSPECTOR)
        call = page.locator("#requests li").first
        expect(call).to_contain_text("GET/recipientsexample200")
        call.locator("summary").click()
        expect(call).to_contain_text("an example of the document")
    idle.close()


def test_a_group_finds_its_recipients(page: Page) -> None:
    page.goto(INSPECTOR)
    page.get_by_role("button", name="Gold Loyalty").press("Enter")
    expect(page.get_by_label("Search recipients")).to_be_focused()
    expect(page.locator("#people button strong")).to_have_text([RUBY])


def test_the_browser_itself_rejects_text_as_html(page: Page, problems: list[str]) -> None:
    """Content-Security-Policy with Trusted Types: a later mistake in our scripts would fail, not harm."""
    page.goto(INSPECTOR)
    expect(page.locator("#people button")).to_have_count(2)
    rejected = page.evaluate(
        "(() => { try { document.body.innerHTML = '<p>'; } catch (error) { return error.name; } })()"
    )
    assert rejected == "TypeError"
    problems.clear()


def test_recipients_are_searched_by_text_and_by_filter(page: Page) -> None:
    page.goto(INSPECTOR)
    people = page.locator("#people button strong")
    search = page.get_by_label("Search recipients")
    for text, found in (("RUBY@", [RUBY]), ("AGE<30", ["jane@sweetmail.com"]), ("nobody", []), ("", None)):
        search.fill(text)
        expect(people).to_have_text(["jane@sweetmail.com", RUBY] if found is None else found)
    search.fill("%")
    expect(page.get_by_text("No person found.")).to_be_visible()


def test_time_passes_and_tasks_end_at_the_press_of_a_button(page: Page, api: httpx.Client) -> None:
    page.goto(INSPECTOR)
    body = {"data": [{"personData": {"EMAIL": "bulk@example.com"}}]}
    assert api.post("/recipients/v2/:upsert", json=body).is_success
    task = page.locator("#list-tasks li")
    expect(task.locator(".badge")).to_have_text("queued")
    page.get_by_role("button", name="+1 min").click()
    expect(task.locator(".badge")).to_have_text("completed")
    expect(page.locator("#clock")).to_have_text("2026-01-01 08:01:00")
    expect(page.get_by_role("button", name="bulk@example.com")).to_be_visible()
    page.get_by_role("button", name="+1 h").click()
    expect(page.locator("#clock")).to_have_text("2026-01-01 09:01:00")


def test_faults_are_removed_and_the_mock_is_reset(page: Page, api: httpx.Client) -> None:
    api.post("/__admin/faults", json={"operation": "createRecipient", "status": 503})
    create_by_put = api.put("/recipients/ada@example.com", json={"personData": {"CITY": "Aarhus"}})
    assert create_by_put.status_code == 201
    page.goto(INSPECTOR)
    page.get_by_role("button", name="Remove faults (1)").click()
    expect(page.get_by_role("button", name="No faults")).to_be_disabled()
    create(api, "bob@example.com")
    page.get_by_role("button", name="Reset").click()
    page.get_by_role("dialog").get_by_role("button", name="Reset").click()
    expect(page.locator("#people button")).to_have_count(2)
    expect(page.locator("#requests li")).to_have_count(0)
    create(api, "carl@example.com")
    expect(page.locator("#requests li")).to_have_count(1)


def test_what_has_the_focus_keeps_it_when_somebody_arrives(page: Page, api: httpx.Client) -> None:
    page.goto(INSPECTOR)
    page.get_by_role("button", name=RUBY).focus()
    create(api, "ada@example.com")
    expect(page.locator("#people button")).to_have_count(3)
    expect(page.get_by_role("button", name=RUBY)).to_be_focused()


def open_operation(page: Page, operation: str) -> None:
    page.goto(f"{REFERENCE}#/Recipients/{operation}")
    page.get_by_role("button", name="Authorize").first.wait_for()


def test_the_reference_calls_the_mock_with_key_and_secret(page: Page) -> None:
    open_operation(page, "listRecipients")
    page.get_by_role("button", name="Authorize").first.click()
    form = page.locator(".auth-container", has=page.get_by_role("heading", name="basic"))
    form.get_by_label("Username").fill(AUTH[0])
    form.get_by_label("Password").fill(AUTH[1])
    form.get_by_role("button", name="Apply credentials").click()
    page.locator(".close-modal").click()
    operation = page.locator("#operations-Recipients-listRecipients")
    operation.get_by_role("button", name="Try it out").click()
    operation.get_by_role("button", name="Execute").click()
    response = operation.locator(".live-responses-table")
    expect(response.locator(".response .response-col_status").first).to_contain_text("200")
    expect(response).to_contain_text(RUBY)


def test_the_reference_gets_a_token_and_encodes_paths_as_agillic_takes_them(page: Page, mock: Mock) -> None:
    """The token's form holds key and secret, and path values are encoded twice [S1]."""
    open_operation(page, "getRecipient")
    page.get_by_role("button", name="Authorize").first.click()
    form = page.locator(".auth-container", has=page.get_by_role("heading", name="oauth2"))
    form.get_by_role("button", name="Remove authorization").click()  # by the token that the page has from the start
    expect(form.get_by_label("client_id")).to_have_value(AUTH[0])
    form.get_by_label("client_secret").fill(AUTH[1])
    form.get_by_role("button", name="Apply").click()
    expect(form.get_by_role("button", name="Remove authorization")).to_be_visible()
    page.locator(".close-modal").click()
    operation = page.locator("#operations-Recipients-getRecipient")
    operation.get_by_role("button", name="Try it out").click()
    operation.get_by_placeholder("recipientId").fill(f"EMAIL={RUBY}")
    operation.get_by_role("button", name="Execute").click()
    expect(operation.locator(".live-responses-table .response-col_status").nth(1)).to_contain_text("200")
    token, read = mock.journal.requests()
    assert (token.operation, token.status) == ("getOAuthToken", 200)
    assert (read.target.partition("?")[0], read.status) == ("/recipients/EMAIL=ruby%2540sweetmail.com", 200)


def test_without_the_viewer_the_reference_says_so(page: Page, problems: list[str]) -> None:
    page.route("**/swagger-ui*", lambda route: route.fulfill(status=404))
    page.goto(REFERENCE)
    expect(page.get_by_role("link", name="The document itself")).to_be_visible()
    assert all("404" in problem for problem in problems)
    problems.clear()


def test_the_inspector_tells_why_a_call_was_rejected(page: Page, api: httpx.Client) -> None:
    page.goto(INSPECTOR)
    assert api.post("/recipients", json={"personData": {"EMAIL": "ada@example.com", "AGES": 3}}).status_code == 400
    page.locator("#requests summary").first.click()
    why = page.get_by_role("list", name="Why")
    expect(why).to_contain_text("'AGES': there is no such field")
    expect(why).to_contain_text("rule unknown-field, field AGES, assumption field-check")


def test_the_reference_is_authorized_and_shows_evidence_and_python(page: Page, mock: Mock) -> None:
    page.goto(f"{REFERENCE}#/Recipients/listRecipients")
    operation = page.locator("#operations-Recipients-listRecipients")
    expect(operation).to_contain_text("Evidence: corrected")
    expect(operation.locator("pre code").first).to_contain_text("from agillic import Agillic")
    expect(operation).to_contain_text("agillic.recipients.list()")
    operation.get_by_role("button", name="Try it out").click()
    operation.get_by_role("button", name="Execute").click()
    expect(operation.locator(".live-responses-table")).to_contain_text("200")
    assert [each.status for each in mock.journal.requests()] == [200]
    mock.reset()
    operation.get_by_role("button", name="Execute").click()
    expect(operation.locator(".live-responses-table")).to_contain_text("200")
