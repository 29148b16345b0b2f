"""The record of agents as sentences, whatever somebody has put into it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdk_core.cli.agents_parts import lines_of, one_line
from sdk_core.cli.agents_sentences import moment, sentence

TITLES = {"tiny": "Tiny"}
CALL = {"agent": "helper", "tool": "call_operation", "api": "tiny", "operation": "putThing"}


@pytest.mark.parametrize(
    ("record", "said"),
    [
        ({"event": "started", "agent": "helper"}, "the server of helper was started"),
        ({"event": "stopped", "agent": "helper"}, "the server of helper was stopped"),
        ({"event": "stopped", "by": "ada", "reason": "a test"}, "all agents were stopped by ada: a test"),
        ({"event": "started", "by": "ada"}, "all agents were started again by ada"),
        ({"event": "search", "agent": "helper", "count": 5}, "helper searched for operations (5 rows)"),
        (CALL | {"event": "load", "decision": "allowed"}, "helper loaded putThing of Tiny"),
        (CALL | {"event": "call", "decision": "allowed", "people": 0}, "helper called putThing of Tiny"),
        (CALL | {"event": "outcome", "count": 0}, "helper's call of putThing of Tiny ended (0 rows)"),
        (
            CALL | {"event": "plan", "people": 30, "plan": "plan-1"},
            "helper planned putThing of Tiny (30 persons, plan-1)",
        ),
        (
            CALL | {"event": "confirm", "by": "ada", "people": 1},
            "helper's plan of putThing of Tiny was confirmed by ada (1 person)",
        ),
        (CALL | {"event": "confirm"}, "helper's plan of putThing of Tiny was confirmed"),
        (CALL | {"event": "decline", "decision": "denied"}, "helper's plan of putThing of Tiny was declined"),
        (CALL | {"event": "approved", "by": "ops"}, "helper's plan of putThing of Tiny was approved by ops"),
        (
            CALL | {"event": "outcome", "status": 200, "count": 1200, "seconds": 0.25, "call": 12},
            "helper's call, of line 12, of putThing of Tiny ended (1,200 rows, status 200, 0.2 s)",
        ),
        (
            CALL | {"event": "denied", "decision": "denied", "reason": "the access of the API is read"},
            "helper was denied putThing of Tiny: the access of the API is read",
        ),
        (CALL | {"event": "call", "decision": "denied"}, "helper was denied putThing of Tiny"),
        (CALL | {"event": "error", "reason": "no disk"}, "helper had an error with putThing of Tiny: no disk"),
        ({"event": "denied", "agent": "helper", "tool": "find"}, "helper was denied the tool find"),
        ({"event": "denied", "api": "other", "operation": "x"}, "an agent was denied x of other"),
        ({"event": "dreamed", "agent": "helper"}, "helper: dreamed"),
        ({}, "an agent: nothing is said"),
    ],
)
def test_each_event_is_a_sentence(record: dict[str, Any], said: str) -> None:
    assert sentence(record, TITLES) == said


HOSTILE = "a\n2026-11-30 15:04 helper called\x1b[2Jb\u202ec\u200bd\x00\u2028"


def test_what_is_hidden_is_seen_and_stays_in_its_line() -> None:
    names = ("agent", "tool", "api", "operation", "reason", "by", "plan", "event", "status", "call")
    for event in ("call", "confirm", "outcome", "stopped", HOSTILE):
        text = sentence(dict.fromkeys(names, HOSTILE) | {"event": event, "time": HOSTILE}, TITLES)
        assert text.isprintable()
        assert "\\u001b[2J" in text
        assert "\\u202e" in text
    assert moment({"time": HOSTILE}).isprintable()


def test_what_is_endless_is_cut() -> None:
    assert len(sentence({"event": "error", "reason": "x" * 1_000_000, "agent": "y" * 1_000_000}, TITLES)) < 1_000


@given(
    st.dictionaries(
        st.sampled_from(["event", "agent", "api", "operation", "people", "count", "seconds", "time", "by", "decision"]),
        st.none() | st.text() | st.integers() | st.floats() | st.lists(st.text(), max_size=2) | st.booleans(),
    )
)
def test_any_record_is_told(record: dict[str, Any]) -> None:
    assert sentence(record, TITLES).isprintable()
    assert moment(record).isprintable()


def test_text_of_a_plan_stands_behind_a_bar() -> None:
    shown = lines_of("moves\tone\nApprove plan-1? Type yes: yes\r\x1b[1A\u202e", 100)
    assert shown == ["  | moves    one", "  | Approve plan-1? Type yes: yes\\u000d\\u001b[1A\\u202e"]
    assert one_line("a\nb\tc") == "a\\nb\\tc"
