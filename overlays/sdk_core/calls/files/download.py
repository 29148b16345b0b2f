"""Downloads: the response to a call, saved to a file that appears whole or not at all."""

import asyncio
from collections.abc import Mapping
from typing import Any

from sdk_core.calls.files.atomic_file import AtomicFile, Destination, SavedFile, sync_folder
from sdk_core.calls.files.browser_pages import check_no_page
from sdk_core.client import AsyncBaseClient, BaseClient, error_reader_of
from sdk_core.transport.base_client import AsyncAPIClient, SyncAPIClient
from sdk_core.wire.operations import Operation

_UNABLE = "this client cannot save responses to files: use one with a transport of its own, not a generated one alone"


def download(
    client: BaseClient,
    operation: Operation,
    values: Mapping[str, Any],
    target: Destination,
    *,
    takes_pages: bool = True,
) -> SavedFile:
    """Save the response to a call.

    Args:
        client: what calls; one of the generated package alone cannot.
        operation: what to call.
        values: its parameters by their names on the wire.
        target: where the file is to be.
        takes_pages: whether the file may be a page for browsers; False where such a response is an error.

    Raises:
        TypeError: the client cannot.
        ValueError: a value cannot be sent.
        OSError: the file cannot be written, or something is there.
        ApiError: no response came, one without success, or one that is too large or not whole.
    """
    core, partial = saving(client), AtomicFile(target)
    try:
        try:
            partial.open()
            media_type = core.stream_to(operation, values, partial)
            if not takes_pages:
                check_no_page(media_type, operation, error_reader_of(client), "file")
            partial.flush()
            partial.sync()
            saved = partial.commit()
        finally:
            partial.discard()
    except BaseException:  # also an interrupt that came amid `discard`
        partial.discard()
        raise
    sync_folder(target.path.parent)
    return saved


async def download_async(
    client: AsyncBaseClient,
    operation: Operation,
    values: Mapping[str, Any],
    target: Destination,
    *,
    takes_pages: bool = True,
) -> SavedFile:
    """Do the same for asyncio; the loop waits for no disk, but for the parts of the file to be handed to the system."""
    core, partial = saving_async(client), AtomicFile(target)
    try:
        try:
            partial.open()
            media_type = await core.stream_to(operation, values, partial)
            if not takes_pages:
                check_no_page(media_type, operation, error_reader_of(client), "file")
            partial.flush()
            await asyncio.to_thread(partial.sync)
            saved = partial.commit()
        finally:
            partial.discard()
    except BaseException:
        partial.discard()
        raise
    await asyncio.to_thread(sync_folder, target.path.parent)
    return saved


def saving(client: BaseClient) -> SyncAPIClient:
    """Return a client as one that writes responses into sinks, part by part.

    Raises:
        TypeError: it cannot.
    """
    if not isinstance(client, SyncAPIClient):
        raise TypeError(_UNABLE)
    return client


def saving_async(client: AsyncBaseClient) -> AsyncAPIClient:
    """Return the same for asyncio; see `saving`."""
    if not isinstance(client, AsyncAPIClient):
        raise TypeError(_UNABLE)
    return client
