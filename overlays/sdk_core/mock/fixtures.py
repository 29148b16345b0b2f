"""What the pytest plugins of the APIs share: the instance that a test chooses, and the settings of its clients."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


@dataclass(frozen=True, slots=True)
class Words:
    """How the plugin of an API is called in tests and configuration.

    Attributes:
        marker: The marker, which is also the name of the fixture.
        distribution: What pip installs, for the message that its extra `mock` is missing.

    >>> Words("tiny_mock", "tiny").option
    'tiny_mock_instance'
    """

    marker: str
    distribution: str

    @property
    def option(self) -> str:
        """The option of pytest's configuration that names an instance file."""
        return f"{self.marker}_instance"


def add_option(words: Words, parser: pytest.Parser) -> None:
    """Add the option of the configuration file."""
    parser.addini(
        words.option,
        f"the instance file of the fixture {words.marker}, by its path from the root directory; else a built-in one",
    )


def add_marker(words: Words, config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line(
        "markers",
        f"{words.marker}(instance=FILE, assumptions=OPTIONS): what the fixture {words.marker} pretends to be: an "
        "instance file, by its path from the test's folder, and options of assumptions by their ids",
    )


def load_room(words: Words, module: str) -> ModuleType:
    """Import a module of a mock; the test fails where the extra `mock` is not installed."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing in ("sdk_core", module.partition(".")[0]):
            raise
        pytest.fail(f"{missing} is not installed; run: pip install '{words.distribution}[mock]'", pytrace=False)


def chosen(words: Words, request: pytest.FixtureRequest) -> tuple[Path | None, Mapping[str, str]]:
    """Return the instance file that a test chooses, None for the built-in, and assumptions' options."""
    members: dict[str, Any] = {}
    for marker in request.node.iter_markers(words.marker):  # the nearest first
        if marker.args or not {"instance", "assumptions"}.issuperset(marker.kwargs):
            pytest.fail(
                f"the marker {words.marker} takes instance=FILE and assumptions=OPTIONS, nothing else", pytrace=False
            )
        members = dict(marker.kwargs) | members
    configured: str = request.config.getini(words.option)
    path: Path | None = None
    if "instance" in members:
        path = request.path.parent / members["instance"]
    elif configured:
        path = request.config.rootpath / configured
    return path, members.get("assumptions", {})


def set_environment(
    prefix: str,
    settings: Mapping[str, str],
    monkeypatch: pytest.MonkeyPatch,
    folders: pytest.TempPathFactory,
) -> None:
    """Let a client read these settings and nothing of the user's: no other variable, no profile, no count of the day.

    Args:
        prefix: What its variables begin with, such as `TINY_`.
        settings: By the rest of the name of each variable.
        monkeypatch: Takes it back.
        folders: Makes folders for state files and for no profiles.
    """
    for name in [*os.environ]:
        if name.startswith(prefix):
            monkeypatch.delenv(name)
    for name, value in settings.items():
        monkeypatch.setenv(f"{prefix}{name}", value)
    monkeypatch.setenv(f"{prefix}STATE_DIRECTORY", str(folders.mktemp("state")))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folders.mktemp("profiles")))
