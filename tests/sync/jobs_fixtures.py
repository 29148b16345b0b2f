"""A world for jobs, whose state is a test's own and whose client never waits; see `pytest_plugins`."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from jobs_parts import World

from agillic import Agillic
from agillic.mock.local import LocalMock


@pytest.fixture
def world(
    agillic_mock: LocalMock,
    agillic_no_wait: None,  # noqa: ARG001 - it acts on all clients
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[World]:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "limits"))
    for key in ("ruby@sweetmail.com", "jane@sweetmail.com"):
        agillic_mock.state.recipients.delete(agillic_mock.state.recipients.find(key))
    with Agillic(
        key=agillic_mock.key, secret=agillic_mock.secret, base_url=agillic_mock.url, time_zone="Europe/Copenhagen"
    ) as client:
        yield World(agillic_mock, client, tmp_path)
