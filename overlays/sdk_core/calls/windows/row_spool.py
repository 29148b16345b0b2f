"""Where the result of an export is kept until it is handed over: in memory while it is small, else in a file."""

import json
from collections.abc import Iterator, Mapping
from tempfile import SpooledTemporaryFile
from typing import Any, Final

from sdk_core.wire.responses import read_json

_IN_MEMORY: Final = 1 << 20
"""Bytes that are kept in memory; what is longer goes to a file of this machine's folder for such."""


class RowSpool:
    """Rows, written once and read as often as wanted.

    Attributes:
        count: how many there are.
    """

    def __init__(self) -> None:
        self._file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by `close`
        self.count = 0

    def add(self, row: Mapping[str, Any]) -> None:
        """Keep one row more."""
        self._file.write(json.dumps(row, separators=(",", ":")).encode() + b"\n")
        self.count += 1

    def __iter__(self) -> Iterator[dict[str, Any]]:
        place = 0
        for _ in range(self.count):
            self._file.seek(place)  # two may read at once
            line = self._file.readline()
            place = self._file.tell()
            yield read_json(line)

    def close(self) -> None:
        """Forget the rows; it may be called twice."""
        self._file.close()

    def __del__(self) -> None:
        self._file.close()  # whoever breaks off an iteration has not heard of this file
