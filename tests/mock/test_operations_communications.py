"""The communication history: one test for each rule and for each option of each assumption."""

from pathlib import Path
from typing import Any

import pytest
from app_calls import Received
from operation_calls import JANE, RUBY, Api

from agillic.mock.instance import Communication, Event, Flow, load_instance
from agillic.mock.state.communications import MessageType

HOUR, DAY = 3_600, 86_400
TYPES: tuple[MessageType, ...] = ("EMAIL", "SMS", "PUSH_NOTIFICATION", "PRINT")
FLOWS = {type_: Flow(type_, type_, communication=Communication(f"By {type_}", type_)) for type_ in TYPES}
EVENTS = {"all": Event("all", "all", TYPES)}


def history(api: Api, query: str = "", recipient: str = RUBY) -> Received:
    return api.call("POST", f"/recipients/{recipient}/:listCommunicationHistory{query}")


def names(received: Received) -> list[str]:
    assert received.status == 200, received
    return [each["communicationId"] for each in received.json]


def achieve(api: Api, event: str = "send_coupon") -> None:
    assert api.call("POST", f"/recipients/{RUBY}/events/{event}/:achieveEvent").status == 200


def three_sent(options: dict[str, str] | None = None) -> Api:
    """Return a mock where Ruby was sent a coupon at 8:30, a receipt at 9:30 and a coupon at 10:30."""
    api = Api(options)
    achieve(api)
    for event in ("order_placed", "send_coupon"):
        api.mock.clock.advance(HOUR)
        achieve(api, event)
    return api


def test_what_was_sent_is_listed_the_oldest_first() -> None:
    """C-AG: four members, and the moment in the instance's format."""
    api = three_sent()
    assert names(history(api)) == ["Coupon", "Send receipt", "Coupon"]
    assert history(api).json[1] == {
        "communicationId": "Send receipt",
        "communicationType": "EMAIL",
        "executionTimestamp": "04.07.2026 11:30:00",
        "additionalFields": {},
    }
    assert names(history(api, recipient=JANE)) == []


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("dateStart=2026-07-04T09:30:00.000Z", 2),
        ("dateStart=2026-07-04T09:30:00.001Z", 1),
        ("dateEnd=2026-07-04T09:30:00Z", 2),
        ("dateEnd=2026-07-04T11:29:59%2B02:00", 1),
        ("dateStart=2026-07-04T09:00:00Z&dateEnd=2026-07-04T10:00:00Z", 1),
        ("dateStart=2026-07-04T10:00:00Z&dateEnd=2026-07-04T09:00:00Z", 0),
        ("communicationType=SMS", 2),
        ("communicationType=SMS&dateStart=2026-07-04T09:00:00Z", 1),
        ("communicationType=CARRIER_PIGEON", 0),
    ],
)
def test_the_history_is_narrowed_by_time_and_type(query: str, count: int) -> None:
    """C-AG: from dateStart on, up to dateEnd."""
    assert len(names(history(three_sent(), f"?{query}"))) == count


def test_a_moment_that_is_none_is_rejected() -> None:
    """C-AG: moments are written by RFC 3339."""
    assert history(Api(), "?dateStart=yesterday").status == 400


def test_an_unknown_recipient_has_no_history() -> None:
    """S1."""
    assert history(Api(), recipient="nobody@sweetmail.com").status == 404


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ("oldest-first", ["Coupon 8", "Send receipt 9", "Coupon 10"]),
        ("newest-first", ["Coupon 10", "Send receipt 9", "Coupon 8"]),
        ("by-key", ["Coupon 8", "Coupon 10", "Send receipt 9"]),
    ],
)
def test_the_order_of_the_list_is_an_assumption(option: str, expected: list[str]) -> None:
    """The assumption list-order; the key of a message is its communicationId."""
    listed = history(three_sent({"list-order": option})).json
    hours = {"04.07.2026 10:30:00": 8, "04.07.2026 11:30:00": 9, "04.07.2026 12:30:00": 10}
    assert [f"{each['communicationId']} {hours[each['executionTimestamp']]}" for each in listed] == expected


@pytest.mark.parametrize(("option", "listed"), [("everything", 2), ("last-30-days", 1)])
def test_the_usual_window_is_an_assumption(option: str, listed: int) -> None:
    """The assumption communication-history-window: it holds when both moments are left out."""
    api = Api({"communication-history-window": option})
    achieve(api)
    api.mock.clock.advance(31 * DAY)
    achieve(api)
    assert len(names(history(api))) == listed
    assert len(names(history(api, "?dateEnd=2027-01-01T00:00:00Z"))) == 2


def test_a_window_is_needed_under_an_option() -> None:
    """The assumption communication-history-window."""
    api = Api({"communication-history-window": "status-400"})
    assert history(api).status == 400
    assert history(api, "?dateStart=2026-07-01T00:00:00Z").status == 200


@pytest.mark.parametrize(
    ("option", "words"),
    [
        ("upper-case", ["EMAIL", "SMS", "PUSH_NOTIFICATION", "PRINT"]),
        ("lower-case", ["email", "sms", "push", "print"]),
    ],
)
def test_the_words_for_types_are_an_assumption(option: str, words: list[str]) -> None:
    """The assumption communication-types, in responses and in the query."""
    api = Api({"communication-types": option}, flows=FLOWS, events=EVENTS)
    achieve(api, "all")
    assert [each["communicationType"] for each in history(api).json] == words
    assert [names(history(api, f"?communicationType={word}")) for word in words] == [[f"By {type_}"] for type_ in TYPES]


@pytest.mark.parametrize(
    ("option", "untouched", "opened"),
    [
        ("known-only", {}, {"openedTimestamp": "04.07.2026 10:31:00", "bounced": "false"}),
        (
            "always-four",
            {"openedTimestamp": None, "clickedTimeStamp": None, "storedEmailURL": None, "bounced": None},
            {
                "openedTimestamp": "04.07.2026 10:31:00",
                "clickedTimeStamp": None,
                "storedEmailURL": None,
                "bounced": "false",
            },
        ),
    ],
)
def test_which_fields_a_message_has_is_an_assumption(option: str, untouched: Any, opened: Any) -> None:  # noqa: ANN401 - JSON
    """The assumption communication-additional-fields."""
    api = Api({"communication-additional-fields": option})
    achieve(api)
    assert history(api).json[0]["additionalFields"] == untouched
    api.mock.clock.advance(60)
    api.mock.state.communications.mark(1, "opened")
    assert history(api).json[0]["additionalFields"] == opened


def test_moments_are_written_by_rfc_3339_under_an_option() -> None:
    """The assumption communication-timestamp-format."""
    api = Api({"communication-timestamp-format": "rfc-3339"})
    achieve(api)
    assert history(api).json[0]["executionTimestamp"] == "2026-07-04T08:30:00.000Z"


def test_the_history_survives_a_restart_and_goes_with_the_recipient(tmp_path: Path) -> None:
    """It is kept in the database's file."""
    api = Api(database=tmp_path / "mock.db")
    achieve(api)
    api.mock.close()
    api = Api(database=tmp_path / "mock.db")
    assert names(history(api)) == ["Coupon"]
    api.call("DELETE", f"/recipients/{RUBY}")
    api.call("POST", "/recipients", {"personData": {"EMAIL": RUBY}})
    assert names(history(api)) == []


def test_the_built_in_instance_sends_by_words_of_the_document() -> None:
    """The assumption communication-types: EMAIL and SMS."""
    sent = [flow.communication for flow in load_instance().flows.values()]
    assert {each.type for each in sent if each} == {"EMAIL", "SMS"}
