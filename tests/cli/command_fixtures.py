"""Fixtures of the tests of the command line: a module names this one in `pytest_plugins`."""

import sys
from pathlib import Path

import pytest
from command_parts import CREDENTIALS, URL, Wire

from sdk_core.transport.pipeline import Pipeline


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Credentials are in the environment, and what a client keeps is this test's own."""
    for name in ("AGILLIC", "ITERABLE"):
        for setting in ("PROFILE", "PROFILE_FILE"):
            monkeypatch.delenv(f"{name}_{setting}", raising=False)
        monkeypatch.setenv(f"{name}_BASE_URL", URL)
    for name, value in CREDENTIALS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setitem(sys.modules, "keyring", None)  # what a test keeps does not go into that of this user
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def wire(environment: None, monkeypatch: pytest.MonkeyPatch) -> Wire:  # noqa: ARG001 - what clients need
    """Return what stands for the network of all clients of this test."""
    found = Wire()
    monkeypatch.setattr(Pipeline, "http_client", found.client)
    return found
