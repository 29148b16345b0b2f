"""The clock, the state and resets by the admin API; and who may use the admin API."""

import asyncio
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from admin_calls import FORM, RUBY, TOKEN_FORM, AdminMock
from app_calls import START
from operation_calls import Api

from agillic.mock.admin_state import MAX_LISTED
from agillic.mock.http.limits import limits_of
from sdk_core.mock.admin import advance

ADMIN_PATHS = ["/__admin/clock", "/__admin/faults", "/__admin/requests", "/__admin/state"]


def everything(made: AdminMock) -> Any:  # noqa: ANN401 - whatever JSON holds
    return [made.get(path) for path in ADMIN_PATHS]


def story(made: AdminMock) -> list[Any]:
    """Do some of everything, and return what was returned."""
    made.mock.faults.add(operation="deleteRecipient", status=500, times=3)
    responses: list[Any] = [made.create("ann@sweetmail.com").status]
    responses.append(made.call("POST", "/oauth2/token", TOKEN_FORM, authorization=None, content_type=FORM).json)
    responses.append(made.start(url="http://callbacks.example.com/", on="every"))
    made.call("POST", "/__admin/clock", {"advance": 90})
    responses.append(everything(made))
    return responses


# --- the clock --------------------------------------------------------------------------------------------------------


def test_the_clock_is_read_and_advanced() -> None:
    made = AdminMock()
    assert made.get("/__admin/clock") == {"now": "2026-07-04T08:30:00+00:00", "is_frozen": True}
    advanced = made.call("POST", "/__admin/clock", {"advance": 90.5})
    assert advanced.json["now"] == "2026-07-04T08:31:30.500000+00:00"
    assert made.mock.clock.now().isoformat() == advanced.json["now"]


def test_an_advance_does_the_work_that_is_due_then() -> None:
    made = AdminMock(task_seconds=60)
    task = made.start()
    for seconds, expected in ((59, None), (1, "2026-07-04T08:31:00+00:00")):
        made.call("POST", "/__admin/clock", {"advance": seconds})
        (told,) = made.get("/__admin/state")["tasks"]
        assert (told["taskId"], told["ended"]) == (task, expected)


def test_work_on_the_way_is_done_at_its_own_moment() -> None:
    made = Api(task_seconds=2)
    for email in ("ann@sweetmail.com", "bo@sweetmail.com"):
        rows = {"data": [{"personData": {"EMAIL": email}}]}
        assert made.call("POST", "/recipients/v2/:upsert", rows).status == 202
        asyncio.run(advance(made.mock, 1))
    asyncio.run(advance(made.mock, 3600))
    created = [each["personData"]["CREATED"] for each in made.get("/recipients")][-2:]
    assert created == ["04.07.2026 10:30:02", "04.07.2026 10:30:03"]
    assert made.mock.clock.now() == START + timedelta(seconds=3602)


@pytest.mark.parametrize("seconds", [-1, "1", None, True, 1e300, 10**400])
def test_an_advance_is_rejected_unless_it_leads_to_a_later_moment(seconds: Any) -> None:  # noqa: ANN401 - any value
    made = AdminMock()
    body = json.dumps({"advance": seconds}).encode()
    assert made.call("POST", "/__admin/clock", body).status == 400
    assert made.mock.clock.now() == START


# --- the state --------------------------------------------------------------------------------------------------------


def test_the_state_tells_of_everything() -> None:
    made = AdminMock()
    made.create("ann@sweetmail.com")
    made.mock.state.groups.add("TastingPanel", [RUBY])
    state = made.get("/__admin/state")
    assert state["recipients"]["count"] == 3
    assert [each["EMAIL"] for each in state["recipients"]["first"]][2] == "ann@sweetmail.com"
    assert {each["name"]: each["population"] for each in state["groups"]}["TastingPanel"] == 1
    assert state["one_to_many"]["PURCHASES"] == len(made.mock.state.rows.read(1, "PURCHASES"))
    assert state["tables"]["memberships"] == {
        "count": 1,
        "latest": [{"target_group": "TastingPanel", "recipient": 1}],
    }
    assert state["calls_today"] == 1


def test_lists_are_bounded_and_counts_are_not() -> None:
    made = AdminMock()
    made.mock.state.recipients.batch_upsert([{"EMAIL": f"{n}@sweetmail.com"} for n in range(300)])
    for number in range(1, 251):
        made.mock.state.activities.record("EMAIL_OPENED", number, "x", {"what": "long " * 1_000})
    state = made.get("/__admin/state")
    assert (state["recipients"]["count"], len(state["recipients"]["first"])) == (302, MAX_LISTED)
    activities = state["tables"]["activities"]
    assert (activities["count"], len(activities["latest"])) == (250, MAX_LISTED)
    assert activities["latest"][0]["number"] == 250
    assert activities["latest"][0]["details"].endswith("... (5,012 characters)")


@pytest.mark.parametrize("address", [RUBY, "EMAIL=" + RUBY])
def test_one_recipient_is_told_of_with_everything(address: str) -> None:
    made = AdminMock()
    made.mock.state.groups.add("TastingPanel", [RUBY])
    made.mock.state.activities.record("EMAIL_OPENED", 1, RUBY, {})
    made.mock.state.activities.record("EMAIL_OPENED", 2, "x", {})
    told = made.get("/__admin/state?recipient=" + address)
    assert told["person_data"]["EMAIL"] == RUBY
    assert told["one_to_many"]["PURCHASES"] == made.mock.state.rows.read(1, "PURCHASES")
    assert "TastingPanel" in told["groups"]
    assert [each["type"] for each in told["tables"]["activities"]] == ["EMAIL_OPENED"]


@pytest.mark.parametrize(("address", "status"), [("nobody@sweetmail.com", 404), ("FIRSTNAME=Ruby", 400)])
def test_a_recipient_who_is_not_there_is_rejected(address: str, status: int) -> None:
    received = AdminMock().call("GET", "/__admin/state?recipient=" + address)
    assert received.status == status
    assert "message" in received.json


# --- resets -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("in_file", [False, True])
def test_after_a_reset_everything_is_as_at_the_start(tmp_path: Path, *, in_file: bool) -> None:
    made = AdminMock(tmp_path / "state.db" if in_file else None)
    first = everything(made)
    told = story(made)
    token = told[1]["access_token"]
    assert made.call("GET", "/discovery/targetgroups", authorization=f"Bearer {token}").status == 200
    assert made.call("POST", "/__admin/reset", {}).status == 200
    assert everything(made) == first
    assert made.call("GET", "/discovery/targetgroups", authorization=f"Bearer {token}").status == 401
    made.mock.reset()
    assert story(made) == told, "the same ids, moments and numbers come again"


def test_a_file_that_was_reset_can_be_opened_again(tmp_path: Path) -> None:
    made = AdminMock(tmp_path / "state.db")
    made.create("ann@sweetmail.com")
    made.mock.reset()
    made.create("bob@sweetmail.com")
    made.mock.close()
    again = AdminMock(tmp_path / "state.db")
    assert [each["EMAIL"] for each in again.get("/__admin/state")["recipients"]["first"]][2:] == ["bob@sweetmail.com"]


# --- who may use the admin API ----------------------------------------------------------------------------------------


def test_the_admin_api_needs_no_credentials_and_counts_for_no_limit() -> None:
    made = AdminMock()
    made.mock.faults.add(status=500)
    assert set(made.get("/__admin")) > set(ADMIN_PATHS)
    assert limits_of(made.mock).calls_today == 0


@pytest.mark.parametrize("path", ADMIN_PATHS)
def test_foreign_hosts_are_rejected(path: str) -> None:
    assert AdminMock().call("GET", path, host="attacker.example.com").status == 421


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        ("http://127.0.0.1:3000", 200),
        ("http://localhost", 200),
        ("http://[::1]:80", 200),
        ("https://attacker.example.com", 403),
        ("http://127.0.0.1.example.com", 403),
        ("http://localhost@example.com", 403),
        ("file://localhost", 403),
        ("http://[", 403),
        ("null", 403),
    ],
)
def test_pages_of_other_sites_are_rejected(origin: str, status: int) -> None:
    made = AdminMock()
    assert made.call("POST", "/__admin/reset", {}, origin=origin).status == status


@pytest.mark.parametrize("content_type", [None, "text/plain", FORM, "multipart/form-data; boundary=x"])
def test_what_browsers_send_to_other_sites_unasked_is_rejected(content_type: str | None) -> None:
    made = AdminMock()
    received = made.call("POST", "/__admin/clock", b'{"advance": 5}', content_type=content_type)
    assert (received.status, made.mock.clock.now()) == (415, START)
    assert "Content-Type: application/json" in received.json["message"]


def test_browsers_are_given_no_leave_for_other_sites() -> None:
    received = AdminMock().call("OPTIONS", "/__admin/clock", access_control_request_method="POST")
    assert (received.status, received.headers["allow"]) == (405, "GET, POST")
    assert not [name for name in received.headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/__admin/clock", b"{", 400),
        ("/__admin/clock", b"[]", 400),
        ("/__admin/clock", b"{}", 400),
        ("/__admin/clock", b'{"advance": 1, "ruby@sweetmail.com": 2}', 400),
        ("/__admin/faults", b'{"status": 500, "id": 7}', 400),
        ("/__admin/reset", b'{"all": true}', 400),
        ("/__admin/clock", b'{"advance": 1}' + b" " * 65_536, 413),
        ("/__admin/nothing", b"{}", 404),
        ("/__admin/faults/x", b"{}", 405),
    ],
)
def test_bodies_are_checked(path: str, body: bytes, status: int) -> None:
    made = AdminMock()
    received = made.call("POST", path, body)
    assert (received.status, made.mock.clock.now()) == (status, START)
    assert "ruby" not in received.json["message"]


def test_all_that_is_not_below_the_prefix_is_the_api() -> None:
    made = AdminMock()
    assert made.call("GET", "/__adminx").status == 404
    assert made.mock.journal.latest == 1
