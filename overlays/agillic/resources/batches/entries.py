"""One row as JSON, once: dates in the instance's formats, and nothing that would clear a field by accident."""

from collections.abc import Callable
from datetime import date

from agillic.wire.instance_dates import InstanceDates
from agillic.wire.json_bodies import json_writer, refused


def entry_writer(dates: InstanceDates | None = None) -> Callable[[object], bytes]:
    """Return a function that writes an entry as JSON.

    Args:
        dates: how dates and datetimes are written; without it, an entry that has some is refused.

    The function raises TypeError for a value that has no place in JSON, and ValueError for a missing value and an
    infinite number (they would be written as null, which clears a field [S1]) and for a date that cannot be written;
    the message names the member. Values of other libraries are written as Python's own, see `plain_values`.

    >>> write = entry_writer(InstanceDates())
    >>> write({"BIRTHDAY": date(1815, 12, 10)})
    b'{"BIRTHDAY":"10.12.1815"}'
    """

    def other(value: object) -> object:
        if not isinstance(value, date):
            return refused(value)
        if dates is None:
            raise TypeError("a date cannot stand in a JSON body: say how the instance writes it by `dates`")
        return dates.write(value)

    return json_writer(other)
