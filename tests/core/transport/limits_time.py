"""The time of tests whose calls are counted by several processes."""

import pytest

from sdk_core.transport import clock as waiting


@pytest.fixture(autouse=True)
def time_of_all_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock of this process say what those of others say.

    Waits that earlier tests skipped count as passed here, some hours in all. Others know nothing of them, so that late
    in the day they would count calls for today, and this process for tomorrow.
    """
    monkeypatch.setattr(waiting._WAITS, "skipped", 0.0)  # noqa: SLF001  # pyright: ignore[reportPrivateUsage] - no user may do that
