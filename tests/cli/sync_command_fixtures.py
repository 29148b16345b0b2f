"""Fixtures of the tests of `sync`: a module names this one in `pytest_plugins`."""

import io
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from sync_command_parts import FakeEngine

from sdk_core.cli import sync_engine


def _module(api: str, name: str) -> str:
    return f"{api}.{name}"


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> FakeEngine:
    """Have the commands use an engine that is none, without a terminal."""
    fake = FakeEngine(tmp_path)
    kinds = SimpleNamespace(TARGETS=(SimpleNamespace(name="recipients"), SimpleNamespace(name="one_to_many")))
    modules = {"sdk_core.sync.jobs": fake, "sdk_core.sync.model.job_file": fake, "agillic.sync.targets": kinds}

    @contextmanager
    def open_client(_: object, profile: str | None) -> Generator[FakeEngine]:
        fake.profiles.append(profile)
        yield fake

    monkeypatch.setattr(sync_engine, "import_module", modules.__getitem__)
    monkeypatch.setattr(sync_engine, "room_module", _module)
    monkeypatch.setattr(sync_engine, "open_client", open_client)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    monkeypatch.chdir(tmp_path)
    return fake
