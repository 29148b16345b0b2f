"""What `agents setup` writes starts a server that a client of the official SDK talks to, while people use the commands.

The server is a process of its own, started as a client starts it, in a folder that has nothing to do with it.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from agents_command_parts import PROGRAMS, SECRETS, folders_of, policy_file
from agents_served_parts import Call, entry_of, with_server
from command_parts import MAIN

from agillic.mock.local import LocalMock

pytest_plugins = ["command_fixtures"]


@pytest.mark.usefixtures("environment")
@pytest.mark.parametrize("api", PROGRAMS)
def test_agents_are_stopped_while_a_client_is_at_work(
    api: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    answers: list[dict[str, Any]] = []

    async def work(call: Call, session: Any) -> None:  # noqa: ANN401 - the SDK's
        names = [each.name for each in (await session.list_tools()).tools]
        assert names[:5] == ["search_operations", "load_operation", "call_operation", "plan_write", "confirm_plan"]
        search = {"query": "list what there is"}
        answers.append(await call("search_operations", search))
        assert MAIN[api](["agents", "stop", "--reason", "a test"]) == 0
        answers.append(await call("search_operations", search))
        assert MAIN[api](["agents", "start"]) == 0
        answers.append(await call("search_operations", search))

    with_server(entry_of(api, capsys), tmp_path, work)
    assert [each["is_error"] for each in answers] == [False, True, False]
    assert "all agents are stopped by `agents stop`" in str(answers[1])
    capsys.readouterr()
    assert MAIN[api](["agents", "audit", "show"]) == 0
    out = capsys.readouterr().out
    said = [line.partition(" ")[2].partition(" ")[2] for line in out.splitlines()]
    assert said[0] == "the server of assistant was started"
    assert said[1] == "assistant searched for operations"
    assert said[2].startswith("all agents were stopped by ")
    assert "assistant was denied" in said[3]
    assert said[-1] == "the server of assistant was stopped"
    assert MAIN[api](["agents", "audit", "verify"]) == 0
    assert not any(secret in out + str(answers) for secret in SECRETS)


@pytest.mark.usefixtures("agillic_environment")
def test_a_plan_runs_once_somebody_outside_has_approved_it(
    agillic_mock: LocalMock, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    main = MAIN["agillic"]
    policy = policy_file(
        tmp_path,
        "agillic",
        'access = "full"\npersonal_data = "masked"\n[apis.agillic.confirmation]\ndelete = "approval"',
    )
    entry = entry_of("agillic", capsys)
    entry["args"][entry["args"].index("--policy") + 1] = str(policy)
    ruby = {"operation": "deleteRecipient", "arguments": {"recipientId": "ruby@sweetmail.com"}}

    async def work(call: Call, _: object) -> None:
        declined = (await call("plan_write", ruby))["plan"]
        assert main(["agents", "approve", declined, "--decline", "--yes"]) == 0
        assert (await call("confirm_plan", {"plan": declined}))["is_error"]
        plan = (await call("plan_write", ruby))["plan"]
        assert (await call("confirm_plan", {"plan": plan}))["is_error"]
        capsys.readouterr()
        assert main(["agents", "approve"]) == 0
        listed = capsys.readouterr().out
        assert listed.startswith(f"{plan}  helper  deleteRecipient  10 min left\n  | deleteRecipient (Agillic): 1 call")
        assert "ruby@sweetmail.com" not in listed
        assert [each for each in agillic_mock.requests if each.method == "DELETE"] == []
        assert main(["agents", "approve", plan, "--yes", "--by", "ada"]) == 0
        answer = await call("confirm_plan", {"plan": plan})
        assert (answer["is_error"], answer["done"]) == (False, 1)
        assert (await call("confirm_plan", {"plan": plan}))["is_error"]

    with_server(entry, tmp_path, work)
    assert [each.method for each in agillic_mock.requests if each.method == "DELETE"] == ["DELETE"]
    capsys.readouterr()
    assert main(["agents", "audit", "show", "--agent", "helper"]) == 0
    out = capsys.readouterr().out
    assert "helper's plan of deleteRecipient of Agillic was approved by ada (plan-" in out
    assert "helper's plan of deleteRecipient of Agillic was confirmed by ada (1 person" in out
    assert "helper's plan of deleteRecipient of Agillic was declined by " in out
    assert "ruby@sweetmail.com" not in out
    assert main(["agents", "audit", "verify"]) == 0
    assert main(["agents", "status", "--policy", str(policy), "--json"]) == 0
    status = json.loads(capsys.readouterr().out.partition("\n")[2])
    assert status["caps"]["agillic"]["people_per_day"]["used"] == 1
    assert folders_of("agillic").state.is_relative_to(tmp_path)
