"""Lines and rows of a source that do not fit, and never come to the mapping: each is a rejected row."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import orjson

from sdk_core.sync.model.errors import SourceError
from sdk_core.sync.model.job import SourceFile

_REJECTED = """
    select s.file_path, r.line, any_value(r.csv_line), min(r.error_type),
           bool_or(r.error_message ilike '%unterminated%')
    from reject_errors r join reject_scans s using (scan_id, file_id)
    group by s.file_path, r.line order by s.file_path, r.line
"""
_TAIL = 100
MAX_TEXT = 10_000


@dataclass(frozen=True, slots=True)
class LineReject:
    """A line or a row that does not fit.

    Attributes:
        reason: where and why, without values.
        letter: JSON of what there is of it: `{"line": TEXT}` for a line.
    """

    reason: str
    letter: str


def csv_rejects(connection: duckdb.DuckDBPyConnection, files: Mapping[str, SourceFile]) -> list[LineReject]:
    """Return the lines of CSV files that did not fit; to be called when all rows were read.

    Raises:
        SourceError: a quote is never closed, so that what follows it is lost.
    """
    encodings = {file.encoding for file in files.values() if file.format == "csv"}
    if not encodings:
        return []
    try:
        found = connection.sql(_REJECTED).fetchall()
    except duckdb.CatalogException:  # nothing was read
        return []
    rejects: list[LineReject] = []
    for path, line, text, kind, is_open in found:
        name = Path(path).name
        if is_open and any(_reaches_end(Path(path), text, encoding) for encoding in encodings):
            raise SourceError(f"line {line} of {name} opens a quote that is never closed: what follows it is not read")
        last = line + text.strip("\r\n").count("\n")
        place = f"line {line}" if last == line else f"lines {line} to {last}"
        letter = orjson.dumps({"line": text[:MAX_TEXT]}).decode()
        rejects.append(LineReject(f"{place} of {name}: {_why(kind)}", letter))
    return rejects


def _why(kind: str) -> str:
    """Return why a line does not fit, from DuckDB's word for it."""
    why = kind.lower().replace("_", " ")
    if why == "invalid encoding":
        return f"{why}: if the file is not in UTF-8, say its encoding, such as encoding = 'latin-1'"
    return f"{why}: it has more than 2,000,000 bytes" if why == "line size over maximum" else why


def other_line_end(path: Path) -> int:
    """Return the number of the first line of a file that ends otherwise than its first one; 0 if none does.

    Args:
        path: of the file, which is read to that line.
    """
    with path.open("rb") as lines:
        first = b""
        for number, line in enumerate(lines, 1):
            end = b"\r\n" if line.endswith(b"\r\n") else b"\n"
            first = first or end
            if end != first and line.endswith(b"\n"):
                return number
    return 0


def _reaches_end(path: Path, text: str, encoding: str) -> bool:
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        tail = file.read().decode(encoding, "replace").rstrip()
    return bool(tail) and text.rstrip().endswith(tail[-min(len(text.rstrip()), _TAIL // 4) :])
