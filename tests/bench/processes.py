"""Where things lie, and how the bench starts processes: bounded in time, and without the caller's environment."""

import os
import subprocess
import sys
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WORK = ROOT / "build" / "bench"
OURS = WORK / "ours"
"""Holds generated/agillic_api, generated anew by each run."""
PEERS = WORK / "peers"
"""Holds the packages that the peer generates."""
STATE = WORK / "state"
"""Holds what the measured processes keep of the limits: the count of their calls."""
RUNTIME = WORK / "env" / "bin" / "python"
"""A Python with what both clients need at run time and nothing else: in .venv, httpx would find and import rich."""


ENDS = time.monotonic() + 1_800
"""When all of the bench has to be over."""


def environment() -> dict[str, str]:
    """Return an environment in which both clients can be imported; without proxies and other settings of httpx.

    The files of the limits are in a folder of the bench.
    """
    # That of the other API is the committed one: how long it takes to generate a client is measured once.
    folders = [ROOT / "tests", ROOT / "overlays", OURS / "generated", PEERS, ROOT / "generated"]
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(map(str, folders)),
        "XDG_STATE_HOME": str(STATE),
    }


def run(command: Sequence[str | Path], *, timeout: float) -> str:
    """Run a command and return what it printed.

    Args:
        command: the program and its arguments.
        timeout: seconds after which it is killed, and less when the bench as a whole has less left.

    Raises:
        SystemExit: it failed or took too long; the message has the command and what it said.
    """
    called = " ".join(map(str, command))
    timeout = max(1.0, min(timeout, ENDS - time.monotonic()))
    try:
        done = subprocess.run(  # noqa: S603 - a list of the bench's own making, without a shell
            command, cwd=ROOT, env=environment(), capture_output=True, text=True, check=False, timeout=timeout
        )
    except subprocess.TimeoutExpired:
        raise SystemExit(f"stopped after {timeout:.0f} seconds, is the machine busy? {called}") from None
    if done.returncode:
        raise SystemExit(f"failed with {done.returncode}: {called}\n{(done.stdout + done.stderr)[-4000:]}")
    return done.stdout


@contextmanager
def serving(*arguments: str) -> Generator[str, None, None]:
    """Run the bench's server; yield its port."""
    command = [sys.executable, "-m", "bench.server", *arguments]
    # It ends when its input closes, which happens at the latest when this process ends.
    with subprocess.Popen(  # noqa: S603 - a list of the bench's own making, without a shell
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(), text=True
    ) as server:
        port = server.stdout.readline().strip() if server.stdout else ""
        if not port:
            raise SystemExit("the bench's server did not start; see above why")
        yield port
