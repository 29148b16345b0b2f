# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""Export files, and exports of activity on request."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ...types import UNSET, File, Unset

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models.activity_export import ActivityExport
    from ...models.export_item import ExportItem
    from ...models.export_page import ExportPage
    from ...models.task import Task
    from ...models.task_started import TaskStarted
    from ...types import Response


class ExportsResource:
    """The operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> ExportsRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return ExportsRawResource(self._client)

    def list_files(
        self,
        *,
        folder: str | Unset = UNSET,
    ) -> builtins.list[ExportItem]:
        """List export files.

        Names the files and folders that lie in a folder of the export files. Available from version 25.5.

        ``GET /export/files/list``

        Args:
            folder (str | Unset): Path of the folder to list, its parts separated by `/`; left out, the top
                folder is listed.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import list_export_files as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "folder": folder,
            },
            _operation.parse,
        )

    def download_file(
        self,
        *,
        file: str,
    ) -> File:
        """Download an export file.

        Returns the bytes of an export file, which may be as large as 1 GB; larger files cannot be downloaded.
        Available from version 25.5.

        ``GET /export/files/download``

        Args:
            file (str): Path of the file among the export files, its parts separated by `/`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import download_export_file as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "file": file,
            },
            _operation.parse,
        )

    def delete_file(
        self,
        *,
        file: str,
    ) -> Any:
        """Delete an export file or folder.

        Removes a file or a folder from the export files. Available from version 25.5.

        ``DELETE /export/files/delete``

        Args:
            file (str): Path of the file or folder among the export files, its parts separated by `/`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import delete_export_file as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "file": file,
            },
            _operation.parse,
        )

    def start_activity_export(
        self,
        body: ActivityExport | Mapping[str, Any] | bytes,
    ) -> TaskStarted:
        """Start an export of activity.

        Collects the activity of one type in a window of time, asynchronously: what was sent, opened, clicked,
        achieved and so on. The window is at most 4 hours long and begins at most 7 days ago. At most ten requests
        wait in the queue; further ones are failed. The task says when the export is done, and a callback may say so
        too. The result is then read page by page for 15 minutes; neither WebDAV nor the file view of the user
        interface shows it.

        ``POST /export/activity/:execute``

        Args:
            body (ActivityExport): Which activity to export.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import execute_activity_export as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def read_activity_page(
        self,
        task_id: str,
        *,
        page_start: int | Unset = UNSET,
    ) -> ExportPage:
        """Read a page of an activity export.

        Returns one page of the activities that a finished export collected. The result is kept for 15 minutes after
        the export was done.

        ``GET /export/activity/{taskId}``

        Args:
            task_id (str): The task of the activity export, as its start returned it. Sent percent-encoded
                twice, except for `. _ - ~ *`.
            page_start (int | Unset): Index of the first activity of the page, counted from 1.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import read_export_page as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "taskId": task_id,
                "pageStart": page_start,
            },
            _operation.parse,
        )

    def get_activity_task(
        self,
        task_id: str,
    ) -> Task:
        """Get the state of an activity export.

        Says whether an activity export is done and its result can be read.

        ``GET /export/activity/task/{taskId}``

        Args:
            task_id (str): The task of the activity export, as its start returned it. Sent percent-encoded
                twice, except for `. _ - ~ *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import get_export_task_status as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "taskId": task_id,
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

    async def list_files(
        self,
        *,
        folder: str | Unset = UNSET,
    ) -> builtins.list[ExportItem]:
        """List export files.

        Names the files and folders that lie in a folder of the export files. Available from version 25.5.

        ``GET /export/files/list``

        Args:
            folder (str | Unset): Path of the folder to list, its parts separated by `/`; left out, the top
                folder is listed.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import list_export_files as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "folder": folder,
            },
            _operation.parse,
        )

    async def download_file(
        self,
        *,
        file: str,
    ) -> File:
        """Download an export file.

        Returns the bytes of an export file, which may be as large as 1 GB; larger files cannot be downloaded.
        Available from version 25.5.

        ``GET /export/files/download``

        Args:
            file (str): Path of the file among the export files, its parts separated by `/`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import download_export_file as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "file": file,
            },
            _operation.parse,
        )

    async def delete_file(
        self,
        *,
        file: str,
    ) -> Any:
        """Delete an export file or folder.

        Removes a file or a folder from the export files. Available from version 25.5.

        ``DELETE /export/files/delete``

        Args:
            file (str): Path of the file or folder among the export files, its parts separated by `/`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import delete_export_file as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "file": file,
            },
            _operation.parse,
        )

    async def start_activity_export(
        self,
        body: ActivityExport | Mapping[str, Any] | bytes,
    ) -> TaskStarted:
        """Start an export of activity.

        Collects the activity of one type in a window of time, asynchronously: what was sent, opened, clicked,
        achieved and so on. The window is at most 4 hours long and begins at most 7 days ago. At most ten requests
        wait in the queue; further ones are failed. The task says when the export is done, and a callback may say so
        too. The result is then read page by page for 15 minutes; neither WebDAV nor the file view of the user
        interface shows it.

        ``POST /export/activity/:execute``

        Args:
            body (ActivityExport): Which activity to export.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import execute_activity_export as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def read_activity_page(
        self,
        task_id: str,
        *,
        page_start: int | Unset = UNSET,
    ) -> ExportPage:
        """Read a page of an activity export.

        Returns one page of the activities that a finished export collected. The result is kept for 15 minutes after
        the export was done.

        ``GET /export/activity/{taskId}``

        Args:
            task_id (str): The task of the activity export, as its start returned it. Sent percent-encoded
                twice, except for `. _ - ~ *`.
            page_start (int | Unset): Index of the first activity of the page, counted from 1.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import read_export_page as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "taskId": task_id,
                "pageStart": page_start,
            },
            _operation.parse,
        )

    async def get_activity_task(
        self,
        task_id: str,
    ) -> Task:
        """Get the state of an activity export.

        Says whether an activity export is done and its result can be read.

        ``GET /export/activity/task/{taskId}``

        Args:
            task_id (str): The task of the activity export, as its start returned it. Sent percent-encoded
                twice, except for `. _ - ~ *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import get_export_task_status as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "taskId": task_id,
            },
            _operation.parse,
        )


class ExportsRawResource:
    """The whole responses of the operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def list_files(
        self,
        *,
        folder: str | Unset = UNSET,
    ) -> Response[builtins.list[ExportItem]]:
        """List export files.

        ``GET /export/files/list``
        """
        from . import list_export_files as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "folder": folder,
            },
            _operation.parse,
        )

    def download_file(
        self,
        *,
        file: str,
    ) -> Response[File]:
        """Download an export file.

        ``GET /export/files/download``
        """
        from . import download_export_file as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "file": file,
            },
            _operation.parse,
        )

    def delete_file(
        self,
        *,
        file: str,
    ) -> Response[Any]:
        """Delete an export file or folder.

        ``DELETE /export/files/delete``
        """
        from . import delete_export_file as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "file": file,
            },
            _operation.parse,
        )

    def start_activity_export(
        self,
        body: ActivityExport | Mapping[str, Any] | bytes,
    ) -> Response[TaskStarted]:
        """Start an export of activity.

        ``POST /export/activity/:execute``
        """
        from . import execute_activity_export as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def read_activity_page(
        self,
        task_id: str,
        *,
        page_start: int | Unset = UNSET,
    ) -> Response[ExportPage]:
        """Read a page of an activity export.

        ``GET /export/activity/{taskId}``
        """
        from . import read_export_page as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "taskId": task_id,
                "pageStart": page_start,
            },
            _operation.parse,
        )

    def get_activity_task(
        self,
        task_id: str,
    ) -> Response[Task]:
        """Get the state of an activity export.

        ``GET /export/activity/task/{taskId}``
        """
        from . import get_export_task_status as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "taskId": task_id,
            },
            _operation.parse,
        )


class AsyncExportsRawResource:
    """The whole responses of the operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list_files(
        self,
        *,
        folder: str | Unset = UNSET,
    ) -> Response[builtins.list[ExportItem]]:
        """List export files.

        ``GET /export/files/list``
        """
        from . import list_export_files as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "folder": folder,
            },
            _operation.parse,
        )

    async def download_file(
        self,
        *,
        file: str,
    ) -> Response[File]:
        """Download an export file.

        ``GET /export/files/download``
        """
        from . import download_export_file as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "file": file,
            },
            _operation.parse,
        )

    async def delete_file(
        self,
        *,
        file: str,
    ) -> Response[Any]:
        """Delete an export file or folder.

        ``DELETE /export/files/delete``
        """
        from . import delete_export_file as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "file": file,
            },
            _operation.parse,
        )

    async def start_activity_export(
        self,
        body: ActivityExport | Mapping[str, Any] | bytes,
    ) -> Response[TaskStarted]:
        """Start an export of activity.

        ``POST /export/activity/:execute``
        """
        from . import execute_activity_export as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def read_activity_page(
        self,
        task_id: str,
        *,
        page_start: int | Unset = UNSET,
    ) -> Response[ExportPage]:
        """Read a page of an activity export.

        ``GET /export/activity/{taskId}``
        """
        from . import read_export_page as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "taskId": task_id,
                "pageStart": page_start,
            },
            _operation.parse,
        )

    async def get_activity_task(
        self,
        task_id: str,
    ) -> Response[Task]:
        """Get the state of an activity export.

        ``GET /export/activity/task/{taskId}``
        """
        from . import get_export_task_status as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "taskId": task_id,
            },
            _operation.parse,
        )
