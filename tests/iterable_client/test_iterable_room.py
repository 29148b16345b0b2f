"""The room of Iterable says what the document says, and costs nothing to import."""

import doctest
import json
import subprocess
import sys
from dataclasses import fields
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from pkgutil import walk_packages
from typing import Any, get_args

import pytest
from iterable_parts import DONE, KEY, opened, sync_and_async, told

import iterable_client
from iterable_api.client import BASE_URL
from iterable_client.api import API, HOMES, Region
from iterable_client.credentials import HEADER, KeyKind
from iterable_client.identity import names_a_user
from iterable_client.settings import Settings
from sdk_core.transport.limits.limiter import Limits
from sdk_core.transport.settings.profiles import SettingsError
from sdk_core.transport.settings.sources import declared
from sdk_core.wire.secret import Secret

DOCUMENT: dict[str, Any] = json.loads(files("iterable_api").joinpath("openapi.json").read_text("utf-8"))
MODULES = [each.name for each in walk_packages(iterable_client.__path__, "iterable_client.")]


@pytest.mark.parametrize("module", MODULES)
def test_examples_say_what_happens(module: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert not doctest.testmod(import_module(module)).failed


def test_what_the_core_is_told_is_what_the_document_says() -> None:
    assert [*HOMES.values()] == [each["url"] for each in DOCUMENT["servers"]]
    assert {*get_args(Region)} == {*HOMES}
    assert {*get_args(KeyKind)} == {*DOCUMENT["x-keys"]}
    assert DOCUMENT["components"]["securitySchemes"]["apiKey"]["name"] == HEADER
    assert all(map(names_a_user, DOCUMENT["x-people"]))
    assert API.base_url == BASE_URL == HOMES["us"]
    assert API.variable("api_key") == "ITERABLE_API_KEY"


def test_importing_it_loads_no_http_library() -> None:
    code = "import sys, iterable_client, iterable_client.api; print({'httpx', 'httpcore', 'ssl'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 - ours
    assert done.stdout == "set()\n"


def test_each_setting_is_declared_once_and_documented() -> None:
    assert {*declared(Settings)} == {each.name for each in fields(Settings)} - {"jwt"}
    assert next(iter(declared(Settings))) == "api_key"
    for name, each in declared(Settings).items():
        assert f"\n        {name}: {each.metadata['meaning']}" in (Settings.__doc__ or "")
        assert each.metadata["secret"] is ("Secret" in str(each.type)), name


class TestWhereCallsGo:
    @pytest.fixture(autouse=True)
    def no_settings(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        for name in ("PROFILE", "PROFILE_FILE", *map(str.upper, declared(Settings))):
            monkeypatch.delenv(f"ITERABLE_{name}", raising=False)
        for name in ("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY", "no_proxy", "NO_PROXY"):
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))

    @pytest.mark.parametrize(
        ("given", "home"),
        [
            ({}, HOMES["us"]),
            ({"region": "us"}, HOMES["us"]),
            ({"region": "eu"}, HOMES["eu"]),
            ({"base_url": "http://localhost:8080"}, "http://localhost:8080"),
            ({"base_url": HOMES["eu"], "region": "eu"}, HOMES["eu"]),
            ({"base_url": "https://iterable.example.com", "region": "eu"}, "https://iterable.example.com"),
        ],
    )
    def test_the_region_decides_unless_there_is_a_base_url(self, given: Any, home: str) -> None:  # noqa: ANN401
        assert Settings.read(api_key=KEY, **given).base_url == home

    def test_settings_come_from_the_environment_too(self, monkeypatch: pytest.MonkeyPatch) -> None:
        for name, value in {"API_KEY": KEY, "REGION": "eu", "KEY_KIND": "web", "PROJECT_TYPE": "hybrid"}.items():
            monkeypatch.setenv(f"ITERABLE_{name}", value)
        settings = Settings.read()
        assert (settings.api_key, settings.base_url) == (Secret(KEY), HOMES["eu"])
        assert (settings.key_kind, settings.project_type) == ("web", "hybrid")

    def test_a_profile_may_name_the_region(self, tmp_path: Path) -> None:
        file = tmp_path / "iterable" / "profiles.toml"
        file.parent.mkdir()
        file.write_text(f'[default]\napi_key = "{KEY}"\nregion = "eu"\n')
        file.chmod(0o600)
        assert Settings.read().base_url == HOMES["eu"]

    @pytest.mark.parametrize("url", ["https://API.eu.iterable.com", "https://api.eu.iterable.com:443/"])
    def test_a_region_is_known_however_its_host_is_written(self, url: str) -> None:
        with pytest.raises(SettingsError, match="region is us, and base_url is that of eu"):
            Settings.read(api_key=KEY, region="us", base_url=url)

    def test_a_region_and_the_address_of_another_are_rejected(self) -> None:
        with pytest.raises(SettingsError, match="region is eu, and base_url is that of us: give one of them"):
            Settings.read(api_key=KEY, region="eu", base_url=HOMES["us"])

    @pytest.mark.parametrize(
        ("given", "complaint"),
        [
            ({}, "there is no api_key: set ITERABLE_API_KEY.*Integrations > API Keys"),
            ({"api_key": "with space"}, "must be a key of ASCII letters and digits without spaces"),
            ({"api_key": "schlüssel"}, "must be a key of ASCII letters and digits"),
            ({"api_key": KEY, "region": "mars"}, "must be one of us, eu"),
            ({"api_key": KEY, "key_kind": "admin"}, "must be one of server-side, read-only"),
            ({"api_key": KEY, "project_type": "phone"}, "must be one of email, userId, hybrid"),
        ],
        ids=lambda value: "" if isinstance(value, str) else "-".join(value) or "nothing",
    )
    def test_what_cannot_be_used_is_named(self, given: Any, complaint: str) -> None:  # noqa: ANN401 - wrong ones too
        with pytest.raises(SettingsError, match=complaint):
            Settings.read(**given)

    def test_the_proxy_of_the_environment_is_that_of_the_regions_host(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("https_proxy", "http://proxy.example.com:3128")
        monkeypatch.setenv("no_proxy", "api.eu.iterable.com")
        assert Settings.read(api_key=KEY, region="eu").proxy is None
        assert Settings.read(api_key=KEY).proxy == Secret("http://proxy.example.com:3128")


class TestClients:
    @sync_and_async
    def test_calls_are_made_and_counted(self, *, asynchronous: bool) -> None:
        with opened(told(json={"lists": []}), asynchronous=asynchronous) as iterable:
            assert iterable.do(lambda client: client.lists.list()).lists == []
            raw = iterable.do(lambda client: client.lists.with_raw_response.list())
            assert (raw.status_code, raw.json()) == (200, {"lists": []})
            assert isinstance(iterable.client.limits, Limits)
            assert iterable.client.limits.used_today == 2
        assert iterable.urls == ["https://api.iterable.com/api/lists"] * 2

    @sync_and_async
    def test_what_may_be_repeated_is(self, *, asynchronous: bool) -> None:
        with opened(503, told(json={"lists": []}), asynchronous=asynchronous) as iterable:
            assert iterable.do(lambda client: client.lists.list()).lists == []
        assert len(iterable.requests) == 2

    @sync_and_async
    def test_options_are_those_of_all_clients(self, *, asynchronous: bool) -> None:
        with opened(503, told(json={"lists": []}), asynchronous=asynchronous) as iterable:
            patient = iterable.client.with_options(max_retries=0)
            with pytest.raises(iterable_client.ServerError):
                iterable.do(lambda _: patient.lists.list())
        assert len(iterable.requests) == 1

    @sync_and_async
    def test_a_closed_client_says_so(self, *, asynchronous: bool) -> None:
        with opened(asynchronous=asynchronous) as iterable:
            pass
        with pytest.raises(RuntimeError, match="this client was closed"):
            iterable.do(lambda client: client.lists.list())

    def test_a_429_with_a_minute_to_wait_does_not_stop_other_operations(self) -> None:
        limited = told(429, headers={"Retry-After": "600"}, json={**DONE, "code": "RateLimitExceeded"})
        with opened(limited, told(json={"lists": []})) as iterable:
            with pytest.raises(iterable_client.RateLimited) as caught:
                iterable.client.lists.list_users(list_id=7)
            assert (caught.value.retry_after, caught.value.outcome) == (600.0, "rejected")
            assert iterable.client.lists.list().lists == []

    def test_a_client_shows_only_where_it_calls(self) -> None:
        with opened(region="eu") as iterable:
            assert repr(iterable.client) == "IterableClient('https://api.eu.iterable.com')"
