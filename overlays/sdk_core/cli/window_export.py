"""An export of a range of time from the command line: to standard output as it comes, or into a folder that goes on."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from sdk_core.calls.progress import bar, shown
from sdk_core.calls.windows.iterators import ExportedWindow
from sdk_core.calls.windows.time_windows import moment_of, written
from sdk_core.cli import exit_codes
from sdk_core.cli.export_folder import ExportFolder
from sdk_core.cli.output import Style
from sdk_core.cli.row_stream import paged, write_pages
from sdk_core.wire.counting import counted


class _Row(Protocol):
    def to_dict(self) -> dict[str, Any]: ...


Windows = Callable[[datetime, datetime], Iterator[ExportedWindow[Any]]]
"""Returns the windows of a range."""


class _Rows:
    """The rows of a window as JSON has them; they can be iterated over more than once."""

    def __init__(self, window: ExportedWindow[_Row]) -> None:
        self._window = window

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        return (row.to_dict() for row in self._window)


def export_windows(name: str, windows: Windows, options: Namespace) -> int:
    """Export a range, and return the exit code.

    Args:
        name: what is exported; the files in a folder begin with it.
        windows: returns the windows of a range, in the order of time.
        options: `start`, `end`, `output`, `fields`, `excel_safe`, and `folder`, None for standard output.

    Raises:
        ValueError: a moment, the folder or a field cannot be used.
        OSError: a file cannot be written.
        ApiError: an export failed; a note says from where to go on.
    """
    start, end = moment_of(options.start, "--from"), moment_of(options.end, "--to")
    fields = tuple(each.strip() for each in (options.fields or "").split(",") if each.strip())
    run = _Run(name, start, end, Style(options.output, fields, options.excel_safe))
    return run.print(windows) if options.folder is None else run.keep(windows, Path(options.folder))


class _Run:
    """One export, and how far it is."""

    def __init__(self, name: str, start: datetime, end: datetime, style: Style) -> None:
        self._name, self._start, self._end, self._style = name, start, end, style
        self._until, self._rows = start, 0

    def print(self, windows: Windows) -> int:
        """Print each window as soon as it is there."""
        found = self._watched(windows(self._start, self._end), is_shown=not sys.stdout.isatty())
        try:
            write_pages((page for window in found for page in paged(_Rows(window))), self._style, sys.stdout)
        except BaseException:
            if self._until > self._start:
                sys.stderr.write(
                    f"all until {written(self._until)} was printed; go on with --from {written(self._until)}\n"
                )
            raise
        return exit_codes.DONE

    def keep(self, windows: Windows, path: Path) -> int:
        """Write each window into a folder as soon as it is there, but for those that are there already."""
        folder = ExportFolder(path, self._name, self._style, self._start)
        found = windows(folder.until, self._end) if folder.until < self._end else iter(())
        try:
            for window in self._watched(found):
                folder.keep(window.start, window.end, _Rows(window))
        finally:
            sys.stderr.write(f"{path}: {counted(self._rows, 'row')} more; all until {written(folder.until)} is there\n")
        return exit_codes.DONE

    def _watched(
        self, windows: Iterator[ExportedWindow[Any]], *, is_shown: bool = True
    ) -> Iterator[ExportedWindow[Any]]:
        """Yield windows, and show on a terminal how far they are."""
        with shown(is_shown, self._line) as tell:
            for window in windows:
                yield window
                self._until, self._rows = window.end, self._rows + window.count
                tell(window)

    def _line(self, window: ExportedWindow[Any]) -> str:
        done, whole = window.end - self._start, self._end - self._start
        share = bar(round(done.total_seconds()), round(whole.total_seconds()))
        return f"{share}{self._name} until {written(window.end)}: {counted(self._rows, 'row')}"
