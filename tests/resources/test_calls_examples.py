"""The examples in docstrings of batches, pagination, tasks and files, and of what the room of Agillic adds to them."""

import doctest
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import agillic.resources
import sdk_core.calls

MODULES = [
    each.name
    for package in (sdk_core.calls, agillic.resources)
    for each in walk_packages(package.__path__, f"{package.__name__}.")
]


@pytest.mark.parametrize("module", MODULES)
def test_examples_say_what_happens(module: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert not doctest.testmod(import_module(module)).failed
