"""The URL of a shared rate limiter: what it may be, its secrets, users with few rights, TLS, and travel elsewhere."""

import gc
import logging
import pickle
import shutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from rate_parts import URL, operation, rate
from redis_parts import LONG, RedisServer, key, machine, needs_redis, shared_server, until
from tiny_client.api import API
from tiny_client.errors import StateFileError
from tiny_settings import leave_no_settings, read

from sdk_core.transport.limits.quota.windows import DailyCap
from sdk_core.transport.limits.redis.limiter import RedisRateLimiter
from sdk_core.transport.settings.profiles import SettingsError
from sdk_core.transport.settings.redis_urls import RedisUrl
from sdk_core.wire.secret import Secret

__all__ = ["key", "shared_server"]

PASSWORD = "candystore-secret"  # noqa: S105 - of a server of the tests
RIGHTS = (
    "~tiny:* +@connection +eval +evalsha +time +info +get +set +pexpire +pttl +hget +hset +hdel +hgetall +hkeys "
    "+hincrby +zadd +zrem +zcard +zscore +zrangebyscore +zremrangebyscore"
)


def parsed(url: str) -> RedisUrl:
    return RedisUrl.parse(Secret(url))


class TestUrls:
    @pytest.mark.parametrize(
        ("given", "shown"),
        [
            ("redis://h", "redis://h:6379/0"),
            ("valkey://h:1/3", "redis://h:1/3"),
            ("rediss://u:p@h/1?fallback=4", "rediss://h:6379/1"),
            ("valkeys://:p@h", "rediss://h:6379/0"),
            ("redis://[::1]:7/0", "redis://[::1]:7/0"),
            ("unix://:p@/run/redis.sock?db=2", "unix:///run/redis.sock?db=2"),
        ],
    )
    def test_they_are_shown_without_their_secrets(self, given: str, shown: str) -> None:
        assert str(parsed(given)) == shown
        assert ":p@" not in repr(parsed(given))

    def test_marks_in_passwords_are_written_by_percent(self) -> None:
        url = parsed("redis://a%40b:p%23%2F@h")
        assert (url.user.reveal(), url.password.reveal()) == ("a@b", "p#/")

    @pytest.mark.parametrize(
        "given",
        [
            "http://h",
            "redis://",
            "redis:///0",
            "redis://h:0",
            "redis://h:99999",
            f"redis://:{PASSWORD}#x@h",
            f"redis://:{PASSWORD}@h/zero",
            f"redis://:{PASSWORD}@h?fallback=0",
            f"redis://:{PASSWORD}@h?fallback=some",
            f"redis://:{PASSWORD}@h?ssl_cert_reqs=none",
            f"redis://:{PASSWORD}@h?ssl_ca_certs=/not/there",
            f"redis://[{PASSWORD}",
        ],
    )
    def test_others_are_rejected_without_repeating_them(self, given: str) -> None:
        with pytest.raises(ValueError, match=r"must be|names a file") as caught:
            parsed(given)
        assert PASSWORD not in str(caught.value)


class TestSettings:
    @pytest.fixture(autouse=True)
    def no_settings(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        leave_no_settings(monkeypatch, tmp_path)

    def test_the_environment_names_it_and_an_argument_wins(self, monkeypatch: pytest.MonkeyPatch) -> None:
        assert read().rate_limiter is None
        monkeypatch.setenv("TINY_RATE_LIMITER", f"redis://:{PASSWORD}@h/1")
        found = read()
        assert found.rate_limiter == Secret(f"redis://:{PASSWORD}@h/1")
        assert PASSWORD not in repr(found)
        assert read(rate_limiter="local").rate_limiter is None

    def test_one_that_cannot_be_used_names_its_source(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("TINY_RATE_LIMITER", f"http://:{PASSWORD}@h")
        with pytest.raises(SettingsError, match="TINY_RATE_LIMITER must be the URL of a Redis") as caught:
            read()
        assert PASSWORD not in str(caught.value)

    def test_without_the_package_the_extra_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "redis", None)
        with pytest.raises(SettingsError, match=r"pip install 'tiny\[redis\]'"):
            read(rate_limiter="redis://h")


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    user = f"user app on >{PASSWORD} resetchannels {RIGHTS}"
    folder = tmp_path_factory.mktemp("guarded")
    poor = user.replace("user app", "user poor").replace(" +info", "")
    (folder / "redis.acl").write_text(f"{user}\n{poor}\nuser default off\n")
    with RedisServer(folder, "--aclfile", str(folder / "redis.acl")) as server:
        yield server


@needs_redis
class TestUsers:
    def test_one_with_the_rights_of_the_guide_can_do_all(
        self, guarded: RedisServer, key: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG)
        url = guarded.url.replace("//", f"//app:{PASSWORD}@")
        with machine(url, key) as limiter, machine(url, key, cap=DailyCap(5_000, "rolling-day")) as other:
            for each in (limiter, other):
                slot = each.acquire(operation(rate(5, 1)), LONG)
                each.on_response(429, 0.01)
                until(lambda each=each: each.limits().in_flight == 1)
                slot.release()
                each.free_leases()
                each.forget()
                each.acquire(timeout=LONG).release()
            assert PASSWORD not in f"{limiter!r} {vars(limiter)} {limiter.limits()}"
        assert PASSWORD not in caplog.text

    def test_one_that_may_not_ask_for_the_start_of_the_server_waits_first(self, guarded: RedisServer, key: str) -> None:
        with machine(guarded.url.replace("//", f"//poor:{PASSWORD}@"), key) as limiter:
            with pytest.raises(TimeoutError, match="was just started"):
                limiter.acquire(timeout=0)
            limiter.acquire(timeout=LONG).release()

    @pytest.mark.parametrize("who", [f"app:{PASSWORD}x", f"other:{PASSWORD}", PASSWORD, ""])
    def test_others_learn_so_at_once(self, guarded: RedisServer, key: str, who: str) -> None:
        url = guarded.url.replace("//", f"//{who}@" if ":" in who else f"//:{who}@")
        with machine(url, key, api=API, patience=0.5) as limiter:
            with pytest.raises(StateFileError, match="check user, password and permissions") as caught:
                limiter.acquire(timeout=LONG)
            assert caught.value.trouble == "denied"
        ours = [each for each in caught.traceback if "sdk_core" in str(each.path)]
        assert ours
        seen = [value for each in ours for value in each.locals.items()]
        assert PASSWORD not in repr([caught.value, caught.value.__context__, *seen])


@needs_redis
@pytest.mark.skipif(shutil.which("openssl") is None, reason="certificates are made by openssl")
class TestTls:
    @pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the library leaves a socket open
    def test_calls_are_encrypted_and_the_server_is_checked(self, tmp_path: Path, key: str) -> None:
        from certificate_files import make  # noqa: PLC0415 - it is of other tests

        make(tmp_path, "server", "IP:127.0.0.1")
        files = ("--tls-cert-file", "server.pem", "--tls-key-file", "server.key", "--tls-ca-cert-file", "server.pem")
        with RedisServer(tmp_path, *files, "--tls-auth-clients", "no", scheme="rediss", is_encrypted=True) as server:
            with machine(f"{server.url}?ssl_ca_certs={tmp_path / 'server.pem'}", key) as limiter:
                limiter.acquire(timeout=LONG).release()
            rejected_certificate(server.url, key)
        gc.collect()


def rejected_certificate(url: str, key: str) -> None:
    before = {*threading.enumerate()}
    with machine(url, key, api=API, patience=0.1) as limiter, pytest.raises(StateFileError, match="certificate"):
        limiter.acquire(timeout=LONG)
    until(lambda: {*threading.enumerate()} <= before)  # the thread in the background opens sockets until it gives up


class TestTravel:
    @pytest.fixture(autouse=True)
    def no_settings(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        leave_no_settings(monkeypatch, tmp_path)

    @needs_redis
    def test_a_limiter_that_traveled_counts_together(self, shared_server: RedisServer, key: str) -> None:
        called = operation(rate(2, 3_600))
        with machine(shared_server.url, key, api=API) as limiter:
            limiter.acquire(called, timeout=LONG).release()
            twin = pickle.loads(pickle.dumps(limiter))  # noqa: S301 - our own
            twin.acquire(called, timeout=LONG).release()
            assert limiter.limits().used_today == twin.limits().used_today == 2
            assert repr(twin) == repr(limiter)
            twin.close()

    def test_credentials_do_not_travel(self, monkeypatch: pytest.MonkeyPatch) -> None:
        key, url = "candystore-key", f"redis://app:{PASSWORD}@h:7/1?fallback=3"
        limiter = RedisRateLimiter(url, API, URL, key, max_concurrency=20)
        packed = pickle.dumps(limiter)
        assert PASSWORD.encode() not in packed
        assert key.encode() not in packed
        with pytest.raises(SettingsError, match="set TINY_RATE_LIMITER on this machine"):
            pickle.loads(packed)  # noqa: S301
        monkeypatch.setenv("TINY_RATE_LIMITER", f"redis://app:{PASSWORD}@elsewhere:7/1")
        with pytest.raises(SettingsError, match="set TINY_RATE_LIMITER on this machine"):
            pickle.loads(packed)  # noqa: S301
        monkeypatch.setenv("TINY_RATE_LIMITER", f"redis://app:{PASSWORD}@h:7/1")
        assert repr(pickle.loads(packed)) == "RedisRateLimiter('redis://h:7/1')"  # noqa: S301
