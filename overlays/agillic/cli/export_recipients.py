"""`agillic recipients export`: recipients are written to a file."""

import argparse
from typing import Final

from sdk_core.cli.export_options import add_export_options
from sdk_core.cli.lazy_parser import LazyParser

DESCRIPTION: Final = (
    "Export the recipients of the instance, or those that a filter selects: a row for each, with the names of person "
    "data fields as its columns. `recipients import` takes such a file."
)


def add_arguments(parser: LazyParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("--filter", metavar="RSQL", help="what selects recipients, such as 'AGE>=20'")
    add_export_options(parser)


def run(options: argparse.Namespace) -> int:
    """Export the rows; return the exit code."""
    from agillic.client import Agillic  # noqa: PLC0415 - the client takes its time
    from sdk_core.cli.export_rows import export_rows  # noqa: PLC0415 - so

    with Agillic(profile=options.profile) as client:
        size = {} if options.limit is None else {"page_size": min(options.limit, 1_000)}
        recipients = client.recipients.iterate(filter=options.filter, limit=options.limit, **size)
        return export_rows(options, (each.to_dict()["personData"] for each in recipients), "recipients")
