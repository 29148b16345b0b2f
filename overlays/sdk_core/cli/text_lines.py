"""Lines of a file as text in UTF-8, counted, and none of them longer than the memory allows."""

from collections.abc import Callable, Iterator
from typing import BinaryIO, Final

MAX_LINE: Final = 16 << 20
"""Bytes of a line, and characters of a row of several lines. More would fill the memory."""
_MARK: Final = "\ufeff"


class RowFileError(ValueError):
    """A file of rows cannot be read on; the message says where, why, and what to do."""


class Lines:
    """The lines of a file as text, counted.

    Args:
        file: bytes.
        name: what the file is called in messages.

    Attributes:
        readline: reads the next of so many bytes at most; it may wait.
        number: how many were read.
        taken: those of the row that is being read.
    """

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.readline: Callable[[int], bytes] = file.readline
        self._name = name
        self.number = 0
        self.taken: list[str] = []
        self._length = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.readline(MAX_LINE + 1)
        if not line:
            raise StopIteration
        where = f"{self._name}, line {self.number + 1:,}"
        if len(line) > MAX_LINE:
            raise RowFileError(f"{where}: it has more than {MAX_LINE:,} bytes; end the lines with LF or CRLF")
        try:
            text = line.decode()
        except UnicodeDecodeError as error:
            column = len(line[: error.start].decode(errors="replace")) + 1
            raise RowFileError(
                f"{where}, column {column:,}: the byte 0x{line[error.start]:02X} is not UTF-8; save the file as UTF-8 "
                "(spreadsheets call it CSV UTF-8)"
            ) from None
        text = text.removeprefix(_MARK) if not self.number else text
        self._length += len(text)
        if self._length > MAX_LINE:
            raise RowFileError(f"{where}: the row that goes on there has more than {MAX_LINE:,} characters; split it")
        self.taken.append(text)
        self.number += 1
        return text

    def begin_row(self) -> None:
        """Forget the lines of the last row."""
        self.taken.clear()
        self._length = 0
