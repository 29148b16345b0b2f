"""The catalogs of a project, and their items."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import orjson

from iterable_client.mock.document import document
from iterable_client.mock.state.database import Database
from iterable_client.mock.state.errors import CatalogExistsError, FieldError, UnknownCatalogError
from iterable_client.mock.state.moments import to_milliseconds
from sdk_core.mock.clock import Clock

_MAX_ITEM = document().limits["catalog_item"]


@dataclass(frozen=True, slots=True)
class Item:
    """An item; `size` is in bytes of JSON, `modified` in milliseconds since 1970."""

    catalog: str
    id: str
    value: Mapping[str, Any]
    size: int
    modified: int


class Catalogs:
    """All catalogs. The case of their names does not count, that of their items' ids does.

    Args:
        database: Where they are.
        clock: Tells when items are written.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._connection, self._clock = database.connection, clock
        database.create(
            """CREATE TABLE IF NOT EXISTS catalogs (
                number INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, key TEXT NOT NULL UNIQUE
            )""",
            """CREATE TABLE IF NOT EXISTS catalog_items (
                catalog INTEGER NOT NULL REFERENCES catalogs, id TEXT NOT NULL, value TEXT NOT NULL,
                size INTEGER NOT NULL, modified INTEGER NOT NULL, PRIMARY KEY (catalog, id)
            ) WITHOUT ROWID""",
        )

    def create(self, name: str) -> None:
        """Create an empty catalog.

        Raises:
            CatalogExistsError: There is one of this name.
        """
        if self._find(name) is not None:
            raise CatalogExistsError
        self._connection.execute("INSERT INTO catalogs (name, key) VALUES (?, ?)", (name, name.lower()))

    def names(self) -> list[str]:
        """Return the names of all catalogs, as they were created."""
        return [name for (name,) in self._connection.execute("SELECT name FROM catalogs ORDER BY number")]

    def write(self, catalog: str, values: Mapping[str, Mapping[str, Any]], *, merge: bool = False) -> None:
        """Write items by their ids.

        Args:
            catalog: Their catalog.
            values: What is written.
            merge: Whether fields of items that are there and are not sent stay.

        Raises:
            UnknownCatalogError: There is no such catalog.
            FieldError: A value is too large, or the name of a field has a period.
        """
        number, _ = self._known(catalog)
        for id_, value in values.items():
            before = self._value(number, id_) if merge else {}
            self._write(number, id_, {**before, **value})

    def item(self, catalog: str, item_id: str) -> Item | None:
        """Return an item, or None when there is no such item, or no such catalog."""
        found = self._find(catalog)
        if found is None:
            return None
        row = self._connection.execute(
            "SELECT id, value, size, modified FROM catalog_items WHERE catalog = ? AND id = ?", (found[0], item_id)
        ).fetchone()
        return None if row is None else _item(found[1], row)

    def items(self, catalog: str, most: int | None = None) -> list[Item]:
        """Return the items of a catalog, by their ids; the first ones, where `most` says how many.

        Raises:
            UnknownCatalogError: There is no such catalog.
        """
        number, name = self._known(catalog)
        rows = self._connection.execute(
            "SELECT id, value, size, modified FROM catalog_items WHERE catalog = ? ORDER BY id LIMIT ?",
            (number, -1 if most is None else most),
        )
        return [_item(name, row) for row in rows]

    def count(self, catalog: str) -> int:
        """Return how many items a catalog has.

        Raises:
            UnknownCatalogError: There is no such catalog.
        """
        (count,) = self._connection.execute(
            "SELECT count(*) FROM catalog_items WHERE catalog = ?", (self._known(catalog)[0],)
        ).fetchone()
        return int(count)

    def _find(self, name: str) -> tuple[int, str] | None:
        found: tuple[int, str] | None = self._connection.execute(
            "SELECT number, name FROM catalogs WHERE key = ?", (name.lower(),)
        ).fetchone()
        return found

    def _known(self, name: str) -> tuple[int, str]:
        found = self._find(name)
        if found is None:
            raise UnknownCatalogError
        return found

    def _value(self, number: int, item_id: str) -> dict[str, Any]:
        row = self._connection.execute(
            "SELECT value FROM catalog_items WHERE catalog = ? AND id = ?", (number, item_id)
        ).fetchone()
        value: dict[str, Any] = {} if row is None else orjson.loads(row[0])
        return value

    def _write(self, number: int, item_id: str, value: Mapping[str, Any]) -> None:
        _check_no_periods(value)
        written = orjson.dumps(value)
        if len(written) > _MAX_ITEM:
            raise FieldError("value", f"it has more than {_MAX_ITEM:,} bytes; send less")
        self._connection.execute(
            "INSERT OR REPLACE INTO catalog_items VALUES (?, ?, ?, ?, ?)",
            (number, item_id, written.decode(), len(written), to_milliseconds(self._clock.now())),
        )


def _check_no_periods(value: object) -> None:
    if isinstance(value, list):
        for each in cast("list[object]", value):
            _check_no_periods(each)
    elif isinstance(value, Mapping):
        for name, each in cast("Mapping[str, object]", value).items():
            if "." in name:
                raise FieldError("value", "the name of a field has a period; name it otherwise")
            _check_no_periods(each)


def _item(catalog: str, row: tuple[str, str, int, int]) -> Item:
    id_, value, size, modified = row
    return Item(catalog, id_, orjson.loads(value), size, modified)
