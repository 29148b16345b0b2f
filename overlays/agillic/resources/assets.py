"""Assets, with what the generated resource lacks: files by their paths, as bytes or as streams."""

from collections.abc import Generator
from contextlib import contextmanager

from agillic_api.api.assets import AssetsResource, AsyncAssetsResource
from agillic_api.models.asset_file_upload import AssetFileUpload
from agillic_api.models.asset_upload import AssetUpload
from agillic_api.models.extension_upload import ExtensionUpload
from agillic_api.models.extension_upload_type import ExtensionUploadType
from agillic_api.types import UNSET, Unset
from sdk_core.calls.files.upload import Source, file_part


class Assets(AssetsResource):
    """The operations on assets; those that send a file take it as a path, bytes or a stream."""

    def update_resource(
        self, body: AssetUpload | Source, *, file_name: str | None = None, folder: str | Unset = UNSET
    ) -> object:
        """Create or replace an image or a file.

        A path is opened and closed here, and read in parts while it is sent, so that memory stays small at any size.

        Args:
            body: a `pathlib.Path`, bytes, or an open binary stream, which stays open; or a model, with nothing else.
                A stream that can be rewound is sent from its beginning, also when the call is retried. One that
                cannot is sent from where it stands and without its length, and its call is not retried.
            file_name: the name that the asset gets; left out, that of the path or of the file that the stream reads.
            folder: where it belongs, the parts separated by `/`; left out, the top folder.

        Raises:
            OSError: the file cannot be opened or read.
            TypeError: the body is something else.
            ValueError: there is no name, or a value cannot be sent; the message names it.
            AgillicError: no response came, or none with success.

        >>> from pathlib import Path
        >>> from agillic.client import Agillic
        >>> def publish(agillic: Agillic, picture: Path) -> None:
        ...     agillic.assets.update_resource(picture, folder="newsletter")
        """
        with _in_folder(body, file_name, folder) as model:
            return super().update_resource(model)

    def upload_resource(
        self, body: AssetUpload | Source, *, file_name: str | None = None, folder: str | Unset = UNSET
    ) -> object:
        """Upload an image or a file that is not there yet; see `update_resource`."""
        with _in_folder(body, file_name, folder) as model:
            return super().upload_resource(model)

    def update_template(
        self, body: AssetUpload | Source, *, file_name: str | None = None, folder: str | Unset = UNSET
    ) -> object:
        """Create or replace a template; see `update_resource`."""
        with _in_folder(body, file_name, folder) as model:
            return super().update_template(model)

    def upload_template(
        self, body: AssetUpload | Source, *, file_name: str | None = None, folder: str | Unset = UNSET
    ) -> object:
        """Upload a template that is not there yet; see `update_resource`."""
        with _in_folder(body, file_name, folder) as model:
            return super().upload_template(model)

    def update_extension(
        self, body: AssetUpload | Source, *, file_name: str | None = None, folder: str | Unset = UNSET
    ) -> object:
        """Replace an extension that is there already; see `update_resource`."""
        with _in_folder(body, file_name, folder) as model:
            return super().update_extension(model)

    def upload_extension(
        self,
        body: ExtensionUpload | Source,
        *,
        type_: ExtensionUploadType | str | None = None,
        file_name: str | None = None,
        folder: str | Unset = UNSET,
    ) -> object:
        """Upload an extension, a script, that is not there yet.

        Args:
            body: as of `update_resource`.
            type_: its kind, for all but a model: condition, http, monitor or step.
            file_name: as of `update_resource`.
            folder: as of `update_resource`.

        Raises:
            OSError: the file cannot be opened or read.
            TypeError: the body is something else.
            ValueError: there is no name or kind, or a value cannot be sent; the message names it.
            AgillicError: no response came, or none with success.
        """
        with _extension(body, type_, file_name, folder) as model:
            return super().upload_extension(model)

    def update_context_schema(self, body: AssetFileUpload | Source, *, file_name: str | None = None) -> object:
        """Create or replace a context schema; see `update_resource`. There are no folders."""
        with _without_folder(body, file_name) as model:
            return super().update_context_schema(model)

    def upload_context_schema(self, body: AssetFileUpload | Source, *, file_name: str | None = None) -> object:
        """Upload a context schema that is not there yet; see `update_resource`. There are no folders."""
        with _without_folder(body, file_name) as model:
            return super().upload_context_schema(model)

    def update_webapp(self, body: AssetFileUpload | Source, *, file_name: str | None = None) -> object:
        """Create or replace a web application, a ZIP archive; see `update_resource`. There are no folders."""
        with _without_folder(body, file_name) as model:
            return super().update_webapp(model)

    def upload_webapp(self, body: AssetFileUpload | Source, *, file_name: str | None = None) -> object:
        """Upload a web application that is not there yet, as a ZIP archive; see `update_resource`.

        There are no folders.
        """
        with _without_folder(body, file_name) as model:
            return super().upload_webapp(model)


class AsyncAssets(AsyncAssetsResource):
    """The same for asyncio; see `Assets`. The loop waits for one part of a file at a time, 64 KiB."""

    async def update_resource(
        self, body: AssetUpload | Source, *, file_name: str | None = None, folder: str | Unset = UNSET
    ) -> object:
        """Create or replace an image or a file; see `Assets.update_resource`."""
        with _in_folder(body, file_name, folder) as model:
            return await super().update_resource(model)

    async def upload_resource(
        self, body: AssetUpload | Source, *, file_name: str | None = None, folder: str | Unset = UNSET
    ) -> object:
        """Upload an image or a file that is not there yet; see `Assets.upload_resource`."""
        with _in_folder(body, file_name, folder) as model:
            return await super().upload_resource(model)

    async def update_template(
        self, body: AssetUpload | Source, *, file_name: str | None = None, folder: str | Unset = UNSET
    ) -> object:
        """Create or replace a template; see `Assets.update_template`."""
        with _in_folder(body, file_name, folder) as model:
            return await super().update_template(model)

    async def upload_template(
        self, body: AssetUpload | Source, *, file_name: str | None = None, folder: str | Unset = UNSET
    ) -> object:
        """Upload a template that is not there yet; see `Assets.upload_template`."""
        with _in_folder(body, file_name, folder) as model:
            return await super().upload_template(model)

    async def update_extension(
        self, body: AssetUpload | Source, *, file_name: str | None = None, folder: str | Unset = UNSET
    ) -> object:
        """Replace an extension that is there already; see `Assets.update_extension`."""
        with _in_folder(body, file_name, folder) as model:
            return await super().update_extension(model)

    async def upload_extension(
        self,
        body: ExtensionUpload | Source,
        *,
        type_: ExtensionUploadType | str | None = None,
        file_name: str | None = None,
        folder: str | Unset = UNSET,
    ) -> object:
        """Upload an extension, a script, that is not there yet; see `Assets.upload_extension`."""
        with _extension(body, type_, file_name, folder) as model:
            return await super().upload_extension(model)

    async def update_context_schema(self, body: AssetFileUpload | Source, *, file_name: str | None = None) -> object:
        """Create or replace a context schema; see `Assets.update_context_schema`."""
        with _without_folder(body, file_name) as model:
            return await super().update_context_schema(model)

    async def upload_context_schema(self, body: AssetFileUpload | Source, *, file_name: str | None = None) -> object:
        """Upload a context schema that is not there yet; see `Assets.upload_context_schema`."""
        with _without_folder(body, file_name) as model:
            return await super().upload_context_schema(model)

    async def update_webapp(self, body: AssetFileUpload | Source, *, file_name: str | None = None) -> object:
        """Create or replace a web application, a ZIP archive; see `Assets.update_webapp`."""
        with _without_folder(body, file_name) as model:
            return await super().update_webapp(model)

    async def upload_webapp(self, body: AssetFileUpload | Source, *, file_name: str | None = None) -> object:
        """Upload a web application that is not there yet, a ZIP archive; see `Assets.upload_webapp`."""
        with _without_folder(body, file_name) as model:
            return await super().upload_webapp(model)


@contextmanager
def _in_folder(body: AssetUpload | Source, file_name: str | None, folder: str | Unset) -> Generator[AssetUpload]:
    if isinstance(body, AssetUpload):
        _check_model_alone(file_name, folder)
        yield body
    else:
        with file_part(body, file_name) as part:
            yield AssetUpload(part, folder)


@contextmanager
def _without_folder(body: AssetFileUpload | Source, file_name: str | None) -> Generator[AssetFileUpload]:
    if isinstance(body, AssetFileUpload):
        _check_model_alone(file_name)
        yield body
    else:
        with file_part(body, file_name) as part:
            yield AssetFileUpload(part)


@contextmanager
def _extension(
    body: ExtensionUpload | Source, type_: str | None, file_name: str | None, folder: str | Unset
) -> Generator[ExtensionUpload]:
    if isinstance(body, ExtensionUpload):
        _check_model_alone(type_, file_name, folder)
        yield body
    else:
        if type_ not in set(ExtensionUploadType):
            raise ValueError(f"type_ cannot be this: give one of {', '.join(ExtensionUploadType)}")
        with file_part(body, file_name) as part:
            yield ExtensionUpload(part, ExtensionUploadType(type_), folder)


def _check_model_alone(*given: object) -> None:
    if any(given):
        raise TypeError("a model holds all there is to say: set its members, and give nothing else")
