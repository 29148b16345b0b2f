"""The signature of a plan file: the HMAC-SHA256 of all its bytes, those of the signature itself taken as zeros.

It stands in the metadata of the file, at its end, so that any reader of Parquet opens the file.
"""

import hmac
import os
from pathlib import Path
from typing import BinaryIO, Final

from sdk_core.sync.model.errors import PlanError

SIGNATURE: Final = "sync.signature"
"""Its name in the file's metadata."""
_MARK: Final = b"hmac-sha256:"
_ZEROS: Final = b"0" * 64
UNSIGNED: Final = (_MARK + _ZEROS).decode()
"""What stands there before the file is signed."""
_MAGIC: Final = b"PAR1"
_BLOCK: Final = 1 << 20


def sign(file: BinaryIO, path: Path, key: bytes) -> None:
    """Sign a file that has `UNSIGNED` in its metadata.

    Args:
        file: open for reading and writing.
        path: its path, for the message of an error.
        key: the key of the signature.

    Raises:
        PlanError: there is no place for a signature.
    """
    place = _place_of_signature(file, path)
    signature = _hmac(file, key, place)
    file.seek(place)
    file.write(signature.encode())


def check_signature(file: BinaryIO, path: Path, key: bytes | None, *, held: str, advice: str) -> None:
    """Check the signature of a file.

    Args:
        file: open for reading.
        path: its path, for the message of an error.
        key: the key of the signature; None to check only that there is one.
        held: what the message of an error calls the key.
        advice: what it says to do where the signature is of another one.

    Raises:
        PlanError: no plan, one without a signature, or one that was changed or signed with another key.
    """
    place = _place_of_signature(file, path)
    if key is None:
        return
    file.seek(place)
    if not hmac.compare_digest(file.read(len(_ZEROS)), _hmac(file, key, place).encode()):
        raise PlanError(
            f"the plan {path} was changed after it was made, or signed with another key than {held}: {advice}"
        )


def _place_of_signature(file: BinaryIO, path: Path) -> int:
    """Return where the 64 characters of a signature stand, by looking from the end of the file on."""
    size = file.seek(0, os.SEEK_END)
    footer = 0
    if size > len(_MAGIC) + 8:
        file.seek(size - 8)
        tail = file.read(8)
        if tail[4:] == _MAGIC:
            footer = int.from_bytes(tail[:4], "little")
    if not 0 < footer <= size - 12:
        raise PlanError(f"{path} is no plan, or a damaged one: make it again")
    start = size - 8 - footer
    file.seek(start)
    found = (text := file.read(footer)).rfind(_MARK)
    if found < 0 or found + len(_MARK) + len(_ZEROS) > len(text):
        raise PlanError(f"the plan {path} has no signature: make it again")
    return start + found + len(_MARK)


def _hmac(file: BinaryIO, key: bytes, place: int) -> str:
    """Return the signature of a file, whose own 64 characters count as zeros."""
    digest = hmac.new(key, digestmod="sha256")
    file.seek(0)
    left = place
    while left:
        block = file.read(min(_BLOCK, left))
        digest.update(block)
        left -= len(block)
    digest.update(_ZEROS)
    file.seek(place + len(_ZEROS))
    while block := file.read(_BLOCK):
        digest.update(block)
    return digest.hexdigest()
