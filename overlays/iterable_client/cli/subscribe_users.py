"""`iterable-client lists subscribe`: users of a file are put on a list."""

import argparse
from typing import Final

from iterable_client.cli.list_options import add_list_and_file
from sdk_core.cli.lazy_parser import LazyParser

DESCRIPTION: Final = (
    "Put the users of a file on a list: a row for each, with the column email or userId. Other columns are fields of "
    "the project, as in users import. A single call with a body of its own: call subscribeToList --body FILE."
)


def add_arguments(parser: LazyParser) -> None:
    """Add the arguments of this command."""
    add_list_and_file(parser, empty=True)


def run(options: argparse.Namespace) -> int:
    """Import the rows; return the exit code."""
    from iterable_client.cli.importing import import_entries  # noqa: PLC0415 - the client takes its time

    return import_entries(
        options,
        "subscribeToList",
        lambda client, rows, bounds: client.lists.subscribe(options.list_id, rows, options=bounds),
    )
