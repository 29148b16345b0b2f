"""`doctor` where the settings name a server by which machines share the limits: whether it can be used."""

from pathlib import Path

import pytest
from doctor_parts import SECRET, examined, results
from redis_parts import LEASE, RedisServer, free_port, needs_redis

from agillic.cli.main import main as agillic
from agillic.mock.local import LocalMock
from iterable_client.cli.main import main as iterable
from iterable_client.mock.local import LocalMock as IterableMock
from sdk_core.transport.limits.redis.limiter import RedisRateLimiter

REQUIRED = ("--requirepass", "candystore")


@pytest.fixture(autouse=True)
def _no_long_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that was just started grants nothing for a third of a lease; one that is away is waited for."""
    defaults = RedisRateLimiter.__init__.__kwdefaults__ or {}
    monkeypatch.setitem(defaults, "lease", LEASE)
    monkeypatch.setitem(defaults, "patience", 0.01)


@pytest.mark.usefixtures("agillic_environment")
class TestServer:
    @needs_redis
    def test_one_that_responds(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with RedisServer(tmp_path, *REQUIRED) as server:
            monkeypatch.setenv("AGILLIC_RATE_LIMITER", server.url.replace("//", "//:candystore@"))
            found = examined(agillic, capsys)
        result, said = found["rate limiter"]
        assert result == "ok"
        assert said.startswith(f"{server.url} responds in ")
        assert f"6 counted today by all machines that share {server.url}" in found["limits"][1]
        assert "candystore" not in str(found)

    @needs_redis
    def test_one_that_rejects_the_password(
        self,
        tmp_path: Path,
        agillic_mock: LocalMock,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        with RedisServer(tmp_path, *REQUIRED) as server:
            monkeypatch.setenv("AGILLIC_RATE_LIMITER", server.url.replace("//", f"//:{SECRET}@"))
            found = examined(agillic, capsys, code=1)
        assert found["rate limiter"][0] == "failed"
        assert "check user, password and permissions of the URL in AGILLIC_RATE_LIMITER" in found["rate limiter"][1]
        assert [each.operation for each in agillic_mock.requests if each.operation] == []

    def test_nothing_listens(
        self, agillic_mock: LocalMock, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        address = f"127.0.0.1:{free_port()}"
        monkeypatch.setenv("AGILLIC_RATE_LIMITER", f"redis://:{SECRET}@{address}")
        found = examined(agillic, capsys, code=1)
        assert results(found) == {
            "settings": "ok",
            "state folder": "ok",
            "rate limiter": "failed",
            "connection": "ok",
            "TLS": "ok",
            "clock": "skipped",
            "credentials": "skipped",
        }
        said = found["rate limiter"][1]
        assert said.startswith(f"the rate limiter at redis://{address}/0 cannot be used (")
        assert "; no call is made without it -> start the server or check the URL in AGILLIC_RATE_LIMITER" in said
        assert found["credentials"][1].startswith("no call can be made: the rate limiter cannot be used")
        assert [each.operation for each in agillic_mock.requests if each.operation] == []

    @pytest.mark.filterwarnings("ignore:this machine keeps to its own share:RuntimeWarning")
    def test_nothing_listens_and_this_machine_has_a_share_of_its_own(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("AGILLIC_RATE_LIMITER", f"redis://127.0.0.1:{free_port()}?fallback=4")
        found = examined(agillic, capsys)
        result, said = found["rate limiter"]
        assert result == "warning"
        assert "; this machine makes calls without it, 4 in flight at most" in said
        assert (found["credentials"][0], found["limits"][0]) == ("ok", "ok")

    def test_without_one_nothing_is_said(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert "rate limiter" not in examined(agillic, capsys)


@pytest.mark.usefixtures("iterable_environment")
def test_the_other_api_has_a_variable_of_its_own(
    iterable_mock: IterableMock, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITERABLE_RATE_LIMITER", f"redis://127.0.0.1:{free_port()}")
    assert "check the URL in ITERABLE_RATE_LIMITER" in examined(iterable, capsys, code=1)["rate limiter"][1]
    assert [each.operation for each in iterable_mock.requests if each.operation] == []
