"""Exports: data and events as rows, and jobs that write files."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from typing import Any

from iterable_api import OPERATIONS
from iterable_api.api.exports import AsyncExportsResource, ExportsResource
from iterable_api.client import AsyncClient, Client
from iterable_api.models.export_data_range import ExportDataRange
from iterable_api.models.export_data_type import ExportDataType
from iterable_api.models.export_request import ExportRequest
from iterable_client.resources.export_tasks import START, AsyncExportTask, AsyncTasks, ExportTask, Tasks
from sdk_core.calls.files.text_rows import MAX_BYTES, AsyncRows, Rows
from sdk_core.wire.operations import UNSET, Unset

_DATA, _USER_EVENTS = OPERATIONS["exportData"], OPERATIONS["exportUserEvents"]


class Exports(ExportsResource):
    """The operations on exports, data as rows, and jobs as tasks.

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
            IterableError: the job was not accepted, or it is unknown whether it was: see its `outcome`.
        """
        return self._tasks.start(START.id, body)

    def resume(self, job_id: int | str) -> ExportTask:
        """Return a job that was started before, here or in another process. Nothing is sent.

        Args:
            job_id: its id.

        >>> from iterable_client.client import IterableClient
        >>> with IterableClient(api_key="0123456789abcdef") as iterable:
        ...     iterable.exports.resume(3562)
        <ExportTask 3562 of startExport: not asked yet>
        """
        return self._tasks.resume(str(job_id), operation=START.id)

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

        Its response is kept in a temporary file until it was read. Large exports are better started as a job.

        Args:
            data_type_name: the kind of data.
            range: the days in Coordinated Universal Time; give this, or a start and an end.
            start_date_time: only what happened from then on, as `yyyy-MM-dd HH:mm:ss` and a time zone or none.
            end_date_time: only what happened before then.
            omit_fields: fields to leave out, parted by commas.
            only_fields: the only fields to return.
            campaign_id: only data of this campaign.
            max_bytes: bytes of the response that are taken.

        Raises:
            ValueError: a number is out of its range.
            IterableError: while iterating: no response came, one without success, or one that cannot be read.
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
            include_custom_events: True returns the events of the project as well.
            max_bytes: bytes of the response that are taken.

        Raises:
            ValueError: a number is out of its range, or the project identifies users by the other one.
            IterableError: while iterating: no response came, one without success, or one that cannot be read.
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
        return await self._tasks.start(START.id, body)

    def resume(self, job_id: int | str) -> AsyncExportTask:
        """Return a job that was started before; see `Exports.resume`. Nothing is sent."""
        return self._tasks.resume(str(job_id), operation=START.id)

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
