"""`watch`: what the command takes; see `task_watch_work` for what it does. Rooms make it a method of a resource."""

import argparse
from typing import Final

from sdk_core.cli.lazy_parser import LazyParser
from sdk_core.cli.program import FORMATS
from sdk_core.cli.seconds import seconds

DESCRIPTION: Final = (
    "Wait until a task has ended, and print how. A terminal shows its state meanwhile. The exit code is 0 when it has "
    "ended well, and 10 when it failed or did not end in time; it goes on then, and so it does after Ctrl-C."
)


def add_arguments(parser: LazyParser) -> None:
    """Add the arguments of this command."""
    add = parser.add_argument
    add("id", metavar="ID", help="the task's id, as the command that started it printed it")
    add(
        "--operation",
        metavar="OPERATION",
        help="the operationId of the call that started it; without it, all places are asked that know tasks",
    )
    add("--timeout", type=seconds, default=600.0, metavar="S", help="seconds to wait (default: %(default)g)")
    add("-o", "--output", choices=FORMATS, help="default: a table on a terminal, else json")
    add("--fields", metavar="A,B", help="the fields that are shown, in this order; dots lead into objects")
    add("--profile", metavar="NAME", help="whose settings are used; without it, the environment's")


def run(options: argparse.Namespace) -> int:
    """Wait, and return the exit code."""
    from sdk_core.cli.task_watch_work import run as work  # noqa: PLC0415 - the client takes its time

    return work(options)
