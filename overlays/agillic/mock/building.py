"""Putting a mock of Agillic together."""

from pathlib import Path

from agillic.mock.backend import BACKEND
from agillic.mock.calls import Mock
from agillic.mock.instance import Instance
from sdk_core.mock.app import Routes
from sdk_core.mock.building import build_mock as build_core_mock
from sdk_core.mock.clock import Clock


def new_mock(
    instance: Instance,
    routes: Routes | None = None,
    *,
    clock: Clock | None = None,
    seed: int = 0,
    database: Path | None = None,
) -> Mock:
    """Return a mock of an instance whose parts are given; see `sdk_core.mock.app.Mock`.

    >>> from agillic.mock.instance import load_instance
    >>> mock = new_mock(load_instance())
    >>> mock.state.recipients.count()
    2
    >>> mock.close()
    """
    return Mock(BACKEND, instance, routes=routes, clock=clock, seed=seed, database=database)


def build_mock(
    instance: Instance, *, seed: int | None = None, database: Path | None = None, latency: float = 0
) -> Mock:
    """Return a mock of an instance as it is run; see `sdk_core.mock.building.build_mock`.

    Raises:
        WrongFileError: The file cannot keep the state of this instance.

    >>> from agillic.mock.instance import load_instance
    >>> mock = build_mock(load_instance(), seed=1)
    >>> mock.clock.now().isoformat()
    '2026-01-01T08:00:00+00:00'
    >>> mock.close()
    """
    return build_core_mock(BACKEND, instance, seed=seed, database=database, latency=latency)
