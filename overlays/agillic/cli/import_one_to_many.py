"""`agillic one-to-many import`: rows of a one-to-many table are created or updated."""

import argparse
from collections.abc import Iterator
from typing import Any, Final

from sdk_core.cli.import_options import add_import_options
from sdk_core.cli.lazy_parser import LazyParser

DESCRIPTION: Final = (
    "Create or update rows of a one-to-many table. One column says whose row it is; the others are columns of the "
    "table, its key among them. The work is done by tasks, which are waited for. Values that are empty are left out, "
    "unless --empty clear is given."
)


def add_arguments(parser: LazyParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument("table", metavar="TABLE", help="the table's name")
    parser.add_argument(
        "--key",
        default="EMAIL",
        metavar="COLUMN",
        help="the column with the recipient, by the value of the recipient key; it is not sent as one of the table "
        "(default: %(default)s)",
    )
    add_import_options(parser, empty=True)


def run(options: argparse.Namespace) -> int:
    """Import the rows; return the exit code."""
    from agillic.client import Agillic  # noqa: PLC0415 - the client takes its time
    from agillic.resources.batch_options import BatchOptions  # noqa: PLC0415 - so
    from sdk_core.cli.import_rows import OnFailure, Target, import_rows, without_empty  # noqa: PLC0415 - so

    key: str = options.key

    def start(client: Agillic, rows: Iterator[Any], on_failure: OnFailure) -> Any:  # noqa: ANN401 - a run
        bounds = BatchOptions(on_failure=on_failure, max_kept_failures=0)
        return client.one_to_many.upsert(options.table, rows, options=bounds)

    def record(values: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        recipient = values.pop(key, None)
        if recipient in (None, ""):
            raise ValueError(f"it has no {key}, which says whose row it is: give one, or name another column by --key")
        return str(recipient), without_empty(values, options.empty)

    advice = "one column says whose rows they are: name it by --key"
    return import_rows(options, Target("asyncUpsertOneToManyRecords", start, record, (key,), advice))
