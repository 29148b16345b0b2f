# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""HTTP extensions - scripts of the instance that respond to calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...types import UNSET, Unset

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models.delete_extension_query import DeleteExtensionQuery
    from ...models.get_extension_query import GetExtensionQuery
    from ...models.post_extension_query import PostExtensionQuery
    from ...models.put_extension_query import PutExtensionQuery
    from ...types import Response


class ExtensionsResource:
    """The operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> ExtensionsRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return ExtensionsRawResource(self._client)

    def get(
        self,
        extension_id: str,
        path: str,
        *,
        query: GetExtensionQuery | Unset = UNSET,
    ) -> Any:
        """Call an HTTP extension with GET.

        Runs the script of an HTTP extension, a program that the customer keeps on the instance, and returns what it
        returns. The script is handed the query parameters, headers and path of the call. What it writes is kept
        only when its response has a 2xx status, unless it says otherwise itself. An extension with `@open:"true"`
        cannot be called here; one that says nothing of it can, as `@open` and `@async` are false by default.

        ``GET /extensions/secure/{extensionId}/{path}``

        Args:
            extension_id (str): The `@id` of the HTTP extension: letters, digits and underscores, at most 50.
                Sent percent-encoded twice, except for `. _ - ~ *`.
            path (str): Any text; the script is handed it as input, for example an email address. Sent percent-
                encoded twice, except for `. _ - ~ *`.
            query (GetExtensionQuery | Unset): Any query parameters by name; the script is handed them.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import get_extension as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "extensionId": extension_id,
                "path": path,
                "query": query,
            },
            _operation.parse,
        )

    def put(
        self,
        extension_id: str,
        path: str,
        body: Any | Unset = UNSET,
        *,
        query: PutExtensionQuery | Unset = UNSET,
    ) -> Any:
        """Call an HTTP extension with PUT.

        Runs the script of an HTTP extension, a program that the customer keeps on the instance, and returns what it
        returns. The script is handed the body, query parameters, headers and path of the call. What it writes is
        kept only when its response has a 2xx status, unless it says otherwise itself. An extension with
        `@open:"true"` cannot be called here; one that says nothing of it can, as `@open` and `@async` are false by
        default.

        ``PUT /extensions/secure/{extensionId}/{path}``

        Args:
            extension_id (str): The `@id` of the HTTP extension: letters, digits and underscores, at most 50.
                Sent percent-encoded twice, except for `. _ - ~ *`.
            path (str): Any text; the script is handed it as input, for example an email address. Sent percent-
                encoded twice, except for `. _ - ~ *`.
            query (PutExtensionQuery | Unset): Any query parameters by name; the script is handed them.
            body (Any | Unset): Any JSON value.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import put_extension as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "extensionId": extension_id,
                "path": path,
                "query": query,
            },
            _operation.parse,
            body,
        )

    def post(
        self,
        extension_id: str,
        path: str,
        body: Any | Unset = UNSET,
        *,
        query: PostExtensionQuery | Unset = UNSET,
    ) -> Any:
        """Call an HTTP extension with POST.

        Runs the script of an HTTP extension, a program that the customer keeps on the instance, and returns what it
        returns. The script is handed the body, query parameters, headers and path of the call. What it writes is
        kept only when its response has a 2xx status, unless it says otherwise itself. An extension with
        `@open:"true"` cannot be called here; one that says nothing of it can, as `@open` and `@async` are false by
        default.

        ``POST /extensions/secure/{extensionId}/{path}``

        Args:
            extension_id (str): The `@id` of the HTTP extension: letters, digits and underscores, at most 50.
                Sent percent-encoded twice, except for `. _ - ~ *`.
            path (str): Any text; the script is handed it as input, for example an email address. Sent percent-
                encoded twice, except for `. _ - ~ *`.
            query (PostExtensionQuery | Unset): Any query parameters by name; the script is handed them.
            body (Any | Unset): Any JSON value.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import post_extension as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "extensionId": extension_id,
                "path": path,
                "query": query,
            },
            _operation.parse,
            body,
        )

    def delete(
        self,
        extension_id: str,
        path: str,
        body: Any | Unset = UNSET,
        *,
        query: DeleteExtensionQuery | Unset = UNSET,
    ) -> Any:
        """Call an HTTP extension with DELETE.

        Runs the script of an HTTP extension, a program that the customer keeps on the instance, and returns what it
        returns. The script is handed the body, query parameters, headers and path of the call. What it writes is
        kept only when its response has a 2xx status, unless it says otherwise itself. An extension with
        `@open:"true"` cannot be called here; one that says nothing of it can, as `@open` and `@async` are false by
        default.

        ``DELETE /extensions/secure/{extensionId}/{path}``

        Args:
            extension_id (str): The `@id` of the HTTP extension: letters, digits and underscores, at most 50.
                Sent percent-encoded twice, except for `. _ - ~ *`.
            path (str): Any text; the script is handed it as input, for example an email address. Sent percent-
                encoded twice, except for `. _ - ~ *`.
            query (DeleteExtensionQuery | Unset): Any query parameters by name; the script is handed them.
            body (Any | Unset): Any JSON value.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import delete_extension as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "extensionId": extension_id,
                "path": path,
                "query": query,
            },
            _operation.parse,
            body,
        )


class AsyncExtensionsResource:
    """The operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AsyncExtensionsRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return AsyncExtensionsRawResource(self._client)

    async def get(
        self,
        extension_id: str,
        path: str,
        *,
        query: GetExtensionQuery | Unset = UNSET,
    ) -> Any:
        """Call an HTTP extension with GET.

        Runs the script of an HTTP extension, a program that the customer keeps on the instance, and returns what it
        returns. The script is handed the query parameters, headers and path of the call. What it writes is kept
        only when its response has a 2xx status, unless it says otherwise itself. An extension with `@open:"true"`
        cannot be called here; one that says nothing of it can, as `@open` and `@async` are false by default.

        ``GET /extensions/secure/{extensionId}/{path}``

        Args:
            extension_id (str): The `@id` of the HTTP extension: letters, digits and underscores, at most 50.
                Sent percent-encoded twice, except for `. _ - ~ *`.
            path (str): Any text; the script is handed it as input, for example an email address. Sent percent-
                encoded twice, except for `. _ - ~ *`.
            query (GetExtensionQuery | Unset): Any query parameters by name; the script is handed them.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import get_extension as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "extensionId": extension_id,
                "path": path,
                "query": query,
            },
            _operation.parse,
        )

    async def put(
        self,
        extension_id: str,
        path: str,
        body: Any | Unset = UNSET,
        *,
        query: PutExtensionQuery | Unset = UNSET,
    ) -> Any:
        """Call an HTTP extension with PUT.

        Runs the script of an HTTP extension, a program that the customer keeps on the instance, and returns what it
        returns. The script is handed the body, query parameters, headers and path of the call. What it writes is
        kept only when its response has a 2xx status, unless it says otherwise itself. An extension with
        `@open:"true"` cannot be called here; one that says nothing of it can, as `@open` and `@async` are false by
        default.

        ``PUT /extensions/secure/{extensionId}/{path}``

        Args:
            extension_id (str): The `@id` of the HTTP extension: letters, digits and underscores, at most 50.
                Sent percent-encoded twice, except for `. _ - ~ *`.
            path (str): Any text; the script is handed it as input, for example an email address. Sent percent-
                encoded twice, except for `. _ - ~ *`.
            query (PutExtensionQuery | Unset): Any query parameters by name; the script is handed them.
            body (Any | Unset): Any JSON value.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import put_extension as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "extensionId": extension_id,
                "path": path,
                "query": query,
            },
            _operation.parse,
            body,
        )

    async def post(
        self,
        extension_id: str,
        path: str,
        body: Any | Unset = UNSET,
        *,
        query: PostExtensionQuery | Unset = UNSET,
    ) -> Any:
        """Call an HTTP extension with POST.

        Runs the script of an HTTP extension, a program that the customer keeps on the instance, and returns what it
        returns. The script is handed the body, query parameters, headers and path of the call. What it writes is
        kept only when its response has a 2xx status, unless it says otherwise itself. An extension with
        `@open:"true"` cannot be called here; one that says nothing of it can, as `@open` and `@async` are false by
        default.

        ``POST /extensions/secure/{extensionId}/{path}``

        Args:
            extension_id (str): The `@id` of the HTTP extension: letters, digits and underscores, at most 50.
                Sent percent-encoded twice, except for `. _ - ~ *`.
            path (str): Any text; the script is handed it as input, for example an email address. Sent percent-
                encoded twice, except for `. _ - ~ *`.
            query (PostExtensionQuery | Unset): Any query parameters by name; the script is handed them.
            body (Any | Unset): Any JSON value.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import post_extension as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "extensionId": extension_id,
                "path": path,
                "query": query,
            },
            _operation.parse,
            body,
        )

    async def delete(
        self,
        extension_id: str,
        path: str,
        body: Any | Unset = UNSET,
        *,
        query: DeleteExtensionQuery | Unset = UNSET,
    ) -> Any:
        """Call an HTTP extension with DELETE.

        Runs the script of an HTTP extension, a program that the customer keeps on the instance, and returns what it
        returns. The script is handed the body, query parameters, headers and path of the call. What it writes is
        kept only when its response has a 2xx status, unless it says otherwise itself. An extension with
        `@open:"true"` cannot be called here; one that says nothing of it can, as `@open` and `@async` are false by
        default.

        ``DELETE /extensions/secure/{extensionId}/{path}``

        Args:
            extension_id (str): The `@id` of the HTTP extension: letters, digits and underscores, at most 50.
                Sent percent-encoded twice, except for `. _ - ~ *`.
            path (str): Any text; the script is handed it as input, for example an email address. Sent percent-
                encoded twice, except for `. _ - ~ *`.
            query (DeleteExtensionQuery | Unset): Any query parameters by name; the script is handed them.
            body (Any | Unset): Any JSON value.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import delete_extension as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "extensionId": extension_id,
                "path": path,
                "query": query,
            },
            _operation.parse,
            body,
        )


class ExtensionsRawResource:
    """The whole responses of the operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def get(
        self,
        extension_id: str,
        path: str,
        *,
        query: GetExtensionQuery | Unset = UNSET,
    ) -> Response[Any]:
        """Call an HTTP extension with GET.

        ``GET /extensions/secure/{extensionId}/{path}``
        """
        from . import get_extension as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "extensionId": extension_id,
                "path": path,
                "query": query,
            },
            _operation.parse,
        )

    def put(
        self,
        extension_id: str,
        path: str,
        body: Any | Unset = UNSET,
        *,
        query: PutExtensionQuery | Unset = UNSET,
    ) -> Response[Any]:
        """Call an HTTP extension with PUT.

        ``PUT /extensions/secure/{extensionId}/{path}``
        """
        from . import put_extension as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "extensionId": extension_id,
                "path": path,
                "query": query,
            },
            _operation.parse,
            body,
        )

    def post(
        self,
        extension_id: str,
        path: str,
        body: Any | Unset = UNSET,
        *,
        query: PostExtensionQuery | Unset = UNSET,
    ) -> Response[Any]:
        """Call an HTTP extension with POST.

        ``POST /extensions/secure/{extensionId}/{path}``
        """
        from . import post_extension as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "extensionId": extension_id,
                "path": path,
                "query": query,
            },
            _operation.parse,
            body,
        )

    def delete(
        self,
        extension_id: str,
        path: str,
        body: Any | Unset = UNSET,
        *,
        query: DeleteExtensionQuery | Unset = UNSET,
    ) -> Response[Any]:
        """Call an HTTP extension with DELETE.

        ``DELETE /extensions/secure/{extensionId}/{path}``
        """
        from . import delete_extension as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "extensionId": extension_id,
                "path": path,
                "query": query,
            },
            _operation.parse,
            body,
        )


class AsyncExtensionsRawResource:
    """The whole responses of the operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def get(
        self,
        extension_id: str,
        path: str,
        *,
        query: GetExtensionQuery | Unset = UNSET,
    ) -> Response[Any]:
        """Call an HTTP extension with GET.

        ``GET /extensions/secure/{extensionId}/{path}``
        """
        from . import get_extension as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "extensionId": extension_id,
                "path": path,
                "query": query,
            },
            _operation.parse,
        )

    async def put(
        self,
        extension_id: str,
        path: str,
        body: Any | Unset = UNSET,
        *,
        query: PutExtensionQuery | Unset = UNSET,
    ) -> Response[Any]:
        """Call an HTTP extension with PUT.

        ``PUT /extensions/secure/{extensionId}/{path}``
        """
        from . import put_extension as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "extensionId": extension_id,
                "path": path,
                "query": query,
            },
            _operation.parse,
            body,
        )

    async def post(
        self,
        extension_id: str,
        path: str,
        body: Any | Unset = UNSET,
        *,
        query: PostExtensionQuery | Unset = UNSET,
    ) -> Response[Any]:
        """Call an HTTP extension with POST.

        ``POST /extensions/secure/{extensionId}/{path}``
        """
        from . import post_extension as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "extensionId": extension_id,
                "path": path,
                "query": query,
            },
            _operation.parse,
            body,
        )

    async def delete(
        self,
        extension_id: str,
        path: str,
        body: Any | Unset = UNSET,
        *,
        query: DeleteExtensionQuery | Unset = UNSET,
    ) -> Response[Any]:
        """Call an HTTP extension with DELETE.

        ``DELETE /extensions/secure/{extensionId}/{path}``
        """
        from . import delete_extension as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "extensionId": extension_id,
                "path": path,
                "query": query,
            },
            _operation.parse,
            body,
        )
