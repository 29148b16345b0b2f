"""The file of rejected rows: each as it stood in the input, with its reason, to be corrected and imported again."""

import json
import os
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TextIO

from sdk_core.cli.csv_lines import CsvLines
from sdk_core.cli.row_files import REASON, TEXT, ReadRow, RowFile

_PRIVATE: Final = 0o600


class RejectedFileError(OSError):
    """A file of rejected rows could not be written on; the message says why."""


class RejectedRows:
    """Writes rejected rows in the format of the file that they came from. Only its owner may read the file.

    The reason comes first, so that a row with a value too many or too few stays as it is. A file without rows is
    removed at the end.

    Args:
        path: where to; None to write nothing.
        rows: the input.

    Attributes:
        written: how many rows were added.
        failure: why they could not be written; empty while they are.

    Raises:
        FileExistsError: something is there, which stays as it is.
        OSError: no file can be made there.
    """

    def __init__(self, path: str | None, rows: RowFile) -> None:
        self.path, self.written, self.failure = path, 0, ""
        self._rows, self._csv = rows, CsvLines(rows.delimiter or ",")
        self._file: TextIO | None = None if path is None else _made(path)
        if rows.names:
            self._write(self._csv([REASON, *rows.names]))

    def add(self, row: ReadRow, reason: str) -> None:
        """Count a row, and write it; where that fails, `failure` says why, and rows are counted alone."""
        self.written += 1
        reason = f"line {row.line:,}: {reason}"
        if self._rows.names:
            self._write(self._csv([reason, *([row.source] if isinstance(row.source, str) else row.source)]))
        else:
            self._write(_with_reason(str(row.source), reason, is_object=not row.problem) + "\n")

    def flush(self) -> None:
        """Hand all rows to the system, or say by `failure` why it did not take them."""
        with self._failing():
            if self._file is not None:
                self._file.flush()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None and self.path is not None:
            self._file.close()
            if not self.written:
                Path(self.path).unlink(missing_ok=True)

    def _write(self, text: str) -> None:
        with self._failing():
            if self._file is not None:
                self._file.write(text)

    @contextmanager
    def _failing(self) -> Generator[None, None, None]:
        try:
            yield
        except OSError as error:
            file, self._file = self._file, None
            with suppress(OSError):
                if file is not None:
                    file.close()
            why = error.strerror or type(error).__name__
            self.failure = (
                f"{self.path} lacks rows, for it could not be written ({why}); import the rest from the input"
            )


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
