"""Files of text that appear whole or not at all, and that only their owner may read."""

import io
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO, cast

from sdk_core.calls.files.atomic_file import AtomicFile, Destination, sync_folder

_ANY = 1 << 62


class _Text(io.TextIOBase):
    def __init__(self, file: AtomicFile) -> None:
        self._to = file

    def write(self, text: str, /) -> int:
        self._to.write(text.encode())
        return len(text)


@contextmanager
def atomic_text(path: Path) -> Generator[TextIO, None, None]:
    """Give what is to be written to, and put it in its place at the end; after an error, what was there stays.

    Args:
        path: the place; a file there is replaced.

    Raises:
        OSError: the file cannot be written.
    """
    file = AtomicFile(Destination(path, _ANY, overwrite=True))
    try:
        file.open()
        yield cast("TextIO", _Text(file))
        file.flush()
        file.sync()
        file.commit()
    finally:
        file.discard()
    sync_folder(path.parent)
