"""The recorded conversation about thirty customers is replayed, by clients of each era."""

import re
from pathlib import Path

import anyio
import pytest
from agents_pages import MAX_LIST, TOOLS, TRANSCRIPT, EveryTool, tools_page
from transcript import POLICY, calls_of, gateway_of, played, shop, steps_of

from agillic.mock.local import LocalServer
from sdk_core.agents.audit.verify import records, verify
from sdk_core.agents.server.tool_list import list_bytes


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AGILLIC_STATE_DIRECTORY", str(tmp_path / "limits"))


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_the_recorded_conversation_is_what_happens(mode: str, tmp_path: Path) -> None:
    page = TRANSCRIPT.read_text()
    recorded = steps_of(page)
    assert f"```toml\n{POLICY}```" in page
    with LocalServer() as server, shop(server) as mock, gateway_of(mock, tmp_path) as gateway:
        assert anyio.run(played, gateway, calls_of(recorded), mode) == recorded, "run: make agents-docs"
        assert mock.state.groups.population("Reactivation") == 28
    assert not verify(tmp_path / "audit", tmp_path / "state").problems
    written = [record for _, _, record, _ in records(tmp_path / "audit") if record and record["event"] == "confirm"]
    assert [(each["operation"], each["people"], each["by"]) for each in written] == [
        ("change_members", 28, "the person at the client")
    ]
    assert "example.com" not in "".join(path.read_text() for path in (tmp_path / "audit").iterdir())


def test_the_page_of_tools_is_what_servers_list() -> None:
    assert TOOLS.read_text() == tools_page(), "run: make agents-docs"
    content = list_bytes(EveryTool())
    assert content == list_bytes(EveryTool())
    assert len(content) <= MAX_LIST
    assert len(re.findall(r"^## ", TOOLS.read_text(), re.MULTILINE)) <= 15  # five of every server, and ten


def test_a_policy_that_names_other_groups_stops_it(tmp_path: Path) -> None:
    policy = POLICY.replace('["Reactivation"]', '["Others"]')
    with LocalServer() as server, shop(server) as mock, gateway_of(mock, tmp_path, policy) as gateway:
        steps = anyio.run(played, gateway, calls_of(steps_of(TRANSCRIPT.read_text()))[1:2], "auto")
        assert "'Reactivation' is not among those that the policy allows (Others)" in steps[-1].text
        assert not mock.state.groups.population("Reactivation")
