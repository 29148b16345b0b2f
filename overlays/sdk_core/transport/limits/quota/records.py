"""The counts of a key as they stand in the file: two copies, of which each change writes the older one.

A process may be killed amid a change: the copy that it was writing does not fit its checksum then, and the other one
counts, as if the change had never begun.
"""

import json
import os
from dataclasses import dataclass, field
from struct import Struct
from typing import Any, Final
from zlib import crc32

from sdk_core.transport.limits.concurrency.file_locks import SharedBytes

_COPIES: Final = (4_096, 4_096 + 65_536)
"""Where the copies begin."""
_HEAD: Final = Struct("<8sQII")
_MAGIC: Final = b"counts\r\n"
_USUAL: Final = 1024
"""Bytes that most copies need at most, which are read at once."""
_MAX_BYTES: Final = 65_536
_MAX_OTHERS: Final = 128
"""Other files of which one file knows what was counted in each."""


class UnreadableCountsError(ValueError):
    """Neither copy can be read."""


@dataclass(slots=True)
class Part:
    """What was counted in one file; a file that was removed goes on to count as a part of the one that came after it.

    Attributes:
        sequence: how many changes there were.
        calls: how many calls count, by when their slice of time began.
    """

    sequence: int = 0
    calls: dict[int, int] = field(default_factory=dict[int, int])


@dataclass(slots=True)
class Counts:
    """What a file says.

    Attributes:
        id: of the file: a file that is made again has another.
        parts: what was counted in this file, and in those that were removed before, by their ids.
        rejected: between which moments the server takes no calls; None when it takes them.
        mock: the id of the mock that the calls went to; empty when they went elsewhere, as far as is known.
        epoch: how many mocks came before this one.
        is_changed: whether this is no longer what the file says.
    """

    id: str = field(default_factory=lambda: os.urandom(8).hex())
    parts: dict[str, Part] = field(default_factory=dict[str, Part])
    rejected: tuple[float, float] | None = None
    mock: str = ""
    epoch: int = 0
    is_changed: bool = False

    @property
    def own(self) -> Part:
        """What was counted in this file."""
        if self.id not in self.parts:
            self.parts[self.id] = Part()
        return self.parts[self.id]

    def calls(self) -> dict[int, int]:
        """Return how many calls count, by slices."""
        total: dict[int, int] = {}
        for part in self.parts.values():
            for begins, count in part.calls.items():
                total[begins] = total.get(begins, 0) + count
        return total

    def add(self, begins: int, count: int) -> None:
        """Count calls of a slice, or uncount them; no count is below 0."""
        own = self.own.calls
        own[begins] = own.get(begins, 0) + max(count, -self.calls().get(begins, 0))
        self.is_changed = True

    def move(self, begins: int, to: int) -> None:
        """Let calls of a slice count in another one."""
        for part in self.parts.values():
            if begins in part.calls:
                part.calls[to] = part.calls.get(to, 0) + part.calls.pop(begins)
        self.is_changed = True

    def forget_before(self, begins: int) -> None:
        """Forget slices that began before a moment, and files of which nothing is left."""
        for part in self.parts.values():
            for each in [each for each in part.calls if each < begins]:
                del part.calls[each]
        others = [part for id_, part in self.parts.items() if id_ != self.id and part.calls]
        for part in others[:-_MAX_OTHERS]:
            for each, count in part.calls.items():
                self.own.calls[each] = self.own.calls.get(each, 0) + count
            part.calls = {}
        # Empty ones stay for a while: they tell that their calls are known to who saw them last.
        own = self.parts.pop(self.id, Part())
        self.parts = {**dict([*self.parts.items()][-2 * _MAX_OTHERS :]), self.id: own}

    def reject(self, since: float, until: float) -> None:
        """Note when the server takes no calls."""
        self.rejected, self.is_changed = (since, until), True

    def meet(self, mock: str, calls: dict[int, int]) -> None:
        """Note that calls go to a mock; if they went to another one before, a new count begins with so many."""
        if self.mock:
            self.parts = {self.id: Part(self.own.sequence, calls)}
            self.rejected = None
            self.epoch += 1
        self.mock, self.is_changed = mock, True

    def merge(self, last: "Counts") -> None:
        """Bring in what was last seen of this key, if that was in a file that is not there any more.

        Each change that anybody saw there counts once, whichever process comes first, and whatever was counted here
        meanwhile.
        """
        if self.mock and last.mock and self.mock != last.mock:
            return  # the other count is over
        for id_, part in last.parts.items():
            known = self.parts.get(id_, Part())
            if part.sequence > known.sequence:
                if id_ == self.id:  # an older copy of the file was put back
                    both = {*known.calls, *part.calls}
                    merged = {each: max(known.calls.get(each, 0), part.calls.get(each, 0)) for each in both}
                else:
                    merged = dict(part.calls)
                self.parts[id_] = Part(part.sequence, merged)
                self.is_changed = True
        if self.is_changed:
            self.rejected, self.mock = self.rejected or last.rejected, self.mock or last.mock
            self.epoch = max(self.epoch, last.epoch)


def read_counts(file: SharedBytes) -> Counts | None:
    """Return what a file says; None when it says nothing yet.

    Raises:
        UnreadableCountsError: It says something that is no count.
        StateFileError: It cannot be read.
    """
    copies = [_read_copy(file, offset) for offset in _COPIES]
    whole = [each for each in copies if isinstance(each, tuple)]
    if whole:
        return _counts(json.loads(max(whole)[1]))
    if None in copies and False not in copies:  # nothing yet, or a first change that was not finished
        return None
    raise UnreadableCountsError


def write_counts(file: SharedBytes, counts: Counts) -> None:
    """Write what a file is to say; the count of changes goes up by one.

    Raises:
        StateFileError: It cannot be written; what it said before stands.
    """
    counts.own.sequence += 1
    sequence = counts.own.sequence
    members = {
        "id": counts.id,
        "parts": {id_: (part.sequence, part.calls) for id_, part in counts.parts.items()},
        "rejected": counts.rejected,
        "mock": counts.mock,
        "epoch": counts.epoch,
    }
    content = json.dumps(members).encode()
    head = _HEAD.pack(_MAGIC, sequence, len(content), _checksum(sequence, content))
    file.write(_COPIES[sequence % 2], head + content)
    counts.is_changed = False


def heads(file: SharedBytes) -> tuple[bytes, ...]:
    """Return what differs after each change, without reading all; anybody may ask, whoever has the file locked."""
    return tuple(file.read(offset, _HEAD.size) for offset in _COPIES)


def _read_copy(file: SharedBytes, offset: int) -> tuple[int, bytes] | bool | None:
    """Return a copy, its sequence first; None when there is none.

    True stands for one that does not fit its checksum, because it was being written, and False for something else.
    """
    start = file.read(offset, _USUAL)
    if not start.strip(b"\0"):
        return None
    if not start.startswith(_MAGIC) or len(start) < _HEAD.size:
        return False
    _, sequence, length, checksum = _HEAD.unpack_from(start)
    length = min(length, _MAX_BYTES - _HEAD.size)
    content = start[_HEAD.size : _HEAD.size + length]
    if len(content) < length:
        content += file.read(offset + _USUAL, length - len(content))
    if _checksum(sequence, content) != checksum:
        return True
    return sequence, content


def _checksum(sequence: int, content: bytes) -> int:
    return crc32(content, sequence & 0xFFFF_FFFF)


def _counts(members: dict[str, Any]) -> Counts:
    return Counts(
        id=members["id"],
        parts={
            id_: Part(sequence, {int(begins): count for begins, count in calls.items()})
            for id_, (sequence, calls) in members["parts"].items()
        },
        rejected=None if members["rejected"] is None else (members["rejected"][0], members["rejected"][1]),
        mock=members["mock"],
        epoch=members["epoch"],
    )
