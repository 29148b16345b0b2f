"""Putting a mock together as it is run: with all operations, and a clock and ids that are seeded or are not."""

from datetime import UTC, datetime
from pathlib import Path
from secrets import randbits
from typing import Any

from starlette.types import ASGIApp

from sdk_core.mock.admin import with_admin
from sdk_core.mock.app import Backend, Mock, create_application
from sdk_core.mock.app.mock import I, S
from sdk_core.mock.app.mock_id import with_id
from sdk_core.mock.clock import Clock
from sdk_core.mock.inspector import inspector_routes
from sdk_core.real_time import monotonic, wall_time

SEEDED_START = datetime(2026, 1, 1, 8, tzinfo=UTC)
"""When the clock of a seeded mock starts, and is frozen."""


def build_mock(
    backend: Backend[I, S],
    instance: I,
    *,
    seed: int | None = None,
    database: Path | None = None,
    latency: float = 0,
) -> Mock[I, S]:
    """Return a mock of an instance, with all operations. Its `close` ends it.

    Args:
        backend: Of its API.
        instance: With its assumptions and keys.
        seed: Any whole number. It decides all ids, and the clock is frozen at `SEEDED_START` until it is advanced.
            Without one, ids are drawn by chance, and the clock runs as this machine's does.
        database: The file that keeps the state; None for memory.
        latency: Seconds that every call takes longer.

    Raises:
        StateError: The file cannot keep the state of this instance.
    """
    if seed is None:
        began = monotonic()
        clock = Clock(datetime.fromtimestamp(wall_time(), UTC), lambda: monotonic() - began)
        seed = randbits(64)
    else:
        clock = Clock(SEEDED_START)
    mock = Mock(backend, instance, clock=clock, seed=seed, database=database)
    mock.latency = latency
    return mock


def build_application(mock: Mock[Any, Any]) -> ASGIApp:
    """Return all that a mock serves: the API, the admin API, and the pages for people."""
    return with_id(with_admin(create_application(mock), mock, routes=inspector_routes(mock)), mock)
