"""A client of each mock, whose files of limits are a test's own and which never waits; see `pytest_plugins`."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from agillic import Agillic
from agillic.mock.local import LocalMock as AgillicMock
from iterable_client import IterableClient
from iterable_client.mock.local import LocalMock as IterableMock


@pytest.fixture
def own_limits(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))


@pytest.fixture
def agillic(
    agillic_mock: AgillicMock,
    agillic_no_wait: None,  # noqa: ARG001 - it acts on all clients
    own_limits: None,  # noqa: ARG001 - so
) -> Iterator[Agillic]:
    key, secret, url = agillic_mock.key, agillic_mock.secret, agillic_mock.url
    with Agillic(key=key, secret=secret, base_url=url, time_zone="Europe/Copenhagen") as client:
        yield client


@pytest.fixture
def iterable(
    iterable_mock: IterableMock,
    iterable_no_wait: None,  # noqa: ARG001 - so
    own_limits: None,  # noqa: ARG001 - so
) -> Iterator[IterableClient]:
    with IterableClient(api_key=iterable_mock.api_key, base_url=iterable_mock.url) as client:
        yield client
