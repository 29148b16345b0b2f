"""`agillic mock`: starts a local Agillic, or a mock of another API."""

import argparse
import logging
import shlex
import signal
import sys
from math import isfinite
from pathlib import Path
from threading import Event
from types import FrameType

from sdk_apis import APIS

HELP = "start a local Agillic that keeps state, to test against"
DESCRIPTION = (
    "Start a local Agillic that keeps state, and print its URL as soon as it responds. "
    "SIGINT (Ctrl-C) and SIGTERM stop it."
)
SECRET_VARIABLE = "AGILLIC_MOCK_SECRET"  # noqa: S105 - a name
_WRONG_CALL = 2
_LAST_PORT = 65_535


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of this subcommand to its parser."""
    add = parser.add_argument
    add(
        "--api",
        choices=tuple(APIS),  # the table alone: what the APIs import takes its time
        default="agillic",
        help="the API that it is a mock of (default: %(default)s)",
    )
    add("--port", type=_port, default=8080, help="where it listens; 0 takes a free port (default: %(default)s)")
    add(
        "--host",
        default="127.0.0.1",
        help="the address where it listens (default: %(default)s); at 0.0.0.0, all who reach this machine can call "
        "it too, as through a port that a container publishes. Calls have to name the host 127.0.0.1 or localhost",
    )
    add("--db", type=Path, metavar="FILE", help="a file that keeps the state; without one, the end forgets everything")
    add(
        "--instance",
        type=Path,
        metavar="FILE",
        help="a TOML file that says what is set up; without one, a shop that is built in",
    )
    add(
        "--key",
        help="a key in place of those of the instance that may call everything; with its secret, if the API has one",
    )
    add(
        "--secret",
        help="the secret of that key; other users of this machine may see it in the list of processes, but not in the "
        f"environment variable {SECRET_VARIABLE} (another API has its own), read when this is left out",
    )
    add("--latency", type=_seconds, default=0.0, metavar="MS", help="milliseconds that every response takes longer")
    add(
        "--seed",
        type=int,
        metavar="N",
        help="a whole number that decides all ids; the clock starts at 2026-01-01T08:00:00Z and is frozen until it "
        "is advanced. Without one, ids are drawn by chance, and the clock runs",
    )
    add(
        "--init",
        type=Path,
        metavar="FILE",
        help="write an instance file to start from, the built-in with comments, and end; for --instance FILE then",
    )
    add("--log", action="store_true", help="tell on standard error why calls, entries of batches and tasks fail")


def run(options: argparse.Namespace) -> int:
    """Serve until a signal comes, or write an instance file; return the exit code."""
    try:
        from agillic.cli.mock_server import PROBLEMS, find_backend, serve  # noqa: PLC0415 - needs the extra
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in ("agillic", "sdk_core"):
            raise
        missing = (error.name or "").partition(".")[0]
        return _reject(f"{missing} is not installed; run: pip install 'agillic[mock]'")
    if options.init is not None:
        return _write_instance(options.init, find_backend(options.api).built_in())
    stop = Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    if options.log:
        _log_reasons(find_backend(options.api).api.package)
    try:
        serve(options, stop)
    except PROBLEMS as error:
        return _reject(str(error))
    return 0


def _write_instance(path: Path, content: bytes) -> int:
    """Write the built-in instance to a file that is not there."""
    try:
        with path.open("xb") as file:
            file.write(content)
    except FileExistsError:
        return _reject(f"{path} is there already and stays as it is; give another name")
    except OSError as error:
        return _reject(f"{path} cannot be written ({error.strerror}); give a file in a folder that is there")
    print(f"wrote {path}; change it, then start with: agillic mock --instance {shlex.quote(str(path))}")  # noqa: T201 - a command line prints
    return 0


def _log_reasons(package: str) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(message)s"))
    log = logging.getLogger(f"{package}.mock")
    log.handlers[:] = [handler]
    log.propagate = False


def _reject(problem: str) -> int:
    print(f"agillic mock: {problem}", file=sys.stderr)  # noqa: T201 - a command line prints
    return _WRONG_CALL


def _port(text: str) -> int:
    try:
        port = int(text)
    except ValueError:
        port = -1
    if not 0 <= port <= _LAST_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; give a number from 0 to {_LAST_PORT}")
    return port


def _seconds(text: str) -> float:
    """Read milliseconds."""
    try:
        milliseconds = float(text)
    except ValueError:
        milliseconds = -1.0
    if not (milliseconds >= 0 and isfinite(milliseconds)):
        raise argparse.ArgumentTypeError(f"{text!r} is no time; give milliseconds, 0 or more")
    return milliseconds / 1_000
