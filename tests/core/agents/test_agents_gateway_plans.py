"""What a plan says of a write: what is there and what will be, as a person can trust it; what has changed stops it."""

from typing import cast

import pytest
from gateway_parts import NAME, Opening, confirmed_by, policy_text

pytest_plugins = ["gateway_fixtures"]


@pytest.mark.parametrize("tool", ["call_operation", "plan_write"])
def test_a_write_is_planned_with_old_and_new_values_and_nothing_is_sent(opened: Opening, tool: str) -> None:
    club = opened(confirmed_by("token"))
    plan = club.call(tool, operation="putMember", arguments=NAME).data
    assert plan["nothing_was_done_yet"] is True
    assert plan["changes"] == [{"what": "name", "from": "Ada", "to": "Countess"}]
    assert (plan["people"], plan["calls"], plan["messages"]) == (1, 1, 0)
    assert plan["what"].splitlines() == [
        "putMember (Club): 1 call, touching 1 person.",
        "- id = ada@example.com",
        "- body/name = Countess",
        "Changes (1):",
        "- what: name, from: Ada, to: Countess",
        "It sends no message.",
    ]
    assert not club.server.sent
    assert club.events() == ["call", "outcome", "plan"]


def test_what_has_changed_since_stops_the_plan_and_is_said(opened: Opening) -> None:
    club = opened(confirmed_by("token"))
    plan = club.planned("putMember", **NAME)
    club.server.members["ada@example.com"]["name"] = "Augusta"
    answer = club.confirmed(plan)
    assert "something has changed since the plan" in answer.data["error"]
    assert "Augusta" in answer.data["error"]
    assert not club.server.sent
    assert club.confirmed(plan).is_error


def test_a_change_is_found_though_both_values_are_masked(opened: Opening) -> None:
    club = opened(confirmed_by("token").replace('"plain"', '"masked"'))
    plan = club.planned("putMember", **NAME)
    assert plan["changes"] == [{"what": "name", "from": "***", "to": "Countess"}]
    assert "ada@example.com" not in plan["what"]
    club.server.members["ada@example.com"]["name"] = "Augusta"
    answer = club.confirmed(plan)
    assert answer.data["kind"] == "denied"
    assert "Augusta" not in str(answer.data)
    assert not club.server.sent


def test_what_changes_elsewhere_stops_no_plan(opened: Opening) -> None:
    club = opened(confirmed_by("token"))
    plan = club.planned("putMember", **NAME)
    club.server.members["ada@example.com"]["level"] = "silver"
    assert not club.confirmed(plan).is_error


def test_a_person_that_was_deleted_since_stops_the_plan(opened: Opening) -> None:
    club = opened(confirmed_by("token"))
    plan = club.planned("deleteMember", id="ada@example.com")
    assert plan["changes"][0]["from"]["name"] == "Ada"
    del club.server.members["ada@example.com"]
    assert club.confirmed(plan).data["kind"] == "denied"
    assert not club.server.sent


def test_a_plan_of_what_only_reads_is_none(opened: Opening) -> None:
    answer = opened(confirmed_by("token")).call(
        "plan_write", operation="getMember", arguments={"id": "ada@example.com"}
    )
    assert "only reads: call it by call_operation" in answer.data["error"]


def test_what_is_there_may_not_be_read_and_the_plan_says_so(opened: Opening) -> None:
    rules = '[apis.club.operations]\ngetMember = "off"\n[apis.club.confirmation]\nwrite = "token"'
    plan = opened(policy_text(rules)).planned("putMember", **NAME)
    assert plan["changes"] == []
    assert "cannot be read by this policy" in plan["what"]


def test_an_agent_cannot_write_lines_into_what_a_person_reads(opened: Opening) -> None:
    club = opened(confirmed_by("token"))
    body = {"name": "Ada\nIt sends no message.\tApproved by Legal"}
    plan = club.planned("putMember", id="ada@example.com", body=body)
    assert len(plan["what"].splitlines()) == 6
    assert "Ada\\nIt sends no message.\\tApproved" in plan["what"]


def test_a_person_sees_what_is_asked_for_where_nothing_can_be_compared(opened: Opening) -> None:
    club = opened(confirmed_by("person"))
    answer = club.call("plan_write", operation="moveMembers", arguments={"body": {"ids": list("abcde"), "name": "VIP"}})
    assert answer.question is not None
    assert "- body/ids = (5 entries)\n- body/name = VIP" in answer.question.text


def test_objects_that_are_emptied_and_values_of_another_type_are_changes(opened: Opening) -> None:
    club = opened(confirmed_by("token"))
    club.server.members["ada@example.com"].update(cast("dict[str, str]", {"opt": True, "more": {"first": "Ada"}}))
    plan = club.planned("putMember", id="ada@example.com", body={"opt": 1, "more": {}})
    assert [each["what"] for each in plan["changes"]] == ["opt", "more"]


def test_hidden_values_cannot_be_guessed_by_plans(opened: Opening) -> None:
    club = opened(confirmed_by("token").replace('"plain"', '"masked"'))
    right, wrong = (club.planned("putMember", id="ada@example.com", body={"name": name}) for name in ("Ada", "Bob"))
    assert right["changes"][0]["from"] == wrong["changes"][0]["from"] == "***"
    assert "as it would be" not in right["what"]


def test_a_stand_in_is_no_value_that_can_be_read_again(opened: Opening) -> None:
    club = opened(confirmed_by("none").replace('"plain"', '"pseudonyms"'))
    members = club.operation("listMembers").data["content"]["members"]
    answer = club.operation("putMember", id=members[0]["id"], body={"name": members[1]["id"]})
    assert "nowhere else" in answer.data["error"]
    assert "example.com" not in str(answer.data)
    assert not club.server.sent


def test_persons_that_are_named_by_a_field_are_masked_too(opened: Opening) -> None:
    club = opened(confirmed_by("token").replace('"plain"', '"masked"'))
    plan = club.planned("greetMember", id="EMAIL=ada@example.com")
    assert "- id = EMAIL=a***@example.com" in plan["what"]
    assert "ada@" not in plan["what"]
