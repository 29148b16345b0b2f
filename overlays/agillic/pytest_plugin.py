"""The pytest plugin: fixtures for tests of what calls Agillic, `agillic_mock` first of all.

pytest loads this module in every session, so it imports nothing else until a fixture is used.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from sdk_core.mock import fixtures

if TYPE_CHECKING:
    from agillic.mock.instance import Instance
    from agillic.mock.local import LocalMock, LocalServer
    from agillic_api import Client

_WORDS = fixtures.Words("agillic_mock", "agillic")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option of the configuration file."""
    fixtures.add_option(_WORDS, parser)


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    fixtures.add_marker(_WORDS, config)


@pytest.fixture(scope="session")
def agillic_mock_server() -> "Iterator[LocalServer]":
    """The server of all mocks of a session; tests use `agillic_mock`."""
    local = fixtures.load_room(_WORDS, "agillic.mock.local")  # it needs the extra, and takes its time
    with local.LocalServer() as server:
        yield server


@pytest.fixture
def agillic_mock(request: pytest.FixtureRequest, agillic_mock_server: "LocalServer") -> "Iterator[LocalMock]":
    """A local Agillic with a fresh state: `.url`, `.key`, `.secret`, `.faults`, `.clock`, `.requests`, `.state`."""
    from sdk_core.mock.assumptions import AssumptionError  # noqa: PLC0415 - it takes its time
    from sdk_core.mock.errors import InstanceError  # noqa: PLC0415 - as above

    try:
        instance = _instance(request)
    except (InstanceError, AssumptionError) as error:
        pytest.fail(str(error), pytrace=False)
    with agillic_mock_server.mock(instance) as mock:
        yield mock


@pytest.fixture
def agillic_client(agillic_mock: "LocalMock") -> "Iterator[Client]":
    """A client of `agillic_mock`, with its key."""
    from agillic_api import Client  # noqa: PLC0415 - as above

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("no_proxy", "127.0.0.1")  # read when the client is made: calls stay on this machine
        client = Client(agillic_mock.url, auth=(agillic_mock.key, agillic_mock.secret))
    with client:
        yield client


@pytest.fixture
def agillic_environment(
    agillic_mock: "LocalMock", monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """`Agillic()` calls `agillic_mock`: key, secret and URL are in the environment, and its day's count is its own."""
    settings = {"KEY": agillic_mock.key, "SECRET": agillic_mock.secret, "BASE_URL": agillic_mock.url}
    fixtures.set_environment("AGILLIC_", settings, monkeypatch, tmp_path_factory)


@pytest.fixture
def agillic_no_wait(agillic_mock: "LocalMock") -> Iterator[None]:
    """Clients wait neither before retries nor between polls of a task; the clock of `agillic_mock` goes on."""
    from sdk_core.transport.clock import skip_waits  # noqa: PLC0415 - as above

    with skip_waits(agillic_mock.clock.advance):
        yield


def _instance(request: pytest.FixtureRequest) -> "Instance":
    """Read the instance that markers and configuration choose.

    Raises:
        InstanceError, AssumptionError: There is a mistake in it, or in the options.
    """
    from dataclasses import replace  # noqa: PLC0415 - as above

    from agillic.mock.assumptions import Assumptions  # noqa: PLC0415 - as above
    from agillic.mock.instance import load_instance  # noqa: PLC0415 - as above

    path, options = fixtures.chosen(_WORDS, request)
    instance = load_instance(path)
    if not options:
        return instance
    return replace(instance, assumptions=Assumptions({**instance.assumptions.options, **options}))
