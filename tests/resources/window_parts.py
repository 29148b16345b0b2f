"""Activity on the mock, and clients that export windows of it: whatever waits lets time pass for both."""

import asyncio
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, cast

from task_parts import Kind, Time, settings

from agillic import Agillic, AgillicError, AsyncAgillic
from agillic.mock.assumptions import Assumptions
from agillic.mock.instance import load_instance
from agillic.mock.local import LocalMock, LocalServer

RUBY = "ruby@sweetmail.com"
HOURS = timedelta(hours=1)
STARTS, READS = "executeActivityExport", "readExportPage"
_MOST = 200
"""Steps that a range may take in a test, those that end with an error included."""
Window = tuple[datetime, datetime, list[int]]


@contextmanager
def mock_of(
    server: LocalServer, moments: Mapping[int, datetime], now: datetime, *, takes: float = 2, **options: str
) -> Generator[LocalMock, None, None]:
    """Serve a mock on which events happened at these moments, by their numbers.

    Args:
        server: serves it.
        moments: when they happened.
        now: its present.
        takes: seconds that an export takes.
        **options: of assumptions, with underscores for dashes.
    """
    instance = load_instance()
    chosen = {name.replace("_", "-"): option for name, option in options.items()}
    assumptions = Assumptions({**instance.assumptions.options, **chosen})
    with server.mock(replace(instance, task_seconds=takes, assumptions=assumptions)) as mock:
        for number, moment in sorted(moments.items(), key=lambda each: (each[1], each[0])):
            mock.clock.advance((moment - mock.clock.now()).total_seconds())
            mock.state.activities.record("EVENT", 1, RUBY, {"event": "e", "event_name": f"E{number}"})
        mock.clock.advance((now - mock.clock.now()).total_seconds())
        yield mock


def began(server: LocalServer) -> datetime:
    """Return when the clocks of seeded mocks begin."""
    with server.mock(load_instance()) as mock:
        return mock.clock.now()


def exported(
    kind: Kind,
    mock: LocalMock,
    start: datetime | str,
    end: datetime | str,
    between: Callable[[Time], object] = lambda _: None,
) -> list[Window]:
    """Export a range, with a try more after each error; do something after each window."""
    time = Time(mock)
    given: dict[str, Any] = {**settings(mock), "authentication": "basic", "polling": time.polling()}
    found: list[Window] = []
    if kind == "threads":
        with Agillic(**given) as client:
            for window in _stubborn(client.exports.activity_windows("EVENT", start, end), time):
                found.append((window.start, window.end, numbers(window)))
                between(time)
        return found

    async def read() -> None:
        async with AsyncAgillic(**given) as client:
            windows = client.exports.activity_windows("EVENT", start, end)
            for _ in range(_MOST):
                try:
                    window = await anext(windows)
                except StopAsyncIteration:
                    return
                except AgillicError:
                    time.sleep(30)
                    continue
                found.append((window.start, window.end, numbers(window)))
                between(time)
            raise AssertionError("it makes no progress")

    asyncio.run(read())
    return found


def _stubborn(windows: Iterator[Any], time: Time) -> Iterator[Any]:
    for _ in range(_MOST):
        try:
            window = next(windows)
        except StopIteration:
            return
        except AgillicError:
            time.sleep(30)
            continue
        yield window
    raise AssertionError("it makes no progress")


def numbers(window: Any) -> list[int]:  # noqa: ANN401 - a window
    return [int(cast("str", row.to_dict()["EVENT"]).removeprefix("E")) for row in window]


def happened(moments: Mapping[int, datetime], start: datetime, end: datetime) -> list[int]:
    """Return what happened in a range, in the order of time."""
    inside = [(moment, number) for number, moment in moments.items() if start <= moment < end]
    return [number for _, number in sorted(inside)]


def at(*numbers: int) -> datetime:
    return datetime(*numbers, tzinfo=UTC)  # type: ignore[arg-type, misc] # a year, a month and so on
