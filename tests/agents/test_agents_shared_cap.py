"""Two agents, each with a server of its own, share the API's cap of the day: with each other, and with programs."""

import threading
from contextlib import ExitStack
from pathlib import Path

import pytest
from transcript import NOW, NoSteps, shop

from agillic import Agillic
from agillic.api import API
from agillic.limits import LocalRateLimiter
from agillic.mock.local import LocalServer
from sdk_core.agents.folders import Folders
from sdk_core.agents.gateway.gateway import Gateway
from sdk_core.agents.opening import Surroundings, open_gateway
from sdk_core.agents.tools.model import Answer
from sdk_core.transport.limits.quota.windows import DailyCap
from sdk_core.wire.errors import DailyCapReached

CAP, EACH = 12, 10


def test_two_agents_and_a_program_share_the_cap_of_the_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AGILLIC_STATE_DIRECTORY", str(tmp_path / "tokens"))
    answers: list[Answer] = []
    with ExitStack() as stack:
        server = stack.enter_context(LocalServer())
        mock = stack.enter_context(shop(server))

        def client(_: str = "") -> Agillic:
            limiter = LocalRateLimiter(mock.url, mock.key, cap=DailyCap(CAP), directory=tmp_path / "limits")
            return Agillic(key=mock.key, secret=mock.secret, base_url=mock.url, rate_limiter=limiter)

        def opened(agent: str) -> Gateway:
            (tmp_path / f"{agent}.toml").write_text(f'agent = "{agent}"\n[apis.agillic]\n')
            around = Surroundings(now=lambda: NOW, opening=lambda _: client)
            folders = Folders(tmp_path / "state", tmp_path / "audit")
            return stack.enter_context(
                open_gateway(tmp_path / f"{agent}.toml", {"agillic": lambda: API}, folders, around)
            )

        def work(gateway: Gateway) -> None:
            arguments = {"operation": "discoverTargetGroups"}
            answers.extend(gateway.call("call_operation", arguments, NoSteps()) for _ in range(EACH))

        threads = [threading.Thread(target=work, args=(opened(agent),)) for agent in ("lifecycle", "service")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        done = [each for each in answers if not each.is_error]
        assert len(answers) == 2 * EACH
        assert 0 < len(done) <= CAP
        for each in answers:
            assert not each.is_error or f"the {CAP} calls of this day are used up" in each.data["error"]
        with client() as program, pytest.raises(DailyCapReached):
            program.call(API.operations["discoverTargetGroups"])
