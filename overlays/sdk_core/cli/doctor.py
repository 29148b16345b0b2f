"""`doctor`: what the command takes; see `doctor_work` for what it does."""

import argparse
from typing import Final

from sdk_core.cli.lazy_parser import LazyParser
from sdk_core.cli.program import FORMATS

DESCRIPTION: Final = (
    "Check the settings, this machine and the way to the API, and say of each check whether it is ok, and if not, what "
    "to do. It reads one thing of each resource with the key, which counts as calls of the day, and writes nothing. "
    "Exit code 0: nothing failed; 1: something did."
)


def add_arguments(parser: LazyParser) -> None:
    """Add the options of this command."""
    parser.add_argument("--profile", metavar="NAME", help="whose settings are checked; without it, the environment's")
    parser.add_argument(
        "-o", "--output", choices=FORMATS, help="default: a line for each check on a terminal, else json"
    )


def run(options: argparse.Namespace) -> int:
    """Make all checks; return the exit code."""
    from sdk_core.cli.doctor_work import run as work  # noqa: PLC0415 - the client takes its time

    return work(options)
