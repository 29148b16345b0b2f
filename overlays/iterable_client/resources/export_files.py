"""The files of an export job: listed, and saved from links that live for half an hour on hosts that are not the API's.

What was saved is not fetched again: a download that broke off goes on where it was, and later files are added.
"""

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Self

from attrs import frozen

from iterable_api import OPERATIONS
from iterable_api.limits import LIMITS
from iterable_api.models.export_file import ExportFile
from iterable_client.api import WIRE
from sdk_core.calls.files.atomic_file import Destination, SavedFile, resolve_destination
from sdk_core.calls.files.download import download, download_async
from sdk_core.calls.pagination.iterators import AsyncItems, AsyncPages, Items, Pages
from sdk_core.calls.pagination.options import PageOptions
from sdk_core.calls.pagination.paginator import Paginator
from sdk_core.client import AsyncBaseClient, BaseClient
from sdk_core.transport import clock as waiting
from sdk_core.transport import links
from sdk_core.transport.links import URL
from sdk_core.wire.errors import StatusError
from sdk_core.wire.operations import Operation
from sdk_core.wire.secret import Secret
from sdk_core.wire.statuses import is_client_error

MAX_FILE: Final = 1 << 30
"""Bytes of a file that are taken. The vendor speaks of 10 MB."""
_LIST: Final = OPERATIONS["listExportFiles"]
_FOLLOW: Final = Operation(
    "downloadExportFile", "exports", "download", "GET", "/", traits={"access": "read", "idempotent": True, "pii": True}
)
_LIFE: Final[float] = LIMITS["named"]["export_url_life"] * 0.9
"""Seconds after which links are requested again; those that a clock elsewhere ends earlier are known by a rejection."""


class Links(links.Links):
    """Saves the files of exports, without credentials."""

    _wire = WIRE


class AsyncLinks(links.AsyncLinks):
    """The same for asyncio."""

    _wire = WIRE


OpenLinks = Callable[[], Links]
OpenAsyncLinks = Callable[[], AsyncLinks]


def files(client: BaseClient, job_id: str) -> Iterator[ExportFile]:
    """Iterate over the files that a job has written so far."""
    return Items(client, _paginator(job_id))


def async_files(client: AsyncBaseClient, job_id: str) -> AsyncIterator[ExportFile]:
    """Do the same for asyncio."""
    return AsyncItems(client, _paginator(job_id))


@frozen
class _Link:
    """A file of a job, and where it is fetched: tracebacks that show locals do not show that."""

    file: str
    url: Secret

    @classmethod
    def of(cls, reported: Mapping[str, Any]) -> Self:
        found = ExportFile.from_dict(reported)
        for value in (found.file, found.url):
            if type(value) is not str:
                raise TypeError(f"a file and its link are texts, and not a {type(value).__name__}")
        return cls(found.file, Secret(found.url))


class _Place:
    """Where the files of a job are saved, and how far one is."""

    def __init__(self, job_id: str, folder: Path | str, max_bytes: int) -> None:
        if not Path(folder).is_dir():
            raise FileNotFoundError(f"there is no folder {str(folder)!r}: make it first")
        self.folder = Path(folder) / job_id
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self.after: str | None = None
        self._max_bytes = max_bytes
        self._listed = 0.0
        self._rejected = ""
        self._names: dict[str, str] = {}
        """The files by what they are called here; some systems take names for one that differ in case."""

    def list_now(self) -> None:
        """Note that links are requested."""
        self._listed = waiting.clock()

    def is_stale(self) -> bool:
        """Return whether the links may have ended."""
        return waiting.clock() - self._listed > _LIFE

    def target(self, file: _Link) -> Destination | None:
        """Return where a file is to be; None when it is there.

        Raises:
            ValueError: its name cannot be used, or another file of the job has the same one.
        """
        target = resolve_destination(file.file, self.folder, max_bytes=self._max_bytes, overwrite=True)
        if self._names.setdefault(target.path.name.casefold(), file.file) != file.file:
            raise ValueError(
                f"two files of the export would be {str(target.path)!r}: save each of `files()` by yourself"
            )
        return None if target.path.is_file() else target

    def fail(self, file: _Link, error: StatusError) -> None:
        """Take a rejection: a link that has ended is requested again, once.

        Raises:
            StatusError: the error, when that does not help.
        """
        if error.status is None or not is_client_error(error.status) or self._rejected == file.file:
            raise error
        self._rejected = file.file


def save_files(
    client: BaseClient, open_links: OpenLinks, job_id: str, to: Path | str, max_bytes: int
) -> list[SavedFile]:
    """Save the files that a job has written, and return those that were not there.

    Args:
        client: lists them.
        open_links: returns what fetches them.
        job_id: the job.
        to: an existing folder; in it, one of the job's id holds the files.
        max_bytes: how many bytes a file may have.

    Raises:
        OSError: there is no such folder, or a file cannot be written.
        ValueError: a link or a file's name cannot be used.
        ApiError: the files cannot be listed, or one cannot be fetched. What was saved stays.
    """
    place, saved, goes_on = _Place(job_id, to, max_bytes), list[SavedFile](), True
    with open_links() as fetched:
        while goes_on:
            goes_on = False
            place.list_now()
            for page in Pages(client, _links(job_id, place.after)):
                for file in page.items:
                    if target := place.target(file):
                        if goes_on := place.is_stale():
                            break
                        try:
                            saved.append(download(fetched, _FOLLOW, {URL: file.url}, target, takes_pages=False))
                        except StatusError as error:
                            place.fail(file, error)
                            goes_on = True
                            break
                    place.after = file.file
                if goes_on:
                    break
                place.list_now()
    return saved


async def save_files_async(
    client: AsyncBaseClient, open_links: OpenAsyncLinks, job_id: str, to: Path | str, max_bytes: int
) -> list[SavedFile]:
    """Do the same for asyncio; see `save_files`."""
    place, saved, goes_on = _Place(job_id, to, max_bytes), list[SavedFile](), True
    async with open_links() as fetched:
        while goes_on:
            goes_on = False
            place.list_now()
            async for page in AsyncPages(client, _links(job_id, place.after)):
                for file in page.items:
                    if target := place.target(file):
                        if goes_on := place.is_stale():
                            break
                        try:
                            link = {URL: file.url}
                            saved.append(await download_async(fetched, _FOLLOW, link, target, takes_pages=False))
                        except StatusError as error:
                            place.fail(file, error)
                            goes_on = True
                            break
                    place.after = file.file
                if goes_on:
                    break
                place.list_now()
    return saved


def _paginator(job_id: str) -> Paginator[ExportFile]:
    return Paginator(_LIST, ExportFile.from_dict, values={"jobId": job_id}, options=PageOptions())


def _links(job_id: str, after: str | None) -> Paginator[_Link]:
    return Paginator(_LIST, _Link.of, values={"jobId": job_id}, options=PageOptions(after=after))
