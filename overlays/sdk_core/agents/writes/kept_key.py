"""Keys that a server makes once and keeps: the processes of one state folder share them."""

import os
import secrets
from pathlib import Path
from typing import Final

from sdk_core.sync.state.private_file import write_private
from sdk_core.transport.errors import StateFileError
from sdk_core.transport.limits.state_files import private_directory, private_file, state_file_error

_BYTES: Final = 32
_ADVICE: Final = "put a copy of it back, or remove it for a new key: what was made by the old one counts no more"


def kept_key(path: Path) -> bytes:
    """Return the key in a file; a new one where there is no file. All processes get the same one.

    Args:
        path: the file, which only this user may read. Its folder is made if need be.

    Raises:
        StateFileError: the key cannot be made or read, or is not whole.
    """
    private_directory(path.parent)
    try:
        if not os.path.lexists(path):
            write_private(path, secrets.token_hex(_BYTES).encode(), replace=False)
        descriptor = private_file(path)
        try:
            text = os.read(descriptor, 2 * _BYTES + 1)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise state_file_error(path, error) from error
    try:
        key = bytes.fromhex(text.decode("ascii"))
    except ValueError:
        key = b""
    if len(key) != _BYTES:
        raise StateFileError(message=f"the key {path} is not whole", advice=_ADVICE)
    return key
