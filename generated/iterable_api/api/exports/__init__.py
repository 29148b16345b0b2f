# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""Analytics and events in bulk, at once or as a job."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ...types import UNSET, Unset

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models.envelope import Envelope
    from ...models.export_data_range import ExportDataRange
    from ...models.export_data_type import ExportDataType
    from ...models.export_jobs import ExportJobs
    from ...models.export_request import ExportRequest
    from ...models.export_started import ExportStarted
    from ...models.export_state import ExportState
    from ...types import Response


class ExportsResource:
    """The operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> ExportsRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return ExportsRawResource(self._client)

    def start(
        self,
        body: ExportRequest | Mapping[str, Any] | bytes,
    ) -> ExportStarted:
        """Start an export.

        Starts a job that writes the data of one kind into files, all of them or those of a window of time. An
        organization has four jobs at work at a time; further ones wait. `listExportFiles` tells how the job stands
        and where its files are, while it works as well. What is over 100 GB is cut off.

        ``POST /api/export/start``

        Args:
            body (ExportRequest): What to export, and how.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import start_export as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def list_jobs(
        self,
        *,
        job_state: str | Unset = UNSET,
    ) -> ExportJobs:
        """List export jobs.

        Returns recent export jobs of the project, all of them or those in one state. There are no pages.

        ``GET /api/export/jobs``

        Args:
            job_state (str | Unset): Only jobs in this state: `enqueued`, `queued`, `running`, `completed`,
                `failed`, `cancelled` or `cancelling`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import list_export_jobs as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "jobState": job_state,
            },
            _operation.parse,
        )

    def list_files(
        self,
        job_id: int,
        *,
        start_after: str | Unset = UNSET,
    ) -> ExportState:
        """List the files of an export job.

        Tells how a job stands, and which files it has written so far, each of at most 10 MB. More come while it
        works; the name of the last file given as `startAfter` returns those behind it. A file is downloaded from
        its URL without a key, within 30 minutes. A job that had to be restarted goes back from running to enqueued
        and keeps what it has.

        ``GET /api/export/{jobId}/files``

        Args:
            job_id (int): The job, as its start returned it.
            start_after (str | Unset): Only files behind the one of this name.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import list_export_files as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "jobId": job_id,
                "startAfter": start_after,
            },
            _operation.parse,
        )

    def cancel(
        self,
        job_id: int,
    ) -> Envelope | None:
        """Cancel an export job.

        Ends a job that waits or works.

        ``DELETE /api/export/{jobId}``

        Args:
            job_id (int): The job, as its start returned it.

        Returns:
            What the response says; None for a success without content.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import cancel_export as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "jobId": job_id,
            },
            _operation.parse,
        )

    def data(
        self,
        *,
        data_type_name: ExportDataType,
        range: ExportDataRange | Unset = UNSET,
        start_date_time: str | Unset = UNSET,
        end_date_time: str | Unset = UNSET,
        omit_fields: str | Unset = UNSET,
        only_fields: builtins.list[str] | Unset = UNSET,
        campaign_id: int | Unset = UNSET,
    ) -> str:
        """Export data as JSON by lines.

        Returns the data of one kind as text, a JSON object a line: what was sent, opened, clicked and so on, or the
        users. Give either a `range` or both a start and an end. Large exports are better started as a job. One of
        the slowest calls.

        ``GET /api/export/data.json``

        Args:
            data_type_name (ExportDataType): The kind of data. Sessions of unknown users are `unknownSession` in
                the vendor's document, and `anonSession` in its own client.
            range (ExportDataRange | Unset): The days in Coordinated Universal Time. Today when nothing else is
                given.
            start_date_time (str | Unset): Only what happened from then on, as `yyyy-MM-dd HH:mm:ss` and a time
                zone or none.
            end_date_time (str | Unset): Only what happened before then, as `yyyy-MM-dd HH:mm:ss` and a time
                zone or none.
            omit_fields (str | Unset): Fields to leave out, parted by commas.
            only_fields (list[str] | Unset): The only fields to return. The parameter is repeated for each.
            campaign_id (int | Unset): Only data of this campaign.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import export_data as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "dataTypeName": data_type_name,
                "range": range,
                "startDateTime": start_date_time,
                "endDateTime": end_date_time,
                "omitFields": omit_fields,
                "onlyFields": only_fields,
                "campaignId": campaign_id,
            },
            _operation.parse,
        )

    def user_events(
        self,
        *,
        email: str | Unset = UNSET,
        user_id: str | Unset = UNSET,
        include_custom_events: bool | Unset = UNSET,
    ) -> str:
        """Export all events of a user.

        Returns every event of one user as text, a JSON object a line: those of the system, and those of the project
        as well when `includeCustomEvents` is true.

        ``GET /api/export/userEvents``

        Args:
            email (str | Unset): The user's email address. Give this or the userId.
            user_id (str | Unset): The user's id. Give this or the email.
            include_custom_events (bool | Unset): True returns the events of the project as well. False when
                left out.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import export_user_events as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "email": email,
                "userId": user_id,
                "includeCustomEvents": include_custom_events,
            },
            _operation.parse,
        )


class AsyncExportsResource:
    """The operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AsyncExportsRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return AsyncExportsRawResource(self._client)

    async def start(
        self,
        body: ExportRequest | Mapping[str, Any] | bytes,
    ) -> ExportStarted:
        """Start an export.

        Starts a job that writes the data of one kind into files, all of them or those of a window of time. An
        organization has four jobs at work at a time; further ones wait. `listExportFiles` tells how the job stands
        and where its files are, while it works as well. What is over 100 GB is cut off.

        ``POST /api/export/start``

        Args:
            body (ExportRequest): What to export, and how.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import start_export as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def list_jobs(
        self,
        *,
        job_state: str | Unset = UNSET,
    ) -> ExportJobs:
        """List export jobs.

        Returns recent export jobs of the project, all of them or those in one state. There are no pages.

        ``GET /api/export/jobs``

        Args:
            job_state (str | Unset): Only jobs in this state: `enqueued`, `queued`, `running`, `completed`,
                `failed`, `cancelled` or `cancelling`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import list_export_jobs as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "jobState": job_state,
            },
            _operation.parse,
        )

    async def list_files(
        self,
        job_id: int,
        *,
        start_after: str | Unset = UNSET,
    ) -> ExportState:
        """List the files of an export job.

        Tells how a job stands, and which files it has written so far, each of at most 10 MB. More come while it
        works; the name of the last file given as `startAfter` returns those behind it. A file is downloaded from
        its URL without a key, within 30 minutes. A job that had to be restarted goes back from running to enqueued
        and keeps what it has.

        ``GET /api/export/{jobId}/files``

        Args:
            job_id (int): The job, as its start returned it.
            start_after (str | Unset): Only files behind the one of this name.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import list_export_files as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "jobId": job_id,
                "startAfter": start_after,
            },
            _operation.parse,
        )

    async def cancel(
        self,
        job_id: int,
    ) -> Envelope | None:
        """Cancel an export job.

        Ends a job that waits or works.

        ``DELETE /api/export/{jobId}``

        Args:
            job_id (int): The job, as its start returned it.

        Returns:
            What the response says; None for a success without content.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import cancel_export as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "jobId": job_id,
            },
            _operation.parse,
        )

    async def data(
        self,
        *,
        data_type_name: ExportDataType,
        range: ExportDataRange | Unset = UNSET,
        start_date_time: str | Unset = UNSET,
        end_date_time: str | Unset = UNSET,
        omit_fields: str | Unset = UNSET,
        only_fields: builtins.list[str] | Unset = UNSET,
        campaign_id: int | Unset = UNSET,
    ) -> str:
        """Export data as JSON by lines.

        Returns the data of one kind as text, a JSON object a line: what was sent, opened, clicked and so on, or the
        users. Give either a `range` or both a start and an end. Large exports are better started as a job. One of
        the slowest calls.

        ``GET /api/export/data.json``

        Args:
            data_type_name (ExportDataType): The kind of data. Sessions of unknown users are `unknownSession` in
                the vendor's document, and `anonSession` in its own client.
            range (ExportDataRange | Unset): The days in Coordinated Universal Time. Today when nothing else is
                given.
            start_date_time (str | Unset): Only what happened from then on, as `yyyy-MM-dd HH:mm:ss` and a time
                zone or none.
            end_date_time (str | Unset): Only what happened before then, as `yyyy-MM-dd HH:mm:ss` and a time
                zone or none.
            omit_fields (str | Unset): Fields to leave out, parted by commas.
            only_fields (list[str] | Unset): The only fields to return. The parameter is repeated for each.
            campaign_id (int | Unset): Only data of this campaign.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import export_data as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "dataTypeName": data_type_name,
                "range": range,
                "startDateTime": start_date_time,
                "endDateTime": end_date_time,
                "omitFields": omit_fields,
                "onlyFields": only_fields,
                "campaignId": campaign_id,
            },
            _operation.parse,
        )

    async def user_events(
        self,
        *,
        email: str | Unset = UNSET,
        user_id: str | Unset = UNSET,
        include_custom_events: bool | Unset = UNSET,
    ) -> str:
        """Export all events of a user.

        Returns every event of one user as text, a JSON object a line: those of the system, and those of the project
        as well when `includeCustomEvents` is true.

        ``GET /api/export/userEvents``

        Args:
            email (str | Unset): The user's email address. Give this or the userId.
            user_id (str | Unset): The user's id. Give this or the email.
            include_custom_events (bool | Unset): True returns the events of the project as well. False when
                left out.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import export_user_events as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "email": email,
                "userId": user_id,
                "includeCustomEvents": include_custom_events,
            },
            _operation.parse,
        )


class ExportsRawResource:
    """The whole responses of the operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def start(
        self,
        body: ExportRequest | Mapping[str, Any] | bytes,
    ) -> Response[ExportStarted]:
        """Start an export.

        ``POST /api/export/start``
        """
        from . import start_export as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def list_jobs(
        self,
        *,
        job_state: str | Unset = UNSET,
    ) -> Response[ExportJobs]:
        """List export jobs.

        ``GET /api/export/jobs``
        """
        from . import list_export_jobs as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "jobState": job_state,
            },
            _operation.parse,
        )

    def list_files(
        self,
        job_id: int,
        *,
        start_after: str | Unset = UNSET,
    ) -> Response[ExportState]:
        """List the files of an export job.

        ``GET /api/export/{jobId}/files``
        """
        from . import list_export_files as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "jobId": job_id,
                "startAfter": start_after,
            },
            _operation.parse,
        )

    def cancel(
        self,
        job_id: int,
    ) -> Response[Envelope | None]:
        """Cancel an export job.

        ``DELETE /api/export/{jobId}``
        """
        from . import cancel_export as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "jobId": job_id,
            },
            _operation.parse,
        )

    def data(
        self,
        *,
        data_type_name: ExportDataType,
        range: ExportDataRange | Unset = UNSET,
        start_date_time: str | Unset = UNSET,
        end_date_time: str | Unset = UNSET,
        omit_fields: str | Unset = UNSET,
        only_fields: builtins.list[str] | Unset = UNSET,
        campaign_id: int | Unset = UNSET,
    ) -> Response[str]:
        """Export data as JSON by lines.

        ``GET /api/export/data.json``
        """
        from . import export_data as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "dataTypeName": data_type_name,
                "range": range,
                "startDateTime": start_date_time,
                "endDateTime": end_date_time,
                "omitFields": omit_fields,
                "onlyFields": only_fields,
                "campaignId": campaign_id,
            },
            _operation.parse,
        )

    def user_events(
        self,
        *,
        email: str | Unset = UNSET,
        user_id: str | Unset = UNSET,
        include_custom_events: bool | Unset = UNSET,
    ) -> Response[str]:
        """Export all events of a user.

        ``GET /api/export/userEvents``
        """
        from . import export_user_events as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "email": email,
                "userId": user_id,
                "includeCustomEvents": include_custom_events,
            },
            _operation.parse,
        )


class AsyncExportsRawResource:
    """The whole responses of the operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def start(
        self,
        body: ExportRequest | Mapping[str, Any] | bytes,
    ) -> Response[ExportStarted]:
        """Start an export.

        ``POST /api/export/start``
        """
        from . import start_export as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def list_jobs(
        self,
        *,
        job_state: str | Unset = UNSET,
    ) -> Response[ExportJobs]:
        """List export jobs.

        ``GET /api/export/jobs``
        """
        from . import list_export_jobs as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "jobState": job_state,
            },
            _operation.parse,
        )

    async def list_files(
        self,
        job_id: int,
        *,
        start_after: str | Unset = UNSET,
    ) -> Response[ExportState]:
        """List the files of an export job.

        ``GET /api/export/{jobId}/files``
        """
        from . import list_export_files as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "jobId": job_id,
                "startAfter": start_after,
            },
            _operation.parse,
        )

    async def cancel(
        self,
        job_id: int,
    ) -> Response[Envelope | None]:
        """Cancel an export job.

        ``DELETE /api/export/{jobId}``
        """
        from . import cancel_export as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "jobId": job_id,
            },
            _operation.parse,
        )

    async def data(
        self,
        *,
        data_type_name: ExportDataType,
        range: ExportDataRange | Unset = UNSET,
        start_date_time: str | Unset = UNSET,
        end_date_time: str | Unset = UNSET,
        omit_fields: str | Unset = UNSET,
        only_fields: builtins.list[str] | Unset = UNSET,
        campaign_id: int | Unset = UNSET,
    ) -> Response[str]:
        """Export data as JSON by lines.

        ``GET /api/export/data.json``
        """
        from . import export_data as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "dataTypeName": data_type_name,
                "range": range,
                "startDateTime": start_date_time,
                "endDateTime": end_date_time,
                "omitFields": omit_fields,
                "onlyFields": only_fields,
                "campaignId": campaign_id,
            },
            _operation.parse,
        )

    async def user_events(
        self,
        *,
        email: str | Unset = UNSET,
        user_id: str | Unset = UNSET,
        include_custom_events: bool | Unset = UNSET,
    ) -> Response[str]:
        """Export all events of a user.

        ``GET /api/export/userEvents``
        """
        from . import export_user_events as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "email": email,
                "userId": user_id,
                "includeCustomEvents": include_custom_events,
            },
            _operation.parse,
        )
