"""In which order the records of a Global Data Table are listed, and how many of them: by SQLite as far as it can."""

# ruff: noqa: S608 - only quoted names and conditions of `sql_condition` are written into statements

from dataclasses import dataclass
from typing import Literal

from agillic.mock.state.record_table import RecordTable

RecordOrder = Literal["as-created", "by-key"]
"""The options of the assumption `table-record-order`."""
Sorting = Literal["sort-then-limit", "limit-then-sort", "text-order"]
"""The options of the assumption `table-limit-parameters`."""
Record = dict[str, str]
"""A record as responses show it: columns as strings [C-AG], none without a value."""


@dataclass(frozen=True, slots=True)
class Sort:
    """How records are sorted: by a column of their table, upwards or downwards, before they are limited or after."""

    column: str
    descending: bool = False
    sorting: Sorting = "sort-then-limit"

    @property
    def is_by_text(self) -> bool:
        """Whether values are compared as responses show them, which no type of SQLite knows."""
        return self.sorting == "text-order"


def select_statement(table: RecordTable, condition: str, order: RecordOrder, sort: Sort | None) -> str:
    """Return a statement that lists records. Its last parameter is how many at most, -1 for all.

    Args:
        table: Whose they are.
        condition: What they meet, in SQL.
        order: Of those that are not sorted, or are equal in the column that they are sorted by.
        sort: By a column that the table has; one by text is left to `sorted_by_text`.
    """
    usual = table.quoted[table.key] if order == "by-key" else "number"
    source = f"{table.name_in_sql} WHERE {condition}"
    if sort is None or sort.is_by_text:
        return f"SELECT {table.listed} FROM {source} ORDER BY {usual} LIMIT ?"
    sorted_by = f"{table.quoted[sort.column]} {'DESC' if sort.descending else 'ASC'}, {usual}"
    if sort.sorting == "limit-then-sort":
        first_ones = f"(SELECT * FROM {source} ORDER BY {usual} LIMIT ?)"
        return f"SELECT {table.listed} FROM {first_ones} ORDER BY {sorted_by}"
    return f"SELECT {table.listed} FROM {source} ORDER BY {sorted_by} LIMIT ?"


def sorted_by_text(records: list[Record], sort: Sort) -> list[Record]:
    """Return records by the text of a column; those that are equal in it stay as they are."""
    return sorted(records, key=lambda record: record.get(sort.column, ""), reverse=sort.descending)
