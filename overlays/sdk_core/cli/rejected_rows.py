"""The file of rejected rows: each as it stood in the input, with its reason, to be mended and imported again."""

import json
import os
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TextIO

from sdk_core.cli.csv_lines import CsvLines
from sdk_core.cli.row_files import REASON, TEXT, ReadRow, RowFile

_PRIVATE: Final = 0o600


class RejectedRows:
    """Writes rejected rows in the format of the file that they came from. Only its owner may read the file.

    The reason comes first, so that a row with a value too many or too few stays as it is. A file without rows is
    removed at the end.

    Args:
        path: where to; None to write nothing.
        rows: the input.

    Raises:
        FileExistsError: something is there, which stays as it is.
        OSError: no file can be made there.
    """

    def __init__(self, path: str | None, rows: RowFile) -> None:
        self.path, self.written = path, 0
        self._rows, self._csv = rows, CsvLines(rows.delimiter or ",")
        self._file: TextIO | None = None if path is None else _made(path)
        if rows.names:
            self._line([REASON, *rows.names])

    def add(self, row: ReadRow, reason: str) -> None:
        """Write a row."""
        self.written += 1
        if self._file is None:
            return
        reason = f"line {row.line:,}: {reason}"
        if self._rows.names:
            self._line([reason, *([row.source] if isinstance(row.source, str) else row.source)])
        else:
            self._file.write(_with_reason(str(row.source), reason, is_object=not row.problem) + "\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None and self.path is not None:
            self._file.close()
            if not self.written:
                Path(self.path).unlink(missing_ok=True)

    def _line(self, cells: list[str]) -> None:
        if self._file is not None:
            self._file.write(self._csv(cells))


def _made(path: str) -> TextIO:
    try:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    except FileExistsError:
        raise FileExistsError(f"{path} is there already and stays as it is; give another name to --rejected") from None
    return open(number, "w", encoding="utf-8", errors="backslashreplace", newline="")  # noqa: PTH123 - of a number; closed at the end


def _with_reason(text: str, reason: str, *, is_object: bool) -> str:
    said = json.dumps({REASON: reason}, ensure_ascii=False)[:-1]
    if not is_object:
        return f"{said}, {json.dumps(TEXT)}: {json.dumps(text, ensure_ascii=False)}}}"
    rest = text.lstrip()[1:].lstrip()
    return said + (rest if rest.startswith("}") else f", {rest}")
