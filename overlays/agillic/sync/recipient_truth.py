"""How recipients are read: all of them page by page, or some by their keys, hundreds in a call."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from math import ceil
from typing import Any, Final

from agillic.api import API
from agillic.errors import NotFound
from agillic.resources.recipient_plans import MAX_PAGE
from agillic.sync.fields import Comparison, value_text
from agillic.wire.rsql import Filter
from agillic.wire.rsql.arguments import argument_of
from agillic.wire.rsql.builder import Field as FilterField
from agillic.wire.rsql.readings import number
from agillic_api import OPERATIONS
from agillic_api.client import Client
from sdk_core.calls.pagination.iterators import Items, Pages
from sdk_core.calls.pagination.options import PageOptions
from sdk_core.calls.pagination.paginator import Paginator
from sdk_core.calls.side_by_side import side_by_side
from sdk_core.transport import clock as waiting
from sdk_core.wire.texts import quoted

Person = Mapping[str, Any]
_LIST = OPERATIONS["listRecipients"]
MAX_KEYS: Final = 150
"""Keys of one call. A plan counts calls by it, so it leaves room in `MAX_FILTER` for emails of 40 characters."""
MAX_FILTER: Final = 7_000
"""Bytes of a filter in a URL: many servers take no request line above 8,190 bytes."""
_COMMA: Final = len("%2C")


class RecipientTruth:
    """Reads recipients.

    Args:
        client: makes the calls.
        key_field: the recipient key.
        comparison: compares their values.
        is_number: whether the key is a number, which stands in filters without quotes.
        clock: seconds that only grow, by which documents of pages expire.
    """

    def __init__(
        self,
        client: Client,
        key_field: str,
        comparison: Comparison,
        *,
        is_number: bool = False,
        clock: Callable[[], float] = waiting.clock,
    ) -> None:
        self._client, self._key, self._clock = client, key_field, clock
        self._comparison, self._is_number = comparison, is_number
        self._total: int | None = None
        try:
            self._selector: FilterField | None = FilterField(key_field)
        except ValueError:  # such as a name with a blank, which no filter can say: recipients are read one by one
            self._selector = None

    def calls(self, keys: int | None) -> int | None:
        """Return how many calls it costs to read so many recipients by key; for all, once they were counted.

        Long keys need some more: a filter has at most `MAX_FILTER` bytes.
        """
        if keys is None:
            return None if self._total is None else ceil(self._total / MAX_PAGE)
        return keys if self._selector is None else ceil(keys / MAX_KEYS)

    def count(self) -> int | None:
        """Return how many recipients there are, by one call; None if the server does not say."""
        first = next(Pages(self._client, self._paginator(None, page_size=1)), None)
        self._total = 0 if first is None else first.total
        return self._total

    def read_all(self) -> Iterator[tuple[str, Person]]:
        """Yield all recipients, by key, up to 1,000 in a call."""
        for person in self._people(None):
            yield self._key_of(person), person

    def read_some(self, keys: Sequence[str]) -> Iterator[tuple[str, Person | None]]:
        """Yield the recipients of some keys; None for one who is not there."""
        once = dict.fromkeys(keys)
        if self._selector is None:
            yield from side_by_side(lambda key: (key, self._got(key)), once, API.max_concurrency)
            return
        selector = self._selector
        parts = self._parts(once)
        for found in side_by_side(lambda part: self._read(part, selector), parts, API.max_concurrency):
            yield from found

    def same(self, field: str, sent: object, found: object) -> bool:
        """Return whether what is there is what would be sent."""
        return self._comparison.same(field, sent, found)

    def restored(self, field: str, found: object) -> object:  # noqa: ARG002 - as truths have it
        """Return what is to be sent to restore a value; the empty text clears a field."""
        return self._comparison.restored(found)

    def _people(self, filter_: Filter | None) -> Iterator[Person]:
        return Items(self._client, self._paginator(filter_, page_size=MAX_PAGE))

    def _paginator(self, filter_: Filter | None, *, page_size: int) -> Paginator[Person]:
        options = PageOptions(page_size=page_size)
        return Paginator(_LIST, _person, values={"filter": filter_}, options=options, clock=self._clock)

    def _parts(self, keys: Mapping[str, None]) -> Iterator[list[str]]:
        """Cut keys into those of one call."""
        part, size = list[str](), 0
        for key in keys:
            length = self._length(key)
            if part and (len(part) == MAX_KEYS or size + length > MAX_FILTER):
                yield part
                part, size = [], 0
            part.append(key)
            size += length
        if part:
            yield part

    def _read(self, keys: Sequence[str], selector: FilterField) -> list[tuple[str, Person | None]]:
        sayable = [self._value(key) for key in keys if self._length(key)]
        people = self._people(selector.in_(*sayable)) if sayable else ()
        by_key = {self._key_of(each): each for each in people}
        # A server that does not look at case, or at how letters are composed, finds people by other spellings.
        alike = {_folded(key) for key in by_key}
        return [
            (key, by_key[key] if key in by_key else self._got(key) if _folded(key) in alike else None) for key in keys
        ]

    def _got(self, key: str) -> Person | None:
        """Read one recipient by the spelling that a job has: whether it is another's, the server decides."""
        try:
            return dict(self._client.recipients.get(key).person_data.additional_properties)
        except NotFound:
            return None
        except ValueError:  # it has no place in a path: nobody has it
            return None

    def _key_of(self, person: Person) -> str:
        return unicodedata.normalize("NFC", value_text(person.get(self._key)))

    def _value(self, key: str) -> Any:  # noqa: ANN401 - what a filter can say
        found = number(key) if self._is_number else None
        return key if found is None else found

    def _length(self, key: str) -> int:
        """Return the bytes that a key takes in the URL of a filter; 0 if no filter can say it: nobody has it."""
        try:
            return len(quoted(argument_of(self._value(key)).written())) + _COMMA
        except (TypeError, ValueError):
            return 0


def _person(item: Mapping[str, Any]) -> Person:
    found: Person = item["personData"]
    return found


def _folded(key: str) -> str:
    return unicodedata.normalize("NFC", key).casefold().strip()
