"""What recipients have agreed to in apps [V-APP]."""

from dataclasses import dataclass
from datetime import date, datetime

from agillic.mock.state.database import Database

_TABLES = (
    """CREATE TABLE IF NOT EXISTS consents (
        number INTEGER PRIMARY KEY, recipient INTEGER NOT NULL REFERENCES recipients ON DELETE CASCADE,
        app TEXT NOT NULL, type TEXT NOT NULL, valid_until TEXT, UNIQUE (recipient, app, type)
    )""",
)


@dataclass(frozen=True, slots=True)
class Consent:
    """What a recipient agrees to.

    Attributes:
        app: The `clientAppId` of the app in which the consent was given.
        type: What it is for.
        valid_until: The day or moment at which it ends, by ISO 8601; None for never.
    """

    app: str
    type: str
    valid_until: str | None = None

    @classmethod
    def until(cls, app: str, type_: str, end: date | datetime | None) -> "Consent":
        """Return a consent that ends at a day or moment, or never.

        >>> Consent.until("com.candystore.app", "NEWS", date(2030, 12, 31)).valid_until
        '2030-12-31'
        """
        return cls(app, type_, None if end is None else end.isoformat())


class Consents:
    """The consents of a database. They go with their recipients, whom `Recipients.find` returns by number.

    Args:
        database: Where they are.

    >>> from agillic.mock.instance import load_instance
    >>> with Database(load_instance()) as database:
    ...     Consents(database).of(1)
    []
    """

    def __init__(self, database: Database) -> None:
        database.create(*_TABLES)
        self._connection = database.connection

    def of(self, recipient: int) -> list[Consent]:
        """Return what a recipient has agreed to, the first consent first; those that have ended too."""
        rows = self._connection.execute(
            "SELECT app, type, valid_until FROM consents WHERE recipient = ? ORDER BY number", (recipient,)
        )
        return [Consent(app, type_, until) for app, type_, until in rows]

    def add(self, recipient: int, consent: Consent) -> bool:
        """Keep a consent, in the place of one of the same app and type.

        Returns:
            Whether there was none.
        """
        known = self._connection.execute(
            "UPDATE consents SET valid_until = ? WHERE recipient = ? AND app = ? AND type = ?",
            (consent.valid_until, recipient, consent.app, consent.type),
        ).rowcount
        if not known:
            self._connection.execute(
                "INSERT INTO consents (recipient, app, type, valid_until) VALUES (?, ?, ?, ?)",
                (recipient, consent.app, consent.type, consent.valid_until),
            )
        return not known

    def withdraw(self, recipient: int, *, app: str | None = None, type_: str | None = None) -> int:
        """End consents, and return how many there were.

        Args:
            recipient: Whose.
            app: Only those that were given in this app; None for all.
            type_: Only those of this type; None for all.
        """
        return self._connection.execute(
            "DELETE FROM consents WHERE recipient = ? AND app = coalesce(?, app) AND type = coalesce(?, type)",
            (recipient, app, type_),
        ).rowcount
