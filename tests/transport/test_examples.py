"""The examples in docstrings of the transport, and of what the room of Agillic adds to it."""

import doctest
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import sdk_core.transport

OF_THE_ROOM = ("client", "common", "credentials", "errors", "limits", "setting_parsers", "settings")
MODULES = [
    "sdk_core.api",
    *(each.name for each in walk_packages(sdk_core.transport.__path__, "sdk_core.transport.")),
    *(f"agillic.{name}" for name in OF_THE_ROOM),
]


@pytest.mark.parametrize("module", MODULES)
def test_examples_say_what_happens(module: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert not doctest.testmod(import_module(module)).failed
