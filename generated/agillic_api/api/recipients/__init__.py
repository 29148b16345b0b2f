# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""The people in an instance, their person data and what was sent to them."""

from __future__ import annotations

import builtins
import datetime
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ...types import UNSET, Unset

if TYPE_CHECKING:
    from agillic.wire.path_encoding import UniqueField
    from agillic.wire.rsql import Filter

    from ...client import AsyncClient, Client
    from ...models.bulk_result import BulkResult
    from ...models.communication import Communication
    from ...models.recipient import Recipient
    from ...models.recipient_deletion_task import RecipientDeletionTask
    from ...models.recipient_page import RecipientPage
    from ...models.recipient_upsert_task import RecipientUpsertTask
    from ...models.task_started import TaskStarted
    from ...types import Response


class RecipientsResource:
    """The operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> RecipientsRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return RecipientsRawResource(self._client)

    def list(
        self,
        *,
        filter: Filter | str | Unset = UNSET,
        object_response: bool | Unset = UNSET,
        document_id: str | Unset = UNSET,
        page_start: int | Unset = UNSET,
        page_size: int | Unset = UNSET,
    ) -> builtins.list[Recipient] | RecipientPage:
        """List recipients.

        Reads recipients, all of them or those a filter selects. Without `objectResponse` the response is a bare
        array. With `objectResponse=true` the first call makes a document, the fixed result of the filter, and
        returns its first page; later calls name the document by `documentId` and choose their page by `pageStart`.

        ``GET /recipients``

        Args:
            filter (str | Unset): An RSQL expression over the fields of the items: `==`, `!=`, `<`, `<=`, `>`,
                `>=`, `=in=`, joined by `and` and `or`, grouped by parentheses; the wildcards `?` and `*` work in
                strings with `==`. Dates are written by RFC 3339, or in the instance's own formats where these
                conflict with it, such as dd-MM-yyyy. A selector that is no field gets 422. In Python, build it by
                `agillic.F`: `F.LASTNAME == "Blue"`.
            object_response (bool | Unset): True for pages, false or nothing for a bare array.
            document_id (str | Unset): The document to read from, as the first paged response gave it. A filter
                is not looked at then.
            page_start (int | Unset): Index of the first item of the page, counted from 1. Beyond the last item
                the response is 404.
            page_size (int | Unset): Number of items of the page. It may reach beyond the last item.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import list_recipients as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "filter": filter,
                "objectResponse": object_response,
                "documentId": document_id,
                "pageStart": page_start,
                "pageSize": page_size,
            },
            _operation.parse,
        )

    def create(
        self,
        body: Recipient | Mapping[str, Any] | bytes,
    ) -> Any:
        """Create a recipient.

        Adds a person to the instance. The recipient key must be among the person data. To create or update in one
        call, use `updateRecipient`; for many at once, the batch operations.

        ``POST /recipients``

        Args:
            body (Recipient): A person the instance knows.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import create_recipient as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def get(
        self,
        recipient_id: UniqueField | str,
        *,
        person_data_fields: builtins.list[str] | Unset = UNSET,
    ) -> Recipient:
        """Read a recipient.

        Reads the person data of one recipient, all of it or the fields that are asked for. The response carries
        system fields too, such as AGILLIC_ID, CREATED and LAST_UPDATED.

        ``GET /recipients/{recipientId}``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            person_data_fields (list[str] | Unset): Names of the person data fields to return; left out, all of
                them.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import get_recipient as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "personDataFields": person_data_fields,
            },
            _operation.parse,
        )

    def update(
        self,
        recipient_id: UniqueField | str,
        body: Recipient | Mapping[str, Any] | bytes,
    ) -> Any:
        """Create or update a recipient.

        Changes the recipient that the path names, or creates it with that key when there is none. Only the person
        data fields that are sent are touched; one sent empty or null is cleared. The key by which the path names
        the recipient cannot be changed; another unique field can, unless its new value is taken.

        ``PUT /recipients/{recipientId}``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            body (Recipient): A person the instance knows.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import update_recipient as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
            body,
        )

    def delete(
        self,
        recipient_id: UniqueField | str,
    ) -> Any:
        """Delete a recipient.

        Removes a person from the instance. Success does not promise that the recipient is gone: where something in
        the instance still uses or needs it, it stays. Read the recipient afterwards where that matters.

        ``DELETE /recipients/{recipientId}``

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
        from . import delete_recipient as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
        )

    def batch_upsert(
        self,
        body: builtins.list[Recipient] | Sequence[Mapping[str, Any]] | bytes,
    ) -> BulkResult:
        """Create or update many recipients.

        Takes up to 1,000 recipients and at most 5 MB, and works them off before it responds. Each entry holds the
        person data, the recipient key among them, and acts like one `updateRecipient`: a failed entry does not stop
        the others, and nothing is rolled back. The response counts the outcomes and does not say which entry had
        which.

        ``POST /recipients/:batch``

        Args:
            body (list[Recipient]): The recipients to create or update.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import batch_upsert_recipients as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def start_upsert(
        self,
        body: RecipientUpsertTask | Mapping[str, Any] | bytes,
    ) -> TaskStarted:
        """Create or update many recipients, asynchronously.

        Accepts up to 1,000 recipients and works them off later. Each entry holds the person data, the recipient key
        among them, and may bring rows of one-to-many tables along. The task says when it is done; a callback may
        say so too.

        ``POST /recipients/v2/:upsert``

        Args:
            body (RecipientUpsertTask): Recipients to create or update.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import async_batch_upsert_recipients as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def start_delete(
        self,
        body: RecipientDeletionTask | Mapping[str, Any] | bytes,
    ) -> TaskStarted:
        """Delete many recipients, asynchronously.

        Accepts up to 1,000 recipients and deletes them later, each like one `deleteRecipient`. The task says when
        it is done; a callback may say so too. As with a single deletion, a recipient that something still needs may
        stay.

        ``POST /recipients/v2/:delete``

        Args:
            body (RecipientDeletionTask): Recipients to delete.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import async_batch_delete_recipients as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def communication_history(
        self,
        recipient_id: UniqueField | str,
        *,
        date_start: datetime.datetime | Unset = UNSET,
        date_end: datetime.datetime | Unset = UNSET,
        communication_type: str | Unset = UNSET,
    ) -> builtins.list[Communication]:
        """List what was sent to a recipient.

        Reads the messages that a recipient was sent, with what is known of their openings, clicks and bounces. It
        changes nothing although it is a POST, as all custom methods are; it takes no request body.

        ``POST /recipients/{recipientId}/:listCommunicationHistory``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            date_start (datetime.datetime | Unset): Only messages sent from this moment on, by RFC 3339.
            date_end (datetime.datetime | Unset): Only messages sent up to this moment, by RFC 3339.
            communication_type (str | Unset): Only messages of this type, a word as the responses have it in
                their `communicationType`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import list_communication_history as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "dateStart": date_start,
                "dateEnd": date_end,
                "communicationType": communication_type,
            },
            _operation.parse,
        )


class AsyncRecipientsResource:
    """The operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AsyncRecipientsRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return AsyncRecipientsRawResource(self._client)

    async def list(
        self,
        *,
        filter: Filter | str | Unset = UNSET,
        object_response: bool | Unset = UNSET,
        document_id: str | Unset = UNSET,
        page_start: int | Unset = UNSET,
        page_size: int | Unset = UNSET,
    ) -> builtins.list[Recipient] | RecipientPage:
        """List recipients.

        Reads recipients, all of them or those a filter selects. Without `objectResponse` the response is a bare
        array. With `objectResponse=true` the first call makes a document, the fixed result of the filter, and
        returns its first page; later calls name the document by `documentId` and choose their page by `pageStart`.

        ``GET /recipients``

        Args:
            filter (str | Unset): An RSQL expression over the fields of the items: `==`, `!=`, `<`, `<=`, `>`,
                `>=`, `=in=`, joined by `and` and `or`, grouped by parentheses; the wildcards `?` and `*` work in
                strings with `==`. Dates are written by RFC 3339, or in the instance's own formats where these
                conflict with it, such as dd-MM-yyyy. A selector that is no field gets 422. In Python, build it by
                `agillic.F`: `F.LASTNAME == "Blue"`.
            object_response (bool | Unset): True for pages, false or nothing for a bare array.
            document_id (str | Unset): The document to read from, as the first paged response gave it. A filter
                is not looked at then.
            page_start (int | Unset): Index of the first item of the page, counted from 1. Beyond the last item
                the response is 404.
            page_size (int | Unset): Number of items of the page. It may reach beyond the last item.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import list_recipients as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "filter": filter,
                "objectResponse": object_response,
                "documentId": document_id,
                "pageStart": page_start,
                "pageSize": page_size,
            },
            _operation.parse,
        )

    async def create(
        self,
        body: Recipient | Mapping[str, Any] | bytes,
    ) -> Any:
        """Create a recipient.

        Adds a person to the instance. The recipient key must be among the person data. To create or update in one
        call, use `updateRecipient`; for many at once, the batch operations.

        ``POST /recipients``

        Args:
            body (Recipient): A person the instance knows.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import create_recipient as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def get(
        self,
        recipient_id: UniqueField | str,
        *,
        person_data_fields: builtins.list[str] | Unset = UNSET,
    ) -> Recipient:
        """Read a recipient.

        Reads the person data of one recipient, all of it or the fields that are asked for. The response carries
        system fields too, such as AGILLIC_ID, CREATED and LAST_UPDATED.

        ``GET /recipients/{recipientId}``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            person_data_fields (list[str] | Unset): Names of the person data fields to return; left out, all of
                them.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import get_recipient as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "personDataFields": person_data_fields,
            },
            _operation.parse,
        )

    async def update(
        self,
        recipient_id: UniqueField | str,
        body: Recipient | Mapping[str, Any] | bytes,
    ) -> Any:
        """Create or update a recipient.

        Changes the recipient that the path names, or creates it with that key when there is none. Only the person
        data fields that are sent are touched; one sent empty or null is cleared. The key by which the path names
        the recipient cannot be changed; another unique field can, unless its new value is taken.

        ``PUT /recipients/{recipientId}``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            body (Recipient): A person the instance knows.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import update_recipient as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
            body,
        )

    async def delete(
        self,
        recipient_id: UniqueField | str,
    ) -> Any:
        """Delete a recipient.

        Removes a person from the instance. Success does not promise that the recipient is gone: where something in
        the instance still uses or needs it, it stays. Read the recipient afterwards where that matters.

        ``DELETE /recipients/{recipientId}``

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
        from . import delete_recipient as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
        )

    async def batch_upsert(
        self,
        body: builtins.list[Recipient] | Sequence[Mapping[str, Any]] | bytes,
    ) -> BulkResult:
        """Create or update many recipients.

        Takes up to 1,000 recipients and at most 5 MB, and works them off before it responds. Each entry holds the
        person data, the recipient key among them, and acts like one `updateRecipient`: a failed entry does not stop
        the others, and nothing is rolled back. The response counts the outcomes and does not say which entry had
        which.

        ``POST /recipients/:batch``

        Args:
            body (list[Recipient]): The recipients to create or update.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import batch_upsert_recipients as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def start_upsert(
        self,
        body: RecipientUpsertTask | Mapping[str, Any] | bytes,
    ) -> TaskStarted:
        """Create or update many recipients, asynchronously.

        Accepts up to 1,000 recipients and works them off later. Each entry holds the person data, the recipient key
        among them, and may bring rows of one-to-many tables along. The task says when it is done; a callback may
        say so too.

        ``POST /recipients/v2/:upsert``

        Args:
            body (RecipientUpsertTask): Recipients to create or update.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import async_batch_upsert_recipients as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def start_delete(
        self,
        body: RecipientDeletionTask | Mapping[str, Any] | bytes,
    ) -> TaskStarted:
        """Delete many recipients, asynchronously.

        Accepts up to 1,000 recipients and deletes them later, each like one `deleteRecipient`. The task says when
        it is done; a callback may say so too. As with a single deletion, a recipient that something still needs may
        stay.

        ``POST /recipients/v2/:delete``

        Args:
            body (RecipientDeletionTask): Recipients to delete.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import async_batch_delete_recipients as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def communication_history(
        self,
        recipient_id: UniqueField | str,
        *,
        date_start: datetime.datetime | Unset = UNSET,
        date_end: datetime.datetime | Unset = UNSET,
        communication_type: str | Unset = UNSET,
    ) -> builtins.list[Communication]:
        """List what was sent to a recipient.

        Reads the messages that a recipient was sent, with what is known of their openings, clicks and bounces. It
        changes nothing although it is a POST, as all custom methods are; it takes no request body.

        ``POST /recipients/{recipientId}/:listCommunicationHistory``

        Args:
            recipient_id (str): The recipient: either the value of the instance's recipient key (often the email
                address), or `FIELD=value` with a unique person data field, such as `EMAIL=ruby@sweetmail.com` or
                `AGILLIC_ID=.EbrB`. Sent percent-encoded twice, except for `. _ - ~ *`; only the `=` between field
                and value is sent as it is, so a client must know the one from a `=` inside a value. Sent as `%3D`,
                as generated clients do, it is assumed to part them too. In Python, name a field by
                `agillic.by(EMAIL="ruby@sweetmail.com")`: a plain text is always a value of the recipient key, `=`
                and all.
            date_start (datetime.datetime | Unset): Only messages sent from this moment on, by RFC 3339.
            date_end (datetime.datetime | Unset): Only messages sent up to this moment, by RFC 3339.
            communication_type (str | Unset): Only messages of this type, a word as the responses have it in
                their `communicationType`.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import list_communication_history as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "dateStart": date_start,
                "dateEnd": date_end,
                "communicationType": communication_type,
            },
            _operation.parse,
        )


class RecipientsRawResource:
    """The whole responses of the operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(
        self,
        *,
        filter: Filter | str | Unset = UNSET,
        object_response: bool | Unset = UNSET,
        document_id: str | Unset = UNSET,
        page_start: int | Unset = UNSET,
        page_size: int | Unset = UNSET,
    ) -> Response[builtins.list[Recipient] | RecipientPage]:
        """List recipients.

        ``GET /recipients``
        """
        from . import list_recipients as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "filter": filter,
                "objectResponse": object_response,
                "documentId": document_id,
                "pageStart": page_start,
                "pageSize": page_size,
            },
            _operation.parse,
        )

    def create(
        self,
        body: Recipient | Mapping[str, Any] | bytes,
    ) -> Response[Any]:
        """Create a recipient.

        ``POST /recipients``
        """
        from . import create_recipient as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def get(
        self,
        recipient_id: UniqueField | str,
        *,
        person_data_fields: builtins.list[str] | Unset = UNSET,
    ) -> Response[Recipient]:
        """Read a recipient.

        ``GET /recipients/{recipientId}``
        """
        from . import get_recipient as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "personDataFields": person_data_fields,
            },
            _operation.parse,
        )

    def update(
        self,
        recipient_id: UniqueField | str,
        body: Recipient | Mapping[str, Any] | bytes,
    ) -> Response[Any]:
        """Create or update a recipient.

        ``PUT /recipients/{recipientId}``
        """
        from . import update_recipient as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
            body,
        )

    def delete(
        self,
        recipient_id: UniqueField | str,
    ) -> Response[Any]:
        """Delete a recipient.

        ``DELETE /recipients/{recipientId}``
        """
        from . import delete_recipient as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
        )

    def batch_upsert(
        self,
        body: builtins.list[Recipient] | Sequence[Mapping[str, Any]] | bytes,
    ) -> Response[BulkResult]:
        """Create or update many recipients.

        ``POST /recipients/:batch``
        """
        from . import batch_upsert_recipients as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def start_upsert(
        self,
        body: RecipientUpsertTask | Mapping[str, Any] | bytes,
    ) -> Response[TaskStarted]:
        """Create or update many recipients, asynchronously.

        ``POST /recipients/v2/:upsert``
        """
        from . import async_batch_upsert_recipients as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def start_delete(
        self,
        body: RecipientDeletionTask | Mapping[str, Any] | bytes,
    ) -> Response[TaskStarted]:
        """Delete many recipients, asynchronously.

        ``POST /recipients/v2/:delete``
        """
        from . import async_batch_delete_recipients as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def communication_history(
        self,
        recipient_id: UniqueField | str,
        *,
        date_start: datetime.datetime | Unset = UNSET,
        date_end: datetime.datetime | Unset = UNSET,
        communication_type: str | Unset = UNSET,
    ) -> Response[builtins.list[Communication]]:
        """List what was sent to a recipient.

        ``POST /recipients/{recipientId}/:listCommunicationHistory``
        """
        from . import list_communication_history as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "dateStart": date_start,
                "dateEnd": date_end,
                "communicationType": communication_type,
            },
            _operation.parse,
        )


class AsyncRecipientsRawResource:
    """The whole responses of the operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(
        self,
        *,
        filter: Filter | str | Unset = UNSET,
        object_response: bool | Unset = UNSET,
        document_id: str | Unset = UNSET,
        page_start: int | Unset = UNSET,
        page_size: int | Unset = UNSET,
    ) -> Response[builtins.list[Recipient] | RecipientPage]:
        """List recipients.

        ``GET /recipients``
        """
        from . import list_recipients as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "filter": filter,
                "objectResponse": object_response,
                "documentId": document_id,
                "pageStart": page_start,
                "pageSize": page_size,
            },
            _operation.parse,
        )

    async def create(
        self,
        body: Recipient | Mapping[str, Any] | bytes,
    ) -> Response[Any]:
        """Create a recipient.

        ``POST /recipients``
        """
        from . import create_recipient as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def get(
        self,
        recipient_id: UniqueField | str,
        *,
        person_data_fields: builtins.list[str] | Unset = UNSET,
    ) -> Response[Recipient]:
        """Read a recipient.

        ``GET /recipients/{recipientId}``
        """
        from . import get_recipient as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "personDataFields": person_data_fields,
            },
            _operation.parse,
        )

    async def update(
        self,
        recipient_id: UniqueField | str,
        body: Recipient | Mapping[str, Any] | bytes,
    ) -> Response[Any]:
        """Create or update a recipient.

        ``PUT /recipients/{recipientId}``
        """
        from . import update_recipient as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
            body,
        )

    async def delete(
        self,
        recipient_id: UniqueField | str,
    ) -> Response[Any]:
        """Delete a recipient.

        ``DELETE /recipients/{recipientId}``
        """
        from . import delete_recipient as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
            },
            _operation.parse,
        )

    async def batch_upsert(
        self,
        body: builtins.list[Recipient] | Sequence[Mapping[str, Any]] | bytes,
    ) -> Response[BulkResult]:
        """Create or update many recipients.

        ``POST /recipients/:batch``
        """
        from . import batch_upsert_recipients as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def start_upsert(
        self,
        body: RecipientUpsertTask | Mapping[str, Any] | bytes,
    ) -> Response[TaskStarted]:
        """Create or update many recipients, asynchronously.

        ``POST /recipients/v2/:upsert``
        """
        from . import async_batch_upsert_recipients as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def start_delete(
        self,
        body: RecipientDeletionTask | Mapping[str, Any] | bytes,
    ) -> Response[TaskStarted]:
        """Delete many recipients, asynchronously.

        ``POST /recipients/v2/:delete``
        """
        from . import async_batch_delete_recipients as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def communication_history(
        self,
        recipient_id: UniqueField | str,
        *,
        date_start: datetime.datetime | Unset = UNSET,
        date_end: datetime.datetime | Unset = UNSET,
        communication_type: str | Unset = UNSET,
    ) -> Response[builtins.list[Communication]]:
        """List what was sent to a recipient.

        ``POST /recipients/{recipientId}/:listCommunicationHistory``
        """
        from . import list_communication_history as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "recipientId": recipient_id,
                "dateStart": date_start,
                "dateEnd": date_end,
                "communicationType": communication_type,
            },
            _operation.parse,
        )
