# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""Values and tables that belong to the instance and not to a recipient."""

from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ...types import UNSET, Unset

if TYPE_CHECKING:
    from agillic.wire.rsql import Filter

    from ...client import AsyncClient, Client
    from ...models.bulk_result import BulkResult
    from ...models.get_global_data_table_with_limit_sorting_order import (
        GetGlobalDataTableWithLimitSortingOrder,
    )
    from ...models.global_data import GlobalData
    from ...models.global_data_definition import GlobalDataDefinition
    from ...models.global_data_record import GlobalDataRecord
    from ...models.global_data_record_key import GlobalDataRecordKey
    from ...models.global_data_table import GlobalDataTable
    from ...models.global_data_update import GlobalDataUpdate
    from ...types import Response


class GlobalDataResource:
    """The operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> GlobalDataRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return GlobalDataRawResource(self._client)

    def list(
        self,
        *,
        filter: Filter | str | Unset = UNSET,
    ) -> builtins.list[GlobalDataDefinition]:
        """List Global Data.

        Reads the definitions of all Global Data, or of those a filter selects: name, type and description. The
        values are not in the list; `getGlobalData` reads one.

        ``GET /globaldata``

        Args:
            filter (str | Unset): An RSQL expression over the members of the items, NAME, TYPE and DESCRIPTION,
                in the dialect that `listRecipients` takes. That it works here is an assumption. In Python, build it
                by `agillic.F`: `F.LASTNAME == "Blue"`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import list_global_data as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "filter": filter,
            },
            _operation.parse,
        )

    def get(
        self,
        global_data_name: str,
    ) -> GlobalData:
        """Read one piece of Global Data.

        Reads one piece of Global Data by its name. Global Data holds values that many messages share and that
        change now and then, such as the name of the company.

        ``GET /globaldata/{globalDataName}``

        Args:
            global_data_name (str): The name of the Global Data, as the instance defines it. Sent percent-
                encoded twice, except for `. _ - ~ *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import get_global_data as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "globalDataName": global_data_name,
            },
            _operation.parse,
        )

    def update(
        self,
        global_data_name: str,
        body: GlobalDataUpdate | Mapping[str, Any] | bytes,
    ) -> Any:
        """Change the value of Global Data.

        Gives one piece of Global Data a new value, for everything that refers to it. The Global Data must have been
        defined in Agillic before.

        ``PUT /globaldata/{globalDataName}``

        Args:
            global_data_name (str): The name of the Global Data, as the instance defines it. Sent percent-
                encoded twice, except for `. _ - ~ *`.
            body (GlobalDataUpdate): The new value of one piece of Global Data.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import update_global_data as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "globalDataName": global_data_name,
            },
            _operation.parse,
            body,
        )

    def list_tables(
        self,
    ) -> builtins.list[str]:
        """List Global Data Tables.

        Reads the names of the Global Data Tables. `discoverGlobalDataTable` reads which columns a table has.

        ``GET /globaldata/tables``

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import list_global_data_tables as _operation

        return self._client.call(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    def get_table(
        self,
        table_id: str,
        *,
        filter: Filter | str | Unset = UNSET,
    ) -> GlobalDataTable:
        """Read a Global Data Table.

        Reads a Global Data Table with all its records, or with those a filter selects.
        `getGlobalDataTableWithLimit` reads a part of a long table.

        ``GET /globaldata/tables/{tableId}``

        Args:
            table_id (str): The name of the Global Data Table, as the instance defines it. Sent percent-encoded
                twice, except for `. _ - ~ *`.
            filter (str | Unset): An RSQL expression over the columns of the table, in the dialect that
                `listRecipients` takes. That it works here is an assumption. In Python, build it by `agillic.F`:
                `F.LASTNAME == "Blue"`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import get_global_data_table as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "tableId": table_id,
                "filter": filter,
            },
            _operation.parse,
        )

    def get_table_with_limit(
        self,
        table_id: str,
        row_num: int,
        *,
        sort_by_field: str | Unset = UNSET,
        sorting_order: GetGlobalDataTableWithLimitSortingOrder | Unset = UNSET,
        filter: Filter | str | Unset = UNSET,
    ) -> GlobalDataTable:
        """Read the first records of a Global Data Table.

        Reads no more records of a Global Data Table than asked for, sorted by a column where one is named, and only
        those a filter selects where one is given.

        ``GET /globaldata/tables/{tableId}/limit/{rowNum}``

        Args:
            table_id (str): The name of the Global Data Table, as the instance defines it. Sent percent-encoded
                twice, except for `. _ - ~ *`.
            row_num (int): The largest number of records to return. Sent percent-encoded twice, except for `. _
                - ~ *`.
            sort_by_field (str | Unset): The column to sort by. What holds without it is an assumption.
            sorting_order (GetGlobalDataTableWithLimitSortingOrder | Unset): Sort upwards or downwards. What
                holds without it is an assumption.
            filter (str | Unset): An RSQL expression over the columns of the table, in the dialect that
                `listRecipients` takes. That it works here is an assumption. In Python, build it by `agillic.F`:
                `F.LASTNAME == "Blue"`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import get_global_data_table_with_limit as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "tableId": table_id,
                "rowNum": row_num,
                "sortByField": sort_by_field,
                "sortingOrder": sorting_order,
                "filter": filter,
            },
            _operation.parse,
        )

    def get_record(
        self,
        table_id: str,
        record_id: str,
    ) -> GlobalDataRecord:
        """Read a record of a Global Data Table.

        Reads one record of a Global Data Table by its key.

        ``GET /globaldata/tables/{tableId}/record/{recordId}``

        Args:
            table_id (str): The name of the Global Data Table, as the instance defines it. Sent percent-encoded
                twice, except for `. _ - ~ *`.
            record_id (str): The record's value in the key column of the table, `ID` in every sample seen. Sent
                percent-encoded twice, except for `. _ - ~ *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import get_global_data_table_record as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "tableId": table_id,
                "recordId": record_id,
            },
            _operation.parse,
        )

    def update_record(
        self,
        table_id: str,
        record_id: str,
        body: GlobalDataRecord | Mapping[str, Any] | bytes,
    ) -> Any:
        """Change a record of a Global Data Table.

        Writes columns of one record. Only the columns sent are touched, and one sent empty or null is cleared. The
        key may be left out of the body or repeated in it. By the vendor's rule for PUT, a record that does not
        exist is created.

        ``PUT /globaldata/tables/{tableId}/record/{recordId}``

        Args:
            table_id (str): The name of the Global Data Table, as the instance defines it. Sent percent-encoded
                twice, except for `. _ - ~ *`.
            record_id (str): The record's value in the key column of the table, `ID` in every sample seen. Sent
                percent-encoded twice, except for `. _ - ~ *`.
            body (GlobalDataRecord): One record of a Global Data Table by column name, as the instance defines
                the table. The table's key is one of the columns, `ID` in every sample seen. Responses hold the
                values as strings.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import update_global_data_table_record as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "tableId": table_id,
                "recordId": record_id,
            },
            _operation.parse,
            body,
        )

    def delete_record(
        self,
        table_id: str,
        record_id: str,
    ) -> Any:
        """Delete a record of a Global Data Table.

        Removes one record. `batchDeleteGlobalDataRecords` removes many, `truncateGlobalDataTable` all of them.

        ``DELETE /globaldata/tables/{tableId}/record/{recordId}``

        Args:
            table_id (str): The name of the Global Data Table, as the instance defines it. Sent percent-encoded
                twice, except for `. _ - ~ *`.
            record_id (str): The record's value in the key column of the table, `ID` in every sample seen. Sent
                percent-encoded twice, except for `. _ - ~ *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import delete_global_data_table_record as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "tableId": table_id,
                "recordId": record_id,
            },
            _operation.parse,
        )

    def create_record(
        self,
        table_id: str,
        body: GlobalDataRecord | Mapping[str, Any] | bytes,
    ) -> Any:
        """Create a record of a Global Data Table.

        Adds one record to a Global Data Table; the table's key is among its columns. To create or change by key,
        use `updateGlobalDataTableRecord`; for many records, the batch operations.

        ``POST /globaldata/tables/{tableId}/record``

        Args:
            table_id (str): The name of the Global Data Table, as the instance defines it. Sent percent-encoded
                twice, except for `. _ - ~ *`.
            body (GlobalDataRecord): One record of a Global Data Table by column name, as the instance defines
                the table. The table's key is one of the columns, `ID` in every sample seen. Responses hold the
                values as strings.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import create_global_data_table_record as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "tableId": table_id,
            },
            _operation.parse,
            body,
        )

    def create_records(
        self,
        table_id: str,
        body: builtins.list[GlobalDataRecord] | Sequence[Mapping[str, Any]] | bytes,
    ) -> BulkResult:
        """Create many records of a Global Data Table.

        Adds up to 1,000 records to a Global Data Table, each with the table's key among its columns. The entries
        are handled one by one: an entry that fails does not stop the others, and nothing is rolled back.

        ``POST /globaldata/tables/{tableId}/:batchCreateRecords``

        Args:
            table_id (str): The name of the Global Data Table, as the instance defines it. Sent percent-encoded
                twice, except for `. _ - ~ *`.
            body (list[GlobalDataRecord]):

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import batch_create_global_data_records as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "tableId": table_id,
            },
            _operation.parse,
            body,
        )

    def update_records(
        self,
        table_id: str,
        body: builtins.list[GlobalDataRecord] | Sequence[Mapping[str, Any]] | bytes,
    ) -> BulkResult:
        """Change many records of a Global Data Table.

        Writes columns of up to 1,000 records, each entry as `updateGlobalDataTableRecord` does with one. Every
        entry holds the table's key. An entry that fails does not stop the others, and nothing is rolled back.

        ``POST /globaldata/tables/{tableId}/:batchUpdateRecords``

        Args:
            table_id (str): The name of the Global Data Table, as the instance defines it. Sent percent-encoded
                twice, except for `. _ - ~ *`.
            body (list[GlobalDataRecord]):

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import batch_update_global_data_records as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "tableId": table_id,
            },
            _operation.parse,
            body,
        )

    def delete_records(
        self,
        table_id: str,
        body: builtins.list[GlobalDataRecordKey] | Sequence[Mapping[str, Any]] | bytes,
    ) -> BulkResult:
        """Delete many records of a Global Data Table.

        Removes up to 1,000 records, each named by the table's key, as `deleteGlobalDataTableRecord` does with one.
        An entry that fails does not stop the others, and nothing is rolled back.

        ``POST /globaldata/tables/{tableId}/:batchDeleteRecords``

        Args:
            table_id (str): The name of the Global Data Table, as the instance defines it. Sent percent-encoded
                twice, except for `. _ - ~ *`.
            body (list[GlobalDataRecordKey]):

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import batch_delete_global_data_records as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "tableId": table_id,
            },
            _operation.parse,
            body,
        )

    def truncate_table(
        self,
        table_id: str,
    ) -> Any:
        """Delete all records of a Global Data Table.

        Removes every record of a Global Data Table. The table itself and its columns stay.

        ``POST /globaldata/tables/{tableId}/:truncateTable``

        Args:
            table_id (str): The name of the Global Data Table, as the instance defines it. Sent percent-encoded
                twice, except for `. _ - ~ *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import truncate_global_data_table as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "tableId": table_id,
            },
            _operation.parse,
        )


class AsyncGlobalDataResource:
    """The operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AsyncGlobalDataRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return AsyncGlobalDataRawResource(self._client)

    async def list(
        self,
        *,
        filter: Filter | str | Unset = UNSET,
    ) -> builtins.list[GlobalDataDefinition]:
        """List Global Data.

        Reads the definitions of all Global Data, or of those a filter selects: name, type and description. The
        values are not in the list; `getGlobalData` reads one.

        ``GET /globaldata``

        Args:
            filter (str | Unset): An RSQL expression over the members of the items, NAME, TYPE and DESCRIPTION,
                in the dialect that `listRecipients` takes. That it works here is an assumption. In Python, build it
                by `agillic.F`: `F.LASTNAME == "Blue"`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import list_global_data as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "filter": filter,
            },
            _operation.parse,
        )

    async def get(
        self,
        global_data_name: str,
    ) -> GlobalData:
        """Read one piece of Global Data.

        Reads one piece of Global Data by its name. Global Data holds values that many messages share and that
        change now and then, such as the name of the company.

        ``GET /globaldata/{globalDataName}``

        Args:
            global_data_name (str): The name of the Global Data, as the instance defines it. Sent percent-
                encoded twice, except for `. _ - ~ *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import get_global_data as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "globalDataName": global_data_name,
            },
            _operation.parse,
        )

    async def update(
        self,
        global_data_name: str,
        body: GlobalDataUpdate | Mapping[str, Any] | bytes,
    ) -> Any:
        """Change the value of Global Data.

        Gives one piece of Global Data a new value, for everything that refers to it. The Global Data must have been
        defined in Agillic before.

        ``PUT /globaldata/{globalDataName}``

        Args:
            global_data_name (str): The name of the Global Data, as the instance defines it. Sent percent-
                encoded twice, except for `. _ - ~ *`.
            body (GlobalDataUpdate): The new value of one piece of Global Data.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import update_global_data as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "globalDataName": global_data_name,
            },
            _operation.parse,
            body,
        )

    async def list_tables(
        self,
    ) -> builtins.list[str]:
        """List Global Data Tables.

        Reads the names of the Global Data Tables. `discoverGlobalDataTable` reads which columns a table has.

        ``GET /globaldata/tables``

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import list_global_data_tables as _operation

        return await self._client.call(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    async def get_table(
        self,
        table_id: str,
        *,
        filter: Filter | str | Unset = UNSET,
    ) -> GlobalDataTable:
        """Read a Global Data Table.

        Reads a Global Data Table with all its records, or with those a filter selects.
        `getGlobalDataTableWithLimit` reads a part of a long table.

        ``GET /globaldata/tables/{tableId}``

        Args:
            table_id (str): The name of the Global Data Table, as the instance defines it. Sent percent-encoded
                twice, except for `. _ - ~ *`.
            filter (str | Unset): An RSQL expression over the columns of the table, in the dialect that
                `listRecipients` takes. That it works here is an assumption. In Python, build it by `agillic.F`:
                `F.LASTNAME == "Blue"`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import get_global_data_table as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "tableId": table_id,
                "filter": filter,
            },
            _operation.parse,
        )

    async def get_table_with_limit(
        self,
        table_id: str,
        row_num: int,
        *,
        sort_by_field: str | Unset = UNSET,
        sorting_order: GetGlobalDataTableWithLimitSortingOrder | Unset = UNSET,
        filter: Filter | str | Unset = UNSET,
    ) -> GlobalDataTable:
        """Read the first records of a Global Data Table.

        Reads no more records of a Global Data Table than asked for, sorted by a column where one is named, and only
        those a filter selects where one is given.

        ``GET /globaldata/tables/{tableId}/limit/{rowNum}``

        Args:
            table_id (str): The name of the Global Data Table, as the instance defines it. Sent percent-encoded
                twice, except for `. _ - ~ *`.
            row_num (int): The largest number of records to return. Sent percent-encoded twice, except for `. _
                - ~ *`.
            sort_by_field (str | Unset): The column to sort by. What holds without it is an assumption.
            sorting_order (GetGlobalDataTableWithLimitSortingOrder | Unset): Sort upwards or downwards. What
                holds without it is an assumption.
            filter (str | Unset): An RSQL expression over the columns of the table, in the dialect that
                `listRecipients` takes. That it works here is an assumption. In Python, build it by `agillic.F`:
                `F.LASTNAME == "Blue"`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import get_global_data_table_with_limit as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "tableId": table_id,
                "rowNum": row_num,
                "sortByField": sort_by_field,
                "sortingOrder": sorting_order,
                "filter": filter,
            },
            _operation.parse,
        )

    async def get_record(
        self,
        table_id: str,
        record_id: str,
    ) -> GlobalDataRecord:
        """Read a record of a Global Data Table.

        Reads one record of a Global Data Table by its key.

        ``GET /globaldata/tables/{tableId}/record/{recordId}``

        Args:
            table_id (str): The name of the Global Data Table, as the instance defines it. Sent percent-encoded
                twice, except for `. _ - ~ *`.
            record_id (str): The record's value in the key column of the table, `ID` in every sample seen. Sent
                percent-encoded twice, except for `. _ - ~ *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import get_global_data_table_record as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "tableId": table_id,
                "recordId": record_id,
            },
            _operation.parse,
        )

    async def update_record(
        self,
        table_id: str,
        record_id: str,
        body: GlobalDataRecord | Mapping[str, Any] | bytes,
    ) -> Any:
        """Change a record of a Global Data Table.

        Writes columns of one record. Only the columns sent are touched, and one sent empty or null is cleared. The
        key may be left out of the body or repeated in it. By the vendor's rule for PUT, a record that does not
        exist is created.

        ``PUT /globaldata/tables/{tableId}/record/{recordId}``

        Args:
            table_id (str): The name of the Global Data Table, as the instance defines it. Sent percent-encoded
                twice, except for `. _ - ~ *`.
            record_id (str): The record's value in the key column of the table, `ID` in every sample seen. Sent
                percent-encoded twice, except for `. _ - ~ *`.
            body (GlobalDataRecord): One record of a Global Data Table by column name, as the instance defines
                the table. The table's key is one of the columns, `ID` in every sample seen. Responses hold the
                values as strings.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import update_global_data_table_record as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "tableId": table_id,
                "recordId": record_id,
            },
            _operation.parse,
            body,
        )

    async def delete_record(
        self,
        table_id: str,
        record_id: str,
    ) -> Any:
        """Delete a record of a Global Data Table.

        Removes one record. `batchDeleteGlobalDataRecords` removes many, `truncateGlobalDataTable` all of them.

        ``DELETE /globaldata/tables/{tableId}/record/{recordId}``

        Args:
            table_id (str): The name of the Global Data Table, as the instance defines it. Sent percent-encoded
                twice, except for `. _ - ~ *`.
            record_id (str): The record's value in the key column of the table, `ID` in every sample seen. Sent
                percent-encoded twice, except for `. _ - ~ *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import delete_global_data_table_record as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "tableId": table_id,
                "recordId": record_id,
            },
            _operation.parse,
        )

    async def create_record(
        self,
        table_id: str,
        body: GlobalDataRecord | Mapping[str, Any] | bytes,
    ) -> Any:
        """Create a record of a Global Data Table.

        Adds one record to a Global Data Table; the table's key is among its columns. To create or change by key,
        use `updateGlobalDataTableRecord`; for many records, the batch operations.

        ``POST /globaldata/tables/{tableId}/record``

        Args:
            table_id (str): The name of the Global Data Table, as the instance defines it. Sent percent-encoded
                twice, except for `. _ - ~ *`.
            body (GlobalDataRecord): One record of a Global Data Table by column name, as the instance defines
                the table. The table's key is one of the columns, `ID` in every sample seen. Responses hold the
                values as strings.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import create_global_data_table_record as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "tableId": table_id,
            },
            _operation.parse,
            body,
        )

    async def create_records(
        self,
        table_id: str,
        body: builtins.list[GlobalDataRecord] | Sequence[Mapping[str, Any]] | bytes,
    ) -> BulkResult:
        """Create many records of a Global Data Table.

        Adds up to 1,000 records to a Global Data Table, each with the table's key among its columns. The entries
        are handled one by one: an entry that fails does not stop the others, and nothing is rolled back.

        ``POST /globaldata/tables/{tableId}/:batchCreateRecords``

        Args:
            table_id (str): The name of the Global Data Table, as the instance defines it. Sent percent-encoded
                twice, except for `. _ - ~ *`.
            body (list[GlobalDataRecord]):

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import batch_create_global_data_records as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "tableId": table_id,
            },
            _operation.parse,
            body,
        )

    async def update_records(
        self,
        table_id: str,
        body: builtins.list[GlobalDataRecord] | Sequence[Mapping[str, Any]] | bytes,
    ) -> BulkResult:
        """Change many records of a Global Data Table.

        Writes columns of up to 1,000 records, each entry as `updateGlobalDataTableRecord` does with one. Every
        entry holds the table's key. An entry that fails does not stop the others, and nothing is rolled back.

        ``POST /globaldata/tables/{tableId}/:batchUpdateRecords``

        Args:
            table_id (str): The name of the Global Data Table, as the instance defines it. Sent percent-encoded
                twice, except for `. _ - ~ *`.
            body (list[GlobalDataRecord]):

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import batch_update_global_data_records as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "tableId": table_id,
            },
            _operation.parse,
            body,
        )

    async def delete_records(
        self,
        table_id: str,
        body: builtins.list[GlobalDataRecordKey] | Sequence[Mapping[str, Any]] | bytes,
    ) -> BulkResult:
        """Delete many records of a Global Data Table.

        Removes up to 1,000 records, each named by the table's key, as `deleteGlobalDataTableRecord` does with one.
        An entry that fails does not stop the others, and nothing is rolled back.

        ``POST /globaldata/tables/{tableId}/:batchDeleteRecords``

        Args:
            table_id (str): The name of the Global Data Table, as the instance defines it. Sent percent-encoded
                twice, except for `. _ - ~ *`.
            body (list[GlobalDataRecordKey]):

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import batch_delete_global_data_records as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "tableId": table_id,
            },
            _operation.parse,
            body,
        )

    async def truncate_table(
        self,
        table_id: str,
    ) -> Any:
        """Delete all records of a Global Data Table.

        Removes every record of a Global Data Table. The table itself and its columns stay.

        ``POST /globaldata/tables/{tableId}/:truncateTable``

        Args:
            table_id (str): The name of the Global Data Table, as the instance defines it. Sent percent-encoded
                twice, except for `. _ - ~ *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import truncate_global_data_table as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "tableId": table_id,
            },
            _operation.parse,
        )


class GlobalDataRawResource:
    """The whole responses of the operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(
        self,
        *,
        filter: Filter | str | Unset = UNSET,
    ) -> Response[builtins.list[GlobalDataDefinition]]:
        """List Global Data.

        ``GET /globaldata``
        """
        from . import list_global_data as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "filter": filter,
            },
            _operation.parse,
        )

    def get(
        self,
        global_data_name: str,
    ) -> Response[GlobalData]:
        """Read one piece of Global Data.

        ``GET /globaldata/{globalDataName}``
        """
        from . import get_global_data as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "globalDataName": global_data_name,
            },
            _operation.parse,
        )

    def update(
        self,
        global_data_name: str,
        body: GlobalDataUpdate | Mapping[str, Any] | bytes,
    ) -> Response[Any]:
        """Change the value of Global Data.

        ``PUT /globaldata/{globalDataName}``
        """
        from . import update_global_data as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "globalDataName": global_data_name,
            },
            _operation.parse,
            body,
        )

    def list_tables(
        self,
    ) -> Response[builtins.list[str]]:
        """List Global Data Tables.

        ``GET /globaldata/tables``
        """
        from . import list_global_data_tables as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    def get_table(
        self,
        table_id: str,
        *,
        filter: Filter | str | Unset = UNSET,
    ) -> Response[GlobalDataTable]:
        """Read a Global Data Table.

        ``GET /globaldata/tables/{tableId}``
        """
        from . import get_global_data_table as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "tableId": table_id,
                "filter": filter,
            },
            _operation.parse,
        )

    def get_table_with_limit(
        self,
        table_id: str,
        row_num: int,
        *,
        sort_by_field: str | Unset = UNSET,
        sorting_order: GetGlobalDataTableWithLimitSortingOrder | Unset = UNSET,
        filter: Filter | str | Unset = UNSET,
    ) -> Response[GlobalDataTable]:
        """Read the first records of a Global Data Table.

        ``GET /globaldata/tables/{tableId}/limit/{rowNum}``
        """
        from . import get_global_data_table_with_limit as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "tableId": table_id,
                "rowNum": row_num,
                "sortByField": sort_by_field,
                "sortingOrder": sorting_order,
                "filter": filter,
            },
            _operation.parse,
        )

    def get_record(
        self,
        table_id: str,
        record_id: str,
    ) -> Response[GlobalDataRecord]:
        """Read a record of a Global Data Table.

        ``GET /globaldata/tables/{tableId}/record/{recordId}``
        """
        from . import get_global_data_table_record as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "tableId": table_id,
                "recordId": record_id,
            },
            _operation.parse,
        )

    def update_record(
        self,
        table_id: str,
        record_id: str,
        body: GlobalDataRecord | Mapping[str, Any] | bytes,
    ) -> Response[Any]:
        """Change a record of a Global Data Table.

        ``PUT /globaldata/tables/{tableId}/record/{recordId}``
        """
        from . import update_global_data_table_record as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "tableId": table_id,
                "recordId": record_id,
            },
            _operation.parse,
            body,
        )

    def delete_record(
        self,
        table_id: str,
        record_id: str,
    ) -> Response[Any]:
        """Delete a record of a Global Data Table.

        ``DELETE /globaldata/tables/{tableId}/record/{recordId}``
        """
        from . import delete_global_data_table_record as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "tableId": table_id,
                "recordId": record_id,
            },
            _operation.parse,
        )

    def create_record(
        self,
        table_id: str,
        body: GlobalDataRecord | Mapping[str, Any] | bytes,
    ) -> Response[Any]:
        """Create a record of a Global Data Table.

        ``POST /globaldata/tables/{tableId}/record``
        """
        from . import create_global_data_table_record as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "tableId": table_id,
            },
            _operation.parse,
            body,
        )

    def create_records(
        self,
        table_id: str,
        body: builtins.list[GlobalDataRecord] | Sequence[Mapping[str, Any]] | bytes,
    ) -> Response[BulkResult]:
        """Create many records of a Global Data Table.

        ``POST /globaldata/tables/{tableId}/:batchCreateRecords``
        """
        from . import batch_create_global_data_records as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "tableId": table_id,
            },
            _operation.parse,
            body,
        )

    def update_records(
        self,
        table_id: str,
        body: builtins.list[GlobalDataRecord] | Sequence[Mapping[str, Any]] | bytes,
    ) -> Response[BulkResult]:
        """Change many records of a Global Data Table.

        ``POST /globaldata/tables/{tableId}/:batchUpdateRecords``
        """
        from . import batch_update_global_data_records as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "tableId": table_id,
            },
            _operation.parse,
            body,
        )

    def delete_records(
        self,
        table_id: str,
        body: builtins.list[GlobalDataRecordKey] | Sequence[Mapping[str, Any]] | bytes,
    ) -> Response[BulkResult]:
        """Delete many records of a Global Data Table.

        ``POST /globaldata/tables/{tableId}/:batchDeleteRecords``
        """
        from . import batch_delete_global_data_records as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "tableId": table_id,
            },
            _operation.parse,
            body,
        )

    def truncate_table(
        self,
        table_id: str,
    ) -> Response[Any]:
        """Delete all records of a Global Data Table.

        ``POST /globaldata/tables/{tableId}/:truncateTable``
        """
        from . import truncate_global_data_table as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "tableId": table_id,
            },
            _operation.parse,
        )


class AsyncGlobalDataRawResource:
    """The whole responses of the operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(
        self,
        *,
        filter: Filter | str | Unset = UNSET,
    ) -> Response[builtins.list[GlobalDataDefinition]]:
        """List Global Data.

        ``GET /globaldata``
        """
        from . import list_global_data as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "filter": filter,
            },
            _operation.parse,
        )

    async def get(
        self,
        global_data_name: str,
    ) -> Response[GlobalData]:
        """Read one piece of Global Data.

        ``GET /globaldata/{globalDataName}``
        """
        from . import get_global_data as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "globalDataName": global_data_name,
            },
            _operation.parse,
        )

    async def update(
        self,
        global_data_name: str,
        body: GlobalDataUpdate | Mapping[str, Any] | bytes,
    ) -> Response[Any]:
        """Change the value of Global Data.

        ``PUT /globaldata/{globalDataName}``
        """
        from . import update_global_data as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "globalDataName": global_data_name,
            },
            _operation.parse,
            body,
        )

    async def list_tables(
        self,
    ) -> Response[builtins.list[str]]:
        """List Global Data Tables.

        ``GET /globaldata/tables``
        """
        from . import list_global_data_tables as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {},
            _operation.parse,
        )

    async def get_table(
        self,
        table_id: str,
        *,
        filter: Filter | str | Unset = UNSET,
    ) -> Response[GlobalDataTable]:
        """Read a Global Data Table.

        ``GET /globaldata/tables/{tableId}``
        """
        from . import get_global_data_table as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "tableId": table_id,
                "filter": filter,
            },
            _operation.parse,
        )

    async def get_table_with_limit(
        self,
        table_id: str,
        row_num: int,
        *,
        sort_by_field: str | Unset = UNSET,
        sorting_order: GetGlobalDataTableWithLimitSortingOrder | Unset = UNSET,
        filter: Filter | str | Unset = UNSET,
    ) -> Response[GlobalDataTable]:
        """Read the first records of a Global Data Table.

        ``GET /globaldata/tables/{tableId}/limit/{rowNum}``
        """
        from . import get_global_data_table_with_limit as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "tableId": table_id,
                "rowNum": row_num,
                "sortByField": sort_by_field,
                "sortingOrder": sorting_order,
                "filter": filter,
            },
            _operation.parse,
        )

    async def get_record(
        self,
        table_id: str,
        record_id: str,
    ) -> Response[GlobalDataRecord]:
        """Read a record of a Global Data Table.

        ``GET /globaldata/tables/{tableId}/record/{recordId}``
        """
        from . import get_global_data_table_record as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "tableId": table_id,
                "recordId": record_id,
            },
            _operation.parse,
        )

    async def update_record(
        self,
        table_id: str,
        record_id: str,
        body: GlobalDataRecord | Mapping[str, Any] | bytes,
    ) -> Response[Any]:
        """Change a record of a Global Data Table.

        ``PUT /globaldata/tables/{tableId}/record/{recordId}``
        """
        from . import update_global_data_table_record as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "tableId": table_id,
                "recordId": record_id,
            },
            _operation.parse,
            body,
        )

    async def delete_record(
        self,
        table_id: str,
        record_id: str,
    ) -> Response[Any]:
        """Delete a record of a Global Data Table.

        ``DELETE /globaldata/tables/{tableId}/record/{recordId}``
        """
        from . import delete_global_data_table_record as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "tableId": table_id,
                "recordId": record_id,
            },
            _operation.parse,
        )

    async def create_record(
        self,
        table_id: str,
        body: GlobalDataRecord | Mapping[str, Any] | bytes,
    ) -> Response[Any]:
        """Create a record of a Global Data Table.

        ``POST /globaldata/tables/{tableId}/record``
        """
        from . import create_global_data_table_record as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "tableId": table_id,
            },
            _operation.parse,
            body,
        )

    async def create_records(
        self,
        table_id: str,
        body: builtins.list[GlobalDataRecord] | Sequence[Mapping[str, Any]] | bytes,
    ) -> Response[BulkResult]:
        """Create many records of a Global Data Table.

        ``POST /globaldata/tables/{tableId}/:batchCreateRecords``
        """
        from . import batch_create_global_data_records as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "tableId": table_id,
            },
            _operation.parse,
            body,
        )

    async def update_records(
        self,
        table_id: str,
        body: builtins.list[GlobalDataRecord] | Sequence[Mapping[str, Any]] | bytes,
    ) -> Response[BulkResult]:
        """Change many records of a Global Data Table.

        ``POST /globaldata/tables/{tableId}/:batchUpdateRecords``
        """
        from . import batch_update_global_data_records as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "tableId": table_id,
            },
            _operation.parse,
            body,
        )

    async def delete_records(
        self,
        table_id: str,
        body: builtins.list[GlobalDataRecordKey] | Sequence[Mapping[str, Any]] | bytes,
    ) -> Response[BulkResult]:
        """Delete many records of a Global Data Table.

        ``POST /globaldata/tables/{tableId}/:batchDeleteRecords``
        """
        from . import batch_delete_global_data_records as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "tableId": table_id,
            },
            _operation.parse,
            body,
        )

    async def truncate_table(
        self,
        table_id: str,
    ) -> Response[Any]:
        """Delete all records of a Global Data Table.

        ``POST /globaldata/tables/{tableId}/:truncateTable``
        """
        from . import truncate_global_data_table as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "tableId": table_id,
            },
            _operation.parse,
        )
