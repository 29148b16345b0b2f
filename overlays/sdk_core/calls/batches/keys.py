"""What identifies an entry of a batch, by the trait `batch.key` of its operation."""

import re
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any, TypeGuard, cast

from sdk_core.wire.pointers import found, steps_of

_FIELDS = frozenset({"recipient-key", "table-key"})
MEMBER_NAME = "member-name"
"""The key of entries that are the members of a map: their names."""
_IDENTIFYING = (str, int, float)
_RAW_NAME = re.compile(rb'"(?:[^"\\]|\\.)*"')


def key_of(operation: str, batch: Mapping[str, Any], key_field: str | None) -> Callable[[Any], Hashable]:
    """Return a function that returns what identifies an entry; it raises LookupError or TypeError where nothing does.

    Args:
        operation: the operationId, for messages.
        batch: its trait `batch`.
        key_field: the field that identifies an entry, where the trait's key is a field of the instance.

    Raises:
        ValueError: `key_field` is missing or has no use.

    >>> key_of("op", {"key": {"first_of": ["/email", "/userId"]}}, None)({"email": "", "userId": "ada"})
    'ada'
    """
    kind: str | Mapping[str, list[str]] = batch["key"]
    is_field = isinstance(kind, str) and kind in _FIELDS
    if is_field != (key_field is not None):
        advice = "leave key_field out" if key_field else "say by key_field which field of an entry that is"
        raise ValueError(f"the entries of {operation} are identified by {_words(kind)}: {advice}")
    if not isinstance(kind, str):
        return _first_of(kind["first_of"])
    if kind == "value":
        return _itself
    if kind == MEMBER_NAME:
        return _name
    return MemberKey([*steps_of(str(batch.get("fields", ""))), str(key_field)])


def claims_of(batch: Mapping[str, Any]) -> Callable[[Any], tuple[Hashable, ...]] | None:
    """Return a function that returns all that may identify an entry, the key first; None where the key is all.

    Of a user who is known by an address and by a number, one entry may name both, and the next the number alone.

    Args:
        batch: the trait `batch` of an operation.

    >>> claims = claims_of({"key": {"first_of": ["/email", "/userId"]}})
    >>> claims and claims({"email": "ada@example.com", "userId": 7})
    ('ada@example.com', 7)
    >>> claims_of({"key": "value"}) is None
    True
    """
    kind: str | Mapping[str, list[str]] = batch["key"]
    if isinstance(kind, str) or len(kind["first_of"]) == 1:
        return None
    getters = [_value_at(pointer) for pointer in kind["first_of"]]
    names = " or ".join(_named(kind["first_of"]))

    def all_of(entry: object) -> tuple[Hashable, ...]:
        values = tuple([value for get in getters if _identifies(value := get(entry))])
        if not values:
            raise LookupError(names)
        return values

    return all_of


def entry_words(batch: Mapping[str, Any], key_field: str | None) -> str:
    """Return what an entry must be, for messages.

    >>> entry_words({"key": {"first_of": ["/email", "/userId"]}}, None)
    'a dict with email or userId'
    """
    kind: str | Mapping[str, list[str]] = batch["key"]
    if kind == MEMBER_NAME:
        return "a pair of a name and a value"
    if not isinstance(kind, str):
        return f"a dict with {' or '.join(_named(kind['first_of']))}"
    return f"a dict with {key_field}" if key_field else "a value"


def _words(kind: str | Mapping[str, list[str]]) -> str:
    return f"their {kind}" if isinstance(kind, str) else " or ".join(_named(kind["first_of"]))


def _named(pointers: list[str]) -> list[str]:
    return [".".join(steps_of(pointer)) for pointer in pointers]


class MemberKey:
    """Returns a member of an entry as its key.

    Args:
        steps: the names of the members on the way to it, at least one.

    >>> key = MemberKey(["personData", "EMAIL"])
    >>> key({"personData": {"EMAIL": "ada@example.com"}})
    'ada@example.com'
    """

    def __init__(self, steps: Sequence[str]) -> None:
        self._getters: list[Callable[[Any], Any]] = [itemgetter(step) for step in steps]

    def __call__(self, entry: Any) -> Hashable:  # noqa: ANN401 - whatever a row is
        """Return the key of an entry."""
        for getter in self._getters:
            entry = getter(entry)
        key: Hashable = entry
        return key

    def of_many(self, entries: Sequence[Any]) -> list[Hashable]:
        """Return the key of each entry."""
        values: Iterable[Any] = entries
        for getter in self._getters:
            values = map(getter, values)
        return [*values]


def _first_of(pointers: list[str]) -> Callable[[Any], Hashable]:
    getters = [_value_at(pointer) for pointer in pointers]
    names = " or ".join(_named(pointers))

    def first_of(entry: object) -> Hashable:
        for get in getters:
            if _identifies(value := get(entry)):
                return value
        raise LookupError(names)

    return first_of


def _value_at(pointer: str) -> Callable[[object], object]:
    """Return what follows a pointer, as `found` does; members of plain dicts, as mostly, in a quarter of its time."""
    steps = steps_of(pointer)
    if len(steps) != 1:
        return lambda entry: found(entry, pointer)
    (name,) = steps

    def member(entry: object) -> object:
        return cast("dict[str, object]", entry).get(name) if type(entry) is dict else found(entry, pointer)

    return member


def _identifies(value: object) -> TypeGuard[str | int | float]:
    """Return whether a value is a text or a number, and not empty."""
    return isinstance(value, _IDENTIFYING) and not isinstance(value, bool) and value != ""


def last_of_each(entries: Sequence[bytes]) -> tuple[list[bytes], Sequence[int]]:
    """Make one member of those that have the same name: a map has no room for two, and the later one counts.

    Args:
        entries: members as JSON, each with a comma behind it.

    >>> last_of_each([b'"a":1,', b'"b":2,', b'"a":3,'])
    ([b'"a":3,', b'"b":2,'], [0, 1, 0])
    """
    names = [name[0] if (name := _RAW_NAME.match(entry)) else entry for entry in entries]
    last = dict(zip(names, entries, strict=True))
    if len(last) == len(entries):
        return list(entries), range(len(entries))
    places = {name: place for place, name in enumerate(last)}
    return list(last.values()), [places[name] for name in names]


def _name(entry: object) -> Hashable:
    if not isinstance(entry, tuple | list):
        raise TypeError(MEMBER_NAME)
    name, _ = cast("Sequence[object]", entry)
    if not isinstance(name, str) or not name:
        raise LookupError(MEMBER_NAME)
    return name


def _itself(entry: Hashable) -> Hashable:
    return entry
