# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""The automations that send messages, and their queues."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ...types import UNSET, Unset

if TYPE_CHECKING:
    from agillic.wire.path_encoding import UniqueField

    from ...client import AsyncClient, Client
    from ...models.context_data import ContextData
    from ...models.flow_context_execution import FlowContextExecution
    from ...models.flow_queue_request import FlowQueueRequest
    from ...models.flow_queue_status import FlowQueueStatus
    from ...models.flow_queued import FlowQueued
    from ...types import Response


class FlowsResource:
    """The operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> FlowsRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return FlowsRawResource(self._client)

    def queue_recipient(
        self,
        flow_id: str,
        recipient_id: UniqueField | str,
        *,
        timeout: int | Unset = UNSET,
    ) -> Any:
        """Queue a flow for one recipient.

        Puts one recipient into the queue of a flow. The flow then runs for them and may send messages. To hand data
        to the flow, use `queueFlowWithContext`.

        ``POST /flows/{flowId}/recipients/{recipientId}/queue``

        Args:
            flow_id (str): The flow, by the identifier that Agillic shows for it. Sent percent-encoded twice,
                except for `. _ - ~ *`.
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            timeout (int | Unset): A number of seconds. What ends after them is not documented; it is taken as
                the longest time the recipient may wait in the queue.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import queue_flow_for_recipient as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "flowId": flow_id,
                "recipientId": recipient_id,
                "timeout": timeout,
            },
            _operation.parse,
        )

    def queue_recipient_with_context(
        self,
        flow_id: str,
        recipient_id: UniqueField | str,
        body: ContextData | Mapping[str, Any] | bytes,
        *,
        timeout: int | Unset = UNSET,
    ) -> Any:
        """Queue a flow for one recipient and hand data to it.

        Puts one recipient into the queue of a flow, as `queueFlowForRecipient` does, and brings contextual data
        along for this execution. The data must fit a Context Parameter Schema of the instance and is gone
        afterwards.

        ``POST /flows/{flowId}/recipients/{recipientId}/queueWithContext``

        Args:
            flow_id (str): The flow, by the identifier that Agillic shows for it. Sent percent-encoded twice,
                except for `. _ - ~ *`.
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            timeout (int | Unset): A number of seconds. What ends after them is not documented; it is taken as
                the longest time the recipient may wait in the queue.
            body (ContextData): Data that travels with a call and lives only in the executions the call starts.
                It is stored nowhere and cannot be used in conditions.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import queue_flow_with_context as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "flowId": flow_id,
                "recipientId": recipient_id,
                "timeout": timeout,
            },
            _operation.parse,
            body,
        )

    def get_queue(
        self,
        flow_id: str,
    ) -> FlowQueueStatus:
        """Read the queue of a flow.

        Reads what waits and what runs in the queue of a flow.

        ``GET /flows/{flowId}/queue``

        Args:
            flow_id (str): The flow, by the identifier that Agillic shows for it. Sent percent-encoded twice,
                except for `. _ - ~ *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import get_flow_queue_status as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "flowId": flow_id,
            },
            _operation.parse,
        )

    def queue(
        self,
        flow_id: str,
        body: FlowQueueRequest | Mapping[str, Any] | bytes,
    ) -> FlowQueued:
        """Queue a flow with changes to Global Data Tables.

        Puts an execution of a flow into its queue. The execution may bring changes to Global Data Tables along,
        some to be written before it and some after it. The flow may send messages.

        ``POST /flows/{flowId}/queue``

        Args:
            flow_id (str): The flow, by the identifier that Agillic shows for it. Sent percent-encoded twice,
                except for `. _ - ~ *`.
            body (FlowQueueRequest): Changes to Global Data Tables that belong to one queued execution of a
                flow.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import queue_flow_with_global_data as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "flowId": flow_id,
            },
            _operation.parse,
            body,
        )

    def reset_queue(
        self,
        flow_id: str,
    ) -> Any:
        """Empty the queue of a flow.

        Drops everything in the queue of a flow, what waits as well as what runs, whoever queued it.

        ``DELETE /flows/{flowId}/queue``

        Args:
            flow_id (str): The flow, by the identifier that Agillic shows for it. Sent percent-encoded twice,
                except for `. _ - ~ *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import reset_flow_queue as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "flowId": flow_id,
            },
            _operation.parse,
        )

    def execute(
        self,
        flow_id: str,
    ) -> Any:
        """Execute a flow for its target group.

        Starts a flow for the recipients in the target group that is set on it. The call returns at once and the
        flow runs later, so its end and its outcome are not in the response. To run a flow for one recipient, use
        `queueFlowForRecipient`.

        ``POST /flows/{flowId}/:execute``

        Args:
            flow_id (str): The flow, by the identifier that Agillic shows for it. Sent percent-encoded twice,
                except for `. _ - ~ *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import execute_flow as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "flowId": flow_id,
            },
            _operation.parse,
        )

    def execute_with_context(
        self,
        flow_id: str,
        body: FlowContextExecution | Mapping[str, Any] | bytes,
    ) -> Any:
        """Execute a flow for recipients with data of their own.

        Starts a flow for the recipients in the body and hands contextual data to the execution of each. The data
        must fit a Context Parameter Schema of the instance and is gone afterwards.

        ``POST /flows/{flowId}/:executeWithContext``

        Args:
            flow_id (str): The flow, by the identifier that Agillic shows for it. Sent percent-encoded twice,
                except for `. _ - ~ *`.
            body (FlowContextExecution): The recipients a flow is executed for, each with contextual data.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import execute_flow_with_context as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "flowId": flow_id,
            },
            _operation.parse,
            body,
        )


class AsyncFlowsResource:
    """The operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AsyncFlowsRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return AsyncFlowsRawResource(self._client)

    async def queue_recipient(
        self,
        flow_id: str,
        recipient_id: UniqueField | str,
        *,
        timeout: int | Unset = UNSET,
    ) -> Any:
        """Queue a flow for one recipient.

        Puts one recipient into the queue of a flow. The flow then runs for them and may send messages. To hand data
        to the flow, use `queueFlowWithContext`.

        ``POST /flows/{flowId}/recipients/{recipientId}/queue``

        Args:
            flow_id (str): The flow, by the identifier that Agillic shows for it. Sent percent-encoded twice,
                except for `. _ - ~ *`.
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            timeout (int | Unset): A number of seconds. What ends after them is not documented; it is taken as
                the longest time the recipient may wait in the queue.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import queue_flow_for_recipient as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "flowId": flow_id,
                "recipientId": recipient_id,
                "timeout": timeout,
            },
            _operation.parse,
        )

    async def queue_recipient_with_context(
        self,
        flow_id: str,
        recipient_id: UniqueField | str,
        body: ContextData | Mapping[str, Any] | bytes,
        *,
        timeout: int | Unset = UNSET,
    ) -> Any:
        """Queue a flow for one recipient and hand data to it.

        Puts one recipient into the queue of a flow, as `queueFlowForRecipient` does, and brings contextual data
        along for this execution. The data must fit a Context Parameter Schema of the instance and is gone
        afterwards.

        ``POST /flows/{flowId}/recipients/{recipientId}/queueWithContext``

        Args:
            flow_id (str): The flow, by the identifier that Agillic shows for it. Sent percent-encoded twice,
                except for `. _ - ~ *`.
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            timeout (int | Unset): A number of seconds. What ends after them is not documented; it is taken as
                the longest time the recipient may wait in the queue.
            body (ContextData): Data that travels with a call and lives only in the executions the call starts.
                It is stored nowhere and cannot be used in conditions.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import queue_flow_with_context as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "flowId": flow_id,
                "recipientId": recipient_id,
                "timeout": timeout,
            },
            _operation.parse,
            body,
        )

    async def get_queue(
        self,
        flow_id: str,
    ) -> FlowQueueStatus:
        """Read the queue of a flow.

        Reads what waits and what runs in the queue of a flow.

        ``GET /flows/{flowId}/queue``

        Args:
            flow_id (str): The flow, by the identifier that Agillic shows for it. Sent percent-encoded twice,
                except for `. _ - ~ *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import get_flow_queue_status as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "flowId": flow_id,
            },
            _operation.parse,
        )

    async def queue(
        self,
        flow_id: str,
        body: FlowQueueRequest | Mapping[str, Any] | bytes,
    ) -> FlowQueued:
        """Queue a flow with changes to Global Data Tables.

        Puts an execution of a flow into its queue. The execution may bring changes to Global Data Tables along,
        some to be written before it and some after it. The flow may send messages.

        ``POST /flows/{flowId}/queue``

        Args:
            flow_id (str): The flow, by the identifier that Agillic shows for it. Sent percent-encoded twice,
                except for `. _ - ~ *`.
            body (FlowQueueRequest): Changes to Global Data Tables that belong to one queued execution of a
                flow.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import queue_flow_with_global_data as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "flowId": flow_id,
            },
            _operation.parse,
            body,
        )

    async def reset_queue(
        self,
        flow_id: str,
    ) -> Any:
        """Empty the queue of a flow.

        Drops everything in the queue of a flow, what waits as well as what runs, whoever queued it.

        ``DELETE /flows/{flowId}/queue``

        Args:
            flow_id (str): The flow, by the identifier that Agillic shows for it. Sent percent-encoded twice,
                except for `. _ - ~ *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import reset_flow_queue as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "flowId": flow_id,
            },
            _operation.parse,
        )

    async def execute(
        self,
        flow_id: str,
    ) -> Any:
        """Execute a flow for its target group.

        Starts a flow for the recipients in the target group that is set on it. The call returns at once and the
        flow runs later, so its end and its outcome are not in the response. To run a flow for one recipient, use
        `queueFlowForRecipient`.

        ``POST /flows/{flowId}/:execute``

        Args:
            flow_id (str): The flow, by the identifier that Agillic shows for it. Sent percent-encoded twice,
                except for `. _ - ~ *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import execute_flow as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "flowId": flow_id,
            },
            _operation.parse,
        )

    async def execute_with_context(
        self,
        flow_id: str,
        body: FlowContextExecution | Mapping[str, Any] | bytes,
    ) -> Any:
        """Execute a flow for recipients with data of their own.

        Starts a flow for the recipients in the body and hands contextual data to the execution of each. The data
        must fit a Context Parameter Schema of the instance and is gone afterwards.

        ``POST /flows/{flowId}/:executeWithContext``

        Args:
            flow_id (str): The flow, by the identifier that Agillic shows for it. Sent percent-encoded twice,
                except for `. _ - ~ *`.
            body (FlowContextExecution): The recipients a flow is executed for, each with contextual data.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import execute_flow_with_context as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "flowId": flow_id,
            },
            _operation.parse,
            body,
        )


class FlowsRawResource:
    """The whole responses of the operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def queue_recipient(
        self,
        flow_id: str,
        recipient_id: UniqueField | str,
        *,
        timeout: int | Unset = UNSET,
    ) -> Response[Any]:
        """Queue a flow for one recipient.

        ``POST /flows/{flowId}/recipients/{recipientId}/queue``
        """
        from . import queue_flow_for_recipient as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "flowId": flow_id,
                "recipientId": recipient_id,
                "timeout": timeout,
            },
            _operation.parse,
        )

    def queue_recipient_with_context(
        self,
        flow_id: str,
        recipient_id: UniqueField | str,
        body: ContextData | Mapping[str, Any] | bytes,
        *,
        timeout: int | Unset = UNSET,
    ) -> Response[Any]:
        """Queue a flow for one recipient and hand data to it.

        ``POST /flows/{flowId}/recipients/{recipientId}/queueWithContext``
        """
        from . import queue_flow_with_context as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "flowId": flow_id,
                "recipientId": recipient_id,
                "timeout": timeout,
            },
            _operation.parse,
            body,
        )

    def get_queue(
        self,
        flow_id: str,
    ) -> Response[FlowQueueStatus]:
        """Read the queue of a flow.

        ``GET /flows/{flowId}/queue``
        """
        from . import get_flow_queue_status as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "flowId": flow_id,
            },
            _operation.parse,
        )

    def queue(
        self,
        flow_id: str,
        body: FlowQueueRequest | Mapping[str, Any] | bytes,
    ) -> Response[FlowQueued]:
        """Queue a flow with changes to Global Data Tables.

        ``POST /flows/{flowId}/queue``
        """
        from . import queue_flow_with_global_data as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "flowId": flow_id,
            },
            _operation.parse,
            body,
        )

    def reset_queue(
        self,
        flow_id: str,
    ) -> Response[Any]:
        """Empty the queue of a flow.

        ``DELETE /flows/{flowId}/queue``
        """
        from . import reset_flow_queue as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "flowId": flow_id,
            },
            _operation.parse,
        )

    def execute(
        self,
        flow_id: str,
    ) -> Response[Any]:
        """Execute a flow for its target group.

        ``POST /flows/{flowId}/:execute``
        """
        from . import execute_flow as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "flowId": flow_id,
            },
            _operation.parse,
        )

    def execute_with_context(
        self,
        flow_id: str,
        body: FlowContextExecution | Mapping[str, Any] | bytes,
    ) -> Response[Any]:
        """Execute a flow for recipients with data of their own.

        ``POST /flows/{flowId}/:executeWithContext``
        """
        from . import execute_flow_with_context as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "flowId": flow_id,
            },
            _operation.parse,
            body,
        )


class AsyncFlowsRawResource:
    """The whole responses of the operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def queue_recipient(
        self,
        flow_id: str,
        recipient_id: UniqueField | str,
        *,
        timeout: int | Unset = UNSET,
    ) -> Response[Any]:
        """Queue a flow for one recipient.

        ``POST /flows/{flowId}/recipients/{recipientId}/queue``
        """
        from . import queue_flow_for_recipient as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "flowId": flow_id,
                "recipientId": recipient_id,
                "timeout": timeout,
            },
            _operation.parse,
        )

    async def queue_recipient_with_context(
        self,
        flow_id: str,
        recipient_id: UniqueField | str,
        body: ContextData | Mapping[str, Any] | bytes,
        *,
        timeout: int | Unset = UNSET,
    ) -> Response[Any]:
        """Queue a flow for one recipient and hand data to it.

        ``POST /flows/{flowId}/recipients/{recipientId}/queueWithContext``
        """
        from . import queue_flow_with_context as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "flowId": flow_id,
                "recipientId": recipient_id,
                "timeout": timeout,
            },
            _operation.parse,
            body,
        )

    async def get_queue(
        self,
        flow_id: str,
    ) -> Response[FlowQueueStatus]:
        """Read the queue of a flow.

        ``GET /flows/{flowId}/queue``
        """
        from . import get_flow_queue_status as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "flowId": flow_id,
            },
            _operation.parse,
        )

    async def queue(
        self,
        flow_id: str,
        body: FlowQueueRequest | Mapping[str, Any] | bytes,
    ) -> Response[FlowQueued]:
        """Queue a flow with changes to Global Data Tables.

        ``POST /flows/{flowId}/queue``
        """
        from . import queue_flow_with_global_data as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "flowId": flow_id,
            },
            _operation.parse,
            body,
        )

    async def reset_queue(
        self,
        flow_id: str,
    ) -> Response[Any]:
        """Empty the queue of a flow.

        ``DELETE /flows/{flowId}/queue``
        """
        from . import reset_flow_queue as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "flowId": flow_id,
            },
            _operation.parse,
        )

    async def execute(
        self,
        flow_id: str,
    ) -> Response[Any]:
        """Execute a flow for its target group.

        ``POST /flows/{flowId}/:execute``
        """
        from . import execute_flow as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "flowId": flow_id,
            },
            _operation.parse,
        )

    async def execute_with_context(
        self,
        flow_id: str,
        body: FlowContextExecution | Mapping[str, Any] | bytes,
    ) -> Response[Any]:
        """Execute a flow for recipients with data of their own.

        ``POST /flows/{flowId}/:executeWithContext``
        """
        from . import execute_flow_with_context as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "flowId": flow_id,
            },
            _operation.parse,
            body,
        )
