# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""Which fields, tables and target groups the instance defines."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING

from ...types import UNSET, Unset

if TYPE_CHECKING:
    from agillic.wire.rsql import Filter

    from ...client import AsyncClient, Client
    from ...models.global_data_definition import GlobalDataDefinition
    from ...models.historical_table_definition import HistoricalTableDefinition
    from ...models.person_data_definition import PersonDataDefinition
    from ...models.table_definition import TableDefinition
    from ...models.target_group_definition import TargetGroupDefinition
    from ...types import Response


class DiscoveryResource:
    """The operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> DiscoveryRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return DiscoveryRawResource(self._client)

    def target_groups(
        self,
    ) -> builtins.list[TargetGroupDefinition]:
        """Discover the target groups.

        Reads which target groups the instance has, and of each whether it is static and whether it is global. Who
        is in a group is not said.

        ``GET /discovery/targetgroups``

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import discover_target_groups as _operation

        return self._client.call(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    def person_data(
        self,
    ) -> PersonDataDefinition:
        """Discover the fields of Person Data.

        Reads which Person Data fields the instance has, with their types. The field with `identifier` true is the
        recipient key.

        ``GET /discovery/persondata``

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import discover_person_data as _operation

        return self._client.call(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    def one_to_many_tables(
        self,
    ) -> builtins.list[str]:
        """Discover the one-to-many tables.

        Reads the names of the one-to-many tables that the instance has. Names may hold spaces.

        ``GET /discovery/onetomany``

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import discover_one_to_many_tables as _operation

        return self._client.call(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    def one_to_many_table(
        self,
        table_id: str,
    ) -> TableDefinition:
        """Discover the columns of a one-to-many table.

        Reads which columns a one-to-many table has, with their types. The rows themselves are not read.

        ``GET /discovery/onetomany/{tableId}``

        Args:
            table_id (str): The name of the one-to-many table, as the instance defines it; it may hold spaces.
                Sent percent-encoded twice, except for `. _ - ~ *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import discover_one_to_many_table as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "tableId": table_id,
            },
            _operation.parse,
        )

    def historical_tables(
        self,
    ) -> builtins.list[str]:
        """Discover the historical tables.

        Reads the names of the historical tables that the instance has. No source explains what these tables hold.

        ``GET /discovery/historical``

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import discover_historical_tables as _operation

        return self._client.call(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    def historical_table(
        self,
        table_id: str,
    ) -> HistoricalTableDefinition:
        """Discover the columns of a historical table.

        Reads the definition of one historical table. No source shows the response; that of a one-to-many table is
        assumed.

        ``GET /discovery/historical/{tableId}``

        Args:
            table_id (str): The name of the historical table, as `discoverHistoricalTables` lists it. Sent
                percent-encoded twice, except for `. _ - ~ *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import discover_historical_table as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "tableId": table_id,
            },
            _operation.parse,
        )

    def global_data(
        self,
        *,
        filter: Filter | str | Unset = UNSET,
    ) -> builtins.list[GlobalDataDefinition]:
        """Discover the Global Data.

        Reads which Global Data the instance has: name, type and description of each, all of them or those a filter
        selects. `getGlobalData` reads a value.

        ``GET /discovery/globaldata``

        Args:
            filter (str | Unset): An RSQL expression over the members of the items, NAME, TYPE and DESCRIPTION,
                in the dialect that `listRecipients` takes. That it works here is an assumption. In Python, build it
                by `agillic.F`: `F.LASTNAME == "Blue"`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import discover_global_data as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "filter": filter,
            },
            _operation.parse,
        )

    def global_data_tables(
        self,
    ) -> builtins.list[str]:
        """Discover the Global Data Tables.

        Reads the names of the Global Data Tables that the instance has.

        ``GET /discovery/globaldata/tables``

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import discover_global_data_tables as _operation

        return self._client.call(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    def global_data_table(
        self,
        table_id: str,
    ) -> TableDefinition:
        """Discover the columns of a Global Data Table.

        Reads which columns a Global Data Table has, with their types. `getGlobalDataTable` reads its records.

        ``GET /discovery/globaldata/tables/{tableId}``

        Args:
            table_id (str): The name of the Global Data Table, as the instance defines it. Sent percent-encoded
                twice, except for `. _ - ~ *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import discover_global_data_table as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "tableId": table_id,
            },
            _operation.parse,
        )


class AsyncDiscoveryResource:
    """The operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AsyncDiscoveryRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return AsyncDiscoveryRawResource(self._client)

    async def target_groups(
        self,
    ) -> builtins.list[TargetGroupDefinition]:
        """Discover the target groups.

        Reads which target groups the instance has, and of each whether it is static and whether it is global. Who
        is in a group is not said.

        ``GET /discovery/targetgroups``

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import discover_target_groups as _operation

        return await self._client.call(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    async def person_data(
        self,
    ) -> PersonDataDefinition:
        """Discover the fields of Person Data.

        Reads which Person Data fields the instance has, with their types. The field with `identifier` true is the
        recipient key.

        ``GET /discovery/persondata``

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import discover_person_data as _operation

        return await self._client.call(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    async def one_to_many_tables(
        self,
    ) -> builtins.list[str]:
        """Discover the one-to-many tables.

        Reads the names of the one-to-many tables that the instance has. Names may hold spaces.

        ``GET /discovery/onetomany``

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import discover_one_to_many_tables as _operation

        return await self._client.call(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    async def one_to_many_table(
        self,
        table_id: str,
    ) -> TableDefinition:
        """Discover the columns of a one-to-many table.

        Reads which columns a one-to-many table has, with their types. The rows themselves are not read.

        ``GET /discovery/onetomany/{tableId}``

        Args:
            table_id (str): The name of the one-to-many table, as the instance defines it; it may hold spaces.
                Sent percent-encoded twice, except for `. _ - ~ *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import discover_one_to_many_table as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "tableId": table_id,
            },
            _operation.parse,
        )

    async def historical_tables(
        self,
    ) -> builtins.list[str]:
        """Discover the historical tables.

        Reads the names of the historical tables that the instance has. No source explains what these tables hold.

        ``GET /discovery/historical``

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import discover_historical_tables as _operation

        return await self._client.call(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    async def historical_table(
        self,
        table_id: str,
    ) -> HistoricalTableDefinition:
        """Discover the columns of a historical table.

        Reads the definition of one historical table. No source shows the response; that of a one-to-many table is
        assumed.

        ``GET /discovery/historical/{tableId}``

        Args:
            table_id (str): The name of the historical table, as `discoverHistoricalTables` lists it. Sent
                percent-encoded twice, except for `. _ - ~ *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import discover_historical_table as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "tableId": table_id,
            },
            _operation.parse,
        )

    async def global_data(
        self,
        *,
        filter: Filter | str | Unset = UNSET,
    ) -> builtins.list[GlobalDataDefinition]:
        """Discover the Global Data.

        Reads which Global Data the instance has: name, type and description of each, all of them or those a filter
        selects. `getGlobalData` reads a value.

        ``GET /discovery/globaldata``

        Args:
            filter (str | Unset): An RSQL expression over the members of the items, NAME, TYPE and DESCRIPTION,
                in the dialect that `listRecipients` takes. That it works here is an assumption. In Python, build it
                by `agillic.F`: `F.LASTNAME == "Blue"`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import discover_global_data as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "filter": filter,
            },
            _operation.parse,
        )

    async def global_data_tables(
        self,
    ) -> builtins.list[str]:
        """Discover the Global Data Tables.

        Reads the names of the Global Data Tables that the instance has.

        ``GET /discovery/globaldata/tables``

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import discover_global_data_tables as _operation

        return await self._client.call(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    async def global_data_table(
        self,
        table_id: str,
    ) -> TableDefinition:
        """Discover the columns of a Global Data Table.

        Reads which columns a Global Data Table has, with their types. `getGlobalDataTable` reads its records.

        ``GET /discovery/globaldata/tables/{tableId}``

        Args:
            table_id (str): The name of the Global Data Table, as the instance defines it. Sent percent-encoded
                twice, except for `. _ - ~ *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import discover_global_data_table as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "tableId": table_id,
            },
            _operation.parse,
        )


class DiscoveryRawResource:
    """The whole responses of the operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def target_groups(
        self,
    ) -> Response[builtins.list[TargetGroupDefinition]]:
        """Discover the target groups.

        ``GET /discovery/targetgroups``
        """
        from . import discover_target_groups as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    def person_data(
        self,
    ) -> Response[PersonDataDefinition]:
        """Discover the fields of Person Data.

        ``GET /discovery/persondata``
        """
        from . import discover_person_data as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    def one_to_many_tables(
        self,
    ) -> Response[builtins.list[str]]:
        """Discover the one-to-many tables.

        ``GET /discovery/onetomany``
        """
        from . import discover_one_to_many_tables as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    def one_to_many_table(
        self,
        table_id: str,
    ) -> Response[TableDefinition]:
        """Discover the columns of a one-to-many table.

        ``GET /discovery/onetomany/{tableId}``
        """
        from . import discover_one_to_many_table as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "tableId": table_id,
            },
            _operation.parse,
        )

    def historical_tables(
        self,
    ) -> Response[builtins.list[str]]:
        """Discover the historical tables.

        ``GET /discovery/historical``
        """
        from . import discover_historical_tables as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    def historical_table(
        self,
        table_id: str,
    ) -> Response[HistoricalTableDefinition]:
        """Discover the columns of a historical table.

        ``GET /discovery/historical/{tableId}``
        """
        from . import discover_historical_table as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "tableId": table_id,
            },
            _operation.parse,
        )

    def global_data(
        self,
        *,
        filter: Filter | str | Unset = UNSET,
    ) -> Response[builtins.list[GlobalDataDefinition]]:
        """Discover the Global Data.

        ``GET /discovery/globaldata``
        """
        from . import discover_global_data as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "filter": filter,
            },
            _operation.parse,
        )

    def global_data_tables(
        self,
    ) -> Response[builtins.list[str]]:
        """Discover the Global Data Tables.

        ``GET /discovery/globaldata/tables``
        """
        from . import discover_global_data_tables as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    def global_data_table(
        self,
        table_id: str,
    ) -> Response[TableDefinition]:
        """Discover the columns of a Global Data Table.

        ``GET /discovery/globaldata/tables/{tableId}``
        """
        from . import discover_global_data_table as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "tableId": table_id,
            },
            _operation.parse,
        )


class AsyncDiscoveryRawResource:
    """The whole responses of the operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def target_groups(
        self,
    ) -> Response[builtins.list[TargetGroupDefinition]]:
        """Discover the target groups.

        ``GET /discovery/targetgroups``
        """
        from . import discover_target_groups as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    async def person_data(
        self,
    ) -> Response[PersonDataDefinition]:
        """Discover the fields of Person Data.

        ``GET /discovery/persondata``
        """
        from . import discover_person_data as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    async def one_to_many_tables(
        self,
    ) -> Response[builtins.list[str]]:
        """Discover the one-to-many tables.

        ``GET /discovery/onetomany``
        """
        from . import discover_one_to_many_tables as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    async def one_to_many_table(
        self,
        table_id: str,
    ) -> Response[TableDefinition]:
        """Discover the columns of a one-to-many table.

        ``GET /discovery/onetomany/{tableId}``
        """
        from . import discover_one_to_many_table as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "tableId": table_id,
            },
            _operation.parse,
        )

    async def historical_tables(
        self,
    ) -> Response[builtins.list[str]]:
        """Discover the historical tables.

        ``GET /discovery/historical``
        """
        from . import discover_historical_tables as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    async def historical_table(
        self,
        table_id: str,
    ) -> Response[HistoricalTableDefinition]:
        """Discover the columns of a historical table.

        ``GET /discovery/historical/{tableId}``
        """
        from . import discover_historical_table as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "tableId": table_id,
            },
            _operation.parse,
        )

    async def global_data(
        self,
        *,
        filter: Filter | str | Unset = UNSET,
    ) -> Response[builtins.list[GlobalDataDefinition]]:
        """Discover the Global Data.

        ``GET /discovery/globaldata``
        """
        from . import discover_global_data as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "filter": filter,
            },
            _operation.parse,
        )

    async def global_data_tables(
        self,
    ) -> Response[builtins.list[str]]:
        """Discover the Global Data Tables.

        ``GET /discovery/globaldata/tables``
        """
        from . import discover_global_data_tables as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    async def global_data_table(
        self,
        table_id: str,
    ) -> Response[TableDefinition]:
        """Discover the columns of a Global Data Table.

        ``GET /discovery/globaldata/tables/{tableId}``
        """
        from . import discover_global_data_table as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "tableId": table_id,
            },
            _operation.parse,
        )
