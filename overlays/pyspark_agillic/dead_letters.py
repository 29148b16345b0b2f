"""Rows that were not taken, each with its reason, in a file for each partition: to be corrected and sent again.

The format is that of the command line's rejected rows, JSON lines, so `agillic recipients import` reads them too.
"""

import json
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from pyspark_agillic.folders import Folder

if TYPE_CHECKING:
    from agillic.wire.instance_dates import InstanceDates

REASON: Final = "_rejected"
"""As the command line calls it; see docs/command-line.md."""
_MAX_BYTES: Final = 8 * 1024 * 1024


def sweep(folder: str, job: str, kept: Collection[str]) -> None:
    """Remove what attempts left that were killed; on the driver, when the job is done.

    Args:
        folder: that of the option; empty for none.
        job: the job.
        kept: the files that the report names.
    """
    if not folder:
        return
    files = Folder(folder)
    names = {each.rpartition("/")[2] for each in kept}
    for name in files.names(job):
        if name not in names:
            files.remove(f"{job}/{name}")


class DeadLetters:
    """Collects the rows of an attempt at a partition; its files are named by both, so that attempts do not mix.

    Args:
        folder: where to; empty for nowhere.
        job: the job, whose folder it is.
        partition: of the task.
        attempt: of the task.
        dates: how the instance writes dates.
    """

    def __init__(self, folder: str, job: str, partition: int, attempt: int, dates: "InstanceDates") -> None:
        self._folder = Folder(folder) if folder else None
        self._name = f"{job}/part-{partition:05}-attempt-{attempt}"
        self._dates = dates
        self._lines: list[bytes] = []
        self._size = 0
        self.files: list[str] = []

    def add(self, row: Mapping[str, Any], reason: str) -> None:
        """Keep a row.

        Raises:
            OSError: a file cannot be written.
        """
        if self._folder is None:
            return
        line = json.dumps({REASON: reason, **row}, ensure_ascii=False, default=self._plain).encode("utf-8", "replace")
        self._lines.append(line + b"\n")
        self._size += len(line)
        if self._size >= _MAX_BYTES:
            self.flush()

    def flush(self) -> None:
        """Write what is not written yet.

        Raises:
            OSError: the file cannot be written.
        """
        if self._folder is None or not self._lines:
            return
        name = f"{self._name}-{len(self.files)}.jsonl"
        self.files.append(self._folder.write(name, b"".join(self._lines)))
        self._lines, self._size = [], 0

    def discard(self) -> None:
        """Remove the files of an attempt that failed: the next one writes its own."""
        if self._folder is not None:
            for number in range(len(self.files)):
                self._folder.remove(f"{self._name}-{number}.jsonl")

    def _plain(self, value: object) -> str:
        """Return a value that JSON has no form for as it is sent to the API."""
        if isinstance(value, date):
            try:
                return self._dates.format(value)
            except ValueError:  # which may be why the row was not taken
                return value.isoformat()
        return format(value, "f") if isinstance(value, Decimal) else str(value)
