"""`limits`: what the command takes; see `limits_work` for what it does."""

import argparse
from typing import Final

from sdk_core.cli.lazy_parser import LazyParser
from sdk_core.cli.program import FORMATS

DESCRIPTION: Final = (
    "Show how many calls of the day are counted for the key, by this machine or by all that share the limits, how many "
    "are left, and when the count begins again. No call is made."
)


def add_arguments(parser: LazyParser) -> None:
    """Add the options of this command."""
    add = parser.add_argument
    add("--profile", metavar="NAME", help="whose settings are used; without it, the environment's")
    add("-o", "--output", choices=FORMATS, help="default: a table on a terminal, else json")
    add(
        "--free-leases",
        action="store_true",
        help="give back the slots of processes that are gone, where machines share the limits by a server; they end by "
        "themselves after 15 seconds",
    )
    add("--reset", action="store_true", help="forget the count of the day; the server's own goes on")


def run(options: argparse.Namespace) -> int:
    """Show or forget the count; return the exit code."""
    from sdk_core.cli.limits_work import run as work  # noqa: PLC0415 - the client takes its time

    return work(options)
