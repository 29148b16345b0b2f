"""The line of progress of a run of the command line, on a terminal of its own; without one there is none."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

JOB = """
name = "people"
source = { path = "people.csv", delimiter = ",", quote = '"', header = true }
target = { name = "recipients", mode = "upsert" }
run = { concurrency = 1 }
mapping = { EMAIL = "email" }
"""
PROGRAM = """
import itertools, sys
from functools import partial
from agillic import skip_waits
from agillic.cli.main import main
from sdk_core.cli import sync_progress, sync_running
seconds = itertools.count()
sync_running.progress_line = partial(sync_progress.progress_line, clock=lambda: float(next(seconds)))
with skip_waits():
    sys.exit(main(["sync", "run", "people.toml"]))
"""
ROWS = 10_000


@pytest.fixture
def folder(agillic_environment: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:  # noqa: ARG001 - it acts on the environment
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.delenv("COLUMNS", raising=False)
    (tmp_path / "people.toml").write_text(JOB)
    (tmp_path / "people.csv").write_text("email\n" + "".join(f"p{n}@example.com\n" for n in range(ROWS)))
    return tmp_path


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")
def test_a_terminal_shows_rows_speed_and_time_left(folder: Path) -> None:
    import fcntl  # noqa: PLC0415 - there is none on Windows
    import struct  # noqa: PLC0415 - so
    import termios  # noqa: PLC0415 - so

    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 100, 0, 0))
    with subprocess.Popen(  # noqa: S603 - our own
        [sys.executable, "-c", PROGRAM], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=theirs
    ) as running:
        os.close(theirs)
        written = b""
        while part := _read(ours):
            written += part
        assert running.stdout is not None
        assert running.stdout.read() == b""
    os.close(ours)
    assert running.returncode == 0, written
    line, _, rest = written.decode().partition("\r\n")
    shown = [each.removesuffix("\x1b[K") for each in line.split("\r") if each]
    assert all(len(each) < 100 for each in shown)
    assert any("of 10,000 rows, " in each and " rows/s, " in each and each.endswith(" left") for each in shown)
    assert shown[-1].startswith(f"upsert [{'#' * 30}] 100% 10,000 of 10,000 rows")
    assert "All 10,000 rows were written." in rest


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 65_536)
    except OSError:  # the other end was closed, as Linux says it
        return b""


def test_without_one_there_is_no_line(folder: Path) -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], cwd=folder, capture_output=True, text=True, check=True)  # noqa: S603 - so
    assert done.stdout == ""
    assert "rows/s" not in done.stderr
    assert "\r" not in done.stderr
    assert "\x1b" not in done.stderr
    assert "All 10,000 rows were written." in done.stderr
