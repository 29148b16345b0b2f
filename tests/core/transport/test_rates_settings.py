"""The settings that say whose calls count together: there for an API that needs them, and for no other."""

from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from rate_parts import tiny
from tiny_client.settings import Settings

from sdk_core.transport.settings.base import BaseSettings
from sdk_core.transport.settings.shared_limits import SharedLimitsSettings
from sdk_core.transport.settings.sources import declared


@dataclass(frozen=True, kw_only=True)
class Shop(SharedLimitsSettings):
    """The settings of an API that counts by project."""

    api = tiny()

    def auth(self, deadline: float | None = None) -> httpx.Auth:
        raise NotImplementedError


def test_they_are_read_like_all_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("TINY_PROJECT", "shop")
    read = Shop.from_sources(None, None, Shop.wrap_all({"organization": "ours"}))
    assert read.sharing == {"project": "shop", "organization": "ours"}
    assert "shop" not in repr(read)


def test_without_them_limits_are_kept_by_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert Shop.from_sources(None, None, {}).sharing == {}


def test_an_api_that_does_not_count_so_has_none_of_them() -> None:
    assert not {"project", "organization"} & {*declared(BaseSettings), *declared(Settings)}
