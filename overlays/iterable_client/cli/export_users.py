"""`iterable-client users export`: users are written to a file."""

import argparse
from typing import Final

from sdk_core.cli.export_options import add_export_options
from sdk_core.cli.lazy_parser import LazyParser

DESCRIPTION: Final = (
    "Export the users of the project: a row for each, with its fields. It is one call, of which an hour may make few; "
    "exports start makes files of large projects. `users import` takes such a file."
)


def add_arguments(parser: LazyParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument(
        "--range",
        choices=("Today", "Yesterday", "BeforeToday", "All"),
        default="All",
        help="the days, in Coordinated Universal Time, from which users are (default: %(default)s)",
    )
    add_export_options(parser)


def run(options: argparse.Namespace) -> int:
    """Export the rows; return the exit code."""
    from iterable_api.models.export_data_range import ExportDataRange  # noqa: PLC0415 - the client takes its time
    from iterable_api.models.export_data_type import ExportDataType  # noqa: PLC0415 - so
    from iterable_client.client import IterableClient  # noqa: PLC0415 - so
    from sdk_core.cli.export_rows import export_rows  # noqa: PLC0415 - so

    with IterableClient(profile=options.profile) as client:
        users = client.exports.iterate(ExportDataType.USER, range=ExportDataRange(options.range))
        return export_rows(options, users, "users")
