"""Downloads: the answer to a call, saved to a file that appears whole or not at all."""

import asyncio
from collections.abc import Mapping
from typing import Any

from agillic.resources.files.saving import PartialFile, SavedFile, Target, sync_folder
from agillic_api.client import AsyncClient, Client
from agillic_api.types import Operation
from sdk_core.transport.base_client import AsyncCore, Core

_UNABLE = "this client cannot save answers to files: use Agillic or AsyncAgillic"


def download(client: Client, operation: Operation, values: Mapping[str, Any], target: Target) -> SavedFile:
    """Save the answer to a call.

    Args:
        client: what calls; one of the generated package alone cannot.
        operation: what to call.
        values: its parameters by their names on the wire.
        target: where the file is to be.

    Raises:
        TypeError: the client cannot.
        ValueError: a value cannot be sent.
        OSError: the file cannot be written, or something is there.
        AgillicError: no answer came, one without success, or one that is too large or not whole.
    """
    if not isinstance(client, Core):
        raise TypeError(_UNABLE)
    partial = PartialFile(target)
    try:
        try:
            partial.open()
            client.save(operation, values, partial)
            partial.flush()
            partial.sync()
            saved = partial.place()
        finally:
            partial.discard()
    except BaseException:  # also an interrupt that came amid `discard`
        partial.discard()
        raise
    sync_folder(target.path.parent)
    return saved


async def download_async(
    client: AsyncClient, operation: Operation, values: Mapping[str, Any], target: Target
) -> SavedFile:
    """Do the same for asyncio; the loop waits for no disk, but for the parts of the file to be handed to the system."""
    if not isinstance(client, AsyncCore):
        raise TypeError(_UNABLE)
    partial = PartialFile(target)
    try:
        try:
            partial.open()
            await client.save(operation, values, partial)
            partial.flush()
            await asyncio.to_thread(partial.sync)
            saved = partial.place()
        finally:
            partial.discard()
    except BaseException:
        partial.discard()
        raise
    await asyncio.to_thread(sync_folder, target.path.parent)
    return saved
