# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""The state of asynchronous work on recipients."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models.task import Task
    from ...types import Response


class TasksResource:
    """The operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> TasksRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return TasksRawResource(self._client)

    def get(
        self,
        task_id: str,
    ) -> Task:
        """Read the state of a task on recipients.

        Says how far asynchronous work on recipients, their one-to-many rows or their events has come, and how it
        ended. Ask again after some seconds while it has not ended; every question counts as a call.

        ``GET /recipients/v2/task/{taskId}``

        Args:
            task_id (str): The task, as the response that started it gave it. Sent percent-encoded twice, except
                for `. _ - ~ *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import get_task_status as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "taskId": task_id,
            },
            _operation.parse,
        )


class AsyncTasksResource:
    """The operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AsyncTasksRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return AsyncTasksRawResource(self._client)

    async def get(
        self,
        task_id: str,
    ) -> Task:
        """Read the state of a task on recipients.

        Says how far asynchronous work on recipients, their one-to-many rows or their events has come, and how it
        ended. Ask again after some seconds while it has not ended; every question counts as a call.

        ``GET /recipients/v2/task/{taskId}``

        Args:
            task_id (str): The task, as the response that started it gave it. Sent percent-encoded twice, except
                for `. _ - ~ *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import get_task_status as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "taskId": task_id,
            },
            _operation.parse,
        )


class TasksRawResource:
    """The whole responses of the operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def get(
        self,
        task_id: str,
    ) -> Response[Task]:
        """Read the state of a task on recipients.

        ``GET /recipients/v2/task/{taskId}``
        """
        from . import get_task_status as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "taskId": task_id,
            },
            _operation.parse,
        )


class AsyncTasksRawResource:
    """The whole responses of the operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def get(
        self,
        task_id: str,
    ) -> Response[Task]:
        """Read the state of a task on recipients.

        ``GET /recipients/v2/task/{taskId}``
        """
        from . import get_task_status as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "taskId": task_id,
            },
            _operation.parse,
        )
