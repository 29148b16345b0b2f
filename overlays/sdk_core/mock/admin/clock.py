"""Letting time pass for a mock, with all that follows from it."""

from agillic.mock.callbacks import Sender, deliver
from sdk_core.mock.app import Mock
from agillic.mock.http.tasks import next_due, run_due


async def advance(mock: Mock, seconds: float, sender: Sender | None = None) -> None:
    """Advance the clock, do the work that is due on the way, each at its own moment, and report the ends of tasks.

    Args:
        mock: Whose clock.
        seconds: As for `Clock.advance`.
        sender: As for `deliver`.

    Raises:
        ValueError: As for `Clock.advance`.
    """
    end = mock.clock.after(seconds)
    run_due(mock)
    while (due := next_due(mock)) is not None and mock.clock.now() < due < end:
        mock.clock.advance((due - mock.clock.now()).total_seconds())
        run_due(mock)
    mock.clock.advance(max(0.0, (end - mock.clock.now()).total_seconds()))
    run_due(mock)
    await deliver(mock, sender)


async def tick(mock: Mock, seconds_passed: float, sender: Sender | None = None) -> None:
    """Do what is due, for a server to call again and again.

    On a clock that stands still, tasks and repeated reports come nearer by the seconds that have really passed, for
    whoever waits for a callback reads nothing that would let time pass.

    Args:
        mock: Whose tasks.
        seconds_passed: Since the last tick.
        sender: As for `deliver`.
    """
    if seconds_passed and mock.clock.is_frozen:
        mock.state.tasks.advance_due(seconds_passed)
        mock.state.deliveries.advance_due(seconds_passed)
    run_due(mock)
    await deliver(mock, sender)
