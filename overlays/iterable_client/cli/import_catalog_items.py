"""`iterable-client catalogs import`: items of a file are created or replaced."""

import argparse
from collections.abc import Iterator
from typing import Any, Final

from sdk_core.cli.import_options import add_import_options
from sdk_core.cli.lazy_parser import LazyParser

DESCRIPTION: Final = (
    "Create or replace the items of a catalog: a row for each. One column is the id of the item, the others its "
    "fields; values of CSV are texts, and JSON lines may have any type. An item that is there is replaced as a whole, "
    "and so loses fields that its row does not have."
)


def add_arguments(parser: LazyParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("name", metavar="CATALOG", help="the catalog's name")
    parser.add_argument(
        "--key", default="id", metavar="COLUMN", help="the column with the id of the item (default: %(default)s)"
    )
    add_import_options(parser)


def run(options: argparse.Namespace) -> int:
    """Import the rows; return the exit code."""
    from iterable_client.cli.importing import bounds_of  # noqa: PLC0415 - the client takes its time
    from iterable_client.client import IterableClient  # noqa: PLC0415 - so
    from sdk_core.cli.import_rows import OnFailure, Target, import_rows, without_empty  # noqa: PLC0415 - so

    key: str = options.key
    operation = "bulkWriteCatalogItems"

    def start(client: IterableClient, rows: Iterator[Any], on_failure: OnFailure) -> Any:  # noqa: ANN401 - a run
        return client.catalogs.replace_items(options.name, rows, options=bounds_of(operation, on_failure))

    def item(values: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        found = values.pop(key, None)
        if found in (None, ""):
            raise ValueError(f"it has no {key}, which is the id of the item: give one, or name another by --key")
        return str(found), without_empty(values, options.empty)

    advice = "one column is the id of the item: name it by --key"
    return import_rows(options, Target(operation, start, item, (key,), advice, {"catalogName": options.name}))
