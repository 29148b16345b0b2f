"""What agents write: planned, confirmed by whom the policy says, unchanged since, counted in persons, and recorded."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from gateway_parts import Stand, policy_text

from sdk_core.agents.policy.live import STOPPED
from sdk_core.agents.tools.model import Answer

Opening = Callable[..., Stand]
NAME = {"id": "ada@example.com", "body": {"name": "Countess"}}


def confirmed_by(word: str, more: str = "") -> str:
    """Return a policy in which one word confirms all that writes."""
    return policy_text(f'[apis.club.confirmation]\nwrite = "{word}"\ndelete = "{word}"\nsend = "{word}"\n{more}')


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opening]:
    stands: list[Stand] = []

    def make(policy: str, folder: str = "", **parts: Any) -> Stand:  # noqa: ANN401 - those of a Stand
        stands.append(Stand(tmp_path / (folder or f"stand{len(stands)}"), policy, **parts))
        return stands[-1]

    yield make
    for each in stands:
        each.instances.close()


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


def test_the_token_runs_the_plan_once(opened: Opening) -> None:
    club = opened(confirmed_by("token"))
    plan = club.planned("putMember", **NAME)
    answer = club.confirmed(plan)
    assert (answer.is_error, answer.data["done"]) == (False, 1)
    assert club.server.members["ada@example.com"]["name"] == "Countess"
    assert club.server.sent == ["PUT /members/ada@example.com"]
    again = club.confirmed(plan)
    assert "was run already" in again.data["error"]
    assert club.server.sent == ["PUT /members/ada@example.com"]
    (confirm,) = [each for each in club.lines() if each["event"] == "confirm"]
    assert (confirm["by"], confirm["plan"], confirm["people"]) == ("the agent, by the plan's token", plan["plan"], 1)
    calls = [each for each in club.lines() if each["event"] == "call" and each["operation"] == "putMember"]
    assert [(each["plan"], each["by"]) for each in calls] == [(plan["plan"], "the agent, by the plan's token")]


@pytest.mark.parametrize("token", ["", "0" * 64, "é"])
def test_no_other_token_runs_it(opened: Opening, token: str) -> None:
    club = opened(confirmed_by("token"))
    plan = club.planned("putMember", **NAME)
    assert club.call("confirm_plan", plan=plan["plan"], token=token).is_error
    assert not club.server.sent


def test_the_token_of_one_plan_runs_no_other(opened: Opening) -> None:
    club = opened(confirmed_by("token"))
    harmless = club.planned("putMember", **NAME)
    other = club.planned("deleteMember", id="ada@example.com")
    answer = club.call("confirm_plan", plan=other["plan"], token=harmless["token"])
    assert "not that of this plan" in answer.data["error"]
    assert not club.server.sent


def test_a_plan_ends_after_its_time(opened: Opening) -> None:
    club = opened(confirmed_by("token"))
    plan = club.planned("putMember", **NAME)
    club.clock.now += 601
    assert "minutes old" in club.confirmed(plan).data["error"]
    assert not club.server.sent


def test_a_plan_of_another_agent_is_not_there(opened: Opening) -> None:
    one = opened(confirmed_by("token"))
    other = opened(confirmed_by("token").replace("helper", "other"))
    assert other.confirmed(one.planned("putMember", **NAME)).is_error
    assert not one.server.sent
    assert not other.server.sent


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


@pytest.mark.parametrize("word", ["ask", "person"])
def test_a_person_is_asked_and_agrees(opened: Opening, word: str) -> None:
    club = opened(confirmed_by(word))
    answer = club.call("call_operation", operation="putMember", arguments=NAME)
    assert answer.question is not None
    assert answer.question.text == answer.data["what"]
    assert ("token" in answer.data) is (word == "ask")
    done = club.gateway.agreed(answer.question.plan, club.steps)
    assert (done.is_error, done.data["done"]) == (False, 1)
    assert [each["by"] for each in club.lines() if each["event"] == "confirm"] == ["the person at the client"]
    assert club.gateway.agreed(answer.question.plan, club.steps).is_error
    assert len(club.server.sent) == 1


def test_a_person_declines_and_the_plan_is_gone(opened: Opening) -> None:
    club = opened(confirmed_by("ask"))
    answer = club.call("call_operation", operation="putMember", arguments=NAME)
    assert answer.question is not None
    assert club.gateway.declined(answer.question.plan).is_error
    assert club.confirmed(answer.data).is_error
    assert club.gateway.agreed(answer.question.plan, club.steps).is_error
    assert not club.server.sent
    assert "decline" in club.events()


def test_a_plan_for_a_person_takes_no_token_and_is_asked_again(opened: Opening) -> None:
    club = opened(confirmed_by("person"))
    plan = club.planned("putMember", **NAME)
    assert "token" not in plan
    assert "nothing can be done by it" in plan["next"]
    asked = club.call("confirm_plan", plan=plan["plan"])
    assert asked.question is not None
    assert club.call("confirm_plan", plan=plan["plan"], token="0" * 64).is_error
    assert not club.server.sent


def test_an_approval_from_outside(opened: Opening) -> None:
    club = opened(confirmed_by("approval"))
    plan = club.planned("greetMember", id="ada@example.com")
    assert plan["messages"] == 1
    assert "token" not in plan
    assert f"agents approve {plan['plan']}" in plan["next"]
    early = club.call("confirm_plan", plan=plan["plan"])
    assert "nobody has approved it yet" in early.data["error"]
    (waiting,) = club.approvals.waiting(club.clock.now)
    assert waiting.text == plan["what"]
    club.approvals.approve(plan["plan"], "grace", club.clock.now)
    done = club.call("confirm_plan", plan=plan["plan"])
    assert not done.is_error, done.data
    assert club.server.sent == ["POST /members/ada@example.com/greeting"]
    assert [each["by"] for each in club.lines() if each["event"] == "confirm"] == ["grace"]


def test_a_plan_that_is_declined_outside_is_gone_and_the_agent_learns_why(opened: Opening) -> None:
    club = opened(confirmed_by("approval"))
    plan = club.planned("greetMember", id="ada@example.com")
    club.approvals.decline(plan["plan"], "grace\u202e", club.clock.now)
    answer = club.call("confirm_plan", plan=plan["plan"])
    assert "grace\\u202e has declined the plan: nothing was done" in answer.data["error"]
    assert "not known here" in club.call("confirm_plan", plan=plan["plan"]).data["error"]
    assert not club.server.sent
    assert "denied" in club.events()


def test_a_policy_may_let_writes_through_at_once(opened: Opening) -> None:
    club = opened(policy_text('[apis.club.confirmation]\nwrite = "none"'))
    answer = club.operation("putMember", **NAME)
    assert answer.data["content"]["name"] == "Countess"
    assert club.call("call_operation", operation="deleteMember", arguments={"id": "ada@example.com"}).question


def test_what_starts_messages_indirectly_is_confirmed_as_what_sends(opened: Opening) -> None:
    club = opened(policy_text('[apis.club.confirmation]\nwrite = "none"\nsend = "person"'))
    answer = club.call("call_operation", operation="moveMembers", arguments={"body": {"ids": ["a", "b"]}})
    assert answer.question is not None
    assert "At most 2 messages may be sent" in answer.question.text
    assert "the API does not say which" in answer.question.text
    assert not club.server.sent


def test_a_stricter_policy_stops_plans_that_wait(opened: Opening) -> None:
    club = opened(confirmed_by("token"))
    plan = club.planned("putMember", **NAME)
    club.policy.write_text(confirmed_by("person"))
    assert "the policy wants person for it now" in club.confirmed(plan).data["error"]
    plan = club.planned("putMember", **NAME)
    club.policy.write_text(policy_text(access="read"))
    assert club.gateway.agreed(plan["plan"], club.steps).data["kind"] == "denied"
    assert not club.server.sent


def test_caps_count_persons_and_not_calls(opened: Opening) -> None:
    club = opened(confirmed_by("token", "[apis.club.caps]\npeople_per_call = 3\npeople_per_hour = 4"))
    over = club.call("plan_write", operation="moveMembers", arguments={"body": {"ids": list("abcd")}})
    assert "people_per_call is 3" in over.data["error"]
    assert not club.confirmed(club.planned("moveMembers", body={"ids": list("abc")})).is_error
    again = club.call("plan_write", operation="moveMembers", arguments={"body": {"ids": list("ab")}})
    assert "people_per_hour is 4, of which 1 are left" in again.data["error"]
    assert not club.confirmed(club.planned("moveMembers", body={"ids": ["a"]})).is_error
    assert len(club.server.sent) == 2


def test_an_unknown_number_of_persons_is_over_every_cap(opened: Opening) -> None:
    club = opened(confirmed_by("token"))
    answer = club.call("plan_write", operation="moveMembers", arguments={"body": {"name": "all"}})
    assert "nobody knows before how many persons" in answer.data["error"]
    assert not club.server.sent


def test_two_servers_of_an_agent_share_its_caps(opened: Opening) -> None:
    policy = confirmed_by("none", "[apis.club.caps]\npeople_per_hour = 10")
    servers = [opened(policy, "same"), opened(policy, "same")]

    def work(club: Stand) -> None:
        for number in range(10):
            club.operation("moveMembers", body={"ids": [f"{number}"]})

    threads = [threading.Thread(target=work, args=(club,)) for club in servers]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sum(len(club.server.sent) for club in servers) == 10


def test_a_plan_that_cannot_be_recorded_is_not_run(opened: Opening, tmp_path: Path) -> None:
    club = opened(confirmed_by("token"))
    plan = club.planned("putMember", **NAME)
    club.log.folder.rename(tmp_path / "gone")
    club.log.folder.touch()
    assert club.confirmed(plan).is_error
    assert not club.server.sent
    club.log.folder.unlink()


def test_agents_that_are_stopped_while_a_plan_waits_run_nothing(opened: Opening) -> None:
    club = opened(confirmed_by("ask"))
    answer = club.call("call_operation", operation="putMember", arguments=NAME)
    assert answer.question is not None
    (club.folder / "state" / STOPPED).touch()
    assert "stopped" in club.gateway.agreed(answer.question.plan, club.steps).data["error"]
    assert not club.server.sent


def test_a_write_is_not_sent_twice_by_two_confirmations_at_once(opened: Opening) -> None:
    club = opened(confirmed_by("token"))
    plan = club.planned("moveMembers", body={"ids": ["a"]})
    together = threading.Barrier(8)
    answers: list[Answer] = []

    def confirm() -> None:
        together.wait()
        answers.append(club.confirmed(plan))

    threads = [threading.Thread(target=confirm) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert [each.is_error for each in answers].count(False) == 1
    assert len(club.server.sent) == 1


def test_what_the_api_rejects_is_told_with_what_was_done(opened: Opening) -> None:
    club = opened(confirmed_by("token"))
    plan = club.planned("putMember", **NAME)
    club.server.on_request = lambda request: club.server.failing.update(
        {"ada@example.com": 409} if request.method == "PUT" else {}
    )
    answer = club.confirmed(plan)
    assert answer.is_error
    assert (answer.data["done"], answer.data["failed"], answer.data["not_sent"]) == (0, 1, 0)
    assert "409" in answer.data["errors"][0]


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


def test_a_plan_whose_call_gets_no_response_is_used_up(opened: Opening) -> None:
    club = opened(confirmed_by("token"))
    plan = club.planned("putMember", **NAME)

    def fail(request: httpx.Request) -> None:
        if request.method == "PUT":
            raise httpx.ReadError("gone")

    club.server.on_request = fail
    answer = club.confirmed(plan)
    assert answer.is_error
    assert answer.data["failed"] == 1
    assert club.confirmed(plan).is_error


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


@pytest.mark.parametrize("token", ["\ud800", "0" * 64])
def test_any_text_can_be_sent_as_a_token(opened: Opening, token: str) -> None:
    club = opened(confirmed_by("token"))
    plan = club.planned("putMember", **NAME)
    assert "not that of this plan" in club.call("confirm_plan", plan=plan["plan"], token=token).data["error"]


def test_a_stand_in_is_no_value_that_can_be_read_again(opened: Opening) -> None:
    club = opened(confirmed_by("none").replace('"plain"', '"pseudonyms"'))
    members = club.operation("listMembers").data["content"]["members"]
    answer = club.operation("putMember", id=members[0]["id"], body={"name": members[1]["id"]})
    assert "nowhere else" in answer.data["error"]
    assert "example.com" not in str(answer.data)
    assert not club.server.sent
