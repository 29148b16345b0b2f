"""`mock`: starts a local server that behaves as an API does."""

import argparse
import sys
from math import isfinite
from typing import Final

from sdk_core.cli import exit_codes
from sdk_core.cli.lazy_parser import LazyParser
from sdk_core.cli.program import room_module

DESCRIPTION: Final = (
    "Start a local server that behaves as the API does and keeps state, and print its URL as soon as it responds. "
    "SIGINT (Ctrl-C) and SIGTERM stop it. With --api NAME it is another API. "
    "Exit code 2: it cannot start; standard error says why."
)
_LAST_PORT: Final = 65_535


def add_arguments(parser: LazyParser) -> None:
    """Add the options of this command."""
    add = parser.add_argument
    add("--port", type=_port, default=8080, help="where it listens; 0 takes a free port (default: %(default)s)")
    add(
        "--host",
        default="127.0.0.1",
        help="the address where it listens (default: %(default)s); at 0.0.0.0, all who reach this machine can call "
        "it too, as through a port that a container publishes. Calls have to name the host 127.0.0.1 or localhost",
    )
    add("--db", metavar="FILE", help="a file that keeps the state; without one, the end forgets everything")
    add("--instance", metavar="FILE", help="a TOML file that says what is set up; without one, a shop that is built in")
    add(
        "--key",
        help="a key in place of those of the instance that may call everything; with its secret, if the API has one",
    )
    add(
        "--secret",
        help="the secret of that key; other users of this machine may see it in the list of processes, but not in the "
        f"environment variable {parser.get_default('api').upper()}_MOCK_SECRET, read when this is left out",
    )
    add("--latency", type=_seconds, default=0.0, metavar="MS", help="milliseconds that every response takes longer")
    add(
        "--seed",
        type=_seed,
        metavar="N",
        help="a whole number that decides all ids; the clock starts at 2026-01-01T08:00:00Z and is frozen until it "
        "is advanced. Without one, ids are drawn by chance, and the clock runs",
    )
    add(
        "--init",
        metavar="FILE",
        help="write an instance file to start from, the built-in with comments, and end; for --instance FILE then",
    )
    parser.set_defaults(discover=False, profile=None)
    if room_module(parser.get_default("api"), "cli.mock_instance") is not None:
        add(
            "--discover",
            action="store_true",
            help="with --init: write the instance of your settings, its fields, tables and names without its people",
        )
        add("--profile", metavar="NAME", help="with --discover: whose settings are used; without it, the environment's")
    add("--log", action="store_true", help="say on standard error why calls, entries of batches and tasks fail")


def run(options: argparse.Namespace) -> int:
    """Serve until a signal comes, or write an instance file; return the exit code."""
    from sdk_core.apis import find_api  # noqa: PLC0415 - loads the API, which arguments need not

    api = find_api(options.api)
    try:
        from sdk_core.cli.mock_server import PROBLEMS, find_backend, serve, write_instance  # noqa: PLC0415 - needs the extra

        backend = find_backend(api)
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing in (api.package, "sdk_core"):
            raise
        return _fail(options, f"{missing} is not installed; run: pip install '{api.distribution}[mock]'")
    if options.init is None and (options.discover or options.profile is not None):
        return _fail(options, "--discover and --profile go with --init FILE; give that, or leave them out")
    try:
        if options.init is not None:
            write_instance(backend, options)
        else:
            serve(backend, options)
    except PROBLEMS as error:
        return _fail(options, str(error))
    return exit_codes.DONE


def _fail(options: argparse.Namespace, problem: str) -> int:
    sys.stderr.write(f"{options.prog}: {problem}\n")
    return exit_codes.USAGE


def _port(text: str) -> int:
    try:
        port = int(text)
    except ValueError:
        port = -1
    if not 0 <= port <= _LAST_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} is no port; give a number from 0 to {_LAST_PORT}")
    return port


def _seed(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no seed; give a whole number, such as 1") from None


def _seconds(text: str) -> float:
    """Read milliseconds."""
    try:
        milliseconds = float(text)
    except ValueError:
        milliseconds = -1.0
    if not (milliseconds >= 0 and isfinite(milliseconds)):
        raise argparse.ArgumentTypeError(f"{text!r} is no time; give milliseconds, 0 or more")
    return milliseconds / 1_000
