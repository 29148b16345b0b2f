"""Responses that are files: saved whole or not at all, or sent on to standard output; memory stays small."""

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO, Final

from sdk_core.calls.files.atomic_file import resolve_destination
from sdk_core.calls.files.download import download
from sdk_core.transport.base_client import SyncAPIClient
from sdk_core.wire.operations import Operation

MAX_BYTES: Final = 1 << 40
"""Bytes of a response that are taken: a bound against one that never ends."""


class _Spool:
    """A sink that keeps a response on the disk until it is whole."""

    max_bytes = MAX_BYTES

    def __init__(self, file: BinaryIO) -> None:
        self.file = file

    def restart(self) -> None:
        """Forget what came before."""
        self.file.seek(0)
        self.file.truncate()

    def write(self, part: bytes, /) -> None:
        """Keep the next part."""
        self.file.write(part)


def save(client: SyncAPIClient, operation: Operation, values: Mapping[str, Any], to: str | None) -> None:
    """Save the response to a call, or send it on to standard output.

    A file that is there is replaced once the new one is whole; until then, and after a failure, it is as it was. Only
    its owner may read it. In a folder, the file is called as where it comes from. Standard output gets nothing of a
    response that is not whole.

    Args:
        client: makes the call.
        operation: what is called.
        values: its parameters by their names on the wire.
        to: a file, a folder, or what else can be written to, such as a pipe; None for standard output.

    Raises:
        ValueError: standard output is a terminal, or a file cannot have this name.
        OSError: the file cannot be written.
        ApiError: no response came, one without success, or one that is not whole.
    """
    if to is None:
        if sys.stdout.isatty():
            raise ValueError("the response is a file; name one with --to FILE, or send it on with a pipe")
        sys.stdout.flush()
        _send_on(client, operation, values, sys.stdout.buffer)
        return
    path = Path(to)
    if path.exists() and not path.is_file() and not path.is_dir():  # a device or a pipe, which nothing may replace
        with path.open("wb") as stream:
            _send_on(client, operation, values, stream)
        return
    texts = [value for value in values.values() if isinstance(value, str)]
    source = texts[0] if len(texts) == 1 else ""
    download(client, operation, values, resolve_destination(source, to, max_bytes=MAX_BYTES, overwrite=True))


def _send_on(client: SyncAPIClient, operation: Operation, values: Mapping[str, Any], stream: BinaryIO) -> None:
    with TemporaryFile() as file:
        client.stream_to(operation, values, _Spool(file))
        file.seek(0)
        shutil.copyfileobj(file, stream)
    stream.flush()
