"""What the tour says of files that it cannot load: one line with file, line and remedy, and no traceback."""

import os
import re
import shutil
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agillic import DateFormats, InstanceDates
from tour.command import BAD_INPUT, SAMPLE, main
from tour.source import read_shop
from tour.tables import INVOICES, LINES
from tour.values import SHOP_DATES, ZONE, Value, from_agillic, read, to_agillic

ROOT = Path(__file__).parents[2]
AGILLIC_DATES = InstanceDates(DateFormats(zone=ZoneInfo(ZONE)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the sample, to be spoilt."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "shop"))


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("customers", "PostalCode", "Zip", "customers.csv, line 1: the column PostalCode must be there once"),
        ("customers", "Company", "City", "customers.csv, line 1: the column Company must be there once"),
        ("customers", "Address,City", "City,City", "customers.csv, line 1: the column Address must be there once"),
        ("customers", ",ray_null@example.com", ",", "customers.csv, line 9, Email: it may not be empty: fill it in"),
        ("customers", "hanako@example.jp", "..", "customers.csv, line 8, Email: EMAIL holds a step '.' or '..'"),
        ("customers", "hanako@example.jp", "\0", "customers.csv, line 8, Email: EMAIL has U+0000"),
        ("customers", "\n8,", "\n7,", "customers.csv, line 9: customers.csv, line 8 has the same CUSTOMER_ID"),
        (
            "customers",
            "hanako@example.jp",
            "ray_null@example.com",
            "customers.csv, line 9: customers.csv, line 8 has the",
        ),
        ("customers", "Ray,Null", "Ray,Null,", "customers.csv, line 9: 13 cells under 12 columns: quote cells"),
        ("customers", '"Café', '"Café"', "customers.csv, line 2: this is no CSV"),
        ("customers", "\n8,", '\n"8,', "customers.csv, line 9: this is no CSV"),
        ("invoices", "2021-06-15", "15.06.2021", "invoices.csv, line 5, InvoiceDate: '15.06.2021 12:30:05' does not"),
        ("invoices", "2021-06-15", "2021-06-31", "invoices.csv, line 5, InvoiceDate: '2021-06-31 12:30:05' has"),
        ("invoices", "2021-03-28 03", "2021-03-28 02", "invoices.csv, line 4, InvoiceDate: the clock of Europe/Cop"),
        ("invoices", "2021-10-31 03", "2021-10-31 02", "invoices.csv, line 6, InvoiceDate: the clock of Europe/Cop"),
        (
            "invoices",
            ",1300.60",
            ',"1300,60"',
            "invoices.csv, line 5, Total: '1300,60' is no number such",
        ),
        ("invoices", ",1300.60", ",NaN", "invoices.csv, line 5, Total: 'NaN' is no number such"),
        ("invoices", "\n4,5,", "\n4,55,", "invoices.csv, line 5, CUSTOMER_ID: customers.csv has no '55': add it there"),
        ("invoice_lines", "\n1,1,1,", "\n1,77,1,", "invoice_lines.csv, line 2, INVOICE_ID: invoices.csv has no '77'"),
        (
            "invoice_lines",
            "Bond,1.99,2\n2",
            "Bond,1.99,2.5\n2",
            "invoice_lines.csv, line 2, Quantity: '2.5' is no",
        ),
    ],
)
def test_a_mistake_is_told_with_its_place_and_a_remedy(  # noqa: PLR0913, PLR0917 - what pytest gives
    file: str, old: str, new: str, told: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / f"{file}.csv"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8", newline="")
    assert main([str(folder)]) == BAD_INPUT
    out, error = capsys.readouterr()
    assert out == ""
    assert error.startswith(told)
    assert error.count("\n") == 1
    assert re.search("[:.] ([Cc]orrect|fill|quote|remove|add) ", error)


def test_a_missing_file_is_told_with_its_path(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "invoices.csv").unlink()
    assert main([str(folder)]) == BAD_INPUT
    missing = f"{folder / 'invoices.csv'} cannot be read (No such file or directory): give a folder that has it"
    assert capsys.readouterr().err.startswith(missing)


def test_another_encoding_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "customers.csv"
    path.write_bytes("é".encode("latin-1") + path.read_bytes())
    assert main([str(folder)]) == BAD_INPUT
    assert capsys.readouterr().err == f"{path} is not UTF-8: save it in this encoding\n"


@pytest.mark.parametrize("rows", [0, 1])
def test_an_empty_file_is_told(rows: int, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "customers.csv"
    path.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[:rows]), "utf-8")
    assert main([str(folder)]) == BAD_INPUT
    expected = [
        "customers.csv, line 1: the column CustomerId must be there once: correct the first line\n",
        f"{path} has no customers: add some\n",
    ]
    assert capsys.readouterr().err == expected[rows]


def test_lines_are_those_of_the_file_where_a_cell_has_several(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "customers.csv"
    path.write_text(path.read_text("utf-8").replace("1 Church Lane", '"1\nChurch\nLane"').replace("\n8,", "\n7,"))
    assert main([str(folder)]) == BAD_INPUT
    assert capsys.readouterr().err.startswith("customers.csv, line 11: customers.csv, line 10 has the same CUSTOMER_ID")


def test_files_with_a_mark_and_other_line_ends_are_read_alike(folder: Path) -> None:
    for path in folder.glob("*.csv"):
        path.write_text("\ufeff" + path.read_text("utf-8"), "utf-8", newline="\r\n")
    assert read_shop(folder) == read_shop(SAMPLE)


def test_customers_know_their_sums_and_their_latest_day_whatever_the_order_of_invoices(folder: Path) -> None:
    path = folder / "invoices.csv"
    header, *rows = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([header, *reversed(rows)]), "utf-8")
    customers = read_shop(folder).customers
    assert customers == read_shop(SAMPLE).customers
    sums = [(customers[key].values["TOTAL_SPENT"], customers[key].values["LAST_INVOICE"]) for key in ("5", "8")]
    assert sums == [(Decimal("1425.80"), date(2025, 1, 2)), (0, None)]


def test_the_command_ends_with_its_status(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", "tour", str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "docs")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (BAD_INPUT, "")
    assert "Traceback" not in done.stderr


amounts = st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9)


def shown(value: object) -> str | None:
    """Return a value as a response of Agillic has it."""
    return None if value is None else str(value)


@given(amounts, st.integers(-(2**63), 2**63 - 1), st.text())
def test_rows_come_back_as_they_were(amount: Decimal, whole: int, text: str) -> None:
    values: dict[str, Value] = dict.fromkeys(LINES.kinds) | {"UNIT_PRICE": amount, "QUANTITY": whole}
    values["TRACK"] = text or None
    response = {name: shown(value) for name, value in to_agillic(values).items() if value is not None}
    assert from_agillic(LINES, response, AGILLIC_DATES) == values


def test_an_empty_field_and_one_that_is_not_there_are_the_same() -> None:
    assert set(from_agillic(INVOICES, {"TOTAL": "", "CITY": None}, AGILLIC_DATES).values()) == {None}


def test_the_two_sides_write_one_moment_each_in_its_own_format() -> None:
    moment = read("2021-06-15 12:30:05", "timestamp", SHOP_DATES)
    assert moment == read("15.06.2021 12:30:05", "timestamp", AGILLIC_DATES)
