"""Tools of daily work: their recipes' calls go through the policy, the caps and the audit log, one by one."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
from gateway_parts import NoSteps, Opening, Stand, policy_text

from sdk_core.agents.policy.live import STOPPED
from sdk_core.agents.recipes.model import (
    AgentRoom,
    CallOutcome,
    PlannedWrite,
    ReadSteps,
    Recipe,
    RecipeCall,
    RecipeError,
    WriteSteps,
)
from sdk_core.agents.tools.model import CallCancelled, Tool

pytest_plugins = ["gateway_fixtures"]
PEOPLE = {"type": "object", "properties": {"people": {"type": "array", "items": {"type": "string"}}}}
TOOLS = (
    Tool("find_members", "Find members", "Finds members.", PEOPLE),
    Tool("greet_members", "Greet members", "Greets members.", PEOPLE, "send"),
    Tool("dump_members", "Dump members", "Reads an export of members.", PEOPLE),
    Tool("cheat", "Cheat", "Would write at once.", PEOPLE),
)


def find(arguments: Mapping[str, Any]) -> ReadSteps:
    found: list[Any] = []
    for each in arguments["people"]:
        outcome = yield RecipeCall("getMember", {"id": each})
        if outcome.status == 0:
            raise RecipeError(f"members cannot be read: {outcome.error}")
        found.append(outcome.data if not outcome.error else outcome.status)
    return {"found": found}


def greet(arguments: Mapping[str, Any]) -> WriteSteps:
    calls: list[RecipeCall] = []
    left_out: list[Mapping[str, Any]] = []
    for each in arguments["people"]:
        outcome = yield RecipeCall("getMember", {"id": each})
        if outcome.error:
            left_out.append({"person": each, "reason": "there is no such member"})
        else:
            calls.append(RecipeCall("greetMember", {"id": each}))
    changes = tuple({"person": call.arguments["id"], "to": "greeted"} for call in calls)
    return PlannedWrite(calls=tuple(calls), changes=changes, left_out=tuple(left_out), messages=len(calls))


def greeted(arguments: Mapping[str, Any], outcomes: list[CallOutcome], write: PlannedWrite) -> Mapping[str, Any]:
    assert len(write.calls) + len(write.left_out) == len(arguments["people"])
    return {"greeted": sum(not each.error for each in outcomes)}


def dump(_: Mapping[str, Any]) -> ReadSteps:
    outcome = yield RecipeCall("dumpMembers")
    return {"rows": outcome.data, "is_cut": outcome.is_cut}


def cheat(_: Mapping[str, Any]) -> ReadSteps:
    yield RecipeCall("deleteMember", {"id": "ada@example.com"})
    return {}


ROOM = AgentRoom(
    recipes={
        "find_members": Recipe(read=find),
        "greet_members": Recipe(write=greet, result=greeted),
        "dump_members": Recipe(read=dump),
        "cheat": Recipe(read=cheat),
    }
)
EVERYBODY = ["ada@example.com", "bob@example.com", "eve@example.com"]


def free(word: str = "token", more: str = "", personal: str = "plain") -> str:
    return policy_text(f'[apis.club.confirmation]\nwrite = "{word}"\nsend = "{word}"\n{more}', personal=personal)


@pytest.fixture
def opened(opened: Opening) -> Opening:
    """Open stands whose API has recipes."""
    return partial(opened, room=ROOM, curated=TOOLS)


def test_a_read_tool_makes_its_calls_and_each_is_recorded(opened: Opening) -> None:
    club = opened(free(personal="masked"))
    answer = club.call("find_members", people=EVERYBODY)
    assert answer.data["content"]["found"] == [
        {"id": "***", "name": "***", "level": "gold"},
        {"id": "***", "name": "***", "level": "silver"},
        404,
    ]
    assert club.events() == ["call", "outcome"] * 2 + ["call", "error"]
    assert {each.get("tool") for each in club.lines() if each["event"] == "call"} == {"find_members"}
    assert club.steps.told == [(1, None), (2, None), (3, None)]


@pytest.mark.parametrize("personal", ["plain", "masked", "pseudonyms"])
@pytest.mark.parametrize(("members", "rows", "is_cut"), [(2, 2, False), (3, 3, False), (4, 3, True), (50, 3, True)])
def test_a_read_tool_sees_no_more_rows_of_an_export_than_the_policy_lets_through(
    opened: Opening, members: int, rows: int, personal: str, *, is_cut: bool
) -> None:
    club = opened(free(more="[apis.club.caps]\nrows_per_export = 3", personal=personal))
    club.server.members = {f"{n}@example.com": {"id": f"{n}@example.com"} for n in range(members)}
    told = club.call("dump_members").data["content"]
    assert (len(told["rows"]), told["is_cut"]) == (rows, is_cut)


def test_a_read_tool_that_would_write_does_not(opened: Opening) -> None:
    club = opened(free())
    assert "would write without a plan" in club.call("cheat", people=[]).data["error"]
    assert not club.server.sent


def test_a_read_tool_is_denied_with_its_calls(opened: Opening) -> None:
    club = opened(policy_text(personal="off"))
    answer = club.call("find_members", people=EVERYBODY)
    assert answer.data["kind"] == "denied"
    assert "getMember has personal data" in answer.data["error"]
    assert not club.server.requests
    assert [(each["event"], each["operation"]) for each in club.lines()] == [
        ("denied", "getMember"),
        ("denied", ""),
    ]


def test_a_write_tool_says_who_is_left_out_and_runs_the_rest(opened: Opening) -> None:
    club = opened(free())
    plan = club.call("greet_members", people=EVERYBODY).data
    assert (plan["people"], plan["calls"], plan["messages"]) == (2, 2, 2)
    assert plan["left_out"] == [{"person": "eve@example.com", "reason": "there is no such member"}]
    assert "Left out (1):" in plan["what"]
    assert not club.server.sent
    answer = club.confirmed(plan)
    assert not answer.is_error
    assert answer.data["result"] == {"greeted": 2}
    assert answer.data["left_out"] == plan["left_out"]
    assert club.server.sent == [f"POST /members/{each}/greeting" for each in EVERYBODY[:2]]


def test_persons_in_the_text_for_people_are_masked(opened: Opening) -> None:
    plan = opened(free(personal="masked")).call("greet_members", people=EVERYBODY).data
    assert "a***@example.com" in plan["what"]
    assert "ada@example.com" not in plan["what"]
    assert "eve@example.com" not in plan["what"]


def test_stand_ins_go_through_and_real_persons_do_not_come_out(opened: Opening) -> None:
    club = opened(free(personal="pseudonyms"))
    members = club.operation("listMembers").data["content"]["members"]
    plan = club.call("greet_members", people=[each["id"] for each in members]).data
    answer = club.confirmed(plan)
    assert not answer.is_error
    assert club.server.sent == [f"POST /members/{each}/greeting" for each in EVERYBODY[:2]]
    for shown in (plan, answer.data, club.lines()):
        assert "example.com" not in str(shown)


def test_nothing_to_write_is_said(opened: Opening) -> None:
    answer = opened(free()).call("greet_members", people=["eve@example.com"])
    assert not answer.is_error
    assert answer.data["note"] == "there is nothing to write"
    assert answer.data["left_out"][0]["person"] == "eve@example.com"


def test_a_person_who_left_since_stops_the_whole_plan(opened: Opening) -> None:
    club = opened(free())
    plan = club.call("greet_members", people=EVERYBODY).data
    del club.server.members["bob@example.com"]
    answer = club.confirmed(plan)
    assert answer.data["kind"] == "denied"
    assert "bob@example.com" in answer.data["error"]
    assert not club.server.sent


def test_caps_count_the_persons_of_a_whole_plan(opened: Opening) -> None:
    club = opened(free(more="[apis.club.caps]\npeople_per_call = 1"))
    assert "people_per_call is 1" in club.call("greet_members", people=EVERYBODY).data["error"]
    assert not club.call("greet_members", people=EVERYBODY[:1]).is_error


def test_one_who_fails_does_not_stop_the_others(opened: Opening) -> None:
    club = opened(free())
    plan = club.call("greet_members", people=EVERYBODY).data

    def fail(request: httpx.Request) -> None:
        club.server.failing = {"ada@example.com": 400} if request.method == "POST" else {}

    club.server.on_request = fail
    answer = club.confirmed(plan)
    assert answer.is_error
    assert (answer.data["done"], answer.data["failed"], answer.data["not_sent"]) == (1, 1, 0)
    assert answer.data["result"] == {"greeted": 1}


@pytest.mark.parametrize("status", [401, 403, 429])
def test_what_would_fail_for_all_stops_the_plan(opened: Opening, status: int) -> None:
    club = opened(free())
    plan = club.call("greet_members", people=EVERYBODY).data

    def fail(request: httpx.Request) -> None:
        club.server.failing = {"ada@example.com": status} if request.method == "POST" else {}

    club.server.on_request = fail
    answer = club.confirmed(plan)
    assert (answer.data["done"], answer.data["failed"], answer.data["not_sent"]) == (0, 1, 1)


def test_agents_that_are_stopped_amid_a_plan_send_no_more(opened: Opening) -> None:
    club = opened(free())
    plan = club.call("greet_members", people=EVERYBODY).data

    def stop(request: httpx.Request) -> None:
        if request.method == "POST":
            (club.folder / "state" / STOPPED).touch()

    club.server.on_request = stop
    answer = club.confirmed(plan)
    assert answer.is_error
    assert (answer.data["done"], answer.data["failed"]) == (1, 1)
    assert "not sent: all agents are stopped" in answer.data["errors"][0]
    assert len(club.server.sent) == 1


def test_a_plan_that_is_cancelled_sends_no_more(opened: Opening) -> None:
    club = opened(free())
    plan = club.call("greet_members", people=EVERYBODY).data

    class Cancelling(NoSteps):
        def done(self, done: int, total: int | None, what: str) -> None:
            super().done(done, total, what)
            if total is not None:
                raise CallCancelled

    with pytest.raises(CallCancelled):
        club.gateway.call("confirm_plan", {"plan": plan["plan"], "token": plan["token"]}, Cancelling())
    assert len(club.server.sent) == 1
    assert club.events()[-3:] == ["confirm", "call", "outcome"]


def test_a_tool_that_the_api_has_no_recipe_for_says_so(tmp_path: Path) -> None:
    bare = Stand(tmp_path, free(), curated=TOOLS)
    assert "Club has no way to do find_members" in bare.call("find_members", people=[]).data["error"]
    bare.instances.close()


def test_a_job_that_the_policy_does_not_name_is_denied(tmp_path: Path) -> None:
    tool = Tool("sync_status", "Sync", "Says how a sync stands.", {"type": "object"})
    limits = Tool("limits_left", "Limits", "Says what is left.", {"type": "object"})
    club = Stand(tmp_path, policy_text(top='[jobs]\nnightly = "nightly.toml"'), curated=(tool, limits))
    assert "names no job 'nightl'" in club.call("sync_status", job="nightl").data["error"]
    left = club.call("limits_left").data
    assert left["caps"]["people_per_day"] == {"cap": 5000, "used": 0, "left": 5000}
    club.instances.close()


def test_answers_of_tools_are_cut_to_what_fits(opened: Opening) -> None:
    club = opened(free())
    club.server.members = {f"{n}@example.com": {"id": f"{n}@example.com", "name": "x" * 400} for n in range(200)}
    answer = club.call("find_members", people=list(club.server.members)).data
    shown = len(answer["content"]["found"])
    assert 0 < shown < 200
    assert answer["note"] == f"{shown} of 200 entries of found are shown: ask for fewer"
    club.server.members = {"a": {"id": "a", **{f"field{n}": "y" * 400 for n in range(200)}}}
    answer = club.call("find_members", people=["a"]).data
    assert answer["content"] is None
    assert "ask for less" in answer["note"]


def test_what_a_plan_would_delete_is_shown_briefly(opened: Opening) -> None:
    club = opened(policy_text('[apis.club.confirmation]\ndelete = "token"'))
    club.server.members["a"] = {"id": "a", **{f"field{n}": "y" * 400 for n in range(200)}}
    (change,) = club.planned("deleteMember", id="a")["changes"]
    assert "bytes; read it by itself" in change["from"]


@pytest.mark.parametrize("tool", ["find_members", "greet_members"])
@pytest.mark.parametrize("what", ["stopped", "changed"])
def test_a_tool_that_reads_of_many_persons_ends_when_agents_are_stopped_or_the_policy_changes(
    opened: Opening, tool: str, what: str
) -> None:
    club = opened(free())

    def end(_: httpx.Request) -> None:
        if what == "stopped":
            (club.folder / "state" / STOPPED).touch()
        else:
            club.policy.write_text(free("approval"))

    club.server.on_request = end
    answer = club.call(tool, people=EVERYBODY)
    assert answer.data["kind"] == "denied"
    assert what in answer.data["error"]
    assert len(club.server.requests) == 1


def test_a_policy_that_changes_amid_a_plan_ends_it(opened: Opening) -> None:
    club = opened(free())
    plan = club.call("greet_members", people=EVERYBODY).data

    def change(request: httpx.Request) -> None:
        if request.method == "POST":
            club.policy.write_text(policy_text(access="read"))

    club.server.on_request = change
    answer = club.confirmed(plan)
    assert (answer.data["done"], answer.data["failed"]) == (1, 1)
    assert "not sent: the policy was changed" in answer.data["errors"][0]
    assert len(club.server.sent) == 1


def test_a_policy_file_that_says_the_same_ends_nothing(opened: Opening) -> None:
    club = opened(free())
    plan = club.call("greet_members", people=EVERYBODY).data
    club.server.on_request = lambda _: club.policy.write_text(free() + "# reviewed\n")
    assert club.confirmed(plan).data["done"] == 2
