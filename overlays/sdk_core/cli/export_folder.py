"""A folder with the windows of an export: a file for each, and one that says until when all are there.

A run that ended early goes on where it was, and a later end adds windows. A window is there whole or not at all.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final, cast

from sdk_core.calls.windows.time_windows import moment_of, written
from sdk_core.cli.atomic_text import atomic_text
from sdk_core.cli.output import Style
from sdk_core.cli.row_stream import named, paged, write_pages
from sdk_core.cli.rows import columns, flat

_COMPACT: Final = "%Y%m%dT%H%M%S"


class ExportFolder:
    """Where the windows of an export are kept.

    Args:
        folder: an existing folder.
        name: what is exported; its files begin with it.
        style: how rows are written; its format is `jsonl` or `csv`.
        start: where the range begins.

    Attributes:
        until: all windows before this moment are there.

    Raises:
        ValueError: the folder has another export of this name, or its file cannot be read.
        OSError: there is no such folder.
    """

    def __init__(self, folder: Path, name: str, style: Style, start: datetime) -> None:
        if not folder.is_dir():
            raise FileNotFoundError(f"there is no folder {str(folder)!r}: make it first")
        self._folder, self._name, self._style = folder, name, style
        self.state_file = folder / f"{name}.state.json"
        self._export = {"from": written(start), "output": style.format, "fields": [*style.fields]}
        self.until = self._read_until(start)

    def _read_until(self, start: datetime) -> datetime:
        if not self.state_file.exists():
            return start
        try:
            state: dict[str, Any] = json.loads(self.state_file.read_text("utf-8"))
            export, until = cast("dict[str, Any]", state["export"]), moment_of(state["until"], "until")
        except (ValueError, KeyError, TypeError):
            raise ValueError(
                f"{self.state_file} cannot be read: remove it to begin anew, or take another folder"
            ) from None
        for member, value in self._export.items():
            if export.get(member) != value:
                raise ValueError(
                    f"{self.state_file} is of an export with {member} {export.get(member)!r}, and this one has "
                    f"{value!r}: give the same to go on, or take another folder"
                )
        return until

    def keep(self, start: datetime, end: datetime, rows: Iterable[Mapping[str, Any]]) -> Path | None:
        """Write a window, and remember that it is there; return its file, None for a window without rows.

        Args:
            start: where it begins: where the last one ended.
            end: where it ends.
            rows: its rows, which are iterated over twice.

        Raises:
            OSError: the file cannot be written.
        """
        names = columns(flat(row) for row in rows)
        path = None
        if names:
            path = self._folder / f"{self._name}_{_compact(start)}_{_compact(end)}.{self._style.format}"
            with atomic_text(path) as file:
                write_pages(paged(rows), self._style, file, self._names(names))
        with atomic_text(self.state_file) as file:
            json.dump({"export": self._export, "until": written(end)}, file, indent=2)
            file.write("\n")
        self.until = end
        return path

    def _names(self, known: Sequence[str]) -> dict[str, str]:
        """Return the columns of a file. A window may lack a field that others have."""
        wanted = self._style.fields or known
        return {each: found for each in wanted for found in named(known, [each], lacking=True).values()}


def _compact(moment: datetime) -> str:
    """Return a moment as a part of a file's name, for which some systems take no colons."""
    return moment.strftime(f"{_COMPACT}.%fZ" if moment.microsecond else f"{_COMPACT}Z")
