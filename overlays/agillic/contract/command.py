"""The command `agillic-contract`, which is `agillic contract` too."""

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from getpass import getpass
from pathlib import Path

from agillic.contract.options import DEFAULT_CALLS

HELP = "hold an instance against the document, and report what the evidence should become"
DESCRIPTION = (
    "Call an instance of Agillic by the operations that only read, hold its responses against the document, and report "
    "per operation whether it is confirmed, corrected or unknown, and which assumptions are settled. The report holds "
    "shapes and no values. Exit code 0: all as documented; 1: something differs, or throw-away recipients remain; "
    "2: it could not run, or not to its end; 130: it was interrupted."
)
KEY_VARIABLE, SECRET_VARIABLE = "AGILLIC_KEY", "AGILLIC_SECRET"

_DIFFERENT, _COULD_NOT_RUN, _INTERRUPTED = 1, 2, 130
_LEAST = 1

Wait = Callable[[float], object]


class _CannotRunError(Exception):
    """The message says why, and what to do."""


def main(arguments: Sequence[str] | None = None, *, wait: Wait = time.sleep) -> int:
    """Run the command, and return its exit code.

    Args:
        arguments: As written behind `agillic-contract`; those of this process when left out.
        wait: Lets seconds pass.

    Raises:
        SystemExit: The arguments are not understood (code 2), or ask for help (code 0).
    """
    parser = argparse.ArgumentParser(prog="agillic-contract", description=DESCRIPTION)
    add_arguments(parser)
    return run(parser.parse_args(arguments), wait=wait)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command to a parser."""
    add = parser.add_argument
    add("--url", required=True, help="where the instance is, such as https://api-eu1.agillic.net")
    add(
        "--key",
        help=f"a developer key of the scope public (default: {KEY_VARIABLE} in the environment). Its secret is read "
        f"from {SECRET_VARIABLE} in the environment, or asked for",
    )
    add("--calls", type=_calls, default=DEFAULT_CALLS, metavar="N", help="most calls to make (default: %(default)s)")
    add(
        "--write",
        action="store_true",
        help="create, change and delete throw-away recipients besides, agillic-contract-...@example.invalid. "
        "No operation is called by which a message could leave",
    )
    add(
        "--wrong-secret",
        action="store_true",
        help="ask for a token by a wrong secret, once. Not by default: the instance might lock the key",
    )
    add("--output", type=Path, metavar="FILE", help="where the report goes (default: standard output)")
    add("--json", action="store_true", help="report as JSON, not as Markdown")


def run(options: argparse.Namespace, *, wait: Wait = time.sleep) -> int:
    """Examine the instance, write the report, and return the exit code."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)  # throw-away recipients are removed then, too
    try:
        return _run(options, wait)
    except _CannotRunError as error:
        _say(str(error))
        return _COULD_NOT_RUN
    except KeyboardInterrupt:
        _say("interrupted")
        return _INTERRUPTED
    finally:
        signal.signal(signal.SIGTERM, before)


def _run(options: argparse.Namespace, wait: Wait) -> int:
    try:
        from agillic.contract.report import as_json, as_markdown, is_as_documented, is_nothing_learned  # noqa: PLC0415 - as above
        from agillic.contract.verification import Order, RefusedError, examine  # noqa: PLC0415 - they need the extra
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("agillic"):
            raise
        missing = (error.name or "").partition(".")[0]
        raise _CannotRunError(f"{missing} is not installed; run: pip install 'agillic[contract]'") from error
    credentials = _credentials(options.key)
    _say(f"at most {options.calls} calls to {options.url}" + ("" if options.write else ", reading only"))
    try:
        findings = examine(
            Order(options.url, credentials, options.calls, write=options.write, wrong_secret=options.wrong_secret),
            say=_say,
            wait=wait,
        )
    except (ValueError, RefusedError) as error:
        raise _CannotRunError(str(error)) from error
    _write((as_json if options.json else as_markdown)(findings), options.output)
    if findings.stopped:
        _say(f"ended early: {findings.stopped}")
    for each in findings.remaining:
        _say(f"{each} may still be there; delete it")
    if findings.interrupted:
        return _INTERRUPTED
    if not is_as_documented(findings):
        return _DIFFERENT
    if is_nothing_learned(findings) and not findings.stopped:
        _say("every call but the one for a token was refused; is the key of the scope public?")
    return _COULD_NOT_RUN if findings.stopped or is_nothing_learned(findings) else 0


def _credentials(key: str | None) -> tuple[str, str]:
    key = key or os.environ.get(KEY_VARIABLE)
    if not key:
        raise _CannotRunError(f"there is no key; give --key, or {KEY_VARIABLE} in the environment")
    secret = os.environ.get(SECRET_VARIABLE)
    if not secret and sys.stdin.isatty():
        secret = getpass("Secret: ")
    if not secret:
        raise _CannotRunError(f"there is no secret; give {SECRET_VARIABLE} in the environment")
    return key, secret


def _write(report: str, file: Path | None) -> None:
    if file is None:
        sys.stdout.write(report)
        return
    try:
        file.write_text(report, "utf-8")
    except OSError as error:
        sys.stdout.write(report)  # the calls were made; what they found is not lost
        raise _CannotRunError(
            f"{file} cannot be written ({error.strerror}); the report went to standard output"
        ) from error


def _say(text: str) -> None:
    print(f"agillic-contract: {text}", file=sys.stderr)  # noqa: T201 - a command line prints


def _calls(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) >= _LEAST):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of calls; give a whole number, {_LEAST} or more")
    return int(text)
