"""Runs a program: which API, the parsers, the command, and how it ends."""

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from sdk_apis import APIS
from sdk_core.cli import exit_codes
from sdk_core.cli.commands import build
from sdk_core.cli.lazy_parser import suggestion
from sdk_core.cli.program import Program
from sdk_core.cli.tables import read_table

_API = "--api"


def main(program: Program, arguments: Sequence[str] | None = None) -> int:
    """Run a command, and return its exit code; `exit_codes` has them all.

    Args:
        program: whose command it is.
        arguments: as written behind the program; those of this process when left out.

    Raises:
        SystemExit: the arguments are not understood (code 2), or ask for help or the version (code 0).
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    if arguments is None:
        _make_writable()
    try:
        api, given = _chosen_api(program, given)
        options = build(program, read_table(api)).parse_args(given)
        code: int = options.run(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        return exit_codes.INTERRUPTED
    except BrokenPipeError:  # what is left to print goes nowhere, also when Python ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return exit_codes.PIPE_CLOSED
    except Exception as error:
        if not exit_codes.is_expected(error):
            raise
        from sdk_core.cli.plain_text import for_terminal  # noqa: PLC0415 - what failed takes its time anyway

        text = str(error) or type(error).__name__
        sys.stderr.write(f"{program.name}: {for_terminal(text)}\n")
        return exit_codes.code_of(error)
    return code


def _make_writable() -> None:
    """Have everything written that a server may say: UTF-8 in files and pipes, escapes where a terminal has no such."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            encoding = stream.encoding if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace", newline="\n")


def _chosen_api(program: Program, arguments: list[str]) -> tuple[str, list[str]]:
    """Return the API that is called, and the arguments without the option that named it.

    The option may stand anywhere, since which commands there are depends on it.
    """
    rest: list[str] = []
    api = program.api
    while arguments:
        first = arguments.pop(0)
        if first == "--":
            rest += [first, *arguments]
            break
        if first == _API:
            if not arguments:
                raise ValueError(f"{_API} needs the name of an API; there are {', '.join(APIS)}")
            api = arguments.pop(0)
        elif first.startswith(f"{_API}="):
            api = first.removeprefix(f"{_API}=")
        else:
            rest.append(first)
    if api not in APIS:
        raise ValueError(f"there is no API {api!r}{suggestion(api, APIS)}")
    return api, rest
