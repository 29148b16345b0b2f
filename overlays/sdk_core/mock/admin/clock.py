"""Letting time pass for a mock, with all that follows from it."""

from typing import Any

from sdk_core.mock.app import Mock


async def advance(mock: Mock[Any, Any], seconds: float) -> None:
    """Advance the clock, do the work that is due on the way, each at its own moment, and deliver what is to be sent.

    Args:
        mock: Whose clock.
        seconds: As for `Clock.advance`.

    Raises:
        ValueError: As for `Clock.advance`.
    """
    backend, end = mock.backend, mock.clock.after(seconds)
    mock.run_due()
    while (due := backend.next_due(mock)) is not None and mock.clock.now() < due < end:
        mock.clock.advance((due - mock.clock.now()).total_seconds())
        mock.run_due()
    mock.clock.advance(max(0.0, (end - mock.clock.now()).total_seconds()))
    mock.run_due()
    await backend.deliver(mock)


async def tick(mock: Mock[Any, Any], seconds_passed: float) -> None:
    """Do what is due, for a server to call again and again.

    On a frozen clock, tasks and retries of deliveries come nearer by the seconds that have really passed, as a caller
    who waits for a callback reads nothing that would let time pass.

    Args:
        mock: Whose tasks.
        seconds_passed: Since the last tick.
    """
    if seconds_passed and mock.clock.is_frozen:
        mock.backend.advance_due(mock, seconds_passed)
    mock.run_due()
    await mock.backend.deliver(mock)
