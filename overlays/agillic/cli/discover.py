"""`agillic discover`: what it takes; see `discover_work` for what it does."""

import argparse
from pathlib import Path
from typing import Final

from sdk_core.cli.lazy_parser import LazyParser

HELP: Final = "write the fields, tables and names of an instance as a typed Python module, or check it for drift"
DESCRIPTION: Final = (
    "Read which fields, tables and names an instance has, and write them as a Python module for type checkers: "
    "F with its fields, typed rows, constants for names. No personal data is written."
)


def add_arguments(parser: LazyParser) -> None:
    """Add the options of this command."""
    add = parser.add_argument
    add("-o", "--output", type=Path, metavar="FILE", help="the module; without it, standard output")
    add(
        "--check",
        action="store_true",
        help="compare FILE with the instance instead: print a diff and exit with code 1 when they differ",
    )
    add("--profile", metavar="NAME", help="whose settings are used; without it, the environment's")
    add(
        "--recipient",
        metavar="RECIPIENT_ID",
        help="a recipient, such as a test recipient, whose list of events is read: no call lists events otherwise. "
        "Only the ids of the events are written",
    )
    add(
        "--mock-instance",
        type=Path,
        metavar="FILE",
        help="also write an instance file for `agillic mock --instance`, to a path where nothing is yet",
    )


def run(options: argparse.Namespace) -> int:
    """Discover, and write or compare; return the exit code."""
    from agillic.cli.discover_work import run as work  # noqa: PLC0415 - the client takes its time

    return work(options)
