# Generated from spec/iterable by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""Collections of items that messages are personalized with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from ...types import UNSET, Unset

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models.catalog_item import CatalogItem
    from ...models.catalog_item_page import CatalogItemPage
    from ...models.catalog_item_page_envelope import CatalogItemPageEnvelope
    from ...models.catalog_item_upload import CatalogItemUpload
    from ...models.catalog_item_value import CatalogItemValue
    from ...models.catalog_page import CatalogPage
    from ...models.catalog_page_envelope import CatalogPageEnvelope
    from ...models.envelope import Envelope
    from ...types import Response


class CatalogsResource:
    """The operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> CatalogsRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return CatalogsRawResource(self._client)

    def list(
        self,
        *,
        page: int | Unset = UNSET,
        page_size: int | Unset = UNSET,
    ) -> CatalogPage | CatalogPageEnvelope:
        """List catalogs.

        Reads the names of catalogs, page by page.

        ``GET /api/catalogs``

        Args:
            page (int | Unset): Number of the page, counted from 1.
            page_size (int | Unset): Entries of a page; 10 when left out. No most is documented.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import list_catalogs as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "page": page,
                "pageSize": page_size,
            },
            _operation.parse,
        )

    def create(
        self,
        catalog_name: str,
    ) -> Envelope | None:
        """Create a catalog.

        Creates an empty catalog. Its name is unique in the project, whatever the case of its letters, and has
        letters, digits and dashes alone, at most 255 of them. There is no body.

        ``POST /api/catalogs/{catalogName}``

        Args:
            catalog_name (str): The catalog's name, whatever the case of its letters. Letters, digits and dashes
                alone.

        Returns:
            What the response says; None for a success without content.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import create_catalog as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "catalogName": catalog_name,
            },
            _operation.parse,
        )

    def list_items(
        self,
        catalog_name: str,
        *,
        page: int | Unset = UNSET,
        page_size: int | Unset = UNSET,
        order_by: str | Unset = UNSET,
        sort_ascending: bool | Unset = UNSET,
    ) -> CatalogItemPage | CatalogItemPageEnvelope:
        """List the items of a catalog.

        Reads the items of a catalog with their values, page by page.

        ``GET /api/catalogs/{catalogName}/items``

        Args:
            catalog_name (str): The catalog's name, whatever the case of its letters. Letters, digits and dashes
                alone.
            page (int | Unset): Number of the page, counted from 1.
            page_size (int | Unset): Entries of a page; 10 when left out. No most is documented.
            order_by (str | Unset): The field that the items are sorted by. Beside `sortAscending` it must have
                a defined type.
            sort_ascending (bool | Unset): True sorts upwards. False when left out.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import list_catalog_items as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "catalogName": catalog_name,
                "page": page,
                "pageSize": page_size,
                "orderBy": order_by,
                "sortAscending": sort_ascending,
            },
            _operation.parse,
        )

    def bulk_write_items(
        self,
        catalog_name: str,
        body: CatalogItemUpload | Mapping[str, Any] | bytes,
    ) -> Envelope | None:
        """Create or update many items of a catalog.

        Writes up to 1,000 items by their ids, after the response. Items that are there are replaced as a whole, or
        only in the fields that are sent where `replaceUploadedFieldsOnly` is true. An item has at most 30 kB, and
        no periods in the names of its fields.

        ``POST /api/catalogs/{catalogName}/items``

        Args:
            catalog_name (str): The catalog's name, whatever the case of its letters. Letters, digits and dashes
                alone.
            body (CatalogItemUpload): Items to write, and how.

        Returns:
            What the response says; None for a success without content.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import bulk_write_catalog_items as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "catalogName": catalog_name,
            },
            _operation.parse,
            body,
        )

    def get_item(
        self,
        catalog_name: str,
        item_id: str,
    ) -> CatalogItem:
        """Get an item of a catalog.

        Reads one item with its value.

        ``GET /api/catalogs/{catalogName}/items/{itemId}``

        Args:
            catalog_name (str): The catalog's name, whatever the case of its letters. Letters, digits and dashes
                alone.
            item_id (str): The item's id, where the case of letters counts. Letters, digits and dashes alone.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import get_catalog_item as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "catalogName": catalog_name,
                "itemId": item_id,
            },
            _operation.parse,
        )

    def replace_item(
        self,
        catalog_name: str,
        item_id: str,
        body: CatalogItemValue | Mapping[str, Any] | bytes,
    ) -> Envelope | None:
        """Create or replace an item of a catalog.

        Puts a value in the place of the whole item, which is created when not there, after the response. Its id has
        letters, digits and dashes alone, at most 255 of them. The value has at most 30 kB, and no periods in the
        names of its fields.

        ``PUT /api/catalogs/{catalogName}/items/{itemId}``

        Args:
            catalog_name (str): The catalog's name, whatever the case of its letters. Letters, digits and dashes
                alone.
            item_id (str): The item's id, where the case of letters counts. Letters, digits and dashes alone.
            body (CatalogItemValue):

        Returns:
            What the response says; None for a success without content.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import replace_catalog_item as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "catalogName": catalog_name,
                "itemId": item_id,
            },
            _operation.parse,
            body,
        )


class AsyncCatalogsResource:
    """The operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AsyncCatalogsRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return AsyncCatalogsRawResource(self._client)

    async def list(
        self,
        *,
        page: int | Unset = UNSET,
        page_size: int | Unset = UNSET,
    ) -> CatalogPage | CatalogPageEnvelope:
        """List catalogs.

        Reads the names of catalogs, page by page.

        ``GET /api/catalogs``

        Args:
            page (int | Unset): Number of the page, counted from 1.
            page_size (int | Unset): Entries of a page; 10 when left out. No most is documented.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import list_catalogs as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "page": page,
                "pageSize": page_size,
            },
            _operation.parse,
        )

    async def create(
        self,
        catalog_name: str,
    ) -> Envelope | None:
        """Create a catalog.

        Creates an empty catalog. Its name is unique in the project, whatever the case of its letters, and has
        letters, digits and dashes alone, at most 255 of them. There is no body.

        ``POST /api/catalogs/{catalogName}``

        Args:
            catalog_name (str): The catalog's name, whatever the case of its letters. Letters, digits and dashes
                alone.

        Returns:
            What the response says; None for a success without content.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import create_catalog as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "catalogName": catalog_name,
            },
            _operation.parse,
        )

    async def list_items(
        self,
        catalog_name: str,
        *,
        page: int | Unset = UNSET,
        page_size: int | Unset = UNSET,
        order_by: str | Unset = UNSET,
        sort_ascending: bool | Unset = UNSET,
    ) -> CatalogItemPage | CatalogItemPageEnvelope:
        """List the items of a catalog.

        Reads the items of a catalog with their values, page by page.

        ``GET /api/catalogs/{catalogName}/items``

        Args:
            catalog_name (str): The catalog's name, whatever the case of its letters. Letters, digits and dashes
                alone.
            page (int | Unset): Number of the page, counted from 1.
            page_size (int | Unset): Entries of a page; 10 when left out. No most is documented.
            order_by (str | Unset): The field that the items are sorted by. Beside `sortAscending` it must have
                a defined type.
            sort_ascending (bool | Unset): True sorts upwards. False when left out.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import list_catalog_items as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "catalogName": catalog_name,
                "page": page,
                "pageSize": page_size,
                "orderBy": order_by,
                "sortAscending": sort_ascending,
            },
            _operation.parse,
        )

    async def bulk_write_items(
        self,
        catalog_name: str,
        body: CatalogItemUpload | Mapping[str, Any] | bytes,
    ) -> Envelope | None:
        """Create or update many items of a catalog.

        Writes up to 1,000 items by their ids, after the response. Items that are there are replaced as a whole, or
        only in the fields that are sent where `replaceUploadedFieldsOnly` is true. An item has at most 30 kB, and
        no periods in the names of its fields.

        ``POST /api/catalogs/{catalogName}/items``

        Args:
            catalog_name (str): The catalog's name, whatever the case of its letters. Letters, digits and dashes
                alone.
            body (CatalogItemUpload): Items to write, and how.

        Returns:
            What the response says; None for a success without content.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import bulk_write_catalog_items as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "catalogName": catalog_name,
            },
            _operation.parse,
            body,
        )

    async def get_item(
        self,
        catalog_name: str,
        item_id: str,
    ) -> CatalogItem:
        """Get an item of a catalog.

        Reads one item with its value.

        ``GET /api/catalogs/{catalogName}/items/{itemId}``

        Args:
            catalog_name (str): The catalog's name, whatever the case of its letters. Letters, digits and dashes
                alone.
            item_id (str): The item's id, where the case of letters counts. Letters, digits and dashes alone.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import get_catalog_item as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "catalogName": catalog_name,
                "itemId": item_id,
            },
            _operation.parse,
        )

    async def replace_item(
        self,
        catalog_name: str,
        item_id: str,
        body: CatalogItemValue | Mapping[str, Any] | bytes,
    ) -> Envelope | None:
        """Create or replace an item of a catalog.

        Puts a value in the place of the whole item, which is created when not there, after the response. Its id has
        letters, digits and dashes alone, at most 255 of them. The value has at most 30 kB, and no periods in the
        names of its fields.

        ``PUT /api/catalogs/{catalogName}/items/{itemId}``

        Args:
            catalog_name (str): The catalog's name, whatever the case of its letters. Letters, digits and dashes
                alone.
            item_id (str): The item's id, where the case of letters counts. Letters, digits and dashes alone.
            body (CatalogItemValue):

        Returns:
            What the response says; None for a success without content.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            IterableError: there was no response, or none with success.
        """
        from . import replace_catalog_item as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "catalogName": catalog_name,
                "itemId": item_id,
            },
            _operation.parse,
            body,
        )


class CatalogsRawResource:
    """The whole responses of the operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(
        self,
        *,
        page: int | Unset = UNSET,
        page_size: int | Unset = UNSET,
    ) -> Response[CatalogPage | CatalogPageEnvelope]:
        """List catalogs.

        ``GET /api/catalogs``
        """
        from . import list_catalogs as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "page": page,
                "pageSize": page_size,
            },
            _operation.parse,
        )

    def create(
        self,
        catalog_name: str,
    ) -> Response[Envelope | None]:
        """Create a catalog.

        ``POST /api/catalogs/{catalogName}``
        """
        from . import create_catalog as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "catalogName": catalog_name,
            },
            _operation.parse,
        )

    def list_items(
        self,
        catalog_name: str,
        *,
        page: int | Unset = UNSET,
        page_size: int | Unset = UNSET,
        order_by: str | Unset = UNSET,
        sort_ascending: bool | Unset = UNSET,
    ) -> Response[CatalogItemPage | CatalogItemPageEnvelope]:
        """List the items of a catalog.

        ``GET /api/catalogs/{catalogName}/items``
        """
        from . import list_catalog_items as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "catalogName": catalog_name,
                "page": page,
                "pageSize": page_size,
                "orderBy": order_by,
                "sortAscending": sort_ascending,
            },
            _operation.parse,
        )

    def bulk_write_items(
        self,
        catalog_name: str,
        body: CatalogItemUpload | Mapping[str, Any] | bytes,
    ) -> Response[Envelope | None]:
        """Create or update many items of a catalog.

        ``POST /api/catalogs/{catalogName}/items``
        """
        from . import bulk_write_catalog_items as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "catalogName": catalog_name,
            },
            _operation.parse,
            body,
        )

    def get_item(
        self,
        catalog_name: str,
        item_id: str,
    ) -> Response[CatalogItem]:
        """Get an item of a catalog.

        ``GET /api/catalogs/{catalogName}/items/{itemId}``
        """
        from . import get_catalog_item as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "catalogName": catalog_name,
                "itemId": item_id,
            },
            _operation.parse,
        )

    def replace_item(
        self,
        catalog_name: str,
        item_id: str,
        body: CatalogItemValue | Mapping[str, Any] | bytes,
    ) -> Response[Envelope | None]:
        """Create or replace an item of a catalog.

        ``PUT /api/catalogs/{catalogName}/items/{itemId}``
        """
        from . import replace_catalog_item as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "catalogName": catalog_name,
                "itemId": item_id,
            },
            _operation.parse,
            body,
        )


class AsyncCatalogsRawResource:
    """The whole responses of the operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(
        self,
        *,
        page: int | Unset = UNSET,
        page_size: int | Unset = UNSET,
    ) -> Response[CatalogPage | CatalogPageEnvelope]:
        """List catalogs.

        ``GET /api/catalogs``
        """
        from . import list_catalogs as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "page": page,
                "pageSize": page_size,
            },
            _operation.parse,
        )

    async def create(
        self,
        catalog_name: str,
    ) -> Response[Envelope | None]:
        """Create a catalog.

        ``POST /api/catalogs/{catalogName}``
        """
        from . import create_catalog as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "catalogName": catalog_name,
            },
            _operation.parse,
        )

    async def list_items(
        self,
        catalog_name: str,
        *,
        page: int | Unset = UNSET,
        page_size: int | Unset = UNSET,
        order_by: str | Unset = UNSET,
        sort_ascending: bool | Unset = UNSET,
    ) -> Response[CatalogItemPage | CatalogItemPageEnvelope]:
        """List the items of a catalog.

        ``GET /api/catalogs/{catalogName}/items``
        """
        from . import list_catalog_items as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "catalogName": catalog_name,
                "page": page,
                "pageSize": page_size,
                "orderBy": order_by,
                "sortAscending": sort_ascending,
            },
            _operation.parse,
        )

    async def bulk_write_items(
        self,
        catalog_name: str,
        body: CatalogItemUpload | Mapping[str, Any] | bytes,
    ) -> Response[Envelope | None]:
        """Create or update many items of a catalog.

        ``POST /api/catalogs/{catalogName}/items``
        """
        from . import bulk_write_catalog_items as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "catalogName": catalog_name,
            },
            _operation.parse,
            body,
        )

    async def get_item(
        self,
        catalog_name: str,
        item_id: str,
    ) -> Response[CatalogItem]:
        """Get an item of a catalog.

        ``GET /api/catalogs/{catalogName}/items/{itemId}``
        """
        from . import get_catalog_item as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "catalogName": catalog_name,
                "itemId": item_id,
            },
            _operation.parse,
        )

    async def replace_item(
        self,
        catalog_name: str,
        item_id: str,
        body: CatalogItemValue | Mapping[str, Any] | bytes,
    ) -> Response[Envelope | None]:
        """Create or replace an item of a catalog.

        ``PUT /api/catalogs/{catalogName}/items/{itemId}``
        """
        from . import replace_catalog_item as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "catalogName": catalog_name,
                "itemId": item_id,
            },
            _operation.parse,
            body,
        )
