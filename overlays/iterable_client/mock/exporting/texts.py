"""Rows as text: JSON by lines, or CSV, in files that are not too large."""

import csv
from collections.abc import Iterable, Mapping
from io import StringIO
from typing import Any

import orjson

from iterable_client.mock.document import document

MAX_FILE = document().limits["export_file"]


def json_lines(rows: Iterable[Mapping[str, Any]]) -> list[bytes]:
    r"""Return rows as JSON, an object a line.

    >>> json_lines([{"email": "a"}])
    [b'{"email":"a"}\n']
    """
    return [orjson.dumps(row) + b"\n" for row in rows]


def csv_lines(rows: Iterable[Mapping[str, Any]], delimiter: str = ",") -> list[bytes]:
    r"""Return rows as CSV, a line each, behind one that names all columns; lists and objects are JSON.

    >>> csv_lines([{"email": "a", "age": 1}, {"email": "b"}])
    [b'email,age\n', b'a,1\n', b'b,\n']
    """
    known = list(rows)
    names = list(dict.fromkeys(name for row in known for name in row))
    lines = [_csv_line(names, delimiter)]
    lines += [_csv_line([_cell(row.get(name)) for name in names], delimiter) for row in known]
    return lines


def in_files(lines: list[bytes], *, head: bool, most: int = MAX_FILE) -> list[bytes]:
    r"""Return lines in files, none of which has more bytes than it may, but for a line that is longer.

    Args:
        lines: All of them.
        head: Whether the first one names columns, and so begins each file.
        most: How many bytes a file may have.

    >>> in_files([b"n\n", b"1\n", b"2\n"], head=True, most=4)
    [b'n\n1\n', b'n\n2\n']
    """
    first = lines[0] if head and lines else b""
    files: list[bytes] = []
    content = bytearray(first)
    for line in lines[1:] if head else lines:
        if len(content) + len(line) > most and len(content) > len(first):
            files.append(bytes(content))
            content = bytearray(first)
        content += line
    return [*files, bytes(content)]


def _csv_line(cells: list[str], delimiter: str) -> bytes:
    text = StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerow(cells)
    return text.getvalue().encode()


def _cell(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else orjson.dumps(value).decode()
