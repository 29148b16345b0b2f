"""Writes the audit log: a line is on the disk before the call that it is about goes out.

Any number of processes write into one log. A lock on the file of its head puts them in order. A process that is killed
in the middle of a line leaves the beginning of one: the next line says so, and holds its hash, which sets it apart
from a line that somebody has cut.
"""

import json
import os
import secrets
import sys
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any, Final, cast

from sdk_core.agents.audit.chain import Head, fits, line_end, signed_line
from sdk_core.agents.audit.errors import AuditError
from sdk_core.agents.audit.kept_file import KeptFile, read_all, write_all
from sdk_core.transport.errors import StateFileError
from sdk_core.transport.limits.state_files import private_directory, private_file

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

HEAD: Final = "audit.head"
KEY: Final = "audit.key"
_KEY_BYTES: Final = 32
_HEAD_BYTES: Final = 400
_HEAD_JSON: Final = '{{"sequence": {}, "digest": "{}", "file": "{}", "size": {}, "check": "{}"}}'
"""Nothing in a head needs to be quoted: it is numbers, hashes and the name of a file of ours."""
_LOCKED_AT: Final = 1 << 20
"""Where Windows locks a byte: beyond the heads, which others may read."""


class AuditLog:
    """The audit log of a server, in files of a month each.

    Args:
        folder: where its files are, such as `audit-2026-11.jsonl`; made if need be.
        state: the folder of its head and its key. Whoever can write here too can forge the log, so it may be another
            user's, or on another disk.
        now: the time in seconds since 1970.

    Raises:
        AuditError: one of the folders or files cannot be used.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as name:
    ...     log = AuditLog(Path(name) / "log", Path(name) / "state", now=lambda: 0.0)
    ...     log.write({"event": "started"}).sequence
    1
    """

    def __init__(self, folder: Path, state: Path, *, now: Callable[[], float]) -> None:
        try:
            self.folder, self.state = private_directory(folder), private_directory(state)
        except StateFileError as error:
            raise AuditError(f"{error}") from error
        self._now = now
        self._lock = Lock()
        self._head_file = KeptFile(self.state / HEAD)
        self._file: KeptFile | None = None
        self._last = b"", Head()
        try:
            with self._locked() as descriptor:
                self.key = _made_key(self.state) if not os.fstat(descriptor).st_size else log_key(self.state)
        except StateFileError as error:
            raise AuditError(f"{error}") from error

    def write(self, record: Mapping[str, Any]) -> Head:
        """Write a line, and return when it is on the disk.

        Args:
            record: what is recorded; time and number are added.

        Raises:
            AuditError: the line cannot be written; nothing that depends on it may happen.
        """
        try:
            with self._lock, self._locked() as descriptor:
                text = _head_text(descriptor)
                head = self._append(self._head(text), record)
                self._last = _write_head(descriptor, text, head), head
                return head
        except (OSError, StateFileError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error)
            raise AuditError(
                f"the audit log in {self.folder} cannot be written ({reason}): make room or mend its rights; a policy "
                "with `audit.required = true` lets no call through until then"
            ) from error

    def close(self) -> None:
        """Close the files. A later line opens them again."""
        with self._lock:
            self._head_file.close()
            if self._file is not None:
                self._file.close()

    def _head(self, text: bytes) -> Head:
        """Return the head; it is made out anew where it is not as this process has left it.

        Where it is an earlier one, or what this process wrote is gone, the chain goes on from what this process knows:
        so `verify` finds that lines were cut off, though the head was removed with them.
        """
        known, head = self._last
        if text and text == known:
            return head
        found = _later_head(text, self._head_file.path)
        return found if found.sequence >= head.sequence and self._is_there(head) else head

    def _is_there(self, head: Head) -> bool:
        """Return whether the line that a head names is where it was written."""
        if not head.sequence:
            return True
        if not os.path.lexists(self.folder / head.file):  # it would be made by opening it
            return False
        descriptor, end = self._opened(head.file), line_end(head.digest)
        os.lseek(descriptor, max(0, head.size - len(end)), os.SEEK_SET)
        return read_all(descriptor, len(end)) == end

    def _append(self, head: Head, record: Mapping[str, Any]) -> Head:
        moment = datetime.fromtimestamp(self._now(), UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        name = max(f"audit-{moment[:7]}.jsonl", head.file)  # a clock that is set back begins no file anew
        descriptor = self._opened(name)
        start = head.size if name == head.file else 0
        size = os.lseek(descriptor, 0, os.SEEK_END)
        torn: dict[str, Any] = {}
        if size > start:
            head, torn = self._after(descriptor, name, head, start, size)
        line, digest = signed_line(
            self.key, head.digest, {"sequence": head.sequence + 1, "time": moment, **record, **torn}
        )
        if torn:
            line = b"\n" + line
        write_all(descriptor, line)
        os.fsync(descriptor)
        return Head(head.sequence + 1, digest, name, size + len(line))

    def _opened(self, name: str) -> int:
        """Return the descriptor of a file of the log; that of the month before is closed."""
        if self._file is None or self._file.name != name:
            if self._file is not None:
                self._file.close()
            self._file = KeptFile(self.folder / name)
        return self._file.descriptor()

    def _after(self, descriptor: int, name: str, head: Head, start: int, size: int) -> tuple[Head, dict[str, Any]]:
        """Return the head after what a killed process has written behind it, and what is left of a torn line."""
        os.lseek(descriptor, start, os.SEEK_SET)
        rest = read_all(descriptor, size - start)
        while b"\n" in rest:
            line, _, rest = rest.partition(b"\n")
            found = parsed(line)
            if found is None or found.get("previous") != head.digest or not fits(self.key, found):
                break  # somebody has written here: `verify` finds it, and the chain goes on from what is known
            head = Head(head.sequence + 1, str(found["hash"]), name, 0)
        else:
            return head, {"torn": sha256(rest).hexdigest()} if rest else {}
        return head, {}

    @contextmanager
    def _locked(self) -> Generator[int]:
        descriptor = self._head_file.descriptor()
        _lock(descriptor)
        try:
            yield descriptor
        finally:
            _unlock(descriptor)


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        os.lseek(descriptor, _LOCKED_AT, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX)


def _unlock(descriptor: int) -> None:
    if sys.platform == "win32":
        os.lseek(descriptor, _LOCKED_AT, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


def log_key(state: Path) -> bytes:
    """Return the key of a log's hashes.

    Args:
        state: the folder of the log's head.

    Raises:
        AuditError: it cannot be read, or is not whole.
    """
    path = state / KEY
    try:
        key = bytes.fromhex(path.read_text("ascii").strip())
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise AuditError(f"the key of the audit log {path} cannot be read ({reason}): put the file back") from error
    if len(key) != _KEY_BYTES:
        raise AuditError(f"the key of the audit log {path} is not whole: put the file back")
    return key


def _made_key(state: Path) -> bytes:
    """Return the key of a log that has no line yet: the one that is there, or a new one where it is not whole."""
    path = state / KEY
    try:
        descriptor = private_file(path)
        try:
            if os.fstat(descriptor).st_size != 2 * _KEY_BYTES:
                os.ftruncate(descriptor, 0)
                write_all(descriptor, secrets.token_hex(_KEY_BYTES).encode())
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise AuditError(
            f"the audit log's key {path} cannot be made ({error.strerror}): name another folder"
        ) from error
    return log_key(state)


def read_head(state: Path) -> Head:
    """Return the head of a log as it is kept apart from it.

    Args:
        state: the folder of the log's head.

    Raises:
        AuditError: it cannot be read.
    """
    path = state / HEAD
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return Head()
    except OSError as error:
        raise AuditError(f"the head of the audit log {path} cannot be read ({error.strerror})") from error
    try:
        return _later_head(_head_text(descriptor), path)
    except ValueError as error:
        raise AuditError(str(error)) from error
    finally:
        os.close(descriptor)


def parsed(line: bytes) -> dict[str, Any] | None:
    """Return what a line of the log holds, or None when it is no record."""
    with suppress(ValueError):
        found = json.loads(line)
        if isinstance(found, dict):
            return cast("dict[str, Any]", found)
    return None


def _later_head(text: bytes, path: Path) -> Head:
    """Return the later of the two heads: they are written in turns, so that one is whole whenever a write is cut."""
    found = [head for start in (0, _HEAD_BYTES) if (head := _head_of(text[start : start + _HEAD_BYTES]))]
    if text.strip(b"\0 \n") and not found:
        raise ValueError(f"the head {path} cannot be read: verify the log, and put a copy of the head back")
    return max(found, default=Head())


def _head_text(descriptor: int) -> bytes:
    os.lseek(descriptor, 0, os.SEEK_SET)
    return read_all(descriptor, 2 * _HEAD_BYTES)


def _head_of(text: bytes) -> Head | None:
    with suppress(ValueError, KeyError, TypeError):
        found = json.loads(text)
        head = Head(int(found["sequence"]), str(found["digest"]), str(found["file"]), int(found["size"]))
        if found["check"] == _check(head):
            return head
    return None


def _write_head(descriptor: int, before: bytes, head: Head) -> bytes:
    """Write a head in the place of the earlier one, and return what the file holds after that."""
    text = _HEAD_JSON.format(*head, _check(head)).encode().ljust(_HEAD_BYTES - 1) + b"\n"
    place = head.sequence % 2 * _HEAD_BYTES
    os.lseek(descriptor, place, os.SEEK_SET)
    write_all(descriptor, text)
    return before[:place].ljust(place, b"\0") + text + before[place + _HEAD_BYTES :]


def _check(head: Head) -> str:
    return sha256(repr(tuple(head)).encode()).hexdigest()[:16]
