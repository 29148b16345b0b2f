"""`iterable-client events import`: events of a file are tracked."""

import argparse
from typing import Final

from sdk_core.cli.import_options import add_import_options
from sdk_core.cli.lazy_parser import LazyParser

DESCRIPTION: Final = (
    "Track the events of a file: a row for each, with the columns eventName and email or userId, and perhaps createdAt "
    "(seconds since 1970) and id, which makes it harmless to send a row again. Other columns are fields of the event.\n"
    "This may send messages to people: it starts what may send. It asks first, unless --yes is given."
)


def add_arguments(parser: LazyParser) -> None:
    """Add the arguments of this command."""
    add_import_options(parser, asks=True)


def run(options: argparse.Namespace) -> int:
    """Import the rows; return the exit code."""
    from iterable_client.cli.importing import import_entries  # noqa: PLC0415 - the client takes its time

    return import_entries(
        options,
        "trackEvents",
        lambda client, rows, bounds: client.events.track_many(rows, options=bounds),
        also=("eventName",),
    )
