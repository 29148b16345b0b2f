"""The command that verifies an instance of any API that has a contract tool."""

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from getpass import getpass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sdk_apis import APIS
from sdk_core.contract.options import DEFAULT_MAX_CALLS, VerificationOptions
from sdk_core.wire.counting import counted

if TYPE_CHECKING:
    from sdk_core.contract.contract import Contract

DESCRIPTION = (
    "Call an instance of an API by the operations that only read, compare its responses with the document, and report "
    "per operation whether it is confirmed, corrected or unknown, and which assumptions are settled. The report holds "
    "shapes and no values. Exit code 0: all as documented; 1: something differs, or throw-away objects remain; "
    "2: it could not run, or not to its end; 130: it was interrupted."
)

_DIFFERENT, _COULD_NOT_RUN, _INTERRUPTED = 1, 2, 130
_LEAST = 1

Wait = Callable[[float], object]
Now = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


class CannotRunError(Exception):
    """The message says why, and what to do."""


def main(
    arguments: Sequence[str] | None = None,
    *,
    prog: str,
    default_api: str | None = None,
    wait: Wait = time.sleep,
    now: Now = utc_now,
) -> int:
    """Run the command, and return its exit code.

    Args:
        arguments: As written behind the command; those of this process when left out.
        prog: What the command is called.
        default_api: The API that is meant without `--api`.
        wait: Lets seconds pass.
        now: Returns the present moment, in UTC.

    Raises:
        SystemExit: The arguments are not understood (code 2), or ask for help (code 0).
    """
    parser = argparse.ArgumentParser(prog=prog, description=DESCRIPTION)
    parser.set_defaults(prog=prog)
    parser.add_argument(
        "--api",
        choices=tuple(APIS),  # the table alone: what the APIs import takes its time
        default=default_api,
        required=default_api is None,
        help="the API (default: %(default)s)",
    )
    add_arguments(parser)
    return run(parser.parse_args(arguments), wait=wait, now=now)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of the command to a parser.

    Args:
        parser: The parser. What it parses has to have `api`, and `prog`, which messages begin with.
    """
    add = parser.add_argument
    add("--url", required=True, help="where the instance is, such as https://api.example.com")
    add(
        "--key",
        help="the key that may call everything, where it has a secret beside it (default: the variable NAME_KEY of the "
        "environment, with the name of the API). The secret, or a key without one, is read from the environment "
        "(NAME_SECRET, NAME_API_KEY), or asked for",
    )
    add(
        "--calls",
        type=_number,
        default=DEFAULT_MAX_CALLS,
        metavar="N",
        help="most calls to make (default: %(default)s)",
    )
    add(
        "--write",
        action="store_true",
        help="create, change and delete throw-away objects besides, whose names begin with NAME-contract-. "
        "No operation is called by which a message could leave",
    )
    add(
        "--wrong-secret",
        action="store_true",
        help="ask for a token by a wrong secret, once. Not by default: the instance might lock the key",
    )
    add(
        "--patience",
        type=_number,
        default=0,
        metavar="MINUTES",
        help="wait so long besides, for results that expire; the API says what it takes if this is too short",
    )
    add(
        "--use",
        action="append",
        type=_pair,
        default=[],
        metavar="KIND=NAME",
        help="the name of something that no call tells, and that may be read, or written by --write; may be repeated. "
        "A wrong KIND is reported with those that there are",
    )
    add("--output", type=Path, metavar="FILE", help="where the report goes (default: standard output)")
    add("--json", action="store_true", help="report as JSON, not as Markdown")


def run(options: argparse.Namespace, *, wait: Wait = time.sleep, now: Now = utc_now) -> int:
    """Verify the instance, write the report, and return the exit code."""

    def say(text: str) -> None:
        print(f"{options.prog}: {text}", file=sys.stderr)  # noqa: T201 - a command line prints

    before = signal.signal(signal.SIGTERM, signal.default_int_handler)  # throw-away objects are removed then, too
    try:
        return _run(options, wait, now, say)
    except CannotRunError as error:
        say(str(error))
        return _COULD_NOT_RUN
    except KeyboardInterrupt:
        say("interrupted")
        return _INTERRUPTED
    finally:
        signal.signal(signal.SIGTERM, before)


def find_contract(name: str) -> "Contract[Any, Any]":
    """Return how the instances of an API are verified.

    Args:
        name: Of the API.

    Raises:
        CannotRunError: The API has no contract tool, or something is not installed that it needs.
    """
    from sdk_core.apis import find_api  # noqa: PLC0415 - loads the API, which arguments need not

    api = find_api(name)
    if not api.contract:
        raise CannotRunError(f"{name} has no contract tool yet; give another API")
    try:
        found: Contract[Any, Any] = import_module(api.contract).CONTRACT
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing in (api.package, "sdk_core"):
            raise
        raise CannotRunError(f"{missing} is not installed; run: pip install '{api.distribution}[contract]'") from error
    return found


def _run(options: argparse.Namespace, wait: Wait, now: Now, say: Callable[[str], None]) -> int:
    contract = find_contract(options.api)
    from sdk_core.contract.contract import VerificationError  # noqa: PLC0415 - they need the extra
    from sdk_core.contract.report import as_json, as_markdown, is_as_documented, is_nothing_learned  # noqa: PLC0415 - as above
    from sdk_core.contract.verification import verify  # noqa: PLC0415 - as above
    from sdk_core.transport.errors import StateFileError  # noqa: PLC0415 - as above

    _check(contract, options)
    credentials = _credentials(contract, options.key)
    say(f"at most {counted(options.calls, 'call')} to {options.url}" + ("" if options.write else ", reading only"))
    wanted = VerificationOptions(
        options.url,
        credentials,
        options.calls,
        write=options.write,
        wrong_credentials=options.wrong_secret,
        other_credentials=_other_credentials(contract),
        patience=options.patience,
        use=dict(options.use),
    )
    try:
        report = verify(contract, wanted, say=say, wait=wait, now=now)
    except (ValueError, VerificationError, StateFileError) as error:
        raise CannotRunError(str(error)) from error
    _write((as_json if options.json else as_markdown)(report), options.output)
    if report.stopped:
        say(f"ended early: {report.stopped}")
    for each in report.remaining:
        say(f"{each} may still be there; delete it")
    if report.interrupted:
        return _INTERRUPTED
    if not is_as_documented(report):
        return _DIFFERENT
    nothing = is_nothing_learned(report, contract.rules.token_operation)
    if nothing and not report.stopped:
        say(contract.all_rejected)
    return _COULD_NOT_RUN if report.stopped or nothing else 0


def _check(contract: "Contract[Any, Any]", options: argparse.Namespace) -> None:
    """Reject what the API has no use for."""
    if options.wrong_secret and not contract.wrong_credentials:
        raise CannotRunError(f"keys of {options.api} have no secret; leave --wrong-secret out")
    for kind, _ in options.use:
        if kind not in contract.usable:
            known = "; ".join(f"{each}: {what}" for each, what in contract.usable.items()) or "none"
            raise CannotRunError(f"{kind} is no kind of name that can be given by --use. There are: {known}")
    if options.patience and not contract.patient:
        raise CannotRunError(f"nothing that is looked at in {options.api} expires; leave --patience out")
    if 0 < options.patience < contract.patience:
        raise CannotRunError(
            f"the results of {options.api} need a --patience of {counted(contract.patience, 'minute')} at least"
        )


def _credentials(contract: "Contract[Any, Any]", key: str | None) -> tuple[str, ...]:
    """Return what calls are made with. A secret is never an argument: others see those in the list of processes."""
    *public, secret = contract.credentials
    api = contract.document.api
    if key and not public:
        raise CannotRunError(f"the key of {api.name} is a secret; leave --key out, and give {api.variable(secret)}")
    given = [key or os.environ.get(api.variable(each)) or "" for each in public]
    for name, value in zip(public, given, strict=True):
        if not value:
            raise CannotRunError(f"there is no {name}; give --{name}, or {api.variable(name)} in the environment")
    hidden, said = os.environ.get(api.variable(secret)), secret.replace("_", " ")
    if not hidden and sys.stdin.isatty():
        hidden = getpass(f"{said.capitalize()}: ")
    if not hidden:
        raise CannotRunError(f"there is no {said}; give {api.variable(secret)} in the environment")
    return (*given, hidden)


def _other_credentials(contract: "Contract[Any, Any]") -> tuple[str, ...]:
    """Return those of a key that may call less, if they are all in the environment."""
    api = contract.document.api
    values = [os.environ.get(api.variable(each), "") for each in contract.other_credentials]
    return tuple(values) if all(values) else ()


def _write(report: str, file: Path | None) -> None:
    if file is None:
        sys.stdout.write(report)
        return
    try:
        file.write_text(report, "utf-8")
    except OSError as error:
        sys.stdout.write(report)  # the calls were made; what they found is not lost
        raise CannotRunError(
            f"{file} cannot be written ({error.strerror}); the report went to standard output"
        ) from error


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) >= _LEAST):
        raise argparse.ArgumentTypeError(f"{text!r} is no such number; give a whole number, {_LEAST} or more")
    return int(text)


def _pair(text: str) -> tuple[str, str]:
    kind, sign, name = text.partition("=")
    if not (sign and kind and name):
        raise argparse.ArgumentTypeError(f"{text!r} is no name of a kind; write KIND=NAME")
    return kind, name
