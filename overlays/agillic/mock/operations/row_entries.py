"""Rows of one-to-many tables in the bodies of asynchronous operations."""

from collections.abc import Mapping, Sequence
from typing import Any

from agillic.mock.calls import Call, Mock
from agillic.mock.state import Failure
from sdk_core.mock.app.batches import too_many
from sdk_core.mock.errors import StateError

Tables = Mapping[str, Sequence[Mapping[str, Any]]]
"""Rows by the names of their tables."""


def within_rows_limit(call: Call, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the entries of a batch with as many rows as `async-rows-limit` and `batch-over-limit-status` leave them.

    Args:
        call: Of an operation with a batch.
        entries: Each with or without `oneToManyTables`.

    Raises:
        HTTPError: They have too many rows.
    """
    batch = call.operation.batch
    if batch is None or batch.max_items is None or call.choice("async-rows-limit") == "recipients":
        return entries
    left, kept = batch.max_items, list[dict[str, Any]]()
    for entry in entries:
        tables: dict[str, Any] = {}
        for table, rows in entry.get("oneToManyTables", {}).items():
            if len(rows) > left and call.choice("batch-over-limit-status") != "first-ones":
                raise too_many(batch.max_items, call.mock.rules)
            tables[table] = rows[:left]
            left -= len(tables[table])
        kept.append(entry | {"oneToManyTables": tables})
    return kept


def write_rows(mock: Mock, index: int, recipient: int, tables: Tables) -> list[Failure]:
    """Upsert the rows of a recipient, row by row; a row that fails does not stop the others.

    Args:
        mock: Where.
        index: The place of the recipient's entry in the request, for what fails.
        recipient: The number.
        tables: The rows.
    """
    failures: list[Failure] = []
    for table, rows in tables.items():
        try:
            outcomes = mock.state.rows.batch_update(recipient, table, rows).outcomes
        except StateError as error:  # there is no such table
            outcomes = [error]
        failures += [Failure(index, f"{table!r}: {each}", each) for each in outcomes if isinstance(each, StateError)]
    return failures
