"""The layouts that bodies of asynchronous work may have, by the options of their assumptions, and which one holds."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from agillic.contract.run import Run
from sdk_core.contract.probes import EITHER

_Layout = TypeVar("_Layout")

UPSERTS: Mapping[str, Callable[[dict[str, Any]], object]] = {
    "data-person-data": lambda person: {"data": [person]},
    "details-person-data": lambda person: {"details": [person]},
    "data-flat": lambda person: {"data": [person["personData"]]},
}
"""Bodies that upsert a recipient, by the options of `async-upsert-body`."""

DELETIONS: Mapping[str, Callable[[list[str]], object]] = {
    "recipient-ids": lambda names: {"recipientIds": names},
    "data-strings": lambda names: {"data": names},
    "data-objects": lambda names: {"data": [{"recipientId": name} for name in names]},
}
"""Bodies that delete recipients, by the options of `async-delete-body`."""

ROWS: Mapping[str, Callable[[str, str, list[Any]], object]] = {
    "data-by-recipient": lambda name, table, rows: {"data": [{"recipientId": name, "oneToManyTables": {table: rows}}]},
    "data-by-table": lambda name, table, rows: {"data": [{"recipientId": name, "tableId": table, "records": rows}]},
    "data-map": lambda name, table, rows: {"data": {name: {table: rows}}},
}
"""Bodies that write rows of a recipient into a table, by the options of `async-one-to-many-body`."""


def upsert_layout(run: Run) -> Callable[[dict[str, Any]], object] | None:
    """Return how recipients are upserted here; None while that is not known."""
    return _observed(run, "async-upsert-body", UPSERTS)


def deletion_layout(run: Run) -> Callable[[list[str]], object] | None:
    """Return how recipients are deleted here; None while that is not known."""
    return _observed(run, "async-delete-body", DELETIONS)


def rows_layout(run: Run) -> Callable[[str, str, list[Any]], object] | None:
    """Return how rows are written here; None while that is not known."""
    return _observed(run, "async-one-to-many-body", ROWS)


def _observed(run: Run, assumption: str, layouts: Mapping[str, _Layout]) -> _Layout | None:
    option = run.settled.get(assumption)
    return next(iter(layouts.values())) if option == EITHER else layouts.get(option or "")
