"""Exports, with what the generated resource lacks: the result of an activity export, read to its end."""

from collections.abc import Iterator

from agillic.resources.pages import AsyncItems, AsyncPages, Pages, Walk, Wanted, items_of
from agillic_api import OPERATIONS
from agillic_api.api.exports import AsyncExportsResource, ExportsResource
from agillic_api.models.export_row import ExportRow


class Exports(ExportsResource):
    """The operations on exports, and iteration over the result of an activity export."""

    def iterate(self, task_id: str, *, start: int = 1, limit: int | None = None) -> Iterator[ExportRow]:
        """Iterate over the activities of a finished export. The result is kept for 15 minutes [V-EXP].

        Args:
            task_id: the export's task, as `start_activity_export` answered it.
            start: where to begin, 1 or more: to go on where an error broke off, see `page_start`.
            limit: how many activities at most; None for all.

        Raises:
            ValueError: a number is out of its range.
            AgillicError: while iterating: a page could not be read, because the export is not done, or its result has
                expired. `page_start(error)` is where one goes on.

        >>> from agillic.client import Agillic
        >>> def count(agillic: Agillic, task_id: str) -> int:
        ...     return sum(1 for activity in agillic.exports.iterate(task_id))
        """
        return items_of(self.pages(task_id, start=start, limit=limit))

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
        return Pages(self._client, _walk(task_id, Wanted(start=start, limit=limit)))


class AsyncExports(AsyncExportsResource):
    """The same for asyncio; see `Exports`."""

    def iterate(self, task_id: str, *, start: int = 1, limit: int | None = None) -> AsyncItems[ExportRow]:
        """Iterate over the activities of a finished export with `async for`; see `Exports.iterate`."""
        return AsyncItems(self._client, _walk(task_id, Wanted(start=start, limit=limit)))

    def pages(self, task_id: str, *, start: int = 1, limit: int | None = None) -> AsyncPages[ExportRow]:
        """Iterate over pages of activities with `async for`; see `Exports.pages`."""
        return AsyncPages(self._client, _walk(task_id, Wanted(start=start, limit=limit)))


def _walk(task_id: str, wanted: Wanted) -> Walk[ExportRow]:
    return Walk(OPERATIONS["readExportPage"], ExportRow.from_dict, values={"taskId": task_id}, wanted=wanted)
