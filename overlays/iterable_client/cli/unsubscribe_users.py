"""`iterable-client lists unsubscribe`: users of a file are taken off a list."""

import argparse
from typing import Final

from iterable_client.cli.list_options import add_list_and_file
from sdk_core.cli.lazy_parser import LazyParser

DESCRIPTION: Final = (
    "Take the users of a file off a list: a row for each, with the column email or userId and no other. A single call "
    "with a body of its own: call unsubscribeFromList --body FILE."
)


def add_arguments(parser: LazyParser) -> None:
    """Add the arguments of this command."""
    add_list_and_file(parser, empty=False)


def run(options: argparse.Namespace) -> int:
    """Import the rows; return the exit code."""
    from iterable_client.cli.importing import import_entries  # noqa: PLC0415 - the client takes its time

    return import_entries(
        options,
        "unsubscribeFromList",
        lambda client, rows, bounds: client.lists.unsubscribe(options.list_id, rows, options=bounds),
    )
