"""Rows as JSON, once: dates in the formats of the API, and nothing that would clear a field by accident."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from sdk_core.wire.json_values import json_writer, json_writer_of_many, rejected

DateWriter = Callable[[date], str]
"""Writes a date or a datetime as an API has it; it raises TypeError or ValueError for one that cannot be written."""


@dataclass(frozen=True)
class RowEncoder:
    """Writes entries as JSON.

    Args:
        one: writes one entry.
        many: writes some at a time, each with a comma behind it, which takes a fraction of the time. It raises
            TypeError or ValueError where `one` would for any.
    """

    one: Callable[[object], bytes]
    many: Callable[[Sequence[object]], list[bytes]]

    def __call__(self, entry: object) -> bytes:
        """Write one entry."""
        return self.one(entry)


def member_encoder(dates: DateWriter | None = None) -> RowEncoder:
    """Return what writes a pair of a name and a value as a member of an object; see `row_encoder`.

    >>> member_encoder()(("table", {"legs": 4}))
    b'"table":{"legs":4}'
    """
    encoder = row_encoder(dates)

    def write(entry: object) -> bytes:
        name, value = cast("tuple[str, object]", entry)
        return encoder.one({name: value})[1:-1]

    def write_many(entries: Sequence[object]) -> list[bytes]:
        objects = [{name: value} for name, value in cast("Sequence[tuple[str, object]]", entries)]
        return [each[1:-2] + b"," for each in encoder.many(objects)]

    return RowEncoder(write, write_many)


def row_encoder(dates: DateWriter | None = None) -> RowEncoder:
    """Return what writes an entry as JSON.

    Args:
        dates: how dates and datetimes are written; without it, an entry that has some is rejected.

    It raises TypeError for a value that has no place in JSON, and ValueError for a missing value and an
    infinite number (they would be written as null, which may clear a field) and for a date that cannot be written; the
    message names the member. Values of other libraries are written as Python's own, see `plain_values`.

    >>> write = row_encoder(date.isoformat)
    >>> write({"BIRTHDAY": date(1815, 12, 10)})
    b'{"BIRTHDAY":"1815-12-10"}'
    """

    def other(value: object) -> object:
        if not isinstance(value, date):
            return rejected(value)
        if dates is None:
            raise TypeError("a date cannot stand in a JSON body: say how the instance writes it by `dates`")
        return dates(value)

    return RowEncoder(json_writer(other), json_writer_of_many(other))
