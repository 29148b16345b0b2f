"""The pages for people of Iterable's mock: what they are told, and how they call it without a key being typed."""

import asyncio
import contextlib
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from iterable_calls import ADA, GRACE, MOBILE, READ_ONLY, SECRET, SERVER, START, Shop, send

from iterable_client import IterableError
from iterable_client.mock.backend import BACKEND
from iterable_client.mock.document import document
from iterable_client.mock.inspector.samples import samples
from iterable_client.mock.instance import Header, Webhook, load_project
from iterable_client.mock.local import LocalMock
from sdk_core.mock.app import Mock, Routes
from sdk_core.mock.building import build_application
from sdk_core.mock.clock import Clock
from sdk_core.mock.inspector.assets import PAGES

FACTS, OVERVIEW, PEOPLE, REQUESTS = (
    f"/__admin/inspector/{name}" for name in ("facts", "overview", "people", "requests")
)
HELP = "/__admin/reference/help"


class Site(Shop):
    """The book shop with its pages. Calls have the server-side key unless another is given."""

    def __init__(self, **shop: Any) -> None:  # noqa: ANN401 - as for `Shop`
        super().__init__(strict=False, **shop)
        self.application = build_application(self.mock)

    def read(self, target: str) -> Any:  # noqa: ANN401 - whatever JSON holds
        received = self.get(target, key=None)
        assert (received.status, received.headers["content-type"]) == (200, "application/json"), received
        return received.json

    def listed(self, name: str) -> list[Any]:
        """Return the entries of a list."""
        return next(each["entries"] for each in self.read(OVERVIEW)["listings"] if each["name"] == name)

    def found(self, search: str) -> list[str]:
        return [each["name"] for each in self.read(f"{PEOPLE}?search={search}")["people"]]

    def sections(self, number: int) -> dict[str, Any]:
        """Return all that is told of a user, by title: values, rows or words."""
        told = self.read(f"{PEOPLE}/{number}")["sections"]
        return {each["title"]: each["pairs"] or each["rows"] or each["words"] for each in told}


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.mock.close()


# --- The pages and their key ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("target", [*PAGES, FACTS, OVERVIEW, PEOPLE, f"{PEOPLE}/1", REQUESTS, HELP])
def test_what_is_told_is_told_to_this_machine_alone(site: Site, target: str) -> None:
    assert site.get(target, key=None).status == 200
    assert site.get(target, key=None, host="books.example").status == 421
    assert site.get(target, key=None, origin="https://books.example").status == 403
    assert site.mock.journal.requests() == []


def test_the_reference_calls_with_a_key_of_its_own(site: Site) -> None:
    told = site.read(HELP)
    key = told["token"]
    assert told["settings"]["scheme"] == "apiKey"
    assert document().content["components"]["securitySchemes"]["apiKey"]["name"] == "Api-Key"
    assert key not in [each.key for each in site.mock.instance.keys]
    assert site.get("/api/lists", key=key).status == 200
    assert site.post("/api/users/update", {"email": "new@example.com"}, key=key).status == 200
    assert site.get("/api/lists", key=f"{key}x").status == 401
    assert key not in json.dumps(site.read(REQUESTS))


def test_the_key_of_the_pages_works_where_the_project_has_no_such_key() -> None:
    project = load_project()
    site = Site(keys=tuple(replace(each, disabled=True) for each in project.keys))
    assert site.get("/api/lists").status == 401
    assert site.get("/api/lists", key=site.read(HELP)["token"]).status == 200
    assert site.get("/api/lists", key=Site().read(HELP)["token"]).status == 401
    site.mock.close()


def test_keys_are_masked_in_the_list_of_calls(site: Site) -> None:
    site.get("/api/lists")
    site.call("GET", "/api/lists?api_key=0123456789", key=None, api_key=SERVER)
    site.get("/api/lists", key=MOBILE, authorization="Bearer abc.def.ghi")
    told = json.dumps(site.read(REQUESTS))
    assert [secret for secret in (SERVER, MOBILE, "0123456789", "abc.def.ghi") if secret in told] == []
    assert told.count('["api-key", "***"]') == 2


def test_tokens_of_webhooks_are_masked_in_the_list_of_calls(site: Site) -> None:
    body = {"id": 12, "authType": "Basic", "authToken": "letmein", "headers": [{"key": "X-Shop", "value": "letmein"}]}
    assert site.post("/api/webhooks", body).status == 200
    (told,) = site.read(REQUESTS)["requests"]
    assert (told["operation"], told["body"]) == ("updateWebhook", "***")
    assert "letmein" not in json.dumps([told, site.get("/__admin/requests", key=None).json, site.read(OVERVIEW)])


def test_calls_that_an_example_responds_to_are_marked() -> None:
    mock = Mock(BACKEND, load_project(), routes=Routes(document()), clock=Clock(START), seed=1)
    headers: dict[str, str | None] = {"api-key": SERVER}
    application = build_application(mock)
    assert asyncio.run(send(application, "GET", "/api/lists", b"", headers)).status == 200
    (told,) = asyncio.run(send(application, "GET", REQUESTS, b"", {})).json["requests"]
    assert (told["operation"], told["isExample"]) == ("listLists", True)
    mock.close()


def test_calls_that_a_handler_responds_to_are_not_marked(site: Site) -> None:
    site.get("/api/lists")
    assert [each["isExample"] for each in site.read(REQUESTS)["requests"]] == [False]


# --- What the start is told -------------------------------------------------------------------------------------------


def test_the_facts_tell_kinds_of_keys_and_no_key() -> None:
    site = Site(options={"list-order": "newest-first"})
    told = site.read(FACTS)
    assert (told["title"], told["people"], told["instance"]) == (
        "Iterable",
        "Users",
        "Paper Lantern Books, project 4711",
    )
    facts = {each["name"]: [(line["code"], line["text"]) for line in each["lines"]] for each in told["facts"]}
    assert [kind for kind, _ in facts["Keys"]] == ["server-side", "read-only", "mobile", "web", "javascript"]
    assert facts["Keys"][2] == ("mobile", "needs a token of the user")
    assert facts["Users are named by"] == [("", "email or userId")]
    assert [code for code, _ in facts["Switched assumptions"]] == ["list-order = newest-first"]
    assert facts["Faults"] == [("", "none are waiting for calls")]
    assert all("http://127.0.0.1:8080" in each["text"] for each in told["snippets"])
    everything = json.dumps([told["facts"], told["snippets"], site.read(OVERVIEW)])
    assert [secret for secret in (SERVER, READ_ONLY, MOBILE, SECRET) if secret in everything] == []
    site.mock.close()


# --- What the inspector is told ---------------------------------------------------------------------------------------


def test_the_overview_is_short_until_something_changes(site: Site) -> None:
    version = site.read(OVERVIEW)["version"]
    assert set(site.read(f"{OVERVIEW}?known={version}")) == {"version", "clock", "faults"}
    site.post("/api/users/update", {"email": "new@example.com"})
    assert site.read(f"{OVERVIEW}?known={version}")["people"] == 3


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", [GRACE, ADA]),
        ("ADA@", [ADA]),
        ("READER-19", [GRACE]),
        ("list=1201", [ADA]),
        ("list%20=%201305", []),
        ("list=999999999999999999", []),
        ("Poetry", []),
        ("%25", []),
        ("_", []),
        ("%5C", []),
        ("'%22", []),
    ],
)
def test_users_are_found_by_email_user_id_or_list_the_latest_first(site: Site, search: str, found: list[str]) -> None:
    assert site.found(search) == found


def test_a_list_of_users_has_an_end(site: Site) -> None:
    users = [{"email": f"{number:02}@example.com"} for number in range(60)]
    site.post("/api/users/bulkUpdate", {"users": users})
    told = site.read(PEOPLE)
    assert (len(told["people"]), told["more"], told["by"]) == (50, True, "all")
    assert site.read(f"{PEOPLE}?search=07@")["more"] is False


def test_all_that_is_known_of_a_user_is_told(site: Site) -> None:
    site.post("/api/users/updateSubscriptions", {"email": ADA, "subscribedMessageTypeIds": [31082]})
    site.post("/api/email/target", {"campaignId": 59668, "recipientEmail": ADA})
    site.post("/api/email/target", {"campaignId": 59668, "recipientEmail": ADA, "sendAt": "2026-07-05 08:30:00"})
    known = site.sections(1)
    assert (known["User"]["email"], known["User"]["userId"]) == (ADA, "reader-1815")
    assert known["User"]["created"] == "2026-07-04 08:30:00"
    assert known["Profile"]["favoriteGenre"] == "Poetry"
    assert known["Lists"] == [{"id": 1201, "name": "Poetry readers", "type": "Standard"}]
    assert known["Subscriptions"] == [{"kind": "message type", "id": 31082, "name": "Readings", "state": "subscribed"}]
    assert [each["event"] for each in known["Events"]] == ["emailSend", "bookFinished"]
    assert known["Events"][1]["fields"] == {"title": "Sense and Sensibility", "pages": 409}
    waiting, sent = known["Messages"]
    assert (waiting["state"], waiting["due"], "sent" in waiting) == ("scheduled", "2026-07-05 08:30:00", False)
    assert (sent["state"], sent["campaign"], sent["medium"]) == ("sent", "59668 New poems", "Email")


def test_channels_and_types_that_are_not_wanted_are_told(site: Site) -> None:
    body = {"email": GRACE, "unsubscribedChannelIds": [3420], "unsubscribedMessageTypeIds": [31081]}
    site.post("/api/users/updateSubscriptions", body)
    assert [(each["kind"], each["name"], each["state"]) for each in site.sections(2)["Subscriptions"]] == [
        ("channel", "Orders", "unsubscribed"),
        ("message type", "New books", "unsubscribed"),
    ]


def test_somebody_without_an_email_has_the_user_id_as_a_name(site: Site) -> None:
    site.post("/api/users/update", {"userId": "visitor-7", "preferUserId": True})
    assert site.found("visitor") == ["visitor-7"]


def test_what_is_told_of_who_is_found_is_short(site: Site) -> None:
    fields = {"firstName": "x" * 100_000, "settings": {"newsletter": "weekly"}}
    site.post("/api/users/update", {"email": "new@example.com", "dataFields": fields})
    told = site.read(f"{PEOPLE}?search=new@")["people"][0]["about"]
    assert told == f'{"x" * 60}..., {{"newsletter":"weekly"}}'


@pytest.mark.parametrize("number", ["1000", f"{10**30}", "0", "-1", ADA])
def test_nothing_is_told_of_who_is_not_there(site: Site, number: str) -> None:
    assert site.get(f"{PEOPLE}/{number}").status == 404


def test_lists_are_told_with_how_many_are_on_them(site: Site) -> None:
    site.post("/api/lists/subscribe", {"listId": 1201, "subscribers": [{"email": GRACE}]})
    poetry = next(each for each in site.listed("lists") if each["key"] == 1201)
    assert (poetry["text"], poetry["badge"]) == ("Poetry readers", "2")
    assert poetry["notes"] == ["Standard, 1201", "From the spring fair"]
    assert site.found(poetry["search"]) == [GRACE, ADA]


def test_events_are_told_with_whose_they_are(site: Site) -> None:
    site.post("/api/events/track", {"email": GRACE, "eventName": "shelfOpened", "dataFields": {"shelf": "B"}})
    latest, first = site.listed("events")
    assert (latest["text"], latest["notes"], latest["details"]["fields"]) == ("shelfOpened", [GRACE], {"shelf": "B"})
    assert (first["text"], first["moment"]) == ("bookFinished", "2026-03-02T20:21:04+00:00")


def test_campaigns_templates_and_catalogs_are_told(site: Site) -> None:
    poems, receipt = site.listed("campaigns")
    assert (poems["text"], poems["badge"], poems["tone"]) == ("New poems", "Finished", "good")
    assert (poems["details"]["messages"], poems["details"]["lists"]) == (812, [1201])
    assert receipt["details"]["template"] == "93849 Order receipt"
    template = site.listed("templates")[1]["details"]
    assert (template["message type"], template["subject"]) == ("3866 Receipts", "Your order {{orderNumber}}")
    (books,) = site.listed("catalogs")
    assert (books["text"], books["badge"]) == ("books", "1")
    assert books["details"]["9780141439587"]["price"] == 9.5


def test_a_catalog_of_many_items_is_told_by_its_first(site: Site) -> None:
    items = {f"{number:03}": {"price": number} for number in range(30)}
    assert site.post("/api/catalogs/books/items", {"documents": items, "replaceUploadedFieldsOnly": False}).status < 300
    (books,) = site.listed("catalogs")
    assert (books["badge"], len(books["details"])) == ("31", 20)


def test_export_jobs_are_told_with_their_state(site: Site) -> None:
    site.post("/api/export/start", {"dataTypeName": "user", "outputFormat": "text/csv"})
    (job,) = site.listed("exports")
    assert (job["text"], job["badge"], job["tone"]) == ("user", "running", "warn")
    assert site.call("POST", "/__admin/clock", {"advance": 2}, key=None).status == 200
    (job,) = site.listed("exports")
    assert (job["badge"], job["tone"], len(job["details"]["files"])) == ("completed", "good", 1)


def test_webhooks_and_their_posts_are_told_without_what_may_be_secret() -> None:
    address = "https://reader:letmein@books.example/hooks?token=letmein"
    headers = (Header("X-Secret", "letmein"),)
    site = Site(webhooks=(Webhook(1, address, auth_type="Basic", auth_token="letmein", headers=headers),))  # noqa: S106 - made up
    site.post("/api/email/target", {"campaignId": 59668, "recipientEmail": ADA})
    (webhook,), (post,) = site.listed("webhooks"), site.listed("posts")
    assert (webhook["text"], webhook["badge"]) == ("https://books.example/hooks", "on")
    assert webhook["details"]["headers"] == ["X-Secret"]
    assert (post["text"], post["notes"][0], post["badge"]) == ("emailSend", "webhook 1", "1 try")
    assert ADA in post["details"]["body"]
    assert "letmein" not in json.dumps(site.read(OVERVIEW))
    site.mock.close()


# --- The programs of the reference ------------------------------------------------------------------------------------


def test_there_is_a_program_for_each_operation(site: Site) -> None:
    told = site.read(HELP)["samples"]
    assert set(told) == set(document().operations)
    assert all("http://127.0.0.1:8080" in program for program in told.values())


@pytest.mark.usefixtures("iterable_environment")
@pytest.mark.parametrize("operation", samples())
def test_a_program_calls_its_operation(operation: str, iterable_mock: LocalMock) -> None:
    program = samples()[operation].replace("{url}", iterable_mock.url)
    # The mock may reject what the examples need, but nothing is wrong with the names and the values.
    with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(IterableError):
        exec(compile(program, operation, "exec"), {})  # noqa: S102 - our own
    assert operation in [each.operation for each in iterable_mock.requests]
