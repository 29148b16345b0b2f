"""The pytest plugin: fixtures for tests of what calls Agillic, `agillic_mock` first of all.

pytest loads this module in every session, so it imports nothing else until a fixture is used.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from agillic.mock.instance import Instance
    from agillic.mock.local import LocalMock, LocalServer
    from agillic_api import Client

_MARKER = "agillic_mock"
_OPTION = "agillic_mock_instance"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option of the configuration file."""
    parser.addini(
        _OPTION,
        "the instance file of the fixture agillic_mock, by its path from the root directory; else a candy store",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line(
        "markers",
        f"{_MARKER}(instance=FILE, assumptions=OPTIONS): what the fixture agillic_mock pretends to be: an instance "
        "file, by its path from the test's folder, and options of assumptions by their ids",
    )


@pytest.fixture(scope="session")
def agillic_mock_server() -> "Iterator[LocalServer]":
    """The server of all mocks of a session; tests use `agillic_mock`."""
    try:
        from agillic.mock.local import LocalServer  # noqa: PLC0415 - it needs the extra, and takes its time
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("agillic"):
            raise
        missing = (error.name or "").partition(".")[0]
        pytest.fail(f"{missing} is not installed; run: pip install 'agillic[mock]'", pytrace=False)
    with LocalServer() as server:
        yield server


@pytest.fixture
def agillic_mock(request: pytest.FixtureRequest, agillic_mock_server: "LocalServer") -> "Iterator[LocalMock]":
    """A local Agillic with a fresh state: `.url`, `.key`, `.secret`, `.faults`, `.clock`, `.requests`, `.state`."""
    from agillic.mock.assumptions import AssumptionError  # noqa: PLC0415 - see above
    from sdk_core.mock.errors import InstanceError  # noqa: PLC0415 - see above

    try:
        instance = _instance(request)
    except (InstanceError, AssumptionError) as error:
        pytest.fail(str(error), pytrace=False)
    with agillic_mock_server.mock(instance) as mock:
        yield mock


@pytest.fixture
def agillic_client(agillic_mock: "LocalMock") -> "Iterator[Client]":
    """A client of `agillic_mock`, with its key."""
    from agillic_api import Client  # noqa: PLC0415 - see above

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
    for name in [*os.environ]:
        if name.startswith("AGILLIC_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("AGILLIC_KEY", agillic_mock.key)
    monkeypatch.setenv("AGILLIC_SECRET", agillic_mock.secret)
    monkeypatch.setenv("AGILLIC_BASE_URL", agillic_mock.url)
    monkeypatch.setenv("AGILLIC_STATE_DIRECTORY", str(tmp_path_factory.mktemp("agillic")))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("agillic")))  # no profile of the user


@pytest.fixture
def agillic_no_wait(agillic_mock: "LocalMock") -> Iterator[None]:
    """Clients wait neither before repeats nor between questions for a task; the clock of `agillic_mock` goes on."""
    from sdk_core.transport.clock import skip_waits  # noqa: PLC0415 - see above

    with skip_waits(agillic_mock.clock.advance):
        yield


def _instance(request: pytest.FixtureRequest) -> "Instance":
    """Read the instance that markers and configuration choose.

    Raises:
        InstanceError, AssumptionError: There is a mistake in it, or in the options.
    """
    from dataclasses import replace  # noqa: PLC0415 - see above

    from agillic.mock.assumptions import Assumptions  # noqa: PLC0415 - see above
    from agillic.mock.instance import load_instance  # noqa: PLC0415 - see above

    chosen: dict[str, Any] = {}
    for marker in request.node.iter_markers(_MARKER):  # the nearest first
        if marker.args or not {"instance", "assumptions"}.issuperset(marker.kwargs):
            pytest.fail(
                f"the marker {_MARKER} takes instance=FILE and assumptions=OPTIONS, nothing else", pytrace=False
            )
        chosen = dict(marker.kwargs) | chosen
    configured: str = request.config.getini(_OPTION)
    path: Path | None = None
    if "instance" in chosen:
        path = request.path.parent / chosen["instance"]
    elif configured:
        path = request.config.rootpath / configured
    instance = load_instance(path)
    if "assumptions" not in chosen:
        return instance
    options = {**instance.assumptions.options, **chosen["assumptions"]}
    return replace(instance, assumptions=Assumptions(options))
