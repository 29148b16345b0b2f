"""Reads the shop's files, and says of bad ones what is wrong, where, and what to do."""

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TextIO

from agillic.wire.path_encoding import path_value
from tour.tables import CUSTOMERS, INVOICES, LINES, OWNER, Column, Table
from tour.values import SHOP_DATES, Value, Values, read


class SourceError(ValueError):
    """A file that cannot be loaded. The message names the file, the line, and the remedy."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file: its values by Agillic's names, and where it stands."""

    values: Values
    where: str


Rows = Mapping[Value, Row]
"""Rows by their keys, in the order of the file."""


@dataclass(frozen=True, slots=True)
class Shop:
    """All that the shop knows."""

    customers: Rows
    invoices: Rows
    lines: Rows

    @property
    def tables(self) -> tuple[tuple[Table, Rows], ...]:
        """The one-to-many tables with their rows."""
        return (INVOICES, self.invoices), (LINES, self.lines)


def read_shop(folder: Path) -> Shop:
    """Read a folder with customers.csv, invoices.csv and invoice_lines.csv.

    Raises:
        SourceError: a file is missing, or something in it is.
    """
    customers, invoices, lines = (_read(folder, table) for table in (CUSTOMERS, INVOICES, LINES))
    if not customers:
        raise SourceError(f"{folder / CUSTOMERS.file} has no customers: add some")
    _check_references(invoices, OWNER, customers, CUSTOMERS)
    _check_references(lines, "INVOICE_ID", invoices, INVOICES)
    _check_references(lines, OWNER, customers, CUSTOMERS)
    return Shop(_with_sums(customers, invoices), invoices, lines)


def _read(folder: Path, table: Table) -> Rows:
    path = folder / table.file
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _rows(file, table)
    except OSError as error:
        raise SourceError(f"{path} cannot be read ({error.strerror}): give a folder that has it, DATA=FOLDER") from None
    except UnicodeDecodeError:
        raise SourceError(f"{path} is not UTF-8: save it in this encoding") from None


def _rows(file: TextIO, table: Table) -> Rows:
    rows: dict[Value, Row] = {}
    seen: dict[tuple[str, Value], str] = {}
    cells = csv.reader(file, strict=True)
    where = f"{table.file}, line 1"
    try:
        header = next(cells, list[str]())
        columns = [column for column in table.columns if column.source]
        for column in columns:
            if header.count(column.source) != 1:
                raise SourceError(f"{where}: the column {column.source} must be there once: correct the first line")
        where = f"{table.file}, line {cells.line_num + 1}"  # a row may have several lines
        for row in cells:
            if len(row) != len(header):
                raise SourceError(
                    f"{where}: {len(row)} cells under {len(header)} columns: quote cells that have commas"
                )
            named = dict(zip(header, row, strict=True))
            values = {column.field: _value(named[column.source], column, where) for column in columns}
            for field in (table.key, *table.unique):
                first = seen.setdefault((field, values[field]), where)
                if first != where:
                    raise SourceError(f"{where}: {first} has the same {field}: correct or remove one of the two")
            rows[values[table.key]] = Row(values, where)
            where = f"{table.file}, line {cells.line_num + 1}"
    except csv.Error as error:
        raise SourceError(f"{where}: this is no CSV ({error}): correct its quotes") from None
    return rows


def _value(text: str, column: Column, where: str) -> Value:
    if column.needed and not text:
        raise SourceError(f"{where}, {column.source}: it may not be empty: fill it in, or remove the row")
    try:
        if column.needed and column.kind == "text":
            path_value(column.field, text)  # what names things stands in the paths of calls, where not all can stand
        return read(text, column.kind, SHOP_DATES)
    except ValueError as error:
        raise SourceError(f"{where}, {column.source}: {error}. Correct it in the file") from None


def _check_references(rows: Rows, field: str, others: Rows, table: Table) -> None:
    for row in rows.values():
        if row.values[field] not in others:
            told = f"{table.file} has no {row.values[field]!r}: add it there, or correct it here"
            raise SourceError(f"{row.where}, {field}: {told}")


def _with_sums(customers: Rows, invoices: Rows) -> Rows:
    """Add what each customer spent in all, and when last: this is what audiences are chosen by."""
    spent: defaultdict[Value, Decimal] = defaultdict(Decimal)
    last: dict[Value, date] = {}
    for invoice in invoices.values():
        customer, total, moment = (invoice.values[field] for field in (OWNER, "TOTAL", "INVOICED"))
        if isinstance(total, Decimal) and isinstance(moment, datetime):
            spent[customer] += total
            last[customer] = max(last.get(customer, date.min), moment.date())
    return {
        key: Row({**row.values, "TOTAL_SPENT": spent[key], "LAST_INVOICE": last.get(key)}, row.where)
        for key, row in customers.items()
    }
