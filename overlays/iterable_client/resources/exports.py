"""Exports: data and events as rows, and jobs that write files."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

from iterable_api import OPERATIONS
from iterable_api.api.exports import AsyncExportsResource, ExportsResource
from iterable_api.client import AsyncClient, Client
from iterable_api.models.export_data_range import ExportDataRange
from iterable_api.models.export_data_type import ExportDataType
from iterable_api.models.export_file import ExportFile
from iterable_api.models.export_request import ExportRequest
from iterable_api.models.export_started import ExportStarted
from iterable_client.resources.export_files import (
    LARGEST_FILE,
    OpenAsyncLinks,
    OpenLinks,
    async_files,
    files,
    save_files,
    save_files_async,
)
from sdk_core.calls.files.atomic_file import SavedFile
from sdk_core.calls.files.text_rows import MAX_BYTES, AsyncRows, Rows
from sdk_core.calls.tasks import resource, task
from sdk_core.calls.tasks.operation import place_of
from sdk_core.calls.tasks.polling import LONGEST_QUESTION, TIMEOUT, Polling
from sdk_core.calls.tasks.task import AsyncWithin, Progress, Within
from sdk_core.calls.tasks.tracker import KnownTask
from sdk_core.wire.operations import UNSET, Unset

_START = OPERATIONS["startExport"]
_CANCEL = OPERATIONS[_START.traits["task"]["cancel"]]
_DATA, _USER_EVENTS = OPERATIONS["exportData"], OPERATIONS["exportUserEvents"]


class _Started(ExportStarted):
    """The answer that the document describes, `job_id` included."""

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:  # type: ignore[override] # the model has none, since its values may change; this is itself
        return hash(self.job_id)


class ExportTask(task.Task, _Started):
    """An export job, which goes on after the call that started it. Threads may share it.

    `iterable.exports.start` returns it, and `iterable.exports.resume` in another process.

    Args:
        within: returns a client whose calls take at most so many seconds.
        known: which job, and what is known of it.
        open_links: returns what fetches files from links.

    Attributes:
        job_id: its id, as the answer that started it has it.
        additional_properties, additional_keys: members of that answer that the document does not describe, and their
            names; empty for a task.
        to_dict, from_dict: turn such an answer into a dict and back, as those of any model.
    """

    _client: ClassVar[str] = "iterable"

    def __init__(self, within: Within, known: KnownTask, open_links: OpenLinks) -> None:
        task.Task.__init__(self, within, known)
        _Started.__init__(self, job_id=int(known.id))
        self._open_links = open_links

    def files(self) -> Iterator[ExportFile]:
        """Iterate over the files that the job has written so far; more may come while it runs.

        Their links need no key and live for half an hour: keep them secret.

        Raises:
            IterableError: while iterating: they could not be listed.
        """
        return files(self._within(LONGEST_QUESTION), self.id)

    def download(
        self,
        to: Path | str,
        *,
        timeout: float = TIMEOUT,
        max_bytes: int = LARGEST_FILE,
        progress: Progress | None = None,
    ) -> list[SavedFile]:
        """Wait until the job is done, save its files, and return those that were not there.

        They come into a folder of the job's id. A file appears whole or not at all, and one that is there is not
        fetched again: after an error, the same call goes on. Links that have ended are asked for anew. The hosts of the
        links get no credentials.

        Args:
            to: an existing folder, in which that of the job is made.
            timeout: seconds to wait for the job.
            max_bytes: how many bytes a file may have.
            progress: is told each state of the job; True shows it.

        Raises:
            OSError: there is no such folder, or a file cannot be written.
            ValueError: a link or a file's name cannot be used.
            IterableError: the job failed or did not end in time, or a file could not be fetched.

        >>> from iterable_client import IterableClient
        >>> def clicks(iterable: IterableClient, folder: str) -> list[str]:
        ...     task = iterable.exports.start({"dataTypeName": "emailClick", "outputFormat": "text/csv"})
        ...     return [str(file.path) for file in task.download(folder, timeout=3600)]
        """
        self.wait(timeout, progress)
        return save_files(self._within(LONGEST_QUESTION), self._open_links, self.id, to, max_bytes)

    def cancel(self) -> None:
        """End the job.

        Raises:
            IterableError: it was not, or nobody knows.
        """
        self._within(LONGEST_QUESTION).call(_CANCEL, place_of(_CANCEL, self.id))


class AsyncExportTask(task.AsyncTask, _Started):
    """The same for asyncio; see `ExportTask`. One task of an event loop or many may wait for it.

    Attributes:
        job_id: its id, as the answer that started it has it.
        additional_properties, additional_keys: members of that answer that the document does not describe, and their
            names; empty for a task.
        to_dict, from_dict: turn such an answer into a dict and back, as those of any model.
    """

    _client: ClassVar[str] = "iterable"

    def __init__(self, within: AsyncWithin, known: KnownTask, open_links: OpenAsyncLinks) -> None:
        task.AsyncTask.__init__(self, within, known)
        _Started.__init__(self, job_id=int(known.id))
        self._open_links = open_links

    def files(self) -> AsyncIterator[ExportFile]:
        """Iterate over the files that the job has written so far with `async for`; see `ExportTask.files`."""
        return async_files(self._within(LONGEST_QUESTION), self.id)

    async def download(
        self,
        to: Path | str,
        *,
        timeout: float = TIMEOUT,  # noqa: ASYNC109 - as that of `wait`
        max_bytes: int = LARGEST_FILE,
        progress: Progress | None = None,
    ) -> list[SavedFile]:
        """Wait until the job is done, and save its files; see `ExportTask.download`."""
        await self.wait(timeout, progress)
        return await save_files_async(self._within(LONGEST_QUESTION), self._open_links, self.id, to, max_bytes)

    async def cancel(self) -> None:
        """End the job; see `ExportTask.cancel`."""
        await self._within(LONGEST_QUESTION).call(_CANCEL, place_of(_CANCEL, self.id))


class Tasks(resource.Tasks[ExportTask]):
    """Export jobs as tasks. Threads may share it.

    Args:
        client: what calls travel by.
        within: returns a client whose calls take at most so many seconds.
        polling: how often jobs are asked for their state; None for the defaults.
        open_links: returns what fetches files from links.
    """

    def __init__(self, client: Client, within: Within, polling: Polling | None, open_links: OpenLinks) -> None:
        super().__init__(client, within, polling, OPERATIONS)
        self._open_links = open_links

    def _task(self, known: KnownTask) -> ExportTask:
        return ExportTask(self._within, known, self._open_links)


class AsyncTasks(resource.AsyncTasks[AsyncExportTask]):
    """The same for asyncio; see `Tasks`."""

    def __init__(
        self, client: AsyncClient, within: AsyncWithin, polling: Polling | None, open_links: OpenAsyncLinks
    ) -> None:
        super().__init__(client, within, polling, OPERATIONS)
        self._open_links = open_links

    def _task(self, known: KnownTask) -> AsyncExportTask:
        return AsyncExportTask(self._within, known, self._open_links)


class Exports(ExportsResource):
    """The operations on exports, rows as they come, and jobs as tasks.

    Args:
        client: makes the calls.
        tasks: makes the tasks.
    """

    def __init__(self, client: Client, tasks: Tasks) -> None:
        super().__init__(client)
        self._tasks = tasks

    def start(self, body: ExportRequest | Mapping[str, Any] | bytes) -> ExportTask:
        """Start a job that writes the data of one kind into files, and return the task that stands for it.

        Args:
            body: what to export, and how: a model, its dict with `dataTypeName` and `outputFormat`, or bytes of JSON.

        Raises:
            ValueError: the body cannot be sent.
            IterableError: the job was not accepted, or nobody knows whether it was: see its `outcome`.
        """
        return self._tasks.start(_START.id, body)

    def resume(self, job_id: int | str) -> ExportTask:
        """Return a job that was started before, here or in another process. Nothing is sent.

        Args:
            job_id: its id.

        >>> from iterable_client.client import IterableClient
        >>> with IterableClient(api_key="0123456789abcdef") as iterable:
        ...     iterable.exports.resume(3562)
        <ExportTask 3562 of startExport: not asked yet>
        """
        return self._tasks.resume(str(job_id), operation=_START.id)

    def iterate(  # noqa: PLR0913 - what the operation takes, by names
        self,
        data_type_name: ExportDataType,
        *,
        range: ExportDataRange | Unset = UNSET,  # noqa: A002 - its name on the wire
        start_date_time: str | Unset = UNSET,
        end_date_time: str | Unset = UNSET,
        omit_fields: str | Unset = UNSET,
        only_fields: Sequence[str] | Unset = UNSET,
        campaign_id: int | Unset = UNSET,
        max_bytes: int = MAX_BYTES,
    ) -> Iterator[dict[str, Any]]:
        """Iterate over data of one kind, of any length, by one call.

        Its answer is kept in a temporary file until it was read. Large exports are better started as a job.

        Args:
            data_type_name: the kind of data.
            range: the days in Coordinated Universal Time; give this, or a start and an end.
            start_date_time: only what happened from then on, as `yyyy-MM-dd HH:mm:ss` and a time zone or none.
            end_date_time: only what happened before then.
            omit_fields: fields to leave out, parted by commas.
            only_fields: the only fields to answer.
            campaign_id: only data of this campaign.
            max_bytes: bytes of the answer that are taken.

        Raises:
            ValueError: a number is out of its range.
            IterableError: while iterating: no answer came, one without success, or one that cannot be read.
        """
        values = _data_values(
            data_type_name, range, start_date_time, end_date_time, omit_fields, only_fields, campaign_id
        )
        return Rows(self._client, _DATA, values, max_bytes=max_bytes)

    def iterate_user_events(
        self,
        *,
        email: str | Unset = UNSET,
        user_id: str | Unset = UNSET,
        include_custom_events: bool | Unset = UNSET,
        max_bytes: int = MAX_BYTES,
    ) -> Iterator[dict[str, Any]]:
        """Iterate over all events of one user, by one call; see `iterate`.

        Args:
            email: the user's email address; give this or the userId.
            user_id: the user's id.
            include_custom_events: True answers the events of the project as well.
            max_bytes: bytes of the answer that are taken.

        Raises:
            ValueError: a number is out of its range, or the project identifies users by the other one.
            IterableError: while iterating: no answer came, one without success, or one that cannot be read.
        """
        values = {"email": email, "userId": user_id, "includeCustomEvents": include_custom_events}
        return Rows(self._client, _USER_EVENTS, values, max_bytes=max_bytes)


class AsyncExports(AsyncExportsResource):
    """The same for asyncio; see `Exports`."""

    def __init__(self, client: AsyncClient, tasks: AsyncTasks) -> None:
        super().__init__(client)
        self._tasks = tasks

    async def start(self, body: ExportRequest | Mapping[str, Any] | bytes) -> AsyncExportTask:
        """Start a job, and return the task that stands for it; see `Exports.start`."""
        return await self._tasks.start(_START.id, body)

    def resume(self, job_id: int | str) -> AsyncExportTask:
        """Return a job that was started before; see `Exports.resume`. Nothing is sent."""
        return self._tasks.resume(str(job_id), operation=_START.id)

    def iterate(  # noqa: PLR0913 - so
        self,
        data_type_name: ExportDataType,
        *,
        range: ExportDataRange | Unset = UNSET,  # noqa: A002 - so
        start_date_time: str | Unset = UNSET,
        end_date_time: str | Unset = UNSET,
        omit_fields: str | Unset = UNSET,
        only_fields: Sequence[str] | Unset = UNSET,
        campaign_id: int | Unset = UNSET,
        max_bytes: int = MAX_BYTES,
    ) -> AsyncIterator[dict[str, Any]]:
        """Iterate over data of one kind with `async for`; see `Exports.iterate`."""
        values = _data_values(
            data_type_name, range, start_date_time, end_date_time, omit_fields, only_fields, campaign_id
        )
        return AsyncRows(self._client, _DATA, values, max_bytes=max_bytes)

    def iterate_user_events(
        self,
        *,
        email: str | Unset = UNSET,
        user_id: str | Unset = UNSET,
        include_custom_events: bool | Unset = UNSET,
        max_bytes: int = MAX_BYTES,
    ) -> AsyncIterator[dict[str, Any]]:
        """Iterate over all events of one user with `async for`; see `Exports.iterate_user_events`."""
        values = {"email": email, "userId": user_id, "includeCustomEvents": include_custom_events}
        return AsyncRows(self._client, _USER_EVENTS, values, max_bytes=max_bytes)


def _data_values(  # noqa: PLR0913, PLR0917 - what the operation takes
    data_type_name: ExportDataType,
    range_: ExportDataRange | Unset,
    start: str | Unset,
    end: str | Unset,
    omit_fields: str | Unset,
    only_fields: Sequence[str] | Unset,
    campaign_id: int | Unset,
) -> Mapping[str, Any]:
    return {
        "dataTypeName": data_type_name,
        "range": range_,
        "startDateTime": start,
        "endDateTime": end,
        "omitFields": omit_fields,
        "onlyFields": only_fields if isinstance(only_fields, Unset) else [*only_fields],
        "campaignId": campaign_id,
    }
