"""Changes the shop's files a little, as a day does: a customer moves, an invoice is corrected, a line is taken back."""

import csv
from collections.abc import Callable
from pathlib import Path

from tour.tables import CUSTOMERS, INVOICES, LINES, Table

Rows = list[dict[str, str]]
NEW_CITY = "Reykjavík"


def change_shop(folder: Path) -> list[str]:
    """Change the files; return what was changed, in words."""
    return [
        _changed(folder, CUSTOMERS, _moves),
        _changed(folder, INVOICES, _is_corrected),
        _changed(folder, LINES, _is_taken_back),
    ]


def _moves(rows: Rows) -> str:
    rows[-1]["City"] = NEW_CITY
    return f"customer {rows[-1]['CustomerId']} moves to {NEW_CITY}"


def _is_corrected(rows: Rows) -> str:
    rows[-1]["Total"] = f"{float(rows[-1]['Total']) + 1:.2f}"
    return f"invoice {rows[-1]['InvoiceId']} is corrected to {rows[-1]['Total']}"


def _is_taken_back(rows: Rows) -> str:
    return f"line {rows.pop()['InvoiceLineId']} is taken back"


def _changed(folder: Path, table: Table, change: Callable[[Rows], str]) -> str:
    path = folder / table.file
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        rows, names = [*reader], reader.fieldnames or []
    told = change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names)
        writer.writeheader()
        writer.writerows(rows)
    return told
