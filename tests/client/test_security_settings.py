"""Settings of the client: what cannot be used as a key, a secret, a URL or a file is rejected by both clients."""

import os
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from client_surface import BY_ID, sync_and_async
from security_callers import Caller, network, own_folders

from sdk_core.transport.settings.profiles import SettingsError

SECRET = "s3cr3t-0f-th3-candy-st0re"  # noqa: S105 - made up
FORGED = [f"{SECRET}{text}" for text in ("\r\nX-Evil: 1", "\n", "\r", "\x00", "\x00tail", "\x7f", "\x85", "\u2028")]
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="modes say nothing on Windows")


@pytest.fixture(autouse=True)
def folders(tmp_path: Path) -> Generator[Path]:
    with own_folders(tmp_path):
        yield tmp_path


def profile_file(folder: Path, text: str = 'key = "k"\nsecret = "s"', mode: int = 0o600) -> Path:
    file = folder / "profiles.toml"
    file.write_text(f"[default]\n{text}\n", "utf-8")
    file.chmod(mode)
    return file


@sync_and_async
@pytest.mark.parametrize("name", ["key", "secret", "proxy", "base_url", "client_key_password"])
def test_line_breaks_and_zeros_are_rejected_wherever_they_come_from(
    folders: Path, monkeypatch: pytest.MonkeyPatch, name: str, *, asynchronous: bool
) -> None:
    prefix = {"proxy": "http://", "base_url": "https://"}.get(name, "")
    for value in (f"{prefix}{each}" for each in FORGED):
        with pytest.raises(SettingsError, match=f"^the argument {name} ") as caught:
            Caller(asynchronous=asynchronous, **{name: value})
        assert SECRET not in str(caught.value)
        escaped = "".join(f"\\u{ord(each):04x}" for each in value)
        others = "".join(f'{other} = "x"\n' for other in ("key", "secret") if other != name)
        file = profile_file(folders, f'{others}{name} = "{escaped}"')
        with pytest.raises(SettingsError, match=f"profile 'default': {name} ") as caught:
            Caller(asynchronous=asynchronous, profile_file=file, key=None, secret=None)
        assert SECRET not in str(caught.value)
        if "\x00" not in value:  # no environment can hold one
            monkeypatch.setenv(f"AGILLIC_{name.upper()}", value)
            with pytest.raises(SettingsError, match=f"^AGILLIC_{name.upper()} "):
                Caller(asynchronous=asynchronous, **({name: None} if name in ("key", "secret") else {}))
            monkeypatch.delenv(f"AGILLIC_{name.upper()}")


@sync_and_async
def test_credentials_of_other_letters_are_sent_as_they_are(*, asynchronous: bool) -> None:
    """In the form of a token request and in Basic, nothing in them can end a field or a header."""
    for value in ("a&client_id=b", "a=b", "ä€😀", "a%0d%0ab", '"; drop', "a b"):
        with network(200) as net:
            with Caller(asynchronous=asynchronous, base_url="https://api.agillic.test", secret=value) as caller:
                caller.call(BY_ID["listRecipients"], raw=True)
            given = {"base_url": "https://api.agillic.test", "secret": value, "authentication": "basic"}
            with Caller(asynchronous=asynchronous, **given) as caller:
                caller.call(BY_ID["listRecipients"], raw=True)
        for request in net.requests:
            assert not any(character in b"".join(sum(request.headers.raw, ())) for character in b"\r\n\x00")


@pytest.mark.parametrize("text", ["\r\nX-Evil: 1", "a\rb", "a\nb", "a\x00b", "\x7f", "\x85"])
@sync_and_async
def test_names_and_types_of_files_cannot_forge_headers(text: str, *, asynchronous: bool) -> None:
    from io import BytesIO  # noqa: PLC0415

    from agillic_api import File, models  # noqa: PLC0415

    with network(200) as net, Caller(asynchronous=asynchronous, base_url="https://api.agillic.test") as caller:
        for changed in ({"file_name": text}, {"mime_type": text}, {}):
            file = File(BytesIO(b"x"))
            for name, value in changed.items():
                setattr(file, name, value)  # past the check that making one does
            body: Any = models.AssetUpload(file, additional_properties={} if changed else {text: "x"})
            with pytest.raises(ValueError, match=r"holds a control character"):
                caller.call(BY_ID["uploadResource"], {"body": body})
    assert net.requests == []


@sync_and_async
def test_fields_of_a_form_arrive_as_values(*, asynchronous: bool) -> None:
    form = {"grant_type": "client_credentials", "client_id": "a\r\nb&c=d", "client_secret": f"{SECRET}\x00"}
    with network(200) as net, Caller(asynchronous=asynchronous, base_url="https://api.agillic.test") as caller:
        caller.call(BY_ID["getOAuthToken"], {"body": form})
    (request,) = net.requests
    assert "authorization" not in request.headers  # its credentials are in its form
    assert {name.lower() for name, _ in request.headers.raw} >= {b"content-type", b"content-length"}


@POSIX
@sync_and_async
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660, 0o700, 0o777])
def test_a_profile_file_that_others_may_read_opens_no_client(folders: Path, mode: int, *, asynchronous: bool) -> None:
    file = profile_file(folders, mode=mode)
    for target in (file, linked(file, folders)):
        with pytest.raises(SettingsError, match="run: chmod 600"):
            Caller(asynchronous=asynchronous, profile_file=target, key=None, secret=None)


@POSIX
@sync_and_async
def test_a_profile_file_of_another_user_opens_no_client(
    folders: Path, monkeypatch: pytest.MonkeyPatch, *, asynchronous: bool
) -> None:
    file = profile_file(folders)
    with Caller(asynchronous=asynchronous, profile_file=file, key=None, secret=None) as caller:
        assert caller.client.base_url == "https://api-eu1.agillic.net"
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(SettingsError, match="belongs to another user"):
        Caller(asynchronous=asynchronous, profile_file=file, key=None, secret=None)


def linked(file: Path, folder: Path) -> Path:
    link = folder / "link.toml"
    link.symlink_to(file)
    return link


@POSIX
@sync_and_async
def test_the_files_of_the_limits_are_private_and_no_link_is_followed(
    folders: Path, tmp_path: Path, *, asynchronous: bool
) -> None:
    old = os.umask(0)
    try:
        with network(200), Caller(asynchronous=asynchronous, environment="staging") as caller:
            caller.call(BY_ID["listRecipients"], raw=True)
            state = folders / "XDG_STATE_HOME"
            written = [each for each in state.rglob("*") if each.is_file()]
            assert written
            assert {each.stat().st_mode & 0o777 for each in written} == {0o600}
            assert (state / "agillic").stat().st_mode & 0o777 == 0o700
    finally:
        os.umask(old)
    aim = tmp_path / "aim"
    for each in written:
        each.unlink(missing_ok=True)
        each.symlink_to(aim)
    with (
        pytest.raises(Exception, match=r"\w"),
        network(200),
        Caller(asynchronous=asynchronous, environment="staging") as caller,
    ):
        caller.call(BY_ID["listRecipients"], raw=True)
    assert not aim.exists()


@sync_and_async
@pytest.mark.parametrize(
    "base_url",
    [
        *("http://api.agillic.test", "http://localhost.evil.test", "http://127.0.0.1.evil.test", "http://10.0.0.1"),
        *("http://[::2]", "http://127.0.0.1@evil.test", "http://0.0.0.0", "ftp://localhost", "file:///etc/passwd"),
        *(f"https://user:{SECRET}@api.agillic.test", f"https://{SECRET}@api.agillic.test", "https://@evil.test"),
        *(f"https://api.agillic.test?{SECRET}", f"https://api.agillic.test/#{SECRET}", "https://a.test\\@evil.test"),
        *("https://", "//api.agillic.test", "api.agillic.test", "https://a.test:99999", "https://a b.test"),
    ],
)
def test_base_urls_that_endanger_credentials_open_no_client(
    monkeypatch: pytest.MonkeyPatch, base_url: str, *, asynchronous: bool
) -> None:
    with pytest.raises(SettingsError, match=r"^the argument base_url cannot be used") as caught:
        Caller(asynchronous=asynchronous, base_url=base_url)
    assert SECRET not in str(caught.value)
    monkeypatch.setenv("AGILLIC_BASE_URL", base_url)
    with pytest.raises(SettingsError, match=r"^AGILLIC_BASE_URL cannot be used") as caught:
        Caller(asynchronous=asynchronous)
    assert SECRET not in str(caught.value)
