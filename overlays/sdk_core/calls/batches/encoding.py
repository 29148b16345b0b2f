"""One row as JSON, once: dates in the formats of the API, and nothing that would clear a field by accident."""

from collections.abc import Callable
from datetime import date
from typing import cast

from sdk_core.wire.json_values import json_writer, rejected

DateWriter = Callable[[date], str]
"""Writes a date or a datetime as an API has it; it raises TypeError or ValueError for one that cannot be written."""


def member_writer(dates: DateWriter | None = None) -> Callable[[object], bytes]:
    """Return a function that writes a pair of a name and a value as a member of an object; see `row_encoder`.

    >>> member_writer()(("table", {"legs": 4}))
    b'"table":{"legs":4}'
    """
    write = row_encoder(dates)

    def write_member(entry: object) -> bytes:
        name, value = cast("tuple[str, object]", entry)
        return write({name: value})[1:-1]

    return write_member


def row_encoder(dates: DateWriter | None = None) -> Callable[[object], bytes]:
    """Return a function that writes an entry as JSON.

    Args:
        dates: how dates and datetimes are written; without it, an entry that has some is rejected.

    The function raises TypeError for a value that has no place in JSON, and ValueError for a missing value and an
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

    return json_writer(other)
