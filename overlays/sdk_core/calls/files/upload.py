"""Uploads: the parts of a form made from paths, bytes and streams, sent in parts as they are read."""

import io
import os
from collections.abc import Generator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast

from sdk_core.wire.operations import File

Source = Path | bytes | BinaryIO
"""What is uploaded: a file by its path, bytes, or an open binary stream."""


@contextmanager
def file_part(source: Source, file_name: str | None) -> Generator[File]:
    """Open what is to be uploaded as a part of a form.

    A path is opened and closed here; a stream is the caller's to close. What can be rewound is sent from its beginning,
    and again when the call is retried; a stream that cannot is sent from where it stands, and its call is made once.

    Args:
        source: a path, bytes, or an open binary stream.
        file_name: the name that is sent; None for that of the path, or of the file that the stream reads.

    Raises:
        OSError: the file cannot be opened.
        TypeError: the source is something else, such as a stream of text.
        ValueError: there is no name, or it holds a control character.
    """
    if isinstance(source, Path):
        file: BinaryIO | None = None
        try:
            try:
                file = source.open("rb")
                yield File(_stream(file), file_name or source.name)
            finally:
                if file is not None:
                    file.close()
        except BaseException:  # also an interrupt that came amid `finally`
            if file is not None:
                file.close()
            raise
    elif isinstance(source, bytes):
        yield File(BytesIO(source), _named(file_name))
    else:
        _check_source(source)
        yield File(_stream(source), _named(file_name or _own_name(source)))


class _Stream:
    """A binary stream as the HTTP library is to see it, which would take its length from the file behind it.

    That length is wrong for a pipe, and for a stream that decompresses a file. It is found by going to the end instead,
    or the stream is sent without saying how long it is. What was said has to hold, or the server waits for the rest.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._length: int | None = None
        self._given = 0

    @property
    def closed(self) -> bool:
        return bool(getattr(self._stream, "closed", False))

    def read(self, size: int = -1, /) -> bytes:
        part = self._stream.read(size)
        self._given += len(part)
        if self._length is not None and (self._given > self._length or (not part and self._given < self._length)):
            raise OSError("the file changed while it was sent, and no part of it counts: send it again")
        return part

    def seekable(self) -> bool:
        seekable = getattr(self._stream, "seekable", None)
        return callable(seekable) and bool(seekable())

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        if not self.seekable():
            raise io.UnsupportedOperation("the stream cannot be rewound")
        place = self._stream.seek(offset, whence)
        if whence == os.SEEK_END:
            self._length = place
        self._given = place
        return place

    def tell(self) -> int:
        return self._stream.tell()


def _stream(stream: BinaryIO) -> BinaryIO:
    return cast("BinaryIO", _Stream(stream))  # all of it that is used


def _check_source(source: object) -> None:
    if isinstance(source, io.TextIOBase) or not hasattr(source, "read"):
        kind = type(source).__name__
        raise TypeError(f"a {kind} cannot be uploaded: give a pathlib.Path, bytes or a stream opened in binary mode")


def _named(name: str | None) -> str:
    if not name:
        raise ValueError("there is no file name: give file_name, under which the server keeps the file")
    return name


def _own_name(stream: BinaryIO) -> str | None:
    name = getattr(stream, "name", None)  # a number for some, such as pipes
    return Path(name).name if isinstance(name, str) else None
