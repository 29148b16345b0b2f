"""Person data of recipients, as callers have it, and the dates in it as an instance has them."""

from collections.abc import Mapping, Sequence
from itertools import repeat
from operator import contains
from typing import Any, cast

from agillic.common import InstanceMixin
from agillic.wire.instance_dates import InstanceDates
from agillic_api.models.recipient import Recipient
from sdk_core.calls.batches.encoding import DateWriter, row_encoder
from sdk_core.wire.plain_values import NamedValues, row

Person = NamedValues
"""Person data of a recipient: values by the names of fields. Other objects with named values are taken as well."""


def person_entry(person: Person) -> Person:
    """Return the entry of a recipient in a batch. One that is an entry already, with `personData`, is taken as it is.

    Raises:
        TypeError: it has no values by names.

    >>> person_entry({"EMAIL": "ada@example.com"})
    {'personData': {'EMAIL': 'ada@example.com'}}
    """
    named = cast("Mapping[str, object]", person) if type(person) is dict else row(person)
    return named if "personData" in named else {"personData": named}


class PersonEntry:
    """Makes entries as `person_entry` does, also of many rows at a time."""

    def __call__(self, person: Person) -> Person:
        """Return the entry of a recipient."""
        return person_entry(person)

    @staticmethod
    def of_many(persons: Sequence[Person]) -> list[Person]:
        """Return the entry of each."""
        if {*map(type, persons)} == {dict}:
            rows = cast("Sequence[dict[str, object]]", persons)
            if not any(map(contains, rows, repeat("personData"))):
                return [{"personData": values} for values in rows]
        return [*map(person_entry, persons)]


def person_body(client: object, body: Recipient | Mapping[str, Any] | bytes) -> Recipient | Mapping[str, Any] | bytes:
    """Return the body of a recipient, which may have been given as bare person data: that is written as a row is.

    A dict with the member `personData` is the body as the document has it; any other is person data, and so is another
    object with named values.

    Raises:
        TypeError: it has no values by names, or a value has no place in JSON; a date has none where the client says
            nothing of dates.
        ValueError: a value is missing, a number infinite, or a date cannot be written.

    >>> person_body(None, {"EMAIL": "ada@example.com"})
    b'{"personData":{"EMAIL":"ada@example.com"}}'
    """
    if isinstance(body, Recipient | bytes):
        return body
    named = row(body)
    return named if "personData" in named else row_encoder(date_writer(client, None))({"personData": named})


def dates_of(client: object, given: InstanceDates | None) -> InstanceDates | None:
    """Return how dates are written: as was said, else as the client's settings have it; a generated client has none."""
    if given is None and isinstance(client, InstanceMixin):
        return client.dates
    return given


def date_writer(client: object, given: InstanceDates | None) -> DateWriter | None:
    """Return what writes dates; see `dates_of`."""
    dates = dates_of(client, given)
    return None if dates is None else dates.format
