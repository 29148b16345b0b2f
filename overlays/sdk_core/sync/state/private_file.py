"""Files that appear whole or not at all, and that only their owner may read: they hold personal data, or keys."""

from contextlib import suppress
from pathlib import Path
from typing import Final

from sdk_core.calls.files.atomic_file import AtomicFile, Destination, sync_folder

_ANY: Final = 1 << 62


def write_private(path: Path, content: bytes, *, replace: bool = True) -> None:
    """Put a file in its place in one step, with mode 0600; after an error, what was there stays.

    Args:
        path: its place; its folder is there.
        content: all of it.
        replace: whether one that is there is replaced; else that one stays.

    Raises:
        OSError: it cannot be written.
    """
    file = AtomicFile(Destination(path, _ANY, overwrite=replace))
    try:
        file.open()
        file.write(content)
        file.flush()
        file.sync()
        with suppress(*() if replace else (FileExistsError,)):
            file.commit()
    finally:
        file.discard()
    sync_folder(path.parent)
