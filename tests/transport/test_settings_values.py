"""Settings: each value is checked, and what cannot be used is rejected without being shown."""

import asyncio
import pickle
import traceback
from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from planted import PLANTED, seen_of
from settings_parts import leave_no_settings, read

from agillic import Agillic, AsyncAgillic, CallbackReceiver
from agillic.credentials import BasicAuth, ClientCredentialsAuth
from agillic.settings import Settings
from agillic_api.client import AsyncClient, Client
from sdk_core.transport.retries.quota import RetryQuota
from sdk_core.transport.settings.profiles import SettingsError
from sdk_core.transport.settings.sources import declared


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    leave_no_settings(monkeypatch, tmp_path)


WRONG: list[tuple[str, object]] = [
    ("base_url", "http://api.agillic.test"),
    ("base_url", f"https://user:{PLANTED}@api.agillic.test"),
    ("base_url", f"https://api.agillic.test/?{PLANTED}"),
    ("base_url", f"ftp://{PLANTED}"),
    *(
        ("base_url", f"https://{wrong}")
        for wrong in (f"key:{PLANTED}", f"\u2100{PLANTED}", f"[{PLANTED}", f"\u0301{PLANTED}")
    ),
    *((name, value) for name in ("authentication", "scope", "environment") for value in (PLANTED, "", 1)),
    *(("active_recipients", value) for value in (-1, 1.5, True, PLANTED, float("nan"), "1e400")),
    *(("read_timeout", value) for value in (0, -1, 3601, True, PLANTED, float("nan"), float("inf"), 10**400)),
    ("connect_timeout", 0),
    ("write_timeout", 0),
    *(("time_zone", value) for value in (PLANTED, "Europe", "../../etc/passwd", "", 5)),
    ("date_format", f"dd.MM\n{PLANTED}"),
    ("timestamp_format", ""),
    *(("proxy", value) for value in (f"ftp://u:{PLANTED}@proxy", "http://", f"http://p:{PLANTED}", f"a\n{PLANTED}", 1)),
    *((name, f"/none/{PLANTED}") for name in ("ca_bundle", "client_certificate", "client_key")),
    ("ca_bundle", f"/none/{PLANTED}\0"),
    *((name, path) for name in ("client_key", "state_directory") for path in (f"~nobody-{PLANTED}", PLANTED * 99)),
    ("state_directory", f"{__file__}/{PLANTED}\n"),
    *((name, value) for name in ("key", "secret", "client_key_password") for value in ("", f"{PLANTED}\r\n", 5)),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_what_cannot_be_used_is_rejected_by_name_and_source_without_its_value(name: str, value: object) -> None:
    with pytest.raises(SettingsError, match=f"^the argument {name} ") as caught:
        read(**{name: value})
    assert PLANTED not in seen_of(caught.value)
    assert PLANTED.encode() not in pickle.dumps(caught.value)


@pytest.mark.parametrize("name", declared(Settings))
@pytest.mark.parametrize("wrong", [[PLANTED], (PLANTED,), {PLANTED: 1}, {PLANTED}, PLANTED.encode(), object, 1j, read])
def test_a_value_of_another_type_is_rejected_and_not_taken_as_its_text(name: str, wrong: object) -> None:
    kind = type(wrong).__name__
    with pytest.raises(SettingsError, match=f"^the argument {name} .*; it is of the type {kind}$") as caught:
        read(**{name: wrong})
    assert PLANTED not in seen_of(caught.value)
    for client in (Agillic, AsyncAgillic):
        values: Any = {"key": "k", "secret": "s", name: wrong}
        with pytest.raises(SettingsError, match=f"^the argument {name} ") as caught:
            client(**values)
        assert PLANTED not in seen_of(caught.value)


@pytest.mark.parametrize("wrong", [["staging"], 5, b"staging"])
def test_a_profile_of_another_type_is_rejected(wrong: Any) -> None:  # noqa: ANN401 - wrong ones
    with pytest.raises(SettingsError, match=r"^the argument profile must be the name of a profile"):
        Settings.read(profile=wrong)
    with pytest.raises(SettingsError, match=r"^the argument profile_file must be the path of a file"):
        Settings.read(profile_file=wrong)


def test_texts_numbers_and_paths_of_other_types_are_taken_as_what_they_are(tmp_path: Path) -> None:
    class Environment(str, Enum):  # noqa: UP042 - as older programs have it: its `str` is not its value
        STAGING = "staging"

    class Own(str):
        __slots__ = ()

        def __str__(self) -> str:
            return "another"

    settings = read(
        environment=Environment.STAGING,
        secret=Own("own"),
        read_timeout=Decimal("1.5"),
        connect_timeout=np.float32(2.5),
        active_recipients=np.int64(5),
        state_directory=tmp_path,
    )
    assert (settings.environment, settings.secret.reveal(), settings.read_timeout) == ("staging", "own", 1.5)
    assert (settings.connect_timeout, settings.active_recipients, settings.state_directory) == (2.5, 5, tmp_path)
    with pytest.raises(SettingsError, match=r"^the argument secret must be a text.*Path"):
        read(secret=tmp_path)


def half_made() -> list[object]:
    """Return what is left of objects whose making was rejected, as the frames of a crash report hold it."""
    rejected: list[tuple[Callable[..., object], dict[str, Any]]] = [
        (Agillic, {"secret": ["s"]}),
        (AsyncAgillic, {"secret": ["s"]}),
        (Client, {"base_url": "http://example.com"}),
        (AsyncClient, {"base_url": "http://example.com"}),
        (CallbackReceiver, {"base_url": "http://example.com"}),
        (RetryQuota, {"capacity": -1}),
        (BasicAuth, {"key": "k", "secret": "s", "base_url": "http://example.com"}),
        (ClientCredentialsAuth, {"key": "k", "secret": "s", "base_url": "http://example.com"}),
    ]
    found: list[object] = []
    for make, given in rejected:
        with pytest.raises(ValueError, match=r"\w") as caught:
            make(**given)
        frames = [frame for frame, _ in traceback.walk_tb(caught.value.__traceback__)]
        found += [each.f_locals["self"] for each in frames if isinstance(each.f_locals.get("self"), make)]  # type: ignore[arg-type] # classes
    assert len(found) >= len(rejected)
    return found


def test_what_is_left_of_a_rejected_client_can_be_shown_and_closed() -> None:
    for each in half_made():
        assert repr(each).startswith(type(each).__name__)
        if isinstance(each, Agillic | Client):
            with each:
                pass
        if isinstance(each, AsyncAgillic | AsyncClient):
            asyncio.run(each.aclose())
