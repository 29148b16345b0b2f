"""Files of rows: CSV and JSON lines, read one row at a time, so that a file may have any length.

Problem: files of rows come from spreadsheets, databases and scripts, and some of their rows are broken: a value too
many, a quote too few, a line that is no JSON. Each of them is handed on as what it is, with its text and what is wrong
with it, so that none is lost and all others are used. Only what makes a whole file doubtful ends the reading: bytes
that are not UTF-8, a header that cannot be used, and lines without an end.
"""

import csv
import json
import sys
from collections.abc import Collection, Generator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal, NamedTuple, cast

from sdk_core.cli.row_headers import checked_names, delimiter_of
from sdk_core.cli.text_lines import Lines, RowFileError
from sdk_core.wire.counting import counted

RowFormat = Literal["csv", "jsonl"]
STDIN: Final = "-"
REASON: Final = "_rejected"
"""The column or member of a file of rejected rows that says why; it is left out when such a file is imported."""
TEXT: Final = "_text"
"""The member of a rejected line that is no JSON object: what stands there."""
_SUFFIXES: Final[Mapping[str, tuple[RowFormat, str]]] = {
    ".csv": ("csv", ""),
    ".tsv": ("csv", "\t"),
    ".jsonl": ("jsonl", ""),
    ".ndjson": ("jsonl", ""),
}


class ReadRow(NamedTuple):
    """A row as it was read.

    Attributes:
        line: where it begins, counted from 1.
        values: by the names of columns or members; empty where there is a problem.
        problem: why it cannot be used; empty if it can.
        source: how it stands in the file: the cells of CSV, or the text of a line.
    """

    line: int
    values: dict[str, Any]
    problem: str
    source: list[str] | str


class Layout(NamedTuple):
    """How a file is written.

    Attributes:
        format: csv or jsonl.
        delimiter: what parts the values of CSV; empty where the header tells.
    """

    format: RowFormat
    delimiter: str = ""


def layout_of(path: str, format_: RowFormat | None, delimiter: str | None) -> Layout:
    r"""Return how a file is written, as was said, or as its name tells.

    Args:
        path: its path, or `-` for standard input.
        format_: what was said; None for nothing.
        delimiter: what was said; None for nothing.

    Raises:
        ValueError: nothing tells, or JSON lines are to have a delimiter.

    >>> layout_of("new.tsv", None, None), layout_of("-", "jsonl", None)
    (Layout(format='csv', delimiter='\t'), Layout(format='jsonl', delimiter=''))
    """
    found = _SUFFIXES.get(Path(path).suffix.lower()) if path != STDIN else None
    if format_ is None and found is None:
        what = "standard input has no name that tells" if path == STDIN else f"the name of {path} does not tell"
        raise ValueError(f"{what} whether it is CSV or JSON lines; give --format csv or --format jsonl")
    kind, usual = found if found and format_ in (None, found[0]) else (format_ or "csv", "")
    if delimiter is not None and kind != "csv":
        raise ValueError("JSON lines have no delimiter; leave --delimiter out, or give --format csv")
    return Layout(kind, delimiter or usual)


class RowFile(Iterator[ReadRow]):
    """The rows of a file.

    Args:
        lines: its lines.
        name: what it is called in messages.

    Attributes:
        names: the columns of CSV; empty for JSON lines.
        delimiter: what parts its values.
        is_stream: whether rows may come from a program that has not ended, so that its end is not waited for.
    """

    names: tuple[str, ...] = ()
    delimiter = ""
    is_stream = True

    def __init__(self, lines: Lines, name: str) -> None:
        self.lines, self.name = lines, name

    def __next__(self) -> ReadRow:
        while True:
            row = self._read(self.lines.number + 1)
            self.lines.begin_row()
            if row is not None:
                return row

    def need(self, any_of: Collection[str], advice: str) -> None:
        """Reject a file without a column of some names; rows of JSON lines are looked at one by one.

        Raises:
            RowFileError: it has none of them.
        """
        if self.names and any_of and not set(any_of) & set(self.names):
            raise RowFileError(
                f"{self.name} has no column {' or '.join(any_of)}; it has {', '.join(self.names)}; {advice}"
            )

    def _read(self, first: int) -> ReadRow | None:
        """Return the next row; None for lines that are none."""
        raise NotImplementedError

    def _text(self) -> str:
        return "".join(self.lines.taken).rstrip("\r\n")


class _CsvFile(RowFile):
    def __init__(self, lines: Lines, name: str, delimiter: str) -> None:
        super().__init__(lines, name)
        header = next(lines, "")
        self.delimiter = delimiter or delimiter_of(header, name)
        names = checked_names(header, self.delimiter, name)
        self._is_reason = names[0] == REASON
        self.names = tuple(names[1:] if self._is_reason else names)
        lines.begin_row()
        self._records = csv.reader(lines, delimiter=self.delimiter, strict=True)

    def _read(self, first: int) -> ReadRow | None:
        try:
            cells = next(self._records)
        except csv.Error as error:
            return ReadRow(first, {}, _csv_problem(str(error)), self._text())
        if not cells:
            return None
        if self._is_reason:
            cells = cells[1:]
        if len(cells) != len(self.names):
            return ReadRow(
                first,
                {},
                f"it has {counted(len(cells), 'value')}, and the header {counted(len(self.names), 'name')}",
                cells,
            )
        return ReadRow(first, dict(zip(self.names, cells, strict=True)), "", cells)


def _csv_problem(said: str) -> str:
    if said.startswith("field larger than"):
        return f"a value has more than {csv.field_size_limit():,} characters: shorten it, or close the quote before it"
    if said.startswith("unexpected end"):
        return 'a quote is not closed: write a " behind its text'
    if said.startswith("new-line"):
        return "a value has a carriage return: put the value in quotes"
    return 'its quotes cannot be read: write " within a quoted value as ""'


class _JsonFile(RowFile):
    def _read(self, first: int) -> ReadRow | None:
        text = next(self.lines).strip(" \t\r\n")
        if not text:
            return None
        try:
            values = _object(text)
        except json.JSONDecodeError as error:
            return ReadRow(first, {}, f"it is no JSON: {error.msg} at column {error.colno:,}", text)
        except RecursionError:
            return ReadRow(first, {}, "it is nested too deeply: give less", text)
        except ValueError as error:
            return ReadRow(first, {}, str(error), text)
        if REASON in values:
            del values[REASON]
            text = _json(values)
        if values.keys() == {TEXT}:
            return ReadRow(first, {}, f"it still has {TEXT}: write its values with their names", str(values[TEXT]))
        return ReadRow(first, values, "", text)


def _object(text: str) -> dict[str, Any]:
    """Return what a line means.

    Raises:
        ValueError: it is no JSON, or no object.
    """
    found: object = json.loads(text, object_pairs_hook=_members, parse_constant=_no_constant)
    if not isinstance(found, dict):
        raise ValueError("it is no JSON object: write its values with their names")  # noqa: TRY004 - of the value, not of the type
    return cast("dict[str, Any]", found)


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"it has {twice} twice: leave one out")
    return found


def _no_constant(name: str) -> object:
    raise ValueError(f"{name} is no JSON: give a number, or null")


def _json(values: object) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


@contextmanager
def open_rows(path: str, layout: Layout) -> Generator[RowFile, None, None]:
    """Open a file of rows. A file is looked through for bytes that are not UTF-8 before its first row is handed out.

    Args:
        path: its path, or `-` for standard input.
        layout: how it is written.

    Raises:
        OSError: it cannot be read.
        RowFileError: it is not UTF-8, or its header cannot be used.
    """
    if path == STDIN:
        yield _rows(sys.stdin.buffer, "standard input", layout)
        return
    with Path(path).open("rb") as file:
        if file.seekable():
            for _ in (lines := Lines(file, path)):
                lines.begin_row()
            file.seek(0)
        rows = _rows(file, path, layout)
        rows.is_stream = not file.seekable()
        yield rows


def _rows(file: BinaryIO, name: str, layout: Layout) -> RowFile:
    lines = Lines(file, name)
    return _JsonFile(lines, name) if layout.format == "jsonl" else _CsvFile(lines, name, layout.delimiter)
