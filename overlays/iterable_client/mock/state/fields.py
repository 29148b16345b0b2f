"""Which fields profiles and events have, and of which types: a field keeps the type of its first value."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from iterable_client.mock.document import document
from iterable_client.mock.state.database import Database
from iterable_client.mock.state.errors import FieldTypesError, Mismatch, TooManyFieldsError

PROFILE = ""
"""The scope of the profile's fields; those of events have the event's name."""

_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?: ?(?:Z|[+-]\d\d:?\d\d))?)?")
_TAKEN: frozenset[tuple[str, str]] = frozenset({("double", "long"), ("string", "date")})
"""Types of fields, and other types that they take: a whole number is a number, and a date is text."""
_WORDS = {"string": "keyword"}
"""What errors call a type."""


@dataclass(frozen=True, slots=True)
class Checked:
    """Data that fits.

    Attributes:
        data: Without fields that were filtered out.
        created: The fields that are new to the project and were added.
        filtered: Those that are new and were left out.
    """

    data: dict[str, Any]
    created: tuple[str, ...] = ()
    filtered: tuple[str, ...] = ()


class _Typed(NamedTuple):
    field: str
    type: str
    value: object


class Fields:
    """The fields of a project.

    Args:
        database: Where they are.

    >>> from iterable_client.mock.instance import load_project
    >>> with Database(load_project()) as database:
    ...     Fields(database).check(PROFILE, {"pets": 2}, create=True).created
    ('pets',)
    """

    def __init__(self, database: Database) -> None:
        self._connection = database.connection
        limits = document().limits
        self._limits = {True: limits["profile_fields"], False: limits["event_fields"]}
        database.create(
            """CREATE TABLE IF NOT EXISTS fields (
                scope TEXT NOT NULL, name TEXT NOT NULL, type TEXT NOT NULL, PRIMARY KEY (scope, name)
            ) WITHOUT ROWID""",
            "CREATE TABLE IF NOT EXISTS event_names (name TEXT PRIMARY KEY) WITHOUT ROWID",
        )

    def add(self, scope: str, types: Mapping[str, str]) -> None:
        """Make fields known, with their types."""
        rows = [(scope, name, type_) for name, type_ in types.items()]
        self._connection.executemany("INSERT INTO fields VALUES (?, ?, ?)", rows)

    def add_event(self, name: str) -> None:
        """Make the name of an event known."""
        self._connection.execute("INSERT OR IGNORE INTO event_names VALUES (?)", (name,))

    def event_names(self) -> list[str]:
        """Return the known names of events, sorted."""
        return [name for (name,) in self._connection.execute("SELECT name FROM event_names ORDER BY name")]

    def knows_event(self, name: str) -> bool:
        """Return whether the name of an event is known."""
        return self._connection.execute("SELECT 1 FROM event_names WHERE name = ?", (name,)).fetchone() is not None

    def check(self, scope: str, data: Mapping[str, Any], *, create: bool) -> Checked:
        """Hold data against the types of its fields, and make new fields known.

        Args:
            scope: `PROFILE`, or the event's name.
            data: The fields at the top; members of objects are fields too, and so are those of objects in lists.
            create: Whether new fields are added; else they are left out.

        Raises:
            FieldTypesError: A value is of another type than its field.
            TooManyFieldsError: There are too many fields.
        """
        known = dict(self._connection.execute("SELECT name, type FROM fields WHERE scope = ?", (scope,)))
        kept = data if create else {name: each for name, each in data.items() if name in known}
        left_out = [name for name in data if name not in kept]
        if not create:
            kept = {name: _without_new(name, value, known, left_out) for name, value in kept.items()}
        new: dict[str, str] = {}
        mismatches: list[Mismatch] = []
        for each in _typed(kept.items()):
            expected = known.get(each.field) or new.setdefault(each.field, each.type)
            if expected != each.type and (expected, each.type) not in _TAKEN:
                words = _WORDS.get(each.type, each.type), _WORDS.get(expected, expected)
                mismatches.append(Mismatch(scope, each.field, *words, each.value))
        if mismatches:
            raise FieldTypesError(mismatches)
        limit = self._limits[scope == PROFILE]
        if new and len(known) + len(new) > limit:
            raise TooManyFieldsError(limit)
        self.add(scope, new)
        return Checked(dict(kept), tuple(new), tuple(left_out))


def _typed(members: Iterable[tuple[str, Any]], prefix: str = "") -> Iterator[_Typed]:
    """Return each value with the name and type of its field; what is null or an empty list has none."""
    for name, value in members:
        yield from _typed_value(prefix + name, value)


def _typed_value(field: str, value: Any) -> Iterator[_Typed]:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, list):
        for each in cast("list[object]", value):
            yield from _typed_value(field, each)
    elif isinstance(value, dict):
        yield _Typed(field, "object", cast("object", value))
        yield from _typed(cast("dict[str, Any]", value).items(), f"{field}.")
    elif value is not None:
        yield _Typed(field, _type_of(value), value)


def _type_of(value: object) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "long"
    if isinstance(value, float):
        return "double"
    return "date" if isinstance(value, str) and _DATE.fullmatch(value) else "string"


def _without_new(field: str, value: Any, known: Mapping[str, str], left_out: list[str]) -> Any:  # noqa: ANN401 - JSON
    """Return a value without members of objects that are no known fields, which are noted."""
    if isinstance(value, list):
        return [_without_new(field, each, known, left_out) for each in cast("list[object]", value)]
    if not isinstance(value, dict):
        return value
    kept: dict[str, Any] = {}
    for name, each in cast("dict[str, Any]", value).items():
        inner = f"{field}.{name}"
        if inner in known:
            kept[name] = _without_new(inner, each, known, left_out)
        elif inner not in left_out:
            left_out.append(inner)
    return kept
