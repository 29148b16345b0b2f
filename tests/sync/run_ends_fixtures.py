"""The command line for the tests of how runs end: a webhook and a command are there; see `pytest_plugins`."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from hook_parts import receiver
from run_ends_parts import ROWS, Ends

from agillic.mock.local import LocalMock


@pytest.fixture
def ends(
    agillic_environment: None,  # noqa: ARG001 - it acts on the environment
    agillic_no_wait: None,  # noqa: ARG001 - so
    agillic_mock: LocalMock,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Iterator[Ends]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO())
    (tmp_path / "people.csv").write_text(ROWS)
    with receiver(query="") as (url, posted):
        yield Ends(tmp_path, agillic_mock, url, posted)
