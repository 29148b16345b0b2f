"""`agillic recipients import`: recipients of a file are created or updated."""

import argparse
import sys
from collections.abc import Iterator
from typing import Any, Final, cast

from sdk_core.cli.import_options import add_import_options
from sdk_core.cli.lazy_parser import LazyParser

DESCRIPTION: Final = (
    "Create or update the recipients of a file: a row for each, with the names of person data fields as its columns. "
    "Fields that a row does not have keep their values, and so do those with an empty value, unless --empty clear is "
    "given. Rows are checked against the fields of the instance first."
)

_KEPT_BY_AGILLIC: Final = frozenset({"AGILLIC_ID", "CREATED", "LAST_UPDATED"})
"""The system fields that are known: what is read has them, and no row with one of them can be written."""


def add_arguments(parser: LazyParser) -> None:
    """Add the arguments of this command."""
    parser.add_argument(
        "--key", default="EMAIL", metavar="FIELD", help="the field that is the recipient key (default: %(default)s)"
    )
    add_import_options(parser, empty=True)


def run(options: argparse.Namespace) -> int:
    """Import the rows; return the exit code."""
    from agillic.client import Agillic  # noqa: PLC0415 - the client takes its time
    from agillic.resources.batch_options import BatchOptions  # noqa: PLC0415 - so
    from sdk_core.cli.import_rows import OnFailure, Target, import_rows, without_empty  # noqa: PLC0415 - so

    key: str = options.key
    left_out = set[str]()

    def start(client: Agillic, rows: Iterator[Any], on_failure: OnFailure) -> Any:  # noqa: ANN401 - a run
        bounds = BatchOptions(on_failure=on_failure, max_kept_failures=0)
        return client.recipients.upsert(rows, key_field=key, options=bounds)

    def person(values: dict[str, Any]) -> dict[str, Any]:
        if values.keys() == {"personData"} and isinstance(values["personData"], dict):  # as `recipients list` prints it
            values = cast("dict[str, Any]", values["personData"])
        values = without_empty(values, options.empty)
        for name in _KEPT_BY_AGILLIC & values.keys() - {key}:
            del values[name]
            left_out.add(name)
        if values.get(key) in (None, ""):
            raise ValueError(f"it has no {key}, which is the recipient key: give one, or name another field by --key")
        return values

    advice = "the recipient key identifies recipients: name it by --key"
    try:
        return import_rows(options, Target("batchUpsertRecipients", start, person, (key,), advice))
    finally:
        if left_out:
            sys.stderr.write(f"left out, for Agillic writes it itself: {', '.join(sorted(left_out))}\n")
