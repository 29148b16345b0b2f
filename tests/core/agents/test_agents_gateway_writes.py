"""What agents write: planned, confirmed by whom the policy says, unchanged since, counted in persons, and recorded."""

import threading
from pathlib import Path

import httpx
import pytest
from gateway_parts import NAME, Opening, Stand, confirmed_by, policy_text

from sdk_core.agents.policy.live import STOPPED
from sdk_core.agents.tools.model import Answer
from sdk_core.agents.writes.plans import PlanRejectedError

pytest_plugins = ["gateway_fixtures"]


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
    with pytest.raises(PlanRejectedError, match="declined or run"):
        club.approvals.decline(plan["plan"], "grace", club.clock.now)


@pytest.mark.parametrize("while_it_is_read", [False, True])
def test_a_plan_that_is_declined_after_it_was_approved_is_not_run(opened: Opening, *, while_it_is_read: bool) -> None:
    club = opened(confirmed_by("approval"))
    plan = club.planned("putMember", **NAME)
    club.approvals.approve(plan["plan"], "grace", club.clock.now)

    def decline(*_: object) -> None:
        club.approvals.decline(plan["plan"], "ada", club.clock.now)

    if while_it_is_read:
        club.server.on_request = decline
    else:
        decline()
    answer = club.call("confirm_plan", plan=plan["plan"])
    assert "ada has declined the plan: nothing was done" in answer.data["error"]
    assert not club.server.sent


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
    assert "Messages may be sent because of it; nobody can say how many" in answer.question.text
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
    assert "people_per_hour is 4, of which 1 is left" in again.data["error"]
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


@pytest.mark.parametrize("token", ["\ud800", "0" * 64])
def test_any_text_can_be_sent_as_a_token(opened: Opening, token: str) -> None:
    club = opened(confirmed_by("token"))
    plan = club.planned("putMember", **NAME)
    assert "not that of this plan" in club.call("confirm_plan", plan=plan["plan"], token=token).data["error"]
