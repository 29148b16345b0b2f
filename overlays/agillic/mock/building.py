"""Putting a mock together as it is run: with all operations, and a clock and ids that are seeded or are not."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from secrets import randbits

from starlette.types import ASGIApp

from sdk_core.mock.clock import Clock
from agillic.mock.calls import Mock
from sdk_core.mock.app import create_application
from sdk_core.mock.app.mock_id import with_id
from agillic.mock.instance import Instance, InstanceError, Key
from agillic.mock.operations import all_routes
from sdk_core.mock.inspector import pages
from sdk_core.mock.admin import with_admin
from sdk_core.real_time import monotonic, wall_time

SEEDED_START = datetime(2026, 1, 1, 8, tzinfo=UTC)
"""When the clock of a seeded mock starts, and stands still."""


def build_mock(
    instance: Instance, *, seed: int | None = None, database: Path | None = None, latency: float = 0
) -> Mock:
    """Return a mock of an instance, with all operations. Its `close` ends it.

    Args:
        instance: With its assumptions and keys.
        seed: Any whole number. It decides all ids, and the clock stands still at `SEEDED_START` until it is advanced.
            Without one, ids are drawn by chance, and the clock runs as this machine's does.
        database: The file that keeps the state; None for memory.
        latency: Seconds that every call takes longer.

    Raises:
        WrongFileError: The file cannot keep the state of this instance.

    >>> from agillic.mock.instance import load_instance
    >>> mock = build_mock(load_instance(), seed=1)
    >>> mock.clock.now().isoformat()
    '2026-01-01T08:00:00+00:00'
    >>> mock.close()
    """
    if seed is None:
        began = monotonic()
        clock = Clock(datetime.fromtimestamp(wall_time(), UTC), lambda: monotonic() - began)
        seed = randbits(64)
    else:
        clock = Clock(SEEDED_START)
    mock = Mock(instance, all_routes(), clock=clock, seed=seed, database=database)
    mock.latency = latency
    return mock


def build_application(mock: Mock) -> ASGIApp:
    """Return all that a mock answers: the API, the steering, and the pages for people."""
    return with_id(with_admin(create_application(mock), mock, routes=pages(mock)), mock)


def with_key(instance: Instance, key: str, secret: str) -> Instance:
    """Return an instance with one key of the scope `public`, this one, in place of those that it has.

    Raises:
        InstanceError: An instance cannot have this key; the message does not show the secret.

    >>> from agillic.mock.instance import load_instance
    >>> [each.key for each in with_key(load_instance(), "mine", "hush").keys]
    ['mine', 'candystore-app-key']
    """
    others = tuple(each for each in instance.keys if each.scope != "public")
    if not key or ":" in key:
        raise InstanceError("the key is empty or has a colon, which separates it from the secret; give another")
    if not secret:
        raise InstanceError("the secret is empty; give one")
    if any(each.key == key for each in others):
        raise InstanceError(f"the instance has the key {key!r} already, for apps; give another")
    return replace(instance, keys=(Key(key, secret, "public"), *others))
