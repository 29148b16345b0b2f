# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""Groups of recipients, kept by hand (static) or by a condition (dynamic)."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from agillic.wire.path_encoding import UniqueField

    from ...client import AsyncClient, Client
    from ...models.recipient_target_group import RecipientTargetGroup
    from ...models.static_target_group_change import StaticTargetGroupChange
    from ...models.target_group_population import TargetGroupPopulation
    from ...types import Response


class TargetGroupsResource:
    """The operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> TargetGroupsRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return TargetGroupsRawResource(self._client)

    def list_for_recipient(
        self,
        recipient_id: UniqueField | str,
    ) -> builtins.list[RecipientTargetGroup]:
        """List the target groups of a recipient.

        Reads the target groups a recipient belongs to as a bare array, without pages. To list the groups of the
        instance, use `discoverTargetGroups`.

        ``GET /recipients/{recipientId}/targetGroups``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import list_recipient_target_groups as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
        )

    def add_recipients(
        self,
        body: StaticTargetGroupChange | Mapping[str, Any] | bytes,
    ) -> Any:
        """Add recipients to a static target group.

        Puts up to 100 recipients into a target group that is kept by hand. Those who are in it already stay in it.
        Dynamic groups, which follow a condition, cannot be changed. Flows that use the group may reach the
        recipients from now on.

        ``POST /recipients/:addToStaticTargetGroup``

        Args:
            body (StaticTargetGroupChange): Recipients to put into a static target group, or to take out of it.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import add_to_static_target_group as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def remove_recipients(
        self,
        body: StaticTargetGroupChange | Mapping[str, Any] | bytes,
    ) -> Any:
        """Remove recipients from a static target group.

        Takes up to 100 recipients out of a target group that is kept by hand; the recipients themselves remain.
        Dynamic groups, which follow a condition, cannot be changed. Flows that leave the group out may reach the
        recipients from now on.

        ``POST /recipients/:removeFromStaticTargetGroup``

        Args:
            body (StaticTargetGroupChange): Recipients to put into a static target group, or to take out of it.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import remove_from_static_target_group as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def get_population(
        self,
        target_group_name: str,
    ) -> TargetGroupPopulation:
        """Count the recipients in a target group.

        Reads how many recipients a target group holds. Only one machine-made document knows this operation; it may
        not exist.

        ``GET /targetgroups/{targetGroupName}``

        Args:
            target_group_name (str): The target group, by its name. Case matters. Sent percent-encoded twice,
                except for `. _ - ~ *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import get_target_group_population as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "targetGroupName": target_group_name,
            },
            _operation.parse,
        )


class AsyncTargetGroupsResource:
    """The operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AsyncTargetGroupsRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return AsyncTargetGroupsRawResource(self._client)

    async def list_for_recipient(
        self,
        recipient_id: UniqueField | str,
    ) -> builtins.list[RecipientTargetGroup]:
        """List the target groups of a recipient.

        Reads the target groups a recipient belongs to as a bare array, without pages. To list the groups of the
        instance, use `discoverTargetGroups`.

        ``GET /recipients/{recipientId}/targetGroups``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import list_recipient_target_groups as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
        )

    async def add_recipients(
        self,
        body: StaticTargetGroupChange | Mapping[str, Any] | bytes,
    ) -> Any:
        """Add recipients to a static target group.

        Puts up to 100 recipients into a target group that is kept by hand. Those who are in it already stay in it.
        Dynamic groups, which follow a condition, cannot be changed. Flows that use the group may reach the
        recipients from now on.

        ``POST /recipients/:addToStaticTargetGroup``

        Args:
            body (StaticTargetGroupChange): Recipients to put into a static target group, or to take out of it.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import add_to_static_target_group as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def remove_recipients(
        self,
        body: StaticTargetGroupChange | Mapping[str, Any] | bytes,
    ) -> Any:
        """Remove recipients from a static target group.

        Takes up to 100 recipients out of a target group that is kept by hand; the recipients themselves remain.
        Dynamic groups, which follow a condition, cannot be changed. Flows that leave the group out may reach the
        recipients from now on.

        ``POST /recipients/:removeFromStaticTargetGroup``

        Args:
            body (StaticTargetGroupChange): Recipients to put into a static target group, or to take out of it.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import remove_from_static_target_group as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def get_population(
        self,
        target_group_name: str,
    ) -> TargetGroupPopulation:
        """Count the recipients in a target group.

        Reads how many recipients a target group holds. Only one machine-made document knows this operation; it may
        not exist.

        ``GET /targetgroups/{targetGroupName}``

        Args:
            target_group_name (str): The target group, by its name. Case matters. Sent percent-encoded twice,
                except for `. _ - ~ *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import get_target_group_population as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "targetGroupName": target_group_name,
            },
            _operation.parse,
        )


class TargetGroupsRawResource:
    """The whole responses of the operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def list_for_recipient(
        self,
        recipient_id: UniqueField | str,
    ) -> Response[builtins.list[RecipientTargetGroup]]:
        """List the target groups of a recipient.

        ``GET /recipients/{recipientId}/targetGroups``
        """
        from . import list_recipient_target_groups as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
        )

    def add_recipients(
        self,
        body: StaticTargetGroupChange | Mapping[str, Any] | bytes,
    ) -> Response[Any]:
        """Add recipients to a static target group.

        ``POST /recipients/:addToStaticTargetGroup``
        """
        from . import add_to_static_target_group as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def remove_recipients(
        self,
        body: StaticTargetGroupChange | Mapping[str, Any] | bytes,
    ) -> Response[Any]:
        """Remove recipients from a static target group.

        ``POST /recipients/:removeFromStaticTargetGroup``
        """
        from . import remove_from_static_target_group as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def get_population(
        self,
        target_group_name: str,
    ) -> Response[TargetGroupPopulation]:
        """Count the recipients in a target group.

        ``GET /targetgroups/{targetGroupName}``
        """
        from . import get_target_group_population as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "targetGroupName": target_group_name,
            },
            _operation.parse,
        )


class AsyncTargetGroupsRawResource:
    """The whole responses of the operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list_for_recipient(
        self,
        recipient_id: UniqueField | str,
    ) -> Response[builtins.list[RecipientTargetGroup]]:
        """List the target groups of a recipient.

        ``GET /recipients/{recipientId}/targetGroups``
        """
        from . import list_recipient_target_groups as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
        )

    async def add_recipients(
        self,
        body: StaticTargetGroupChange | Mapping[str, Any] | bytes,
    ) -> Response[Any]:
        """Add recipients to a static target group.

        ``POST /recipients/:addToStaticTargetGroup``
        """
        from . import add_to_static_target_group as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def remove_recipients(
        self,
        body: StaticTargetGroupChange | Mapping[str, Any] | bytes,
    ) -> Response[Any]:
        """Remove recipients from a static target group.

        ``POST /recipients/:removeFromStaticTargetGroup``
        """
        from . import remove_from_static_target_group as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def get_population(
        self,
        target_group_name: str,
    ) -> Response[TargetGroupPopulation]:
        """Count the recipients in a target group.

        ``GET /targetgroups/{targetGroupName}``
        """
        from . import get_target_group_population as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "targetGroupName": target_group_name,
            },
            _operation.parse,
        )
