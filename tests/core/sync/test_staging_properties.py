"""What holds for any table: nothing, empty and text stay three things, and the same row makes the same item."""

import csv
import hashlib
import io
import unicodedata
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st
from staging_parts import csv_source, staged
from sync_parts import write_file

from sdk_core.sync.model.job import FieldMapping
from sdk_core.sync.model.target import Field

CONTROLS = frozenset(map(chr, range(32))) - frozenset("\t\n\r")
FIELDS = [Field("KEY"), Field("A"), Field("B"), Field("C", "json")]
MAPPING: dict[str, FieldMapping | str] = {
    "KEY": "key",
    "A": FieldMapping("a", null="leave_out", empty="clear"),
    "B": FieldMapping("b", null="clear", empty="leave_out"),
    "C": FieldMapping("c", null="leave_out", empty="leave_out"),
}
NAMES = ("key", "a", "b", "c")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
CELLS = (
    st.none()
    | st.just("")
    | TEXTS
    | st.sampled_from(['"', '""', ",", "\r\n", "\n", "\\", "NULL", "null", " ", "{", "[1]"])
)
ROWS = st.lists(
    st.tuples(CELLS, CELLS, CELLS, CELLS).map(lambda cells: dict(zip(NAMES, cells, strict=True))), max_size=8
)


def csv_text(rows: list[dict[str, str | None]]) -> str:
    """Return CSV with each text in quotes, and nothing where there is none."""
    lines = io.StringIO(newline="")
    lines.write("key,a,b,c\n")
    for row in rows:
        cells = (None if cell is None else '"' + cell.replace('"', '""') + '"' for cell in row.values())
        lines.write(",".join(cell or "" for cell in cells) + "\n")
    return lines.getvalue()


def expected(row: dict[str, str | None]) -> dict[str, Any] | None:
    """Return the item of a row; None where it is rejected."""
    if not row["key"] or row["key"] != row["key"].strip(" "):
        return None
    if any(CONTROLS & set(row[name] or "") for name in ("key", "a", "b")):
        return None
    found: dict[str, Any] = {"KEY": unicodedata.normalize("NFC", row["key"])}
    if row["a"] is not None:
        found["A"] = row["a"]
    if row["b"] != "":
        found["B"] = row["b"] or ""
    if row["c"]:
        found["C"] = row["c"] if row["c"] != "[1]" else [1]
    return found


@given(ROWS)
@settings(max_examples=25)
def test_csv_and_dicts_make_the_same_items_and_lose_nothing(rows: list[dict[str, str | None]]) -> None:
    with TemporaryDirectory() as folder:
        path = write_file(Path(folder), "a.csv", csv_text(rows))
        counts, from_csv = staged(None, MAPPING, source=csv_source(path), fields=FIELDS, key=("KEY",))
    _, from_dicts = staged(rows, MAPPING, fields=FIELDS, key=("KEY",))
    assert [row["item"] for row in from_csv] == [expected(row) for row in rows]
    for name in ("row", "k", "key", "h", "json", "state", "reason", "letter"):
        assert [row[name] for row in from_csv] == [row[name] for row in from_dicts]
    assert counts.rows == len(rows) == counts.valid + counts.rejected + counts.skipped
    states = Counter(row["state"] for row in from_csv)
    assert (counts.valid, counts.rejected, counts.skipped) == (states[""], states["rejected"], states["skipped"])


@given(ROWS)
@settings(max_examples=15)
def test_of_each_key_the_last_valid_row_is_left(rows: list[dict[str, str | None]]) -> None:
    _, found = staged(rows * 2, MAPPING, fields=FIELDS, key=("KEY",))
    last = {row["key"]: row["row"] for row in found if row["state"] != "rejected"}
    assert {row["key"]: row["row"] for row in found if row["state"] == ""} == last
    assert all(row["k"] is not None for row in found if row["state"] != "rejected")


@given(
    TEXTS.filter(lambda text: bool(text) and text == text.strip() and not CONTROLS & set(text)), st.binary(max_size=20)
)
@settings(max_examples=15)
def test_hashes_are_those_that_any_other_program_makes(text: str, hash_key: bytes) -> None:
    [row] = staged([{"key": text}], {"KEY": "key"}, fields=FIELDS, key=("KEY",), hash_key=hash_key)[1]
    for name, hashed in (("key", "k"), ("json", "h")):
        digest = hashlib.md5(hash_key + row[name].encode(), usedforsecurity=False).digest()
        assert row[hashed] == UUID(int=int.from_bytes(digest, "little"))
    assert orjson.loads(row["json"]) == {"KEY": row["key"]}


@given(st.lists(st.lists(TEXTS, min_size=1, max_size=5), max_size=6))
@settings(max_examples=25)
def test_whatever_the_lines_of_a_csv_file_are_each_is_a_row(lines: list[list[str]]) -> None:
    """Lines of any number of columns, written by Python: those with four are rows, and the others are rejected."""
    text = io.StringIO(newline="")
    text.write("key,a,b,c\n")
    csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(lines)
    with TemporaryDirectory() as folder:
        path = write_file(Path(folder), "a.csv", text.getvalue())
        counts, found = staged(None, MAPPING, source=csv_source(path), fields=FIELDS, key=("KEY",))
    assert counts.rows == len(lines)
    misfits = [line for line in lines if len(line) != 4]
    assert sum("of a.csv: " in row["reason"] for row in found) == len(misfits)
