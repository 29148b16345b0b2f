"""`iterable-client users import`: users of a file are created or updated."""

import argparse
from typing import Final

from sdk_core.cli.import_options import add_import_options
from sdk_core.cli.lazy_parser import LazyParser

DESCRIPTION: Final = (
    "Create or update the users of a file: a row for each, with the column email or userId. Other columns are "
    "fields of the project; values of CSV are texts, and JSON lines may have any type, with fields beside email or in "
    "the member dataFields. Fields with an empty value are left out, unless --empty clear is given."
)


def add_arguments(parser: LazyParser) -> None:
    """Add the arguments of this command."""
    add_import_options(parser, empty=True)


def run(options: argparse.Namespace) -> int:
    """Import the rows; return the exit code."""
    from iterable_client.cli.importing import import_entries  # noqa: PLC0415 - the client takes its time

    return import_entries(
        options, "bulkUpdateUsers", lambda client, rows, bounds: client.users.bulk_update(rows, options=bounds)
    )
