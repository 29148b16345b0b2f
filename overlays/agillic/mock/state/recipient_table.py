"""The statements that read and write the table of recipients, with values as SQLite keeps them."""

# ruff: noqa: S608 - only quoted names are written into statements

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from agillic.mock.filters import SqlValue, stored
from agillic.mock.ids import Ids
from agillic.mock.state.columns import quoted
from agillic.mock.state.database import Database
from agillic.mock.state.errors import ConflictError, MissingKeyError
from sdk_core.mock.clock import Clock

Written = Literal["created", "updated"]

_MAX_AT_ONCE = 1_000  # recipients looked for in one statement


class RecipientTable:
    """The table of recipients. Its statements are built once for each set of fields, as building takes its time.

    Args:
        database: Where it is.
        clock: Says when something was created or updated.
        ids: Gives AGILLIC_IDs.

    >>> from datetime import UTC, datetime
    >>> from agillic.mock.instance import load_instance
    >>> with Database(load_instance()) as database:
    ...     table = RecipientTable(database, Clock(datetime(2026, 7, 4, tzinfo=UTC)), Ids(1))
    ...     table.insert({"EMAIL": "ruby@sweetmail.com"}, table.now())
    ...     table.number("EMAIL", "ruby@sweetmail.com")
    1
    1
    """

    def __init__(self, database: Database, clock: Clock, ids: Ids) -> None:
        self._database = database
        self._connection = database.connection
        self._clock = clock
        self._ids = ids
        self._key = database.instance.recipient_key
        self._dates = database.instance.dates
        self._names = {name: quoted(column.name_in_sql) for name, column in database.columns.items()}
        self._by_column = {f"recipients.{column.name_in_sql}": name for name, column in database.columns.items()}
        self._updates: dict[tuple[tuple[str, ...], str | None], str] = {}
        self._inserts: dict[tuple[str, ...], str] = {}

    def now(self) -> SqlValue:
        """Return the present moment as it is stored."""
        return stored(self._clock.now(), "TIMESTAMP", self._dates)

    def number(self, field: str, value: SqlValue) -> int | None:
        """Return the number of the recipient who has a value in a unique field, or None."""
        row = self._connection.execute(f"SELECT number FROM recipients WHERE {self._has(field)}", (value,))
        return next((number for (number,) in row), None)

    def _has(self, field: str) -> str:
        """Return the condition that a unique field has a value."""
        if field != self._key:
            return f"{self._names[field]} = ?"
        return f"{self._database.same_key(self._names[field])} = {self._database.same_key('?')}"

    def value_of(self, number: int, field: str) -> SqlValue:
        """Return what a recipient has in a field."""
        row = self._connection.execute(f"SELECT {self._names[field]} FROM recipients WHERE number = ?", (number,))
        return next((value for (value,) in row), None)

    def insert(self, written: Mapping[str, SqlValue], now: SqlValue) -> int:
        """Add a recipient, and return the number.

        Raises:
            MissingKeyError: The recipient key is missing.
            ConflictError: A unique value is taken.
        """
        if written.get(self._key) is None:
            raise MissingKeyError(self._key)
        statement = self._insert_of(tuple(written))
        while True:
            try:
                added = self._connection.execute(
                    f"{statement} RETURNING number", (self._ids.agillic_id(), now, now, *written.values())
                )
                return int(added.fetchone()[0])
            except sqlite3.IntegrityError as error:
                clash = self._clash(error)
                if clash.field != "AGILLIC_ID":  # a file from an earlier run has this id already: draw the next
                    raise clash from error

    def update(self, by: str | None, value: SqlValue, written: Mapping[str, SqlValue], now: SqlValue) -> bool:
        """Change the recipient who has a value in the unique field `by`, or as number when that is None.

        Returns:
            Whether there is such a recipient.

        Raises:
            ConflictError: A unique value is another recipient's.
        """
        changes = {name: each for name, each in written.items() if name != by}
        try:
            found = self._connection.execute(self._update_of(tuple(changes), by), (now, *changes.values(), value))
        except sqlite3.IntegrityError as error:
            raise self._clash(error) from error
        return found.rowcount > 0

    def upsert_together(
        self, fields: Sequence[str], rows: Iterable[Sequence[SqlValue]], existing: set[SqlValue], now: SqlValue
    ) -> list[Written]:
        """Write recipients by their recipient key: first those who are new, then the others, each in their order.

        When it succeeds, the result is that of writing one after the other. That would succeed too: who is added holds
        a unique value from the start here, so a recipient who would be in the way then is so here.

        Args:
            fields: What is written, beside the recipient key.
            rows: Of each recipient the values of these fields, and then the key.
            existing: The keys that are there already. Those that are added are put into it.
            now: When.

        Returns:
            What became of each.

        Raises:
            ConflictError: A unique value is taken. Some are written: undo that.
        """
        new: list[Sequence[SqlValue]] = []
        known: list[Sequence[SqlValue]] = []
        outcomes: list[Written] = []
        for row in rows:
            if row[-1] in existing:
                known.append((now, *row))
                outcomes.append("updated")
            else:
                existing.add(row[-1])
                new.append(row)
                outcomes.append("created")
        added = [(id_, now, now, *row) for id_, row in zip(self._ids.agillic_ids(len(new)), new, strict=True)]
        try:
            self._connection.executemany(self._insert_of((*fields, self._key)), added)
            self._connection.executemany(self._update_of(tuple(fields), self._key), known)
        except sqlite3.IntegrityError as error:
            raise self._clash(error) from error
        return outcomes

    def existing(self, keys: Sequence[SqlValue]) -> set[SqlValue]:
        """Return those of these values of the recipient key that recipients have."""
        found: set[SqlValue] = set()
        column = self._names[self._key]
        for start in range(0, len(keys), _MAX_AT_ONCE):
            some = keys[start : start + _MAX_AT_ONCE]
            statement = f"SELECT {column} FROM recipients WHERE {column} IN ({', '.join('?' * len(some))})"
            found.update(key for (key,) in self._connection.execute(statement, some))
        return found

    def _insert_of(self, fields: tuple[str, ...]) -> str:
        statement = self._inserts.get(fields)
        if statement is None:
            columns = [self._names[name] for name in ("AGILLIC_ID", "CREATED", "LAST_UPDATED", *fields)]
            places = ", ".join("?" * len(columns))
            statement = f"INSERT INTO recipients ({', '.join(columns)}) VALUES ({places})"
            self._inserts[fields] = statement
        return statement

    def _update_of(self, fields: tuple[str, ...], by: str | None) -> str:
        statement = self._updates.get((fields, by))
        if statement is None:
            changes = ", ".join(f"{self._names[name]} = ?" for name in ("LAST_UPDATED", *fields))
            statement = f"UPDATE recipients SET {changes} WHERE {'number = ?' if by is None else self._has(by)}"
            self._updates[fields, by] = statement
        return statement

    def chosen(self, fields: Iterable[str] | None) -> list[str]:
        """Return the fields of those named, each once; None names all."""
        return list(self._names if fields is None else dict.fromkeys(name for name in fields if name in self._names))

    def listed(self, names: Iterable[str]) -> str:
        """Return the number and fields as SELECT lists them."""
        return ", ".join(["number", *(self._names[name] for name in names)])

    def _clash(self, error: sqlite3.IntegrityError) -> ConflictError:
        # The index of the key is one on an expression under some options, and named in place of the column then.
        return ConflictError(self._by_column.get(str(error).removeprefix("UNIQUE constraint failed: "), self._key))

    def rows(self, numbers: Sequence[int], names: Sequence[str]) -> dict[int, Sequence[SqlValue]]:
        """Return fields of recipients by number, without those who are gone."""
        found: dict[int, Sequence[SqlValue]] = {}
        for start in range(0, len(numbers), _MAX_AT_ONCE):
            some = numbers[start : start + _MAX_AT_ONCE]
            statement = f"SELECT {self.listed(names)} FROM recipients WHERE number IN ({', '.join('?' * len(some))})"
            found.update((row[0], row[1:]) for row in self._connection.execute(statement, some))
        return found
