"""The whole state of one mock, by one name."""

from pathlib import Path
from typing import Self, cast

from agillic.mock.clock import Clock, Ids
from agillic.mock.filters import FilterRules, Missing
from agillic.mock.instance import Instance
from agillic.mock.state.activities import Activities
from agillic.mock.state.columns import FieldCheck
from agillic.mock.state.database import Database
from agillic.mock.state.documents import Documents
from agillic.mock.state.groups import Groups
from agillic.mock.state.recipients import Recipients
from agillic.mock.state.rows import Rows
from agillic.mock.state.tasks import Tasks


class State:
    """All parts of the state, of one database.

    Args:
        instance: What is set up. Of its assumptions, those count that hold for every call to a part.
        clock: Shared by all parts.
        ids: Likewise.
        path: The database's file; None for memory.

    Raises:
        WrongFileError: As for `Database`.

    >>> from datetime import UTC, datetime
    >>> from agillic.mock.instance import load_instance
    >>> with State(load_instance(), Clock(datetime(2026, 7, 4, tzinfo=UTC)), Ids(1)) as state:
    ...     state.recipients.count()
    2
    """

    def __init__(self, instance: Instance, clock: Clock, ids: Ids, path: Path | None = None) -> None:
        choice = instance.assumptions.choice
        field_check = cast("FieldCheck", choice("field-check"))
        rules = FilterRules(
            case_sensitive=choice("filter-case") == "case-counts",
            missing=cast("Missing", choice("filter-missing-values")),
        )
        self.database = Database(instance, path)
        try:
            self.recipients = Recipients(self.database, clock, ids, field_check=field_check, rules=rules)
            self.rows = Rows(self.database, field_check=field_check)
            self.groups = Groups(self.database, self.recipients)
            self.documents = Documents(self.database, self.recipients, clock, ids)
            self.tasks = Tasks(self.database, clock, ids)
            self.activities = Activities(self.database, clock)
            if self.database.is_new:
                self._begin(instance)
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; what is in memory is gone."""
        self.database.close()

    def _begin(self, instance: Instance) -> None:
        """Fill a new database with what is there from the start."""
        with self.database.transaction():
            for recipient in instance.recipients:
                self.recipients.create(recipient.person_data)
                number = self.recipients.find(str(recipient.person_data[instance.recipient_key]), key_only=True)
                for table, rows in recipient.one_to_many.items():
                    self.rows.batch_update(number, table, rows)
