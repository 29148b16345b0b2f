"""Export jobs as tasks: waited for, found again, canceled, and their files saved."""

import warnings
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import ClassVar

from iterable_api import OPERATIONS
from iterable_api.client import AsyncClient, Client
from iterable_api.models.export_file import ExportFile
from iterable_api.models.export_started import ExportStarted
from iterable_client.resources.export_files import (
    MAX_FILE,
    OpenAsyncLinks,
    OpenLinks,
    async_files,
    files,
    save_files,
    save_files_async,
)
from sdk_core.calls.files.atomic_file import SavedFile
from sdk_core.calls.tasks import resource, task
from sdk_core.calls.tasks.errors import ResultTruncatedWarning
from sdk_core.calls.tasks.operation import path_values
from sdk_core.calls.tasks.polling import MAX_POLL_SECONDS, TIMEOUT, Polling
from sdk_core.calls.tasks.task import AsyncWithin, Progress, Within
from sdk_core.calls.tasks.tracker import TaskTracker

START = OPERATIONS["startExport"]
_CANCEL = OPERATIONS[START.traits["task"]["cancel"]]


class _Started(ExportStarted):
    """The response that the document describes, `job_id` included."""

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:  # type: ignore[override] # the model has none, since its values may change; this is itself
        return hash(self.job_id)


def _number(job_id: str) -> int:
    if not (job_id.isascii() and job_id.isdigit()):
        raise ValueError(f"the id of an export job cannot be {job_id!r}: give its number, such as 3562")
    return int(job_id)


def _truncated(job: _Started) -> str:
    return (
        f"the export {job.job_id} was cut off by the server: its files are saved, and rows are missing. Export less at "
        "once, such as fewer days by startDateTime and endDateTime, or fewer fields by onlyFields"
    )


class ExportTask(task.Task, _Started):
    """An export job, which goes on after the call that started it. Threads may share it.

    `iterable.exports.start` returns it, and `iterable.exports.resume` in another process.

    Args:
        within: returns a client whose calls take at most that many seconds.
        tracker: which job, and what is known of it.
        open_links: returns what fetches files from links.

    Attributes:
        job_id: its id, as the response that started it has it.
        additional_properties, additional_keys: members of that response that the document does not describe, and their
            names; empty for a task.
        to_dict, from_dict: turn such a response into a dict and back, as those of any model.
    """

    _client: ClassVar[str] = "iterable"

    def __init__(self, within: Within, tracker: TaskTracker, open_links: OpenLinks) -> None:
        task.Task.__init__(self, within, tracker)
        _Started.__init__(self, job_id=_number(tracker.id))
        self._open_links = open_links

    def files(self) -> Iterator[ExportFile]:
        """Iterate over the files that the job has written so far; more may come while it runs.

        Their links need no key and live for half an hour: keep them secret.

        Raises:
            IterableError: while iterating: they could not be listed.
        """
        return files(self._within(MAX_POLL_SECONDS), self.id)

    def download(
        self,
        to: Path | str,
        *,
        timeout: float = TIMEOUT,
        max_bytes: int = MAX_FILE,
        progress: Progress | None = None,
    ) -> list[SavedFile]:
        """Wait until the job is done, save its files, and return those that were not there.

        They come into a folder of the job's id. A file appears whole or not at all, and one that is there is not
        fetched again: after an error, the same call goes on. Links that have expired are requested again. The hosts of
        the links get no credentials. Where Iterable cut the export off, which it does at 100 GB, the files are saved,
        and then `ResultTruncatedWarning` says so; so does `truncated` of `status()`, without a download.

        Args:
            to: an existing folder, in which that of the job is made.
            timeout: seconds to wait for the job.
            max_bytes: how many bytes a file may have.
            progress: gets each state of the job; True shows it.

        Raises:
            OSError: there is no such folder, or a file cannot be written.
            ValueError: a link or a file's name cannot be used.
            IterableError: the job failed or did not end in time, or a file could not be fetched.

        >>> from iterable_client import IterableClient
        >>> def clicks(iterable: IterableClient, folder: str) -> list[str]:
        ...     task = iterable.exports.start({"dataTypeName": "emailClick", "outputFormat": "text/csv"})
        ...     return [str(file.path) for file in task.download(folder, timeout=3600)]
        """
        state = self.wait(timeout, progress)
        saved = save_files(self._within(MAX_POLL_SECONDS), self._open_links, self.id, to, max_bytes)
        if state.truncated:
            warnings.warn(_truncated(self), ResultTruncatedWarning, stacklevel=2)
        return saved

    def cancel(self) -> None:
        """End the job.

        Raises:
            IterableError: it was not, or that is unknown.
        """
        self._within(MAX_POLL_SECONDS).call(_CANCEL, path_values(_CANCEL, self.id))


class AsyncExportTask(task.AsyncTask, _Started):
    """The same for asyncio; see `ExportTask`. One task of an event loop or many may wait for it.

    Attributes:
        job_id: its id, as the response that started it has it.
        additional_properties, additional_keys: members of that response that the document does not describe, and their
            names; empty for a task.
        to_dict, from_dict: turn such a response into a dict and back, as those of any model.
    """

    _client: ClassVar[str] = "iterable"

    def __init__(self, within: AsyncWithin, tracker: TaskTracker, open_links: OpenAsyncLinks) -> None:
        task.AsyncTask.__init__(self, within, tracker)
        _Started.__init__(self, job_id=_number(tracker.id))
        self._open_links = open_links

    def files(self) -> AsyncIterator[ExportFile]:
        """Iterate over the files that the job has written so far with `async for`; see `ExportTask.files`."""
        return async_files(self._within(MAX_POLL_SECONDS), self.id)

    async def download(
        self,
        to: Path | str,
        *,
        timeout: float = TIMEOUT,  # noqa: ASYNC109 - as that of `wait`
        max_bytes: int = MAX_FILE,
        progress: Progress | None = None,
    ) -> list[SavedFile]:
        """Wait until the job is done, and save its files; see `ExportTask.download`."""
        state = await self.wait(timeout, progress)
        saved = await save_files_async(self._within(MAX_POLL_SECONDS), self._open_links, self.id, to, max_bytes)
        if state.truncated:
            warnings.warn(_truncated(self), ResultTruncatedWarning, stacklevel=2)
        return saved

    async def cancel(self) -> None:
        """End the job; see `ExportTask.cancel`."""
        await self._within(MAX_POLL_SECONDS).call(_CANCEL, path_values(_CANCEL, self.id))


class Tasks(resource.Tasks[ExportTask]):
    """Export jobs as tasks. Threads may share it.

    Args:
        client: what calls travel by.
        within: returns a client whose calls take at most that many seconds.
        polling: how often jobs are polled; None for the defaults.
        open_links: returns what fetches files from links.
    """

    def __init__(self, client: Client, within: Within, polling: Polling | None, open_links: OpenLinks) -> None:
        super().__init__(client, within, polling, OPERATIONS)
        self._open_links = open_links

    def _task(self, tracker: TaskTracker) -> ExportTask:
        return ExportTask(self._within, tracker, self._open_links)


class AsyncTasks(resource.AsyncTasks[AsyncExportTask]):
    """The same for asyncio; see `Tasks`."""

    def __init__(
        self, client: AsyncClient, within: AsyncWithin, polling: Polling | None, open_links: OpenAsyncLinks
    ) -> None:
        super().__init__(client, within, polling, OPERATIONS)
        self._open_links = open_links

    def _task(self, tracker: TaskTracker) -> AsyncExportTask:
        return AsyncExportTask(self._within, tracker, self._open_links)
