"""An agent of Iterable from its first search to a write, over stdio, in both eras of the protocol, against the mock."""

import json
from pathlib import Path
from typing import Any

import pytest
from agents_command_parts import policy_file
from agents_served_parts import ERAS, Call, Person, entry_of, with_server
from command_parts import MAIN

from iterable_client.mock.local import LocalMock

pytestmark = [pytest.mark.usefixtures("iterable_environment"), pytest.mark.parametrize("era", ERAS)]
PERSON = "reader1@example.com"
WRITE = {"operation": "updateUser", "arguments": {"body": {"email": PERSON, "dataFields": {"city": "Ghent"}}}}


class Agent:
    """An agent of Iterable whose writes are confirmed in one way, and what is known of it from outside."""

    def __init__(self, folder: Path, mock: LocalMock, capsys: pytest.CaptureFixture[str]) -> None:
        self._folder, self._mock, self._capsys = folder, mock, capsys

    @property
    def written(self) -> list[str | None]:
        return [each.operation for each in self._mock.requests if each.method != "GET"]

    def works(self, era: str, confirmation: str, work: Any, person: Person | None = None) -> None:  # noqa: ANN401 - of `with_server`
        rules = f'access = "full"\npersonal_data = "masked"\n[apis.iterable.confirmation]\nwrite = "{confirmation}"'
        policy = policy_file(self._folder, "iterable", rules)
        entry = entry_of("iterable", self._capsys)
        entry["args"][entry["args"].index("--policy") + 1] = str(policy)
        with_server(entry, self._folder, work, era=era, person=person)

    def command(self, *arguments: str) -> str:
        """Run a command of a person outside, and return what it prints."""
        self._capsys.readouterr()
        assert MAIN["iterable"](["agents", *arguments]) == 0
        return self._capsys.readouterr().out

    def recorded(self) -> list[str]:
        """Return what happened, by the record, in which no person is and which nobody has changed."""
        self.command("audit", "verify")
        out = self.command("audit", "show", "--format", "json")
        assert PERSON not in out
        assert self._mock.api_key not in out
        return [each["event"] for each in json.loads(out)]


@pytest.fixture
def agent(
    iterable_mock: LocalMock, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Agent:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return Agent(tmp_path, iterable_mock, capsys)


def test_it_searches_loads_reads_and_writes_by_the_token(era: str, agent: Agent) -> None:
    async def work(call: Call, _: object) -> None:
        found = await call("search_operations", {"query": "change the fields of a user"})
        assert "updateUser" in [each["id"] for each in found["operations"]]
        loaded = await call("load_operation", {"operation": "updateUser"})
        assert (loaded["allowed"], loaded["confirmed_by"]) == (True, "token")
        assert "email" in str(loaded["arguments"])
        read = await call("call_operation", {"operation": "listLists"})
        assert (read["is_error"], read["status"]) == (False, 200)
        assert "lists" in read["content"]
        plan = await call("plan_write", WRITE)
        assert (plan["nothing_was_done_yet"], plan["people"], agent.written) == (True, 1, [])
        assert PERSON not in plan["what"]
        assert (await call("confirm_plan", {"plan": plan["plan"], "token": "0" * 64}))["is_error"]
        assert agent.written == []
        confirmed = await call("confirm_plan", {"plan": plan["plan"], "token": plan["token"]})
        assert (confirmed["is_error"], confirmed["done"]) == (False, 1)
        assert (await call("confirm_plan", {"plan": plan["plan"], "token": plan["token"]}))["is_error"]
        user = await call("call_operation", {"operation": "getUserByEmail", "arguments": {"email": PERSON}})
        assert (user["status"], "***" in str(user["content"]), "Ghent" in str(user["content"])) == (200, True, False)

    agent.works(era, "token", work)
    assert agent.written == ["updateUser"]
    assert agent.recorded() == [
        *("started", "search", "load", "call", "outcome", "plan", "denied", "confirm", "call", "outcome", "denied"),
        *("call", "outcome", "stopped"),
    ]


@pytest.mark.parametrize("agrees", [True, False])
def test_the_person_at_the_client_is_asked(agrees: bool, era: str, agent: Agent) -> None:  # noqa: FBT001 - a parameter of a test
    asked: list[str] = []

    def person(question: str) -> bool:
        asked.append(question)
        return agrees

    async def work(call: Call, _: object) -> None:
        answer = await call("plan_write", WRITE)
        assert (answer["is_error"], answer["done"]) == ((False, 1) if agrees else (True, 0))

    agent.works(era, "ask", work, person)
    (question,) = asked
    assert question.startswith("updateUser (Iterable): 1 call, touching 1 person.")
    assert PERSON not in question
    assert agent.written == (["updateUser"] if agrees else [])
    events = ["confirm", "call", "outcome"] if agrees else ["decline"]
    assert agent.recorded() == ["started", "plan", *events, "stopped"]


def test_somebody_outside_approves(era: str, agent: Agent) -> None:
    async def work(call: Call, _: object) -> None:
        plan = await call("plan_write", WRITE)
        assert "token" not in plan
        assert (await call("confirm_plan", {"plan": plan["plan"], "token": "0" * 64}))["is_error"]
        assert (await call("confirm_plan", {"plan": plan["plan"]}))["is_error"]
        assert agent.written == []
        assert PERSON not in agent.command("approve")
        agent.command("approve", plan["plan"], "--yes", "--by", "ada")
        assert (await call("confirm_plan", {"plan": plan["plan"]}))["done"] == 1
        assert (await call("confirm_plan", {"plan": plan["plan"]}))["is_error"]

    agent.works(era, "approval", work)
    assert agent.written == ["updateUser"]
    assert agent.recorded() == [
        *("started", "plan", "denied", "denied", "approved", "confirm", "call", "outcome", "denied", "stopped"),
    ]
