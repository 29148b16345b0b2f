"""The rows that were rejected or are unknown, with the reason, until they are written: one line of JSON each.

A letter's id is that of its item in its job, so that the same row has the same id in each run. Only this user can read
the file; values can be masked, and then a row is sent again from the source.
"""

import os
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import md5
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

import orjson

from sdk_core.sync.model.errors import StateError
from sdk_core.sync.model.rows import RowState

MASK: Final = "***"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A row that was not written.

    Attributes:
        id: the same in each run, see `letter_id`.
        run: the run that it was last tried in.
        row: the source's row in that run; None for an item that the source has no more.
        state: rejected or unknown.
        reason: why, without values of the row.
        k: the hash of its key; empty for a row without one, such as a line that could not be read.
        h: the hash of its fields; empty so.
        at: when, in seconds since 1970.
        values: what it holds, masked where that is asked for.
    """

    id: str
    run: str
    row: int | None
    state: RowState
    reason: str
    k: str = ""
    h: str = ""
    at: float = 0.0
    values: Mapping[str, Any] = field(default_factory=dict[str, Any], repr=False)


def letter_id(job: str, k: str, row_json: bytes = b"") -> str:
    """Return the id of a row: of its key's hash, or of its JSON where it has no key.

    >>> letter_id("customers", "6b1b36cb-b04b-4149-8273-10bff9d2e301")
    'f9c0f1c18bfca2cb'
    """
    text = f"{job}\0{k}".encode() if k else f"{job}\0\0".encode() + row_json
    return md5(text, usedforsecurity=False).hexdigest()[:16]


class DeadLetters:
    """The letters of a job. Each change replaces the file at once, so that it is whole after any end.

    Args:
        path: the file.
        job: the job's name.
        mask: whether all values are masked.
        masked: the names of members whose values are masked, wherever they are.
    """

    def __init__(self, path: Path, job: str, *, mask: bool = False, masked: frozenset[str] = frozenset()) -> None:
        self._path, self._job, self._mask, self._masked = path, job, mask, masked

    def __iter__(self) -> Iterator[Letter]:
        for values in self._lines():
            values["state"] = RowState(values["state"])
            yield Letter(**values)

    def ids(self) -> frozenset[str]:
        """Return the ids of all letters."""
        return frozenset(values["id"] for values in self._lines())

    def hashes(self) -> Mapping[str, str]:
        """Return the hash of the fields of each letter that has a key, by the hash of its key."""
        return {values["k"]: values["h"] for values in self._lines() if values["k"]}

    def letter(  # noqa: PLR0913 - what a letter has
        self, *, run: str, row: int | None, state: RowState, reason: str, k: str, h: str, at: float, row_json: bytes
    ) -> Letter:
        """Return a letter of a row.

        Args:
            run: the run.
            row: the source's row.
            state: rejected or unknown.
            reason: why.
            k: the hash of its key; empty for none.
            h: the hash of its fields; empty for none.
            at: when.
            row_json: its fields, or the row of the source, as a JSON object; empty for none.
        """
        values = cast("dict[str, Any]", self._shown(orjson.loads(row_json))) if row_json else {}
        id_ = letter_id(self._job, k, row_json)
        return Letter(id=id_, run=run, row=row, state=state, reason=reason, k=k, h=h, at=at, values=values)

    def update(self, letters: Iterable[Letter], written: Collection[str] = ()) -> int:
        """Add letters, each in the place of an earlier one with its id, and remove those of rows that were written.

        Args:
            letters: the new ones; they may be many, and are read once.
            written: the hashes of the keys of rows that were written.

        Returns:
            How many letters there are now.

        Raises:
            StateError: the file cannot be written; then it is as before.
        """
        letters = iter(letters)
        first = next(letters, None)
        if first is None and (not written or not self._path.exists()):
            return len(self.ids())  # as in most runs: nothing changes, and the disk is not waited for
        written = written if isinstance(written, set | frozenset) else frozenset(written)
        ids: set[str] = set()
        count = 0
        temporary = self._path.with_name(f".{self._path.name}.{secrets.token_hex(4)}")
        try:
            descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with open(descriptor, "wb") as file:  # noqa: PTH123 - of a descriptor
                for letter in chain(() if first is None else (first,), letters):
                    if letter.id not in ids:
                        ids.add(letter.id)
                        _write(file, {name: getattr(letter, name) for name in Letter.__slots__})
                for values in self._lines():
                    if values["id"] not in ids and (not values["k"] or values["k"] not in written):
                        count += 1
                        _write(file, values)
                file.flush()
                os.fsync(file.fileno())
            if ids or count:
                temporary.replace(self._path)
            else:
                self._path.unlink(missing_ok=True)
        except OSError as error:
            raise StateError(
                f"the dead letters {self._path} cannot be written ({error.strerror}): free space"
            ) from error
        finally:
            temporary.unlink(missing_ok=True)
        return count + len(ids)

    def forget(self, written: Collection[str]) -> int:
        """Remove the letters of rows that were written, by the hashes of their keys; return how many are left."""
        return self.update((), written) if self._path.exists() else 0

    def purge(self, before: float) -> int:
        """Remove the letters of before a moment; return how many these were."""
        old = {letter.id for letter in self if letter.at < before}
        if not old:
            return 0
        kept = [letter for letter in self if letter.id not in old]
        self._path.unlink()
        if kept:
            self.update(kept)
        return len(old)

    def _shown(self, value: object) -> object:
        if isinstance(value, dict):
            members = cast("dict[str, object]", value)
            return {name: MASK if name in self._masked else self._shown(each) for name, each in members.items()}
        if isinstance(value, list):
            return [self._shown(each) for each in cast("list[object]", value)]
        return MASK if self._mask and value is not None else value

    def _lines(self) -> Iterator[dict[str, Any]]:
        try:
            with self._path.open("rb") as file:
                for number, line in enumerate(file, 1):
                    yield self._read(line, number)
        except FileNotFoundError:
            return
        except OSError as error:
            raise StateError(f"the dead letters {self._path} cannot be read ({error.strerror})") from error

    def _read(self, line: bytes, number: int) -> dict[str, Any]:
        try:
            values = orjson.loads(line)
            return {name: values[name] for name in Letter.__slots__}
        except (orjson.JSONDecodeError, KeyError, TypeError):
            pass  # outside of the handler: the text of the cause may quote the row
        raise StateError(f"line {number} of the dead letters {self._path} is no letter: mend it or remove the line")


def _write(file: BinaryIO, values: Mapping[str, Any]) -> None:
    file.write(orjson.dumps(values, option=orjson.OPT_APPEND_NEWLINE))
