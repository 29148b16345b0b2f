"""Cases of a policy are judged as calls are: by levels, names, caps and the form of arguments. Nothing is called."""

import json
from pathlib import Path
from typing import Any

import pytest
from gateway_parts import CLUB

from sdk_core.agents.gateway.policy_cases import run_cases
from sdk_core.agents.policy.policy_file import policy_of
from sdk_core.agents.policy.policy_tables import PolicyError
from sdk_core.agents.recipes.model import NO_ROOM, AgentRoom, FilterError

FULL: dict[str, Any] = {"access": "full", "personal_data": "plain"}
MOVE = 'operation = "moveMembers"\n'
NONE = dict.fromkeys(("people_per_call", "people_per_hour", "people_per_day"), "any")


def joined(operation: str, arguments: Any, policy: str) -> Any:  # noqa: ANN401 - as rooms have it
    if arguments.get("filter") == "all":
        raise FilterError(f"{operation} cannot be bounded by {policy}")
    return arguments


ROOM = AgentRoom(recipes={}, joined=joined, joins=frozenset({"listMembers"}), check_filter=lambda _: "")


def problem(folder: Path, case: str, room: AgentRoom = ROOM, **rules: object) -> str:
    """Return what is not as a case says; empty where all of it is."""
    path = folder / "cases.toml"
    path.write_text(f"[[cases]]\n{case}", "utf-8")
    policy = policy_of({"agent": "helper", "apis": {"club": {**FULL, **rules}}}, {"club": lambda: CLUB})
    ((_, found),) = run_cases(path, policy, {"club": CLUB}, {"club": room})
    return found


def moved(*ids: str) -> str:
    return f"{MOVE}arguments = {{ body = {{ ids = {json.dumps(ids)} }} }}\n"


@pytest.mark.parametrize(
    ("ids", "caps", "reason"),
    [
        (2, {"people_per_call": 2}, ""),
        (3, {"people_per_call": 2}, "people_per_call is 2"),
        (3, {"people_per_call": "any", "people_per_hour": 3}, ""),
        (4, {"people_per_call": "any", "people_per_hour": 3}, "people_per_hour is 3"),
        (1, {"people_per_day": 0}, "people_per_day is 0"),
        (1, {"calls_per_day": 0}, "calls_per_day is 0"),
        (0, {}, "nobody knows before how many persons"),
        (0, NONE, ""),
    ],
)
def test_caps_are_judged_by_the_persons_of_the_call(
    tmp_path: Path, ids: int, caps: dict[str, object], reason: str
) -> None:
    case = moved(*(f"p{number}" for number in range(ids)))
    denied = f'{case}expect = "denied"\nreason = "{reason}"'
    assert bool(problem(tmp_path, denied, caps=caps)) is not bool(reason)
    assert bool(problem(tmp_path, f'{case}expect = "by ask"', caps=caps)) is bool(reason)


def test_each_case_begins_with_nothing_used(tmp_path: Path) -> None:
    path = tmp_path / "cases.toml"
    path.write_text(f"[[cases]]\n{moved('a')}" * 3, "utf-8")
    rules = {**FULL, "caps": {"people_per_day": 1, "calls_per_day": 1}}
    policy = policy_of({"agent": "helper", "apis": {"club": rules}}, {"club": lambda: CLUB})
    assert [each.problem for each in run_cases(path, policy, {"club": CLUB}, {"club": NO_ROOM})] == [""] * 3


def test_a_filter_that_cannot_be_joined_is_denied(tmp_path: Path) -> None:
    for text, expected in (("all", "denied"), ("CITY==Oslo", "allowed")):
        case = f'operation = "listMembers"\narguments = {{ filter = "{text}" }}\nexpect = "{expected}"'
        assert problem(tmp_path, case, filter="CITY==Oslo") == ""
        assert bool(problem(tmp_path, case)) is (expected == "denied")  # without a filter it bounds nothing


@pytest.mark.parametrize("expected", ["allowed", "denied", "by ask"])
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("{ body = { ids = 7 } }", "/body/ids"),
        ("{ bodi = {} }", "bodi"),
        ('{ body = { ids = ["person-aaaaaaaaaaaaaaaa"] } }', "is not known here"),
    ],
)
def test_what_is_no_call_shows_nothing_of_a_policy(tmp_path: Path, arguments: str, words: str, expected: str) -> None:
    told = problem(tmp_path, f'{MOVE}arguments = {arguments}\nexpect = "{expected}"')
    assert told.startswith(f"expected {expected}, but the call cannot be judged: ")
    assert words in told


def test_without_arguments_the_level_alone_decides(tmp_path: Path) -> None:
    assert problem(tmp_path, f'{MOVE}expect = "by ask"', caps={"people_per_call": 0}) == ""
    assert "is denied: moveMembers creates or changes data" in problem(tmp_path, MOVE, access="read")


def test_the_reason_must_be_the_one_that_is_meant(tmp_path: Path) -> None:
    case = f'{moved("a")}expect = "denied"\n'
    assert problem(tmp_path, f'{case}reason = "the access of"', access="read") == ""
    told = problem(tmp_path, f'{case}reason = "people_per_call"', access="read")
    assert told.startswith("expected a reason with 'people_per_call', but it is denied: moveMembers")
    assert problem(tmp_path, f'{moved("a")}reason = "the access of the API club is full"') == ""


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ('operation = "moveMember"', "cases[0].operation: did you mean moveMembers?"),
        (f"{MOVE}arguments = 7", "cases[0].arguments: expected a table, found a number"),
        (f"{MOVE}argument = {{}}", "cases[0].argument: is not known here: did you mean arguments?"),
        (f"{MOVE}reason = 7", "cases[0].reason: expected a text"),
        (f'{MOVE}api = "clup"', "cases[0].api: expected one of club: did you mean club?"),
    ],
)
def test_a_case_that_is_mistyped_is_an_error(tmp_path: Path, case: str, words: str) -> None:
    with pytest.raises(PolicyError) as raised:
        problem(tmp_path, case)
    assert str(raised.value).startswith(f"{tmp_path / 'cases.toml'}: {words}")
