"""Batches of recipients: entry by entry in what they do, many at once in how it is done."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from agillic.mock.filters import SqlValue
from agillic.mock.state.batches import BatchResult, Done, each_by_itself
from agillic.mock.state.columns import Values
from agillic.mock.state.database import Database
from agillic.mock.state.errors import MissingKeyError
from agillic.mock.state.recipient_table import RecipientTable, Written
from sdk_core.mock.errors import StateError

_MIN_TOGETHER = 10  # entries below which writing them together does not pay


class RecipientBatches:
    """Writes batches of recipients.

    Args:
        database: Where they are.
        table: Of the same database.
        values: Converts person data.
    """

    def __init__(self, database: Database, table: RecipientTable, values: Values) -> None:
        self._database = database
        self._table = table
        self._values = values
        self._key = database.instance.recipient_key

    def upsert(self, entries: Iterable[Mapping[str, object]]) -> BatchResult:
        """Upsert recipients; see `Recipients.batch_upsert`. Neighbors with the same fields are written together."""
        now = self._table.now()
        outcomes: list[Done | StateError] = []
        with self._database.kept():
            for fields, alike in groupby(entries, tuple):
                some = list(alike)
                outcomes += self._together(fields, some, now) or self._one_by_one(some, now, len(outcomes))
        return BatchResult(outcomes)

    def _together(
        self, fields: tuple[str, ...], entries: Sequence[Mapping[str, object]], now: SqlValue
    ) -> list[Written] | None:
        """Upsert entries with the same fields in few statements, which is several times faster.

        Returns:
            What became of each entry; None when one fails, or might fail, and nothing was done.
        """
        if len(entries) < _MIN_TOGETHER or self._key not in fields or self._database.key_case != "as-written":
            return None
        try:
            values = zip(*(entry.values() for entry in entries), strict=True)
            columns = {name: self._values.column_to_sql(name, each) for name, each in zip(fields, values, strict=True)}
            keys = columns.pop(self._key)
            if None in keys:
                return None
            with self._database.transaction():
                rows = zip(*columns.values(), keys, strict=True)
                return self._table.upsert_together(list(columns), rows, self._table.existing(keys), now)
        except StateError:  # each entry has to be looked up by itself
            return None

    def _one_by_one(
        self, entries: Iterable[Mapping[str, object]], now: SqlValue, first: int
    ) -> list[Done | StateError]:
        def handle(person_data: Mapping[str, object]) -> Written:
            written = self._values.to_sql(person_data)
            key = written.get(self._key)
            if key is None:
                raise MissingKeyError(self._key)
            if self._table.update(self._key, key, written, now):
                return "updated"
            self._table.insert(written, now)
            return "created"

        return each_by_itself(self._database, entries, handle, first).outcomes
