# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""Tables that hold any number of rows for a recipient, such as purchases."""

from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from agillic.wire.path_encoding import UniqueField

    from ...client import AsyncClient, Client
    from ...models.one_to_many_row import OneToManyRow
    from ...models.one_to_many_table import OneToManyTable
    from ...models.one_to_many_upsert_task import OneToManyUpsertTask
    from ...models.task_started import TaskStarted
    from ...types import Response


class OneToManyResource:
    """The operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> OneToManyRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return OneToManyRawResource(self._client)

    def list_tables(
        self,
        recipient_id: UniqueField | str,
    ) -> builtins.list[str]:
        """List the one-to-many tables of a recipient.

        Reads the names of the one-to-many tables of a recipient. Which tables and columns the instance defines is
        also told by `discoverOneToManyTables`, without a recipient.

        ``GET /recipients/{recipientId}/oneToManyTables``

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
        from . import list_one_to_many_tables as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
        )

    def get_table(
        self,
        recipient_id: UniqueField | str,
        table_id: str,
    ) -> OneToManyTable:
        """Read the rows of a one-to-many table.

        Reads all rows that a one-to-many table holds for a recipient. Values are strings in the response, whatever
        the type of their column.

        ``GET /recipients/{recipientId}/oneToManyTables/{tableId}``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            table_id (str): The name of the one-to-many table; upper and lower case differ, and blanks may
                occur. Sent percent-encoded twice, except for `. _ - ~ *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import get_one_to_many_table as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "tableId": table_id,
            },
            _operation.parse,
        )

    def update_records(
        self,
        recipient_id: UniqueField | str,
        table_id: str,
        body: builtins.list[OneToManyRow] | Sequence[Mapping[str, Any]] | bytes,
    ) -> Any:
        """Create or update rows of a one-to-many table.

        Writes up to 1,000 rows of one table for one recipient. Each row carries the table's key: a row with a known
        key is updated in the columns that are sent, another one is added. A failed row does not stop the others,
        nothing is rolled back, and the response does not say which row failed.

        ``POST /recipients/{recipientId}/oneToManyTables/{tableId}/:batchUpdateRecords``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            table_id (str): The name of the one-to-many table; upper and lower case differ, and blanks may
                occur. Sent percent-encoded twice, except for `. _ - ~ *`.
            body (list[OneToManyRow]): The rows to create or update, the table's key in each.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import batch_update_one_to_many_records as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "tableId": table_id,
            },
            _operation.parse,
            body,
        )

    def delete_records(
        self,
        recipient_id: UniqueField | str,
        table_id: str,
        body: builtins.list[str] | Sequence[Mapping[str, Any]] | bytes,
    ) -> Any:
        """Delete rows of a one-to-many table.

        Deletes up to 1,000 rows of one table for one recipient, each named by the value of the table's key. A
        failed row does not stop the others, nothing is rolled back, and a row that something in the instance still
        needs may stay.

        ``POST /recipients/{recipientId}/oneToManyTables/{tableId}/:batchDeleteRecords``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            table_id (str): The name of the one-to-many table; upper and lower case differ, and blanks may
                occur. Sent percent-encoded twice, except for `. _ - ~ *`.
            body (list[str]): Of each row to delete the value of the table's key.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import batch_delete_one_to_many_records as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "tableId": table_id,
            },
            _operation.parse,
            body,
        )

    def truncate(
        self,
        recipient_id: UniqueField | str,
        table_id: str,
    ) -> Any:
        """Delete all rows of a one-to-many table.

        Empties one table for one recipient; the rows of other recipients stay, and so does the table itself. The
        call takes no request body.

        ``POST /recipients/{recipientId}/oneToManyTables/{tableId}/:truncateTable``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            table_id (str): The name of the one-to-many table; upper and lower case differ, and blanks may
                occur. Sent percent-encoded twice, except for `. _ - ~ *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import truncate_one_to_many_table as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "tableId": table_id,
            },
            _operation.parse,
        )

    def start_upsert(
        self,
        body: OneToManyUpsertTask | Mapping[str, Any] | bytes,
    ) -> TaskStarted:
        """Create or update rows of many recipients, asynchronously.

        Accepts rows of one-to-many tables, grouped by recipient, for up to 1,000 recipients, and writes them later.
        Each row carries the key of its table. The task says when it is done; a callback may say so too.

        ``POST /recipients/v2/oneToManyTables/:upsert``

        Args:
            body (OneToManyUpsertTask): Rows to create or update, by recipient.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import async_upsert_one_to_many_records as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)


class AsyncOneToManyResource:
    """The operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AsyncOneToManyRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return AsyncOneToManyRawResource(self._client)

    async def list_tables(
        self,
        recipient_id: UniqueField | str,
    ) -> builtins.list[str]:
        """List the one-to-many tables of a recipient.

        Reads the names of the one-to-many tables of a recipient. Which tables and columns the instance defines is
        also told by `discoverOneToManyTables`, without a recipient.

        ``GET /recipients/{recipientId}/oneToManyTables``

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
        from . import list_one_to_many_tables as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
        )

    async def get_table(
        self,
        recipient_id: UniqueField | str,
        table_id: str,
    ) -> OneToManyTable:
        """Read the rows of a one-to-many table.

        Reads all rows that a one-to-many table holds for a recipient. Values are strings in the response, whatever
        the type of their column.

        ``GET /recipients/{recipientId}/oneToManyTables/{tableId}``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            table_id (str): The name of the one-to-many table; upper and lower case differ, and blanks may
                occur. Sent percent-encoded twice, except for `. _ - ~ *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import get_one_to_many_table as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "tableId": table_id,
            },
            _operation.parse,
        )

    async def update_records(
        self,
        recipient_id: UniqueField | str,
        table_id: str,
        body: builtins.list[OneToManyRow] | Sequence[Mapping[str, Any]] | bytes,
    ) -> Any:
        """Create or update rows of a one-to-many table.

        Writes up to 1,000 rows of one table for one recipient. Each row carries the table's key: a row with a known
        key is updated in the columns that are sent, another one is added. A failed row does not stop the others,
        nothing is rolled back, and the response does not say which row failed.

        ``POST /recipients/{recipientId}/oneToManyTables/{tableId}/:batchUpdateRecords``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            table_id (str): The name of the one-to-many table; upper and lower case differ, and blanks may
                occur. Sent percent-encoded twice, except for `. _ - ~ *`.
            body (list[OneToManyRow]): The rows to create or update, the table's key in each.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import batch_update_one_to_many_records as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "tableId": table_id,
            },
            _operation.parse,
            body,
        )

    async def delete_records(
        self,
        recipient_id: UniqueField | str,
        table_id: str,
        body: builtins.list[str] | Sequence[Mapping[str, Any]] | bytes,
    ) -> Any:
        """Delete rows of a one-to-many table.

        Deletes up to 1,000 rows of one table for one recipient, each named by the value of the table's key. A
        failed row does not stop the others, nothing is rolled back, and a row that something in the instance still
        needs may stay.

        ``POST /recipients/{recipientId}/oneToManyTables/{tableId}/:batchDeleteRecords``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            table_id (str): The name of the one-to-many table; upper and lower case differ, and blanks may
                occur. Sent percent-encoded twice, except for `. _ - ~ *`.
            body (list[str]): Of each row to delete the value of the table's key.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import batch_delete_one_to_many_records as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "tableId": table_id,
            },
            _operation.parse,
            body,
        )

    async def truncate(
        self,
        recipient_id: UniqueField | str,
        table_id: str,
    ) -> Any:
        """Delete all rows of a one-to-many table.

        Empties one table for one recipient; the rows of other recipients stay, and so does the table itself. The
        call takes no request body.

        ``POST /recipients/{recipientId}/oneToManyTables/{tableId}/:truncateTable``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            table_id (str): The name of the one-to-many table; upper and lower case differ, and blanks may
                occur. Sent percent-encoded twice, except for `. _ - ~ *`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import truncate_one_to_many_table as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "tableId": table_id,
            },
            _operation.parse,
        )

    async def start_upsert(
        self,
        body: OneToManyUpsertTask | Mapping[str, Any] | bytes,
    ) -> TaskStarted:
        """Create or update rows of many recipients, asynchronously.

        Accepts rows of one-to-many tables, grouped by recipient, for up to 1,000 recipients, and writes them later.
        Each row carries the key of its table. The task says when it is done; a callback may say so too.

        ``POST /recipients/v2/oneToManyTables/:upsert``

        Args:
            body (OneToManyUpsertTask): Rows to create or update, by recipient.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import async_upsert_one_to_many_records as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)


class OneToManyRawResource:
    """The whole responses of the operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def list_tables(
        self,
        recipient_id: UniqueField | str,
    ) -> Response[builtins.list[str]]:
        """List the one-to-many tables of a recipient.

        ``GET /recipients/{recipientId}/oneToManyTables``
        """
        from . import list_one_to_many_tables as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
        )

    def get_table(
        self,
        recipient_id: UniqueField | str,
        table_id: str,
    ) -> Response[OneToManyTable]:
        """Read the rows of a one-to-many table.

        ``GET /recipients/{recipientId}/oneToManyTables/{tableId}``
        """
        from . import get_one_to_many_table as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "tableId": table_id,
            },
            _operation.parse,
        )

    def update_records(
        self,
        recipient_id: UniqueField | str,
        table_id: str,
        body: builtins.list[OneToManyRow] | Sequence[Mapping[str, Any]] | bytes,
    ) -> Response[Any]:
        """Create or update rows of a one-to-many table.

        ``POST /recipients/{recipientId}/oneToManyTables/{tableId}/:batchUpdateRecords``
        """
        from . import batch_update_one_to_many_records as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "tableId": table_id,
            },
            _operation.parse,
            body,
        )

    def delete_records(
        self,
        recipient_id: UniqueField | str,
        table_id: str,
        body: builtins.list[str] | Sequence[Mapping[str, Any]] | bytes,
    ) -> Response[Any]:
        """Delete rows of a one-to-many table.

        ``POST /recipients/{recipientId}/oneToManyTables/{tableId}/:batchDeleteRecords``
        """
        from . import batch_delete_one_to_many_records as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "tableId": table_id,
            },
            _operation.parse,
            body,
        )

    def truncate(
        self,
        recipient_id: UniqueField | str,
        table_id: str,
    ) -> Response[Any]:
        """Delete all rows of a one-to-many table.

        ``POST /recipients/{recipientId}/oneToManyTables/{tableId}/:truncateTable``
        """
        from . import truncate_one_to_many_table as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "tableId": table_id,
            },
            _operation.parse,
        )

    def start_upsert(
        self,
        body: OneToManyUpsertTask | Mapping[str, Any] | bytes,
    ) -> Response[TaskStarted]:
        """Create or update rows of many recipients, asynchronously.

        ``POST /recipients/v2/oneToManyTables/:upsert``
        """
        from . import async_upsert_one_to_many_records as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)


class AsyncOneToManyRawResource:
    """The whole responses of the operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list_tables(
        self,
        recipient_id: UniqueField | str,
    ) -> Response[builtins.list[str]]:
        """List the one-to-many tables of a recipient.

        ``GET /recipients/{recipientId}/oneToManyTables``
        """
        from . import list_one_to_many_tables as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
        )

    async def get_table(
        self,
        recipient_id: UniqueField | str,
        table_id: str,
    ) -> Response[OneToManyTable]:
        """Read the rows of a one-to-many table.

        ``GET /recipients/{recipientId}/oneToManyTables/{tableId}``
        """
        from . import get_one_to_many_table as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "tableId": table_id,
            },
            _operation.parse,
        )

    async def update_records(
        self,
        recipient_id: UniqueField | str,
        table_id: str,
        body: builtins.list[OneToManyRow] | Sequence[Mapping[str, Any]] | bytes,
    ) -> Response[Any]:
        """Create or update rows of a one-to-many table.

        ``POST /recipients/{recipientId}/oneToManyTables/{tableId}/:batchUpdateRecords``
        """
        from . import batch_update_one_to_many_records as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "tableId": table_id,
            },
            _operation.parse,
            body,
        )

    async def delete_records(
        self,
        recipient_id: UniqueField | str,
        table_id: str,
        body: builtins.list[str] | Sequence[Mapping[str, Any]] | bytes,
    ) -> Response[Any]:
        """Delete rows of a one-to-many table.

        ``POST /recipients/{recipientId}/oneToManyTables/{tableId}/:batchDeleteRecords``
        """
        from . import batch_delete_one_to_many_records as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "tableId": table_id,
            },
            _operation.parse,
            body,
        )

    async def truncate(
        self,
        recipient_id: UniqueField | str,
        table_id: str,
    ) -> Response[Any]:
        """Delete all rows of a one-to-many table.

        ``POST /recipients/{recipientId}/oneToManyTables/{tableId}/:truncateTable``
        """
        from . import truncate_one_to_many_table as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "tableId": table_id,
            },
            _operation.parse,
        )

    async def start_upsert(
        self,
        body: OneToManyUpsertTask | Mapping[str, Any] | bytes,
    ) -> Response[TaskStarted]:
        """Create or update rows of many recipients, asynchronously.

        ``POST /recipients/v2/oneToManyTables/:upsert``
        """
        from . import async_upsert_one_to_many_records as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)
