"""The pytest plugin: fixtures for tests of what calls Iterable, `iterable_mock` first of all.

pytest loads this module in every session, so it imports nothing else until a fixture is used.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from sdk_core.mock import fixtures

if TYPE_CHECKING:
    from iterable_client.mock.instance import Project
    from iterable_client.mock.local import LocalMock, LocalServer

_WORDS = fixtures.Words("iterable_mock", "agillic")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option of the configuration file."""
    fixtures.add_option(_WORDS, parser)


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    fixtures.add_marker(_WORDS, config)


@pytest.fixture(scope="session")
def iterable_mock_server() -> "Iterator[LocalServer]":
    """The server of all mocks of a session; tests use `iterable_mock`."""
    local = fixtures.load_room(_WORDS, "iterable_client.mock.local")  # it needs the extra, and takes its time
    with local.LocalServer() as server:
        yield server


@pytest.fixture
def iterable_mock(request: pytest.FixtureRequest, iterable_mock_server: "LocalServer") -> "Iterator[LocalMock]":
    """A local Iterable with a fresh state: `.url`, `.api_key`, `.faults`, `.clock`, `.requests`, `.state`."""
    from sdk_core.mock.assumptions import AssumptionError  # noqa: PLC0415 - it takes its time
    from sdk_core.mock.errors import InstanceError  # noqa: PLC0415 - as above

    try:
        project = _project(request)
    except (InstanceError, AssumptionError) as error:
        pytest.fail(str(error), pytrace=False)
    with iterable_mock_server.mock(project) as mock:
        yield mock


@pytest.fixture
def iterable_environment(
    iterable_mock: "LocalMock", monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """`IterableClient()` calls `iterable_mock`: key and URL are in the environment, and its limits are its own."""
    settings = {"API_KEY": iterable_mock.api_key, "BASE_URL": iterable_mock.url}
    fixtures.set_environment("ITERABLE_", settings, monkeypatch, tmp_path_factory)


@pytest.fixture
def iterable_no_wait(iterable_mock: "LocalMock") -> Iterator[None]:
    """Clients wait neither before retries nor between polls of a job; the clock of `iterable_mock` goes on."""
    from sdk_core.transport.clock import skip_waits  # noqa: PLC0415 - as above

    with skip_waits(iterable_mock.clock.advance):
        yield


def _project(request: pytest.FixtureRequest) -> "Project":
    """Read the project that markers and configuration choose.

    Raises:
        InstanceError, AssumptionError: There is a mistake in it, or in the options.
    """
    from dataclasses import replace  # noqa: PLC0415 - as above

    from iterable_client.mock.assumptions import Assumptions  # noqa: PLC0415 - as above
    from iterable_client.mock.instance import load_project  # noqa: PLC0415 - as above

    path, options = fixtures.chosen(_WORDS, request)
    project = load_project(path)
    if not options:
        return project
    return replace(project, assumptions=Assumptions({**project.assumptions.options, **options}))
