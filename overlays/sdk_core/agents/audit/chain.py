"""How the lines of an audit log hang together: each holds the hash of the line before it, and its own.

The hashes are keyed. So whoever can write the files, but does not have the key, cannot make a chain that fits.
"""

import hmac
import json
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

BEGINNING: Final = "0" * 64
"""What the first line of a log has for the hash of the line before it."""
# Encoders are kept: to make one takes as long as to write a line by it.
_CANONICAL: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False, sort_keys=True)
_HASHED: Final = json.JSONEncoder(separators=(",", ":"), sort_keys=True, default=str)


class Head(NamedTuple):
    """The end of a log, as it is kept in another place than the log.

    Attributes:
        sequence: the number of the last line; 0 before the first.
        digest: its hash.
        file: the name of the file that it is in.
        size: the length of that file in bytes after it.
    """

    sequence: int = 0
    digest: str = BEGINNING
    file: str = ""
    size: int = 0


def signed_line(key: bytes, previous: str, record: Mapping[str, Any]) -> tuple[bytes, str]:
    """Return the line of a record, and its hash.

    Args:
        key: the key of the log.
        previous: the hash of the line before it.
        record: what is recorded; its own `previous` and `hash` are replaced.
    """
    content = {name: value for name, value in record.items() if name != "hash"} | {"previous": previous}
    text = _canonical(content)
    digest = _digest(key, text)
    return text[:-1] + line_end(digest), digest


def line_end(digest: str) -> bytes:
    """Return how a line ends.

    Args:
        digest: its hash.
    """
    return b',"hash":"%b"}\n' % digest.encode()


def fits(key: bytes, record: Mapping[str, Any]) -> bool:
    """Return whether a record is as it was written."""
    found = record.get("hash")
    content = {name: value for name, value in record.items() if name != "hash"}
    return isinstance(found, str) and hmac.compare_digest(found.encode(), _digest(key, _canonical(content)).encode())


def keyed_hash(key: bytes, content: object) -> str:
    """Return the hash of what is not to be read, such as arguments: without the key, guesses cannot be tried.

    Args:
        key: the key of the log.
        content: what is hashed; what JSON does not know counts by its text.
    """
    return _digest(key, b"arguments " + _HASHED.encode(content).encode())


def message_hash(key: bytes, content: bytes) -> str:
    """Return the hash of a message that was not read.

    Args:
        key: the key of the log.
        content: the message, as it came.
    """
    return _digest(key, b"message " + content)


def _canonical(content: Mapping[str, Any]) -> bytes:
    """Return what is hashed of a line: the order of its members is no matter."""
    return _CANONICAL.encode(content).encode()


def _digest(key: bytes, text: bytes) -> str:
    return hmac.digest(key, text, "sha256").hex()  # in a third of the time of an object for it
