# Generated from spec/agillic by openapi-python-client 0.29.1
# with generator/templates. Do not edit: `make generate` writes it.
"""Files that messages use - resources, templates, extensions, context schemas, web applications."""

from __future__ import annotations

import builtins
from typing import TYPE_CHECKING, Any

from ...types import UNSET, Unset

if TYPE_CHECKING:
    from ...client import AsyncClient, Client
    from ...models.asset_file_upload import AssetFileUpload
    from ...models.asset_item import AssetItem
    from ...models.asset_path import AssetPath
    from ...models.asset_upload import AssetUpload
    from ...models.extension_upload import ExtensionUpload
    from ...types import Response


class AssetsResource:
    """The operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AssetsRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return AssetsRawResource(self._client)

    def list_resources(
        self,
        *,
        folder: str | Unset = UNSET,
    ) -> builtins.list[AssetItem]:
        """List images and files.

        Lists what one folder of the images and files holds: its files, and the folders in it without what they hold
        in turn. Of a file it also says whether something in the instance refers to it. Available since Agillic
        26.1.

        ``GET /assets/resources/list``

        Args:
            folder (str | Unset): Path of the folder to list, its parts separated by `/`; left out, the top
                folder is listed.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import list_asset_resources as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "folder": folder,
            },
            _operation.parse,
        )

    def update_resource(
        self,
        body: AssetUpload,
    ) -> Any:
        """Create or replace an image or a file.

        Puts an image or another file in its place, whether or not the folder holds one of that name already.

        ``PUT /assets/resources``

        Args:
            body (AssetUpload): A file and the folder it belongs in.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import update_resource as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def upload_resource(
        self,
        body: AssetUpload,
    ) -> Any:
        """Upload an image or a file.

        Adds an image or another file that messages use. Fails when the folder holds one of that name already;
        `updateResource` creates or replaces.

        ``POST /assets/resources``

        Args:
            body (AssetUpload): A file and the folder it belongs in.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import upload_resource as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def delete_resource(
        self,
        body: AssetPath,
    ) -> Any:
        """Delete an image or a file.

        Removes an image or another file, named by its full path. Rejected while something in the instance refers to
        it. The body is multipart although the method is DELETE, and its part `file` is text. Available since
        Agillic 26.1.

        ``DELETE /assets/resources``

        Args:
            body (AssetPath): Names an asset that is there already.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import delete_resource as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def list_templates(
        self,
        *,
        folder: str | Unset = UNSET,
    ) -> builtins.list[AssetItem]:
        """List templates.

        Lists what one folder of the templates holds: its templates, and the folders in it without what they hold in
        turn. Available since Agillic 26.1.

        ``GET /assets/templates/list``

        Args:
            folder (str | Unset): Path of the folder to list, its parts separated by `/`; left out, the top
                folder is listed.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import list_asset_templates as _operation

        return self._client.call(
            _operation.OPERATION,
            {
                "folder": folder,
            },
            _operation.parse,
        )

    def update_template(
        self,
        body: AssetUpload,
    ) -> Any:
        """Create or replace a template.

        Puts an HTML template in its place, whether or not the folder holds one of that name already.

        ``PUT /assets/templates``

        Args:
            body (AssetUpload): A file and the folder it belongs in.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import update_template as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def upload_template(
        self,
        body: AssetUpload,
    ) -> Any:
        """Upload a template.

        Adds an HTML template for messages. Fails when the folder holds one of that name already; `updateTemplate`
        creates or replaces.

        ``POST /assets/templates``

        Args:
            body (AssetUpload): A file and the folder it belongs in.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import upload_template as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def commit_template(
        self,
        body: AssetPath,
    ) -> Any:
        """Commit a template.

        Commits a template that is there already. Available since Agillic 26.1.

        ``POST /assets/templates/:commit``

        Args:
            body (AssetPath): Names an asset that is there already.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import commit_template as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def update_extension(
        self,
        body: AssetUpload,
    ) -> Any:
        """Replace an extension.

        Replaces a script that is there already. Unlike the other updates of assets it creates nothing: it fails
        when the folder holds no extension of that name. A script without `@id` or `@type` is ignored, and cannot be
        run.

        ``PUT /assets/extensions``

        Args:
            body (AssetUpload): A file and the folder it belongs in.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import update_extension as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def upload_extension(
        self,
        body: ExtensionUpload,
    ) -> Any:
        """Upload an extension.

        Adds a script of one of four types. Fails when the folder holds one of that name already; `updateExtension`
        replaces it. The script says of itself `@id`, which is unique and has letters, digits and underscores, at
        most 50, and `@type`; without them the instance ignores it, and it cannot be run.

        ``POST /assets/extensions``

        Args:
            body (ExtensionUpload): A script, its type and the folder it belongs in.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import upload_extension as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def update_context_schema(
        self,
        body: AssetFileUpload,
    ) -> Any:
        """Create or replace a context schema.

        Puts a Context Parameter Schema in its place, whether or not one of that name is there already. Fields and
        models that a schema has may not be changed, so that running flows do not break.

        ``PUT /assets/contexts``

        Args:
            body (AssetFileUpload): A file of a kind that knows no folders.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import update_context_schema as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def upload_context_schema(
        self,
        body: AssetFileUpload,
    ) -> Any:
        """Upload a context schema.

        Adds a Context Parameter Schema, a JSON file that says which contextual data a call may bring along. Calls
        choose it by its file name without `.json`. Fails when one of that name is there already; there are no
        folders.

        ``POST /assets/contexts``

        Args:
            body (AssetFileUpload): A file of a kind that knows no folders.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import upload_context_schema as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def update_webapp(
        self,
        body: AssetFileUpload,
    ) -> Any:
        """Create or replace a web application.

        Puts a web application in its place, whether or not one of that name is there already.

        ``PUT /assets/webapps``

        Args:
            body (AssetFileUpload): A file of a kind that knows no folders.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import update_webapp as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    def upload_webapp(
        self,
        body: AssetFileUpload,
    ) -> Any:
        """Upload a web application.

        Adds a web application as one file. Fails when one of that name is there already; `updateWebapp` creates or
        replaces. There are no folders.

        ``POST /assets/webapps``

        Args:
            body (AssetFileUpload): A file of a kind that knows no folders.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import upload_webapp as _operation

        return self._client.call(_operation.OPERATION, {}, _operation.parse, body)


class AsyncAssetsResource:
    """The operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    @property
    def with_raw_response(self) -> AsyncAssetsRawResource:
        """The same methods, returning status, headers and bytes beside the meaning."""
        return AsyncAssetsRawResource(self._client)

    async def list_resources(
        self,
        *,
        folder: str | Unset = UNSET,
    ) -> builtins.list[AssetItem]:
        """List images and files.

        Lists what one folder of the images and files holds: its files, and the folders in it without what they hold
        in turn. Of a file it also says whether something in the instance refers to it. Available since Agillic
        26.1.

        ``GET /assets/resources/list``

        Args:
            folder (str | Unset): Path of the folder to list, its parts separated by `/`; left out, the top
                folder is listed.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import list_asset_resources as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "folder": folder,
            },
            _operation.parse,
        )

    async def update_resource(
        self,
        body: AssetUpload,
    ) -> Any:
        """Create or replace an image or a file.

        Puts an image or another file in its place, whether or not the folder holds one of that name already.

        ``PUT /assets/resources``

        Args:
            body (AssetUpload): A file and the folder it belongs in.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import update_resource as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def upload_resource(
        self,
        body: AssetUpload,
    ) -> Any:
        """Upload an image or a file.

        Adds an image or another file that messages use. Fails when the folder holds one of that name already;
        `updateResource` creates or replaces.

        ``POST /assets/resources``

        Args:
            body (AssetUpload): A file and the folder it belongs in.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import upload_resource as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def delete_resource(
        self,
        body: AssetPath,
    ) -> Any:
        """Delete an image or a file.

        Removes an image or another file, named by its full path. Rejected while something in the instance refers to
        it. The body is multipart although the method is DELETE, and its part `file` is text. Available since
        Agillic 26.1.

        ``DELETE /assets/resources``

        Args:
            body (AssetPath): Names an asset that is there already.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import delete_resource as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def list_templates(
        self,
        *,
        folder: str | Unset = UNSET,
    ) -> builtins.list[AssetItem]:
        """List templates.

        Lists what one folder of the templates holds: its templates, and the folders in it without what they hold in
        turn. Available since Agillic 26.1.

        ``GET /assets/templates/list``

        Args:
            folder (str | Unset): Path of the folder to list, its parts separated by `/`; left out, the top
                folder is listed.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import list_asset_templates as _operation

        return await self._client.call(
            _operation.OPERATION,
            {
                "folder": folder,
            },
            _operation.parse,
        )

    async def update_template(
        self,
        body: AssetUpload,
    ) -> Any:
        """Create or replace a template.

        Puts an HTML template in its place, whether or not the folder holds one of that name already.

        ``PUT /assets/templates``

        Args:
            body (AssetUpload): A file and the folder it belongs in.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import update_template as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def upload_template(
        self,
        body: AssetUpload,
    ) -> Any:
        """Upload a template.

        Adds an HTML template for messages. Fails when the folder holds one of that name already; `updateTemplate`
        creates or replaces.

        ``POST /assets/templates``

        Args:
            body (AssetUpload): A file and the folder it belongs in.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import upload_template as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def commit_template(
        self,
        body: AssetPath,
    ) -> Any:
        """Commit a template.

        Commits a template that is there already. Available since Agillic 26.1.

        ``POST /assets/templates/:commit``

        Args:
            body (AssetPath): Names an asset that is there already.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import commit_template as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def update_extension(
        self,
        body: AssetUpload,
    ) -> Any:
        """Replace an extension.

        Replaces a script that is there already. Unlike the other updates of assets it creates nothing: it fails
        when the folder holds no extension of that name. A script without `@id` or `@type` is ignored, and cannot be
        run.

        ``PUT /assets/extensions``

        Args:
            body (AssetUpload): A file and the folder it belongs in.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import update_extension as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def upload_extension(
        self,
        body: ExtensionUpload,
    ) -> Any:
        """Upload an extension.

        Adds a script of one of four types. Fails when the folder holds one of that name already; `updateExtension`
        replaces it. The script says of itself `@id`, which is unique and has letters, digits and underscores, at
        most 50, and `@type`; without them the instance ignores it, and it cannot be run.

        ``POST /assets/extensions``

        Args:
            body (ExtensionUpload): A script, its type and the folder it belongs in.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import upload_extension as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def update_context_schema(
        self,
        body: AssetFileUpload,
    ) -> Any:
        """Create or replace a context schema.

        Puts a Context Parameter Schema in its place, whether or not one of that name is there already. Fields and
        models that a schema has may not be changed, so that running flows do not break.

        ``PUT /assets/contexts``

        Args:
            body (AssetFileUpload): A file of a kind that knows no folders.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import update_context_schema as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def upload_context_schema(
        self,
        body: AssetFileUpload,
    ) -> Any:
        """Upload a context schema.

        Adds a Context Parameter Schema, a JSON file that says which contextual data a call may bring along. Calls
        choose it by its file name without `.json`. Fails when one of that name is there already; there are no
        folders.

        ``POST /assets/contexts``

        Args:
            body (AssetFileUpload): A file of a kind that knows no folders.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import upload_context_schema as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def update_webapp(
        self,
        body: AssetFileUpload,
    ) -> Any:
        """Create or replace a web application.

        Puts a web application in its place, whether or not one of that name is there already.

        ``PUT /assets/webapps``

        Args:
            body (AssetFileUpload): A file of a kind that knows no folders.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import update_webapp as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)

    async def upload_webapp(
        self,
        body: AssetFileUpload,
    ) -> Any:
        """Upload a web application.

        Adds a web application as one file. Fails when one of that name is there already; `updateWebapp` creates or
        replaces. There are no folders.

        ``POST /assets/webapps``

        Args:
            body (AssetFileUpload): A file of a kind that knows no folders.

        Raises:
            ValueError: a value cannot be sent; the message names it.
            AgillicError: there was no response, or none with success.
        """
        from . import upload_webapp as _operation

        return await self._client.call(_operation.OPERATION, {}, _operation.parse, body)


class AssetsRawResource:
    """The whole responses of the operations of this resource."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def list_resources(
        self,
        *,
        folder: str | Unset = UNSET,
    ) -> Response[builtins.list[AssetItem]]:
        """List images and files.

        ``GET /assets/resources/list``
        """
        from . import list_asset_resources as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "folder": folder,
            },
            _operation.parse,
        )

    def update_resource(
        self,
        body: AssetUpload,
    ) -> Response[Any]:
        """Create or replace an image or a file.

        ``PUT /assets/resources``
        """
        from . import update_resource as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def upload_resource(
        self,
        body: AssetUpload,
    ) -> Response[Any]:
        """Upload an image or a file.

        ``POST /assets/resources``
        """
        from . import upload_resource as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def delete_resource(
        self,
        body: AssetPath,
    ) -> Response[Any]:
        """Delete an image or a file.

        ``DELETE /assets/resources``
        """
        from . import delete_resource as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def list_templates(
        self,
        *,
        folder: str | Unset = UNSET,
    ) -> Response[builtins.list[AssetItem]]:
        """List templates.

        ``GET /assets/templates/list``
        """
        from . import list_asset_templates as _operation

        return self._client.call_raw(
            _operation.OPERATION,
            {
                "folder": folder,
            },
            _operation.parse,
        )

    def update_template(
        self,
        body: AssetUpload,
    ) -> Response[Any]:
        """Create or replace a template.

        ``PUT /assets/templates``
        """
        from . import update_template as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def upload_template(
        self,
        body: AssetUpload,
    ) -> Response[Any]:
        """Upload a template.

        ``POST /assets/templates``
        """
        from . import upload_template as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def commit_template(
        self,
        body: AssetPath,
    ) -> Response[Any]:
        """Commit a template.

        ``POST /assets/templates/:commit``
        """
        from . import commit_template as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def update_extension(
        self,
        body: AssetUpload,
    ) -> Response[Any]:
        """Replace an extension.

        ``PUT /assets/extensions``
        """
        from . import update_extension as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def upload_extension(
        self,
        body: ExtensionUpload,
    ) -> Response[Any]:
        """Upload an extension.

        ``POST /assets/extensions``
        """
        from . import upload_extension as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def update_context_schema(
        self,
        body: AssetFileUpload,
    ) -> Response[Any]:
        """Create or replace a context schema.

        ``PUT /assets/contexts``
        """
        from . import update_context_schema as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def upload_context_schema(
        self,
        body: AssetFileUpload,
    ) -> Response[Any]:
        """Upload a context schema.

        ``POST /assets/contexts``
        """
        from . import upload_context_schema as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def update_webapp(
        self,
        body: AssetFileUpload,
    ) -> Response[Any]:
        """Create or replace a web application.

        ``PUT /assets/webapps``
        """
        from . import update_webapp as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    def upload_webapp(
        self,
        body: AssetFileUpload,
    ) -> Response[Any]:
        """Upload a web application.

        ``POST /assets/webapps``
        """
        from . import upload_webapp as _operation

        return self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)


class AsyncAssetsRawResource:
    """The whole responses of the operations of this resource for asyncio."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list_resources(
        self,
        *,
        folder: str | Unset = UNSET,
    ) -> Response[builtins.list[AssetItem]]:
        """List images and files.

        ``GET /assets/resources/list``
        """
        from . import list_asset_resources as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "folder": folder,
            },
            _operation.parse,
        )

    async def update_resource(
        self,
        body: AssetUpload,
    ) -> Response[Any]:
        """Create or replace an image or a file.

        ``PUT /assets/resources``
        """
        from . import update_resource as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def upload_resource(
        self,
        body: AssetUpload,
    ) -> Response[Any]:
        """Upload an image or a file.

        ``POST /assets/resources``
        """
        from . import upload_resource as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def delete_resource(
        self,
        body: AssetPath,
    ) -> Response[Any]:
        """Delete an image or a file.

        ``DELETE /assets/resources``
        """
        from . import delete_resource as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def list_templates(
        self,
        *,
        folder: str | Unset = UNSET,
    ) -> Response[builtins.list[AssetItem]]:
        """List templates.

        ``GET /assets/templates/list``
        """
        from . import list_asset_templates as _operation

        return await self._client.call_raw(
            _operation.OPERATION,
            {
                "folder": folder,
            },
            _operation.parse,
        )

    async def update_template(
        self,
        body: AssetUpload,
    ) -> Response[Any]:
        """Create or replace a template.

        ``PUT /assets/templates``
        """
        from . import update_template as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def upload_template(
        self,
        body: AssetUpload,
    ) -> Response[Any]:
        """Upload a template.

        ``POST /assets/templates``
        """
        from . import upload_template as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def commit_template(
        self,
        body: AssetPath,
    ) -> Response[Any]:
        """Commit a template.

        ``POST /assets/templates/:commit``
        """
        from . import commit_template as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def update_extension(
        self,
        body: AssetUpload,
    ) -> Response[Any]:
        """Replace an extension.

        ``PUT /assets/extensions``
        """
        from . import update_extension as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def upload_extension(
        self,
        body: ExtensionUpload,
    ) -> Response[Any]:
        """Upload an extension.

        ``POST /assets/extensions``
        """
        from . import upload_extension as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def update_context_schema(
        self,
        body: AssetFileUpload,
    ) -> Response[Any]:
        """Create or replace a context schema.

        ``PUT /assets/contexts``
        """
        from . import update_context_schema as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def upload_context_schema(
        self,
        body: AssetFileUpload,
    ) -> Response[Any]:
        """Upload a context schema.

        ``POST /assets/contexts``
        """
        from . import upload_context_schema as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def update_webapp(
        self,
        body: AssetFileUpload,
    ) -> Response[Any]:
        """Create or replace a web application.

        ``PUT /assets/webapps``
        """
        from . import update_webapp as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)

    async def upload_webapp(
        self,
        body: AssetFileUpload,
    ) -> Response[Any]:
        """Upload a web application.

        ``POST /assets/webapps``
        """
        from . import upload_webapp as _operation

        return await self._client.call_raw(_operation.OPERATION, {}, _operation.parse, body)
