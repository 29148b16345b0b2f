"""Exports, with what the generated resource lacks: activity of any range of time, and files of any size."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from agillic.resources.activity_windows import TIMEOUT, windowed_export
from agillic.resources.tasks import AsyncTask, Task, async_tasks_of, tasks_of
from agillic_api import OPERATIONS
from agillic_api.api.exports import AsyncExportsResource, ExportsResource
from agillic_api.client import AsyncClient, Client
from agillic_api.models.activity_export import ActivityExport
from agillic_api.models.export_row import ExportRow
from sdk_core.calls.files.atomic_file import SavedFile, resolve_destination
from sdk_core.calls.files.download import download, download_async
from sdk_core.calls.pagination.iterators import AsyncItems, AsyncPages, Items, Pages
from sdk_core.calls.pagination.options import PageOptions
from sdk_core.calls.pagination.paginator import Paginator
from sdk_core.calls.tasks.polling import Polling
from sdk_core.calls.tasks.resource import Receiver
from sdk_core.calls.tasks.task import AsyncWithin, Within
from sdk_core.calls.windows.iterators import AsyncWindowRows, AsyncWindows, WindowRows, Windows

_ACTIVITY = "executeActivityExport"
_DOWNLOAD = OPERATIONS["downloadExportFile"]
MAX_FILE: Final = 1 << 30
"""Bytes: the server returns no larger export file [V-EXP]."""


class Exports(ExportsResource):
    """The operations on exports, downloads, and iteration over activity.

    Args:
        client: what calls travel by.
        within: returns a client whose calls take at most that many seconds; None for the client itself.
        polling: how often exports are polled; None for the defaults.
    """

    def __init__(self, client: Client, within: Within | None = None, polling: Polling | None = None) -> None:
        super().__init__(client)
        self._within: Within = within or (lambda _: client)
        self._polling = polling or Polling()

    def download(self, file: str, to: Path | str, *, max_bytes: int = MAX_FILE, overwrite: bool = False) -> SavedFile:
        """Save an export file to a file here, which appears whole or not at all. Memory stays small at any size.

        The file is written beside its place, and moved there when it is on the disk; what breaks off is removed. Only
        its owner may read it (mode 0600). In a folder it has the name that it has in Agillic, which is rejected where
        it could leave the folder, or is no name of a file on some system. The call is retried from the start like any
        other; it counts as one in flight until the file has come, and may take an hour, or what
        `with_options(deadline=...)` says. A server that gives neither a length nor an end cannot be seen to break off.

        Args:
            file: the file's path among the export files, its parts separated by `/`, for example
                `ExportFlow/customers.csv`; `list_files` lists them.
            to: an existing folder, or the path of a file in one.
            max_bytes: bytes that are taken, compressed and decoded each, 1 or more.
            overwrite: whether a file that is there is replaced; a link itself is, and not what it points to.

        Returns:
            Where the file is, and how many bytes it has.

        Raises:
            ValueError: the file's name cannot be used in a folder, or a value cannot be sent; nothing was sent.
            FileExistsError: something is there.
            OSError: the file cannot be written.
            NotFound: there is no such export file.
            ResponseTooLarge: it has more bytes.
            AgillicError: no response came, one without success, or one that is not whole.

        >>> from agillic.client import Agillic
        >>> def fetch(agillic: Agillic, folder: Path) -> int:
        ...     return agillic.exports.download("ExportFlow/customers.csv", folder, overwrite=True).size
        """
        target = resolve_destination(file, to, max_bytes=max_bytes, overwrite=overwrite)
        return download(self._client, _DOWNLOAD, {"file": file}, target)

    def start_activity_export(
        self, body: ActivityExport | Mapping[str, Any] | bytes, *, receiver: Receiver | None = None
    ) -> Task:
        """Start an export of activity, and return the task; see `Tasks.start`.

        Args:
            body: which activity, in a window of at most 4 hours that begins at most 7 days ago: a model, its dict with
                `fileType`, `from` and `to`, or bytes of JSON; no bytes with a receiver. How the window is written is
                not documented (assumption `export-window-format`).
            receiver: is notified of the end.

        Raises:
            ValueError: the body cannot be sent.
            AgillicError: the work was not accepted, or it is unknown whether it was: see its `outcome`.

        >>> from datetime import UTC, datetime, timedelta
        >>> from agillic.client import Agillic
        >>> def achieved_lately(agillic: Agillic) -> int:
        ...     now = datetime.now(UTC)
        ...     window = {"from": (now - timedelta(hours=4)).isoformat(), "to": now.isoformat()}
        ...     task = agillic.exports.start_activity_export({"fileType": "EVENT", **window})
        ...     task.wait()  # in another process: agillic.tasks.resume(id, operation="executeActivityExport").wait()
        ...     return sum(1 for activity in agillic.exports.iterate(task.id))
        """
        return tasks_of(self._client).start(_ACTIVITY, body, receiver=receiver)

    def iterate(self, task_id: str, *, start: int = 1, limit: int | None = None) -> Iterator[ExportRow]:
        """Iterate over the activities of a finished export. The result is kept for 15 minutes [V-EXP].

        Args:
            task_id: the export's task, as `start_activity_export` returned it.
            start: where to begin, 1 or more: to go on where an error broke off, see `page_start` of the error.
            limit: how many activities at most; None for all.

        Raises:
            ValueError: a number is out of its range.
            AgillicError: while iterating: a page could not be read, because the export is not done, or its result has
                expired. `page_start` of the error is where one goes on.

        >>> from agillic.client import Agillic
        >>> def count(agillic: Agillic, task_id: str) -> int:
        ...     return sum(1 for activity in agillic.exports.iterate(task_id))
        """
        return Items(self._client, _paginator(task_id, PageOptions(start=start, limit=limit)))

    def pages(self, task_id: str, *, start: int = 1, limit: int | None = None) -> Pages[ExportRow]:
        """Iterate over pages of activities; see `iterate`. No page is empty; how long they are, the server decides.

        Args:
            task_id: the export's task.
            start: where to begin, 1 or more.
            limit: how many activities at most; None for all.

        Raises:
            ValueError: a number is out of its range.
            AgillicError: while iterating: a page could not be read.
        """
        return Pages(self._client, _paginator(task_id, PageOptions(start=start, limit=limit)))

    def iterate_activity(
        self, file_type: str, start: datetime | str, end: datetime | str, *, timeout: float = TIMEOUT
    ) -> WindowRows[ExportRow]:
        """Iterate over the activities of one type in any range of time, the oldest window first.

        Agillic exports 4 hours at once, keeps 10 exports in its queue and a result for 15 minutes [V-EXP]. Here the
        range is cut into windows of 4 hours that touch; up to 10 are queued; each is read as soon as it is done, into a
        temporary file, and handed over when it is whole; one that is gone before it was read is exported again. So each
        activity comes once, however slowly you take them. That a window has what happened at its first moment, and not
        what happened at its last, is not documented (assumption `export-window-ends`).

        Args:
            file_type: which activity, such as `EVENT`; see `ActivityExport` for the types that the vendor names.
            start: where the range begins, at most 7 days ago [V-EXP]: a datetime with a time zone, or a text by RFC
                3339, such as `2026-07-04T08:30:00Z`.
            end: where it ends, which has passed; what happened then is not part of it.
            timeout: seconds that are waited for one export, 0 or more.

        Raises:
            ValueError: a moment cannot be used; nothing was sent.
            AgillicError: while iterating: an export could not be started, failed, did not end in time, or could not be
                read. The next step tries again.

        >>> from agillic.client import Agillic
        >>> def achieved(agillic: Agillic) -> int:
        ...     start, end = "2026-11-23T00:00:00+01:00", "2026-11-26T00:00:00+01:00"
        ...     return sum(1 for activity in agillic.exports.iterate_activity("EVENT", start, end))
        """
        return WindowRows(self.activity_windows(file_type, start, end, timeout=timeout))

    def activity_windows(
        self, file_type: str, start: datetime | str, end: datetime | str, *, timeout: float = TIMEOUT
    ) -> Windows[ExportRow]:
        """Iterate over the same by windows, for those who note how far they are; see `iterate_activity`.

        Each window has a `start`, an `end` and a `count`, and is iterated over for its activities until the next one is
        taken. Who keeps the `end` of the last one goes on from there, in any process.

        Args:
            file_type: which activity.
            start: where the range begins.
            end: where it ends.
            timeout: seconds that are waited for one export.

        Raises:
            ValueError: a moment cannot be used.
            AgillicError: while iterating, as by `iterate_activity`.

        >>> from agillic.client import Agillic
        >>> def counts(agillic: Agillic) -> None:
        ...     start, end = "2026-11-23T00:00:00+01:00", "2026-11-26T00:00:00+01:00"
        ...     for window in agillic.exports.activity_windows("LINK", start, end):
        ...         print(window.start, window.count, [activity.to_dict() for activity in window][:1])
        """
        export = windowed_export(file_type, start, end, timeout, self._polling)
        return Windows(self._client, self._within, export)


class AsyncExports(AsyncExportsResource):
    """The same for asyncio; see `Exports`."""

    def __init__(self, client: AsyncClient, within: AsyncWithin | None = None, polling: Polling | None = None) -> None:
        super().__init__(client)
        self._within: AsyncWithin = within or (lambda _: client)
        self._polling = polling or Polling()

    async def download(
        self, file: str, to: Path | str, *, max_bytes: int = MAX_FILE, overwrite: bool = False
    ) -> SavedFile:
        """Save an export file to a file here, which appears whole or not at all; see `Exports.download`."""
        target = resolve_destination(file, to, max_bytes=max_bytes, overwrite=overwrite)
        return await download_async(self._client, _DOWNLOAD, {"file": file}, target)

    async def start_activity_export(
        self, body: ActivityExport | Mapping[str, Any] | bytes, *, receiver: Receiver | None = None
    ) -> AsyncTask:
        """Start an export of activity, and return the task; see `Exports.start_activity_export`."""
        return await async_tasks_of(self._client).start(_ACTIVITY, body, receiver=receiver)

    def iterate(self, task_id: str, *, start: int = 1, limit: int | None = None) -> AsyncItems[ExportRow]:
        """Iterate over the activities of a finished export with `async for`; see `Exports.iterate`."""
        return AsyncItems(self._client, _paginator(task_id, PageOptions(start=start, limit=limit)))

    def pages(self, task_id: str, *, start: int = 1, limit: int | None = None) -> AsyncPages[ExportRow]:
        """Iterate over pages of activities with `async for`; see `Exports.pages`."""
        return AsyncPages(self._client, _paginator(task_id, PageOptions(start=start, limit=limit)))

    def iterate_activity(
        self,
        file_type: str,
        start: datetime | str,
        end: datetime | str,
        *,
        timeout: float = TIMEOUT,
    ) -> AsyncWindowRows[ExportRow]:
        """Iterate over activities of any range of time with `async for`; see `Exports.iterate_activity`."""
        return AsyncWindowRows(self.activity_windows(file_type, start, end, timeout=timeout))

    def activity_windows(
        self,
        file_type: str,
        start: datetime | str,
        end: datetime | str,
        *,
        timeout: float = TIMEOUT,
    ) -> AsyncWindows[ExportRow]:
        """Iterate over the same by windows with `async for`; see `Exports.activity_windows`."""
        export = windowed_export(file_type, start, end, timeout, self._polling)
        return AsyncWindows(self._client, self._within, export)


def _paginator(task_id: str, options: PageOptions) -> Paginator[ExportRow]:
    return Paginator(OPERATIONS["readExportPage"], ExportRow.from_dict, values={"taskId": task_id}, options=options)
