"""The line that shows how far a run is: rows, rows per second over the last seconds, and the time that is left."""

import io

import pytest
from sync_command_parts import Progress, Terminal

from sdk_core.cli.sync_progress import ProgressWords, progress_line


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_it_says_rows_speed_and_time_left() -> None:
    clock = Clock()
    words = ProgressWords(clock)
    assert words(Progress("upsert", 0, 10_000)) == "upsert [..............................]   0% 0 of 10,000 rows"
    clock.now += 10
    line = words(Progress("upsert", 5_000, 10_000, failed=3))
    assert line.endswith("50% 5,000 of 10,000 rows, 500 rows/s, 10 s left, 3 not written")


def test_a_speed_is_of_the_last_seconds() -> None:
    clock = Clock()
    words = ProgressWords(clock)
    words(Progress("upsert", 0, 10_000))
    for done in (4_000, 4_010, 4_020):
        clock.now += 10
        line = words(Progress("upsert", done, 10_000))
    assert ", 1 rows/s, " in line


def test_each_step_is_measured_for_itself() -> None:
    clock = Clock()
    words = ProgressWords(clock)
    words(Progress("upsert", 0, 10))
    clock.now += 10
    assert "rows/s" in words(Progress("upsert", 10, 10))
    assert "rows/s" not in words(Progress("add", 10, 20))


def test_what_is_not_known_is_left_out() -> None:
    clock = Clock()
    words = ProgressWords(clock)
    words(Progress("reading"))
    clock.now += 2
    assert words(Progress("reading", 500)) == "reading 500 rows, 250 rows/s"


def test_a_terminal_shows_one_line_that_is_written_over_at_most_ten_times_a_second(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock, terminal = Clock(), Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("COLUMNS", "40")
    with progress_line(clock) as tell:
        for done in range(101):
            tell(Progress("upsert", done, 100))
            clock.now += 0.01
    lines = terminal.getvalue().split("\r")[1:]
    assert 10 <= len(lines) <= 12
    assert lines[-1].endswith("\n")
    assert all(len(each.strip("\n").removesuffix("\x1b[K")) < 40 for each in lines)
    assert lines[-1].startswith("upsert 100 of 100 rows, "), "a narrow terminal shows numbers, and no bar"


LONG = "upsert 100,000 of 1,000,000 rows, 10,000 rows/s, 1 min 30 s left, 1,000 not written"


@pytest.mark.parametrize(
    ("width", "begins", "size"), [(200, "upsert [###...", 121), (100, LONG, 83), (30, LONG[:30], 30)]
)
def test_what_does_not_fit_is_the_bar_first(width: int, begins: str, size: int) -> None:
    clock = Clock()
    words = ProgressWords(clock)
    words(Progress("upsert", 0, 1_000_000))
    clock.now += 10
    line = words(Progress("upsert", 100_000, 1_000_000, failed=1_000), width)
    assert (line.startswith(begins), len(line)) == (True, size)


def test_elsewhere_nothing_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    with progress_line() as tell:
        tell(Progress("upsert", 1, 2))
    assert stream.getvalue() == ""
