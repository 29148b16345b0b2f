"""Recipients: addressed, created, changed, deleted, and found by filters."""

# ruff: noqa: S608 - only quoted names and conditions of `sql_condition` are written into statements

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from agillic.mock.filters import FilterRules, SqlValue, sql_condition
from agillic.mock.ids import Ids
from agillic.mock.instance import SYSTEM_FIELDS
from agillic.mock.state.batches import BatchResult
from agillic.mock.state.columns import FieldCheck, Values, quoted
from agillic.mock.state.database import Database
from agillic.mock.state.errors import (
    FixedKeyError,
    MissingKeyError,
    NotUniqueError,
    UnknownRecipientError,
)
from agillic.mock.state.recipient_batches import RecipientBatches
from agillic.mock.state.recipient_keys import same_key
from agillic.mock.state.recipient_table import RecipientTable, Written
from agillic.wire.rsql import Filter
from sdk_core.mock.clock import Clock

CreateAddress = Literal["recipient-key-only", "any-unique-field"]
"""The options of the assumption `put-create-address`."""
KeyChange = Literal["path-field-fixed", "recipient-key-fixed", "ignored"]
"""The options of the assumption `put-recipient-key`."""
ListOrder = Literal["oldest-first", "newest-first", "by-key"]
"""The options of the assumption `list-order`."""

_NO_RULES = FilterRules()


class Recipients:
    """The recipients of a database.

    Args:
        database: Where they are.
        clock: Says when something was created or updated.
        ids: Gives AGILLIC_IDs.
        field_check: What unknown fields and values that do not fit do to a write.
        rules: What is assumed of filters.

    >>> from datetime import UTC, datetime
    >>> from agillic.mock.instance import load_instance
    >>> clock = Clock(datetime(2026, 7, 4, tzinfo=UTC))
    >>> with Database(load_instance()) as database:
    ...     recipients = Recipients(database, clock, Ids(1))
    ...     number = recipients.create({"EMAIL": "ruby@sweetmail.com", "AGE": 30})
    ...     recipients.upsert("ruby@sweetmail.com", {"AGE": "31"})
    ...     recipients.read("EMAIL=ruby@sweetmail.com", ["AGE"])
    'updated'
    {'AGE': '31'}
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        ids: Ids,
        *,
        field_check: FieldCheck = "rejected",
        rules: FilterRules = _NO_RULES,
    ) -> None:
        self._database = database
        self._connection = database.connection
        self._table = RecipientTable(database, clock, ids)
        self._rules = rules
        self._key = database.instance.recipient_key
        system = [each.name for each in SYSTEM_FIELDS]
        self._values = Values(database.columns, database.instance.dates, field_check, system)
        self._batches = RecipientBatches(database, self._table, self._values)

    # --- one recipient ------------------------------------------------------------------------------------------------

    def create(self, person_data: Mapping[str, object]) -> int:
        """Create a recipient [V-REC, S1], and return the number.

        Raises:
            ConflictError: The recipient exists, or another unique value is taken.
            FieldError: A field is unknown, a value does not fit, or the recipient key is missing.
        """
        return self._table.insert(self._values.to_sql(person_data), self._table.now())

    def find(self, address: str, *, key_only: bool = False) -> int:
        """Return the number of a recipient.

        Args:
            address: A value of the recipient key, or `FIELD=value` with a unique field [V-REC, S1], decoded. What
                stands before the first `=` counts as a field only if the instance has it.
            key_only: Take the address for a value of the recipient key, whatever it looks like.

        Raises:
            NotUniqueError: The field is not unique.
            UnknownRecipientError: Nobody has this address.
        """
        field, value = (self._key, self._values.lookup(self._key, address)) if key_only else self._addressed(address)
        number = self._table.number(field, value)
        if number is None:
            raise UnknownRecipientError(field)
        return number

    def number_of(self, address: str) -> int | None:
        """Return the number of a recipient, or None when nobody has this address; as `find` otherwise."""
        return self._table.number(*self._addressed(address))

    def number_of_key(self, value: object) -> int | None:
        """Return the number of the recipient with this value of the recipient key, as person data have it.

        Raises:
            BadValueError: The value does not fit the field.
        """
        return self._table.number(self._key, self._values.to_sql({self._key: value})[self._key])

    def read(self, address: str, fields: Iterable[str] | None = None) -> dict[str, str]:
        """Return a recipient's person data as strings, system fields included [C-AG]; no field without a value.

        Args:
            address: As for `find`.
            fields: Those to return; names that are no field are passed over. None for all.

        Raises:
            NotUniqueError, UnknownRecipientError: As for `find`.
        """
        return self.read_many([self.find(address)], fields)[0]

    def upsert(
        self,
        address: str,
        person_data: Mapping[str, object],
        *,
        create_address: CreateAddress = "recipient-key-only",
        key_change: KeyChange = "path-field-fixed",
    ) -> Written:
        """Update a recipient, or create one who is not there: PUT [V-REC, S1].

        Only the fields sent are touched; null and the empty string clear.

        Args:
            address: As for `find`. It becomes a value of a recipient that is created.
            person_data: What to write.
            create_address: Which addresses create; others must exist.
            key_change: Which key cannot be changed, or that the change is left out.

        Raises:
            NotUniqueError, UnknownRecipientError: As for `find`.
            FixedKeyError: A key that is fixed would change.
            ConflictError: Another recipient has a unique value.
            FieldError: A field is unknown, a value does not fit, or the recipient key would be cleared.
        """
        field, value = self._addressed(address)
        number = self._table.number(field, value)
        may_create = field == self._key or (create_address == "any-unique-field" and field != "AGILLIC_ID")
        if number is None and (value is None or not may_create):
            raise UnknownRecipientError(field)
        written = self._values.to_sql(person_data)
        self._keep_spelling(field, value, written)
        if key_change == "ignored":
            written.pop(field, None)
        elif number is None or key_change == "path-field-fixed":
            self._check_fixed(field, value, written)
        else:
            known = self._table.value_of(number, self._key)
            self._keep_spelling(self._key, known, written)
            self._check_fixed(self._key, known, written)
        if number is None:
            self._table.insert({**written, field: value}, self._table.now())
            return "created"
        if written.get(self._key, "") is None:
            raise MissingKeyError(self._key)
        self._table.update(None, number, written, self._table.now())
        return "updated"

    def delete(self, number: int) -> None:
        """Delete a recipient, with all rows and memberships.

        Args:
            number: From `find`; nothing happens when there is no such recipient.
        """
        self._connection.execute("DELETE FROM recipients WHERE number = ?", (number,))

    # --- many recipients ----------------------------------------------------------------------------------------------

    def batch_upsert(self, entries: Iterable[Mapping[str, object]]) -> BatchResult:
        """Upsert recipients by their recipient key, entry by entry; a failed entry does not stop the rest [S1].

        Args:
            entries: Person data, each with the recipient key.
        """
        return self._batches.upsert(entries)

    def condition(self, filter_: Filter | None) -> tuple[str, list[SqlValue]]:
        """Return what WHERE says of the recipients that a filter selects, and its parameters; None selects all.

        Raises:
            UnknownSelector: The filter names no field of person data: 422 [S1].
            ValueError: The filter is too much for SQLite.
        """
        if filter_ is None:
            return "1", []
        return sql_condition(filter_, self._database.columns, rules=self._rules, dates=self._database.instance.dates)

    def count(self, filter_: Filter | None = None) -> int:
        """Return how many recipients a filter selects.

        Raises:
            UnknownSelector, ValueError: As for `condition`.
        """
        condition, values = self.condition(filter_)
        found = self._connection.execute(f"SELECT count(*) FROM recipients WHERE {condition}", values).fetchone()
        return int(found[0])

    def select(
        self,
        filter_: Filter | None = None,
        *,
        offset: int = 0,
        limit: int | None = None,
        fields: Iterable[str] | None = None,
        order: ListOrder = "oldest-first",
    ) -> list[dict[str, str]]:
        """Return person data of the recipients that a filter selects.

        Args:
            filter_: None for all.
            offset: How many to pass over, 0 or more.
            limit: How many at most; None for all.
            fields: As for `read`.
            order: Theirs.

        Raises:
            UnknownSelector, ValueError: As for `condition`.
        """
        condition, values = self.condition(filter_)
        names = self._table.chosen(fields)
        rows = self._connection.execute(
            f"SELECT {self._table.listed(names)} FROM recipients WHERE {condition} "
            f"ORDER BY {self.ordered(filter_, order)} LIMIT ? OFFSET ?",
            [*values, -1 if limit is None else limit, offset],
        )
        return [self._values.shown(names, row[1:]) for row in rows]

    def ordered(self, filter_: Filter | None, order: ListOrder) -> str:
        """Return what ORDER BY says of the recipients that a filter selects."""
        if order == "by-key":
            return quoted(self._database.columns[self._key].name_in_sql)
        # The sign keeps SQLite from reading all recipients in this order where an index finds the few that are wanted.
        number = "number" if filter_ is None else "+number"
        return number if order == "oldest-first" else f"{number} DESC"

    def read_many(self, numbers: Sequence[int], fields: Iterable[str] | None = None) -> list[dict[str, str]]:
        """Return person data of recipients by their numbers, in this order; those who are gone are passed over.

        Args:
            numbers: From `find` or the database.
            fields: As for `read`.
        """
        names = self._table.chosen(fields)
        found = self._table.rows(numbers, names)
        return [self._values.shown(names, found[number]) for number in numbers if number in found]

    def _addressed(self, address: str) -> tuple[str, SqlValue]:
        field, sign, text = address.partition("=")
        known = self._database.instance.fields.get(field)
        if not sign or known is None:
            return self._key, self._values.lookup(self._key, address)
        if not known.unique:
            raise NotUniqueError(field)
        return field, self._values.lookup(field, text)

    def _keep_spelling(self, field: str, value: SqlValue, written: dict[str, SqlValue]) -> None:
        """Leave out a recipient key that is written otherwise than before and yet the same."""
        case = self._database.key_case
        if field == self._key and same_key(written.get(field), case) == same_key(value, case):
            written.pop(field, None)

    @staticmethod
    def _check_fixed(field: str, value: SqlValue, written: Mapping[str, SqlValue]) -> None:
        if written.get(field, value) != value:
            raise FixedKeyError(field)
