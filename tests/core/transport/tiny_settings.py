"""What the tests of settings share: an environment without settings, and settings that lack nothing."""

from pathlib import Path
from typing import Any

import pytest
from planted import PLANTED
from tiny_client.settings import Settings

from sdk_core.transport.settings.sources import declared


def leave_no_settings(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Empty the environment of settings and proxies, and let an empty folder be that of the configuration."""
    for variable in ("PROFILE", "PROFILE_FILE", *(name.upper() for name in declared(Settings))):
        monkeypatch.delenv(f"TINY_{variable}", raising=False)
    for variable in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(variable, raising=False)
        monkeypatch.delenv(variable.lower(), raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder))
    monkeypatch.setenv("APPDATA", str(folder))


def read(**given: Any) -> Settings:  # noqa: ANN401 - wrong ones too
    values: Any = {"key": "candystore-key", "secret": PLANTED, **given}
    return Settings.read(**values)
