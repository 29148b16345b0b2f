"""Events: one test for each rule and for each option of each assumption."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from app_calls import START, Received
from document_examples import body_examples
from operation_calls import JANE, RUBY, Api

from agillic.mock.instance import Event, load_instance

EVENTS = f"/recipients/{RUBY}/events"
ACHIEVE = "/recipients/v2/events/:achieve"
COUPON = {"c1": Event("c1", "coupon", ("SendCoupon",))}
"""An event whose id and name differ."""


def achieve(api: Api, event: str = "send_coupon", recipient: str = RUBY) -> Received:
    return api.call("POST", f"/recipients/{recipient}/events/{event}/:achieveEvent")


def achieve_with(api: Api, parameters: Any, event: str = "order_placed", recipient: str = RUBY) -> Received:  # noqa: ANN401 - what becomes JSON
    target = f"/recipients/{recipient}/events/{event}/:achieveWithContext"
    return api.call("POST", target, {"context_parameters": parameters})


def sent(api: Api, recipient: str = RUBY) -> list[str]:
    number = api.mock.state.recipients.find(recipient)
    return [each.name for each in api.mock.state.communications.of(number)]


def activities(api: Api) -> list[tuple[str, str, dict[str, Any]]]:
    found = api.mock.state.activities.between(START, api.mock.clock.now() + timedelta(days=1))
    return [(each.type, each.recipient_key, dict(each.details)) for each in found]


# --- one recipient ----------------------------------------------------------------------------------------------------


def test_an_achieved_event_is_listed_and_read() -> None:
    """V-REC, S1: nothing is achieved at first; the example of the document comes back."""
    api = Api()
    shown = {"eventId": "send_coupon", "name": "send_coupon", "achieved": False}
    assert api.get(EVENTS) == []
    assert api.get(f"{EVENTS}/send_coupon") == shown
    response = achieve(api)
    assert (response.status, response.content) == (200, b"")
    assert api.get(EVENTS) == [{**shown, "achieved": True}]
    assert api.get(f"{EVENTS}/send_coupon") == {**shown, "achieved": True}
    assert api.get(f"/recipients/{JANE}/events") == []


def test_events_are_listed_once_in_the_order_of_their_first_achievement() -> None:
    """K-EVT: a repeat counts once more, and the list names the event once."""
    api = Api()
    for event in ("send_coupon", "newsletter_signup", "send_coupon"):
        achieve(api, event)
    assert [each["eventId"] for each in api.get(EVENTS)] == ["send_coupon", "newsletter_signup"]
    assert api.mock.state.achievements.count(1, "send_coupon") == 2


def test_an_achieved_event_runs_its_flows_each_time_for_this_recipient_alone() -> None:
    """S1, K-EVT: a repeat may send again."""
    api = Api()
    achieve(api)
    achieve(api)
    achieve(api, "newsletter_signup")  # it has no flows
    assert sent(api) == ["Coupon", "Coupon"]
    assert sent(api, JANE) == []


def test_an_achieved_event_is_an_activity_and_so_is_what_it_sends() -> None:
    """V-EXP: the types EVENT and SMS."""
    api = Api()
    achieve(api)
    agillic_id = api.mock.state.recipients.read(RUBY)["AGILLIC_ID"]
    assert activities(api) == [
        ("EVENT", RUBY, {"event": "send_coupon", "event_name": "send_coupon", "agillic_id": agillic_id}),
        (
            "SMS",
            RUBY,
            {
                "flow": "SendCoupon",
                "flow_name": "Send coupon",
                "step": "Coupon",
                "communication": 1,
                "status": "SENT",
                "agillic_id": agillic_id,
            },
        ),
    ]


def test_a_deleted_recipient_takes_achievements_along_but_what_happened_stays() -> None:
    """Whoever is created anew begins with nothing."""
    api = Api()
    achieve(api)
    before = activities(api)
    api.call("DELETE", f"/recipients/{RUBY}")
    assert api.call("GET", EVENTS).status == 404
    api.call("POST", "/recipients", {"personData": {"EMAIL": RUBY}})
    assert api.get(EVENTS) == []
    assert sent(api) == []
    assert activities(api) == before


def test_achievements_survive_a_restart(tmp_path: Path) -> None:
    """They are kept in the database's file."""
    first = Api(database=tmp_path / "mock.db")
    achieve(first)
    first.mock.close()
    assert [each["eventId"] for each in Api(database=tmp_path / "mock.db").get(EVENTS)] == ["send_coupon"]


@pytest.mark.parametrize(("address", "status"), [("nobody@sweetmail.com", 404), ("LASTNAME=Blue", 400)])
def test_a_wrong_address_is_rejected(address: str, status: int) -> None:
    """S1: nobody has it, or its field is not unique."""
    api = Api()
    events = f"/recipients/{address}/events"
    responses = [
        api.call("GET", events),
        api.call("GET", f"{events}/send_coupon"),
        achieve(api, recipient=address),
        achieve_with(api, {"name": "order", "ORDER_ID": "1"}, recipient=address),
    ]
    assert [each.status for each in responses] == [status] * 4
    assert activities(api) == []


@pytest.mark.parametrize(("option", "status"), [("status-404", 404), ("status-400", 400)])
def test_an_unknown_event_is_rejected(option: str, status: int) -> None:
    """The assumption unknown-event-status."""
    api = Api(None if option == "status-404" else {"unknown-event-status": option})
    responses = [
        api.call("GET", f"{EVENTS}/invented"),
        achieve(api, "invented"),
        achieve_with(api, {"name": "order", "ORDER_ID": "1"}, "invented"),
    ]
    assert [each.status for each in responses] == [status] * 3


@pytest.mark.parametrize(
    ("option", "works", "shown"),
    [("name", ["coupon"], "coupon"), ("id", ["c1"], "c1"), ("either", ["coupon", "c1"], "c1")],
)
def test_an_event_is_named_by_name_or_id(option: str, works: list[str], shown: str) -> None:
    """The assumption event-identifier; eventId is what paths take."""
    api = Api({"event-identifier": option}, events=COUPON)
    assert [each for each in ("coupon", "c1") if achieve(api, each).status == 200] == works
    assert api.get(EVENTS) == [{"eventId": shown, "name": "coupon", "achieved": True}]
    assert api.get(f"{EVENTS}/{shown}")["achieved"]


def test_all_events_are_listed_under_an_option() -> None:
    """The assumption event-list-scope: those that are not achieved too."""
    api = Api({"event-list-scope": "all-events"})
    achieve(api)
    listed = {each["eventId"]: each["achieved"] for each in api.get(EVENTS)}
    assert listed == {"send_coupon": True, "order_placed": False, "newsletter_signup": False}


def test_an_event_that_was_not_achieved_is_not_found_under_an_option() -> None:
    """The assumption unachieved-event."""
    api = Api({"unachieved-event": "status-404"})
    assert api.call("GET", f"{EVENTS}/send_coupon").status == 404
    achieve(api)
    assert api.call("GET", f"{EVENTS}/send_coupon").status == 200


def test_the_event_is_returned_under_an_option() -> None:
    """The assumption empty-success-body."""
    response = achieve(Api({"empty-success-body": "resource"}))
    assert response.json == {"eventId": "send_coupon", "name": "send_coupon", "achieved": True}


# --- with context -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("example", body_examples("achieveEventWithContext").values(), ids=str)
def test_an_event_is_achieved_with_data_that_fits(example: Any) -> None:  # noqa: ANN401 - a body
    """S1, C-AG: the flow runs, and the data is kept nowhere."""
    api = Api()
    response = achieve_with(api, example["context_parameters"])
    assert (response.status, response.content) == (200, b"")
    assert sent(api) == ["Send receipt"]
    kept = "\n".join(api.mock.state.database.connection.iterdump())
    assert "428642" in kept  # Ruby bought it, as the instance says
    assert "Caramel bar" not in kept
    assert "Your coupon is here" not in kept


def test_data_that_does_not_fit_achieves_nothing() -> None:
    """S1: the data is checked before anything happens."""
    api = Api()
    response = achieve_with(api, {"name": "order"})
    assert (response.status, "'ORDER_ID' is missing" in response.json["message"]) == (400, True)
    assert api.get(EVENTS) == []
    assert activities(api) == []


# --- many recipients --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("example", body_examples("asyncAchieveEvent").values(), ids=str)
def test_events_of_many_are_achieved_when_the_task_ends(example: Any) -> None:  # noqa: ANN401 - a body
    """S1, T-ARR: 202 at once, achieved later, with context and conversion."""
    api = Api()
    started = api.call("POST", ACHIEVE, example)
    assert started.status == 202
    assert api.get(EVENTS) == []
    assert api.ended(started)["status"] == "completed"
    assert [each["eventId"] for each in api.get(EVENTS)] == ["order_placed"]
    assert (sent(api), sent(api, JANE)) == (["Send receipt"], ["Coupon"])
    assert [details.get("conversion") for type_, _, details in activities(api) if type_ == "EVENT"] == [
        '{"value": 21.5}',
        None,
    ]


@pytest.mark.parametrize(
    ("entry", "problem"),
    [
        ({"recipientId": "nobody@sweetmail.com"}, "no recipient"),
        ({"recipientId": f"EMAIL={RUBY}"}, "no recipient"),
        ({"eventId": "invented"}, "no such event"),
        ({"context": {"name": "invented"}}, "no such context schema"),
        ({"context": {"name": "order"}}, "'ORDER_ID' is missing"),
    ],
)
def test_an_entry_that_fails_is_told_and_leaves_the_others_alone(entry: dict[str, Any], problem: str) -> None:
    """S1, task-failure-detail: entry by entry, with index and message."""
    api = Api({"task-failure-detail": "entries"})
    good = {"recipientId": JANE, "eventId": "send_coupon"}
    task = api.ended(api.call("POST", ACHIEVE, {"data": [{**good, "recipientId": RUBY, **entry}, good]}))
    assert task["status"] == "failed"
    (error,) = task["details"]["errors"]
    assert (error["index"], problem in error["message"]) == (0, True)
    assert (api.get(EVENTS), sent(api, JANE)) == ([], ["Coupon"])


def test_a_recipient_in_a_body_is_named_as_in_a_path_under_an_option() -> None:
    """The assumption body-recipient-address."""
    api = Api({"body-recipient-address": "as-in-path"})
    entry = {"recipientId": f"EMAIL={RUBY}", "eventId": "send_coupon"}
    assert api.ended(api.call("POST", ACHIEVE, {"data": [entry]}))["status"] == "completed"
    assert sent(api) == ["Coupon"]


def test_events_in_bodies_follow_the_identifier_too() -> None:
    """The assumption event-identifier."""
    api = Api({"event-identifier": "id"}, events=COUPON)
    api.ended(api.call("POST", ACHIEVE, {"data": [{"recipientId": RUBY, "eventId": "c1"}]}))
    assert sent(api) == ["Coupon"]


@pytest.mark.parametrize("body", [{}, {"data": [{"recipientId": RUBY}]}, {"data": "all"}], ids=str)
def test_a_body_that_breaks_the_document_starts_no_task(body: Any) -> None:  # noqa: ANN401 - what becomes JSON
    """The schema of the document holds."""
    assert Api().call("POST", ACHIEVE, body).status == 400


def test_the_built_in_events_have_the_names_of_their_ids() -> None:
    """Both readings of event-identifier fit the examples of the document."""
    assert all(event.name == id_ for id_, event in load_instance().events.items())
