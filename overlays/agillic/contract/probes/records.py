"""In which order the records of Global Data Tables come. Nothing is written for it: the tables belong to everybody."""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

from agillic.contract.reading import MAX_RECORDS, read_columns
from agillic.contract.run import Run
from sdk_core.contract.json_values import listed, objects
from sdk_core.contract.probes import Probes

probes = Probes[Run]()

_MAX_TABLES = 3

_Record = Mapping[str, Any]


def _sort_then_limit(records: Sequence[_Record], column: str, most: int, *, down: bool) -> list[Any]:
    return sorted((each[column] for each in records), key=lambda value: float(str(value)), reverse=down)[:most]


def _limit_then_sort(records: Sequence[_Record], column: str, most: int, *, down: bool) -> list[Any]:
    return _sort_then_limit(records[:most], column, most, down=down)


def _text_order(records: Sequence[_Record], column: str, most: int, *, down: bool) -> list[Any]:
    return sorted((each[column] for each in records), key=str, reverse=down)[:most]


_SORTINGS = {
    "sort-then-limit": _sort_then_limit,
    "limit-then-sort": _limit_then_sort,
    "text-order": _text_order,
}
"""What the values of a column are that a limited read returns, by the option."""


@probes("table-record-order")
def _order(run: Run) -> str | None:
    """Probe for a table whose records do not come in the order of their keys, by whatever order of texts or numbers."""
    for table in run.known.tables[:_MAX_TABLES]:
        columns, records = _read(run, table)
        keys = [str(each.get(columns.get("", ""))) for each in records]
        numbers = [number for each in keys if (number := _as_number(each)) is not None]
        is_sorted = keys in (sorted(keys), sorted(keys, key=str.casefold)) or (
            len(numbers) == len(keys) and numbers == sorted(numbers)
        )
        if "" in columns and not is_sorted:
            return "as-created"
    return None


@probes("table-limit-parameters")
def _limit_parameters(run: Run) -> str | None:
    """Ask a table of which all is known for sorted records, until two of three readings are wrong."""
    found = next((found for each in run.known.tables if (found := _numbers(run, each))), None)
    if found is None:
        return None
    table, column, records = found
    left = dict(_SORTINGS)
    for most, down in product(range(1, len(records)), (False, True)):
        expected = {option: sorting(records, column, most, down=down) for option, sorting in left.items()}
        if len({str(each) for each in expected.values()}) < 2:  # noqa: PLR2004 - it would tell nothing
            continue
        order = "desc" if down else "asc"
        values = {"tableId": table, "rowNum": most, "sortByField": column, "sortingOrder": order}
        response = run.calls.call("getGlobalDataTableWithLimit", values, should_succeed=True)
        seen = [each.get(column) for each in objects(listed(response.json))]
        left = {option: sorting for option, sorting in left.items() if response.ok and expected[option] == seen}
        if len(left) < 2:  # noqa: PLR2004 - one, or none
            return next(iter(left), None)
    return None


def _numbers(run: Run, table: str) -> tuple[str, str, list[dict[str, Any]]] | None:
    """Return a table that was read, and a column of numbers that all its records have, no two of them the same."""
    columns, records = run.known.columns.get(table, {}), run.known.records.get(table, [])
    for column in (name for name, type_ in columns.items() if name and type_ == "NUMBER"):
        values = {_as_number(each.get(column)) for each in records}
        if 1 < len(records) == len(values) and len(records) < MAX_RECORDS and None not in values:
            return table, column, records
    return None


def _read(run: Run, table: str) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """Return the columns and the records of a table, as far as they are read."""
    if table not in run.known.records:
        read_columns(run, "discoverGlobalDataTable", table)
        values = {"tableId": table, "rowNum": MAX_RECORDS}
        response = run.calls.call("getGlobalDataTableWithLimit", values, should_succeed=True)
        run.known.records[table] = objects(listed(response.json))
    return run.known.columns[table], run.known.records[table]


def _as_number(value: object) -> float | None:
    try:
        return float(str(value))
    except ValueError:
        return None
