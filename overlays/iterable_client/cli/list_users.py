"""`iterable-client lists users`: the users of a list, a line for each."""

import argparse
import sys
from typing import Final

from iterable_client.cli.list_options import add_list
from sdk_core.cli.lazy_parser import LazyParser

DESCRIPTION: Final = (
    "Print the users of a list, of any length: a line for each, with the email, or the userId of those without one."
)


def add_arguments(parser: LazyParser) -> None:
    """Add the arguments of this command."""
    add_list(parser)
    parser.add_argument("--profile", metavar="NAME", help="whose settings are used; without it, the environment's")


def run(options: argparse.Namespace) -> int:
    """Print the users; return the exit code."""
    from iterable_client.client import IterableClient  # noqa: PLC0415 - it takes its time
    from sdk_core.cli import exit_codes  # noqa: PLC0415 - so
    from sdk_core.cli.plain_text import for_terminal  # noqa: PLC0415 - so

    with IterableClient(profile=options.profile) as client:
        for user in client.lists.iterate_users(options.list_id):
            sys.stdout.write(f"{for_terminal(user)}\n")
    return exit_codes.DONE
