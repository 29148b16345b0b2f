"""`doctor` without a key that is accepted: settings, this machine, and the way to the API."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from certificate_files import make, make_for, server_context
from doctor_parts import Found, as_json, examined, results, served
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agillic.cli.main import main as agillic
from agillic.mock.local import LocalMock
from sdk_core.apis import find_api
from sdk_core.cli import doctor_machine
from sdk_core.cli.doctor_machine import file_system
from sdk_core.cli.doctor_work import examine
from sdk_core.real_time import wall_time
from sdk_core.transport.clock import skip_waits, sleep
from sdk_core.transport.probe import clock_skew


@pytest.fixture(autouse=True)
def _no_files_of_trust(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
        "SSLKEYLOGFILE",
        "HTTPS_PROXY",
        "https_proxy",
        "ALL_PROXY",
        "all_proxy",
    ):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.usefixtures("agillic_environment")
class TestConnection:
    def test_without_settings_nothing_is_called(
        self, agillic_mock: LocalMock, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.delenv("AGILLIC_KEY")
        found = examined(agillic, capsys, code=1)
        assert results(found) == {"settings": "failed", "connection": "skipped"}
        assert "set AGILLIC_KEY" in found["settings"][1]
        assert agillic_mock.requests == []

    @pytest.mark.parametrize(
        ("url", "reason"),
        [("http://127.0.0.1:9", "ConnectionRefusedError"), ("https://nowhere.invalid", "gaierror")],
    )
    def test_nothing_listens_or_there_is_no_such_host(
        self, url: str, reason: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("AGILLIC_BASE_URL", url)
        found = examined(agillic, capsys, code=1)
        assert results(found) | {"connection": "failed", "credentials": "skipped"} == results(found)
        assert reason in found["connection"][1]
        assert "check the base URL, the network and the proxy" in found["connection"][1]

    @pytest.mark.parametrize("authentication", ["oauth2", "basic"])
    def test_a_server_that_responds_with_pages(
        self, authentication: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("AGILLIC_AUTHENTICATION", authentication)
        with served(lambda _: (200, "text/html", b"<!DOCTYPE html><p>Log in")) as url:
            monkeypatch.setenv("AGILLIC_BASE_URL", url)
            found = examined(agillic, capsys, code=1)
        assert found["connection"][0] == "ok"
        assert found["credentials"][0] == "failed"
        assert "base" in found["credentials"][1]

    def test_another_server_knows_none_of_the_operations(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("AGILLIC_AUTHENTICATION", "basic")
        with served(lambda _: as_json(404, {})) as url:
            monkeypatch.setenv("AGILLIC_BASE_URL", url)
            found = examined(agillic, capsys, code=1)
        assert found["document"][0] == "failed"
        assert "nothing of the API is there" in found["document"][1]

    @pytest.mark.parametrize(
        ("ahead", "result", "said"),
        [
            (0.0, "ok", "that of the server"),
            (-20.0, "warning", "seconds ahead of that of the server"),
            (600.0, "failed", "seconds behind that of the server"),
        ],
    )
    def test_a_clock_that_is_off(
        self, ahead: float, result: str, said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("AGILLIC_AUTHENTICATION", "basic")
        with served(lambda _: as_json(401, {}), ahead=ahead) as url:
            monkeypatch.setenv("AGILLIC_BASE_URL", url)
            found = examined(agillic, capsys, code=1)  # the credentials are not accepted in any case
        assert found["clock"][0] == result
        assert said in found["clock"][1]

    def test_waits_that_tests_skip_do_not_move_it(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with skip_waits():
            sleep(60)
        monkeypatch.setenv("AGILLIC_AUTHENTICATION", "basic")
        with served(lambda _: as_json(401, {})) as url:
            monkeypatch.setenv("AGILLIC_BASE_URL", url)
            assert examined(agillic, capsys, code=1)["clock"][0] == "ok"

    def test_the_clock_of_this_machine_is_the_one_that_is_given(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("AGILLIC_AUTHENTICATION", "basic")
        with served(lambda _: as_json(401, {})) as url:
            monkeypatch.setenv("AGILLIC_BASE_URL", url)
            found = {each.check: each for each in examine(find_api("agillic"), wall_clock=lambda: wall_time() - 90)}
        assert found["clock"].result == "failed"
        assert found["clock"].message in {f"{seconds} seconds behind that of the server" for seconds in (89, 90, 91)}

    def test_a_proxy_that_is_not_there(
        self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("AGILLIC_PROXY", "http://user:hidden-word@127.0.0.1:9")
        found = examined(agillic, capsys, code=1)
        assert "through the proxy 127.0.0.1:9" in found["connection"][1]
        assert "hidden-word" not in str(found)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="certificates are made by openssl")
@pytest.mark.usefixtures("agillic_environment")
class TestCertificates:
    @pytest.fixture(scope="class")
    @classmethod
    def folder(cls, tmp_path_factory: pytest.TempPathFactory) -> Path:
        folder = tmp_path_factory.mktemp("certificates")
        make(folder, "short", "IP:127.0.0.1")
        make_for(folder, "old", "IP:127.0.0.1", "2020-2021")
        make_for(folder, "long", "IP:127.0.0.1")
        return folder

    @pytest.fixture
    def look(
        self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> Callable[[str], Found]:
        def found(name: str, bundle: str = "") -> Found:
            monkeypatch.setenv("AGILLIC_AUTHENTICATION", "basic")
            monkeypatch.setenv("AGILLIC_CA_BUNDLE", str(folder / f"{bundle or name}.pem"))
            with served(lambda _: as_json(401, {}), server_context(folder, name)) as url:
                monkeypatch.setenv("AGILLIC_BASE_URL", url)
                return examined(agillic, capsys, code=1)

        return found

    def test_an_expired_certificate(self, look: Callable[..., Found]) -> None:
        result, text = look("old")["connection"]
        assert result == "failed"
        assert "not accepted, expired" in text
        assert "check the clock of this machine" in text

    def test_a_certificate_of_an_unknown_authority(self, look: Callable[..., Found]) -> None:
        assert "self-signed" in look("long", "short")["connection"][1]

    def test_a_certificate_that_ends_soon(self, look: Callable[..., Found]) -> None:
        result, text = look("short")["TLS"]
        assert result == "warning"
        assert "in 1 day" in text

    def test_a_certificate_that_is_good(self, look: Callable[..., Found], monkeypatch: pytest.MonkeyPatch) -> None:
        result, text = look("long")["TLS"]
        assert (result, "ends on 2049-01-01" in text, "long.pem" in text) == ("ok", True, True)
        monkeypatch.setenv("SSLKEYLOGFILE", os.devnull)
        assert look("long")["TLS"][0] == "warning"


@pytest.mark.usefixtures("agillic_environment")
class TestStateFolder:
    def state(self, folder: Path, capsys: pytest.CaptureFixture[str], code: int = 0) -> tuple[str, str]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("AGILLIC_STATE_DIRECTORY", str(folder))
            return examined(agillic, capsys, code=code)["state folder"]

    def test_one_that_is_not_there_yet_and_then_is(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert self.state(tmp_path / "new", capsys)[1].startswith(f"{tmp_path}/new/agillic does not exist yet")
        assert self.state(tmp_path / "new", capsys)[1].startswith(f"{tmp_path}/new/agillic is private")

    def test_one_that_others_may_enter(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "agillic").mkdir(mode=0o755)
        assert self.state(tmp_path, capsys) == (
            "warning",
            f"{tmp_path}/agillic has mode 0755: others may enter it -> run: chmod 700 '{tmp_path}/agillic'",
        )

    def test_one_that_cannot_be(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "agillic").symlink_to(tmp_path / "elsewhere")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("AGILLIC_STATE_DIRECTORY", str(tmp_path))
            found = examined(agillic, capsys, code=1)
        assert "is a link" in found["state folder"][1]
        assert "AGILLIC_STATE_DIRECTORY" in found["state folder"][1]
        assert found["credentials"][0] == "skipped"
        assert "no call can be made" in found["credentials"][1]

    def test_one_without_permission(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def denied(*_: object) -> bool:
            return False

        monkeypatch.setattr(os, "access", denied)  # administrators may write anywhere
        assert self.state(tmp_path, capsys, code=1)[1].startswith(f"{tmp_path} cannot be written by this user")

    def test_the_usual_one_may_lack(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.delenv("AGILLIC_STATE_DIRECTORY")
        monkeypatch.setenv("XDG_STATE_HOME", "/dev/null/state")
        with pytest.warns(RuntimeWarning, match="memory"):
            found = examined(agillic, capsys)
        assert found["state folder"][0] == "warning"
        assert "each process keeps the limits in its own memory" in found["state folder"][1]

    def test_one_on_another_machine(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        mounts = tmp_path / "mounts"
        mounts.write_text(f"disk / ext4 rw 0 0\nserver:/x {tmp_path} nfs4 rw 0 0\n", "utf-8")
        monkeypatch.setattr(doctor_machine, "_MOUNTS", mounts)
        result, text = self.state(tmp_path / "new", capsys)
        assert (result, "network file system (nfs4)" in text) == ("warning", True)

    @pytest.mark.parametrize(
        ("path", "kind"),
        [("/home/ada/x", "nfs4"), ("/homes", "ext4"), ("/my disk/x", "cifs"), ("/home/local/x", "xfs")],
    )
    def test_the_nearest_mount_counts(self, path: str, kind: str) -> None:
        mounts = "a / ext4 rw 0 0\nb /home nfs4 rw 0 0\nc /home/local xfs rw 0 0\n//d /my\\040disk cifs rw 0 0\nbad\n"
        assert file_system(Path(path), mounts) == kind


@pytest.mark.usefixtures("agillic_environment")
class TestStrangers:
    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(
        status=st.integers(200, 599).filter(lambda each: each not in {204, 205, 304}),
        kind=st.sampled_from(["application/json", "text/html", "text/plain; charset=none", ""]),
        body=st.binary(max_size=40)
        | st.sampled_from(
            [b"[]", b"{}", b"null", b'{"access_token": 7}', b'{"access_token": "t"}', b"\x1b[31m", b"<html>"]
        ),
        authentication=st.sampled_from(["oauth2", "basic"]),
    )
    def test_whatever_responds_the_doctor_ends_and_shows_no_control(
        self, status: int, kind: str, body: bytes, authentication: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with served(lambda _: (status, kind, body)) as url, pytest.MonkeyPatch.context() as patch:
            patch.setenv("AGILLIC_AUTHENTICATION", authentication)
            patch.setenv("AGILLIC_BASE_URL", url)
            code = agillic(["doctor", "--output", "table"])
        out, err = capsys.readouterr()
        assert code == (1 if "\nfailed " in out else 0)
        assert not set(out + err) & set("\x1b\x9b\x07\r")
        assert "\nok        connection " in out or "\nwarning   connection " in out

    @given(st.text(max_size=40) | st.from_regex(r"[A-Z][a-z]{2}, [0-9]{1,12} [A-Z][a-z]{2} [0-9]{1,25} [0-9:]{1,9} .*"))
    def test_a_date_of_any_form_is_read_or_left_alone(self, date: str) -> None:
        found = clock_skew(date, 0.0)
        assert found is None or found == found  # noqa: PLR0124 - which a number is, unless it is none
