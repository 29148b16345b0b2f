"""The requests that arrived, without their secrets."""

from base64 import b64encode
from typing import Any

import pytest
from admin_calls import FORM, RUBY, TOKEN_FORM, AdminMock
from app_calls import APP_BASIC, SECRET, START

from sdk_core.mock.request_journal import MAX_BODY, RequestJournal


def shown(made: AdminMock, query: str = "") -> list[Any]:
    found: list[Any] = made.get("/__admin/requests" + query)["requests"]
    return found


def test_requests_are_kept_as_they_arrived() -> None:
    made = AdminMock()
    made.mock.clock.advance(60)
    body = b'{"personData": {"EMAIL": "ann@sweetmail.com"}}  '
    made.call("POST", "/recipients?a=%2541&b=c+d&a=1", body, x_custom="Salted caramel")
    (request,) = shown(made)
    assert request == {
        "number": 1,
        "moment": "2026-07-04T08:31:00+00:00",
        "method": "POST",
        "target": "/recipients?a=%2541&b=c+d&a=1",
        "headers": [
            ["host", "127.0.0.1:8080"],
            ["authorization", "Basic ***"],
            ["content-type", "application/json"],
            ["x-custom", "Salted caramel"],
        ],
        "body": {"text": body.decode()},
        "size": len(body),
        "operation": "createRecipient",
        "status": 201,
        "fault": None,
        "isExample": False,
        "reasons": [],
    }


def test_the_raw_path_is_kept() -> None:
    made = AdminMock(delete_success_status="status-204")
    made.call("DELETE", "/recipients/CUSTOMER_ID=a%253Db")
    assert shown(made)[0]["target"] == "/recipients/CUSTOMER_ID=a%253Db"


def test_requests_that_are_rejected_or_for_nothing_are_kept_too() -> None:
    made = AdminMock()
    made.call("GET", "/nothing/here?x=1")
    made.call("POST", "/recipients", b"{", authorization=None)
    made.call("GET", "/discovery/targetgroups", host="shop.example.com")
    made.mock.faults.add(status=503)
    made.create("ann@sweetmail.com")
    told = [(each["operation"], each["status"], each["fault"]) for each in shown(made)]
    assert told == [
        (None, 404, None),
        ("createRecipient", 401, None),
        ("discoverTargetGroups", 421, None),
        ("createRecipient", 503, 1),
    ]


def test_admin_calls_are_not_kept() -> None:
    made = AdminMock()
    made.get("/__admin/state")
    made.call("POST", "/__admin/clock", {"advance": 1})
    assert made.get("/__admin/requests") == {"requests": [], "latest": 0}


def test_requests_are_found_by_operation_and_number() -> None:
    made = AdminMock()
    for each in "abc":
        made.create(f"{each}@sweetmail.com")
        made.call("GET", "/discovery/targetgroups")
    assert [each["number"] for each in shown(made, "?operation=createRecipient")] == [1, 3, 5]
    assert [each["number"] for each in shown(made, "?since=4")] == [5, 6]
    assert [each["number"] for each in shown(made, "?since=1&operation=createRecipient")] == [3, 5]
    assert made.get("/__admin/requests?since=6") == {"requests": [], "latest": 6}


@pytest.mark.parametrize("query", ["?since=x", "?since=-1", "?until=3", "?since=" + "9" * 30])
def test_other_queries_are_rejected(query: str) -> None:
    received = AdminMock().call("GET", "/__admin/requests" + query)
    assert received.status == 400
    assert "known: operation, since" in received.json["message"] or "write" in received.json["message"]


def test_requests_are_forgotten_and_numbers_go_on() -> None:
    made = AdminMock()
    made.create("ann@sweetmail.com")
    assert made.call("DELETE", "/__admin/requests").status == 200
    assert shown(made) == []
    made.create("bob@sweetmail.com")
    assert [each["number"] for each in shown(made)] == [2]


@pytest.mark.parametrize(
    ("headers", "kept"),
    [
        ({"authorization": APP_BASIC}, ["authorization", "Basic ***"]),
        ({"authorization": "Bearer a b"}, ["authorization", "Bearer ***"]),
        ({"authorization": "treacle"}, ["authorization", "***"]),
        ({"proxy_authorization": "Basic treacle"}, ["proxy-authorization", "Basic ***"]),
        ({"cookie": "session=treacle; more=treacle"}, ["cookie", "***"]),
    ],
)
def test_secret_headers_are_masked(headers: dict[str, str], kept: list[str]) -> None:
    made = AdminMock()
    made.call("GET", "/discovery/targetgroups", **headers)
    assert kept in shown(made)[0]["headers"]
    for secret in ("treacle", APP_BASIC.removeprefix("Basic ")):
        assert secret not in repr(made.mock.journal.requests()[0].headers)


def test_the_secret_of_a_token_form_is_masked_and_the_rest_stays() -> None:
    made = AdminMock()
    received = made.call("POST", "/oauth2/token", TOKEN_FORM, authorization=None, content_type=FORM)
    assert received.status == 200
    text = shown(made)[0]["body"]["text"]
    assert text == TOKEN_FORM.decode().replace(SECRET, "***")
    assert received.json["access_token"] not in made.call("GET", "/__admin/requests").content.decode()


@pytest.mark.parametrize(
    ("target", "body", "content_type"),
    [
        ("/oauth2/token", f"client%5Fsecret={SECRET}", FORM),
        ("/oauth2/token", f"grant_type=x&client_secret={SECRET}", "text/plain"),
        ("/oauth2/token", f'{{"client_secret": "{SECRET}"}}', "application/json"),
        ("/oauth2/token", f"--x\r\nname=client_secret\r\n\r\n{SECRET}", "multipart/form-data; boundary=x"),
        ("/oauth/token", f"client_secret={SECRET}", FORM),
        (f"/oauth2/token?client_secret={SECRET}", "", FORM),
        (f"/tasks?access_token={SECRET}&a=b", "", FORM),
    ],
)
def test_misplaced_secrets_are_masked(target: str, body: str, content_type: str) -> None:
    made = AdminMock()
    made.call("POST", target, body.encode(), content_type=content_type)
    assert shown(made)[0]["number"] == 1
    assert SECRET not in made.call("GET", "/__admin/requests").content.decode()


def test_bodies_that_are_no_text_are_kept_as_base64() -> None:
    made = AdminMock()
    made.call("POST", "/recipients", b"\xff\x00")
    assert shown(made)[0]["body"] == {"base64": b64encode(b"\xff\x00").decode()}
    assert made.mock.journal.requests()[0].text is None


def test_of_a_large_body_the_beginning_is_kept() -> None:
    made = AdminMock()
    made.call("POST", "/recipients", b'{"personData": {}}' + b" " * MAX_BODY)
    assert (shown(made)[0]["size"], len(shown(made)[0]["body"]["text"])) == (MAX_BODY + 18, MAX_BODY)


def test_what_programs_read_in_process() -> None:
    made = AdminMock()
    made.create(RUBY)
    (request,) = made.mock.journal.requests(operation="createRecipient")
    assert (request.json, request.moment) == ({"personData": {"EMAIL": RUBY}}, START)
    assert "ruby" not in repr(request)


def test_the_latest_requests_are_kept() -> None:
    journal = RequestJournal(max_requests=3)
    for _ in range(5):
        journal.arrived(START, "GET", "/tasks", [], None)
    assert [each.number for each in journal.requests()] == [3, 4, 5]


def test_requests_have_so_many_bytes_together() -> None:
    journal = RequestJournal(max_bytes=1_000)
    for size in (400, 400, 400, 5_000):
        journal.read(journal.arrived(START, "POST", "/tasks", [(b"host", b"x")], None), b"." * size)
        kept = sum(len(each.body) for each in journal.requests())
        assert kept <= 1_000 or [each.size for each in journal.requests()] == [5_000]
    assert [each.number for each in journal.requests()] == [4]


def test_a_request_that_was_forgotten_meanwhile_does_not_count() -> None:
    journal = RequestJournal(max_bytes=1_000)
    under_way = journal.arrived(START, "POST", "/tasks", [], None)
    journal.reset()
    journal.arrived(START, "GET", "/tasks", [], None)
    journal.read(under_way, b"." * 5_000)
    journal.arrived(START, "GET", "/tasks", [], None)
    assert [each.number for each in journal.requests()] == [1, 2]
