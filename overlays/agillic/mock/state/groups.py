"""Target groups: static ones have members, dynamic ones a filter."""

# ruff: noqa: S608 - conditions are those of `sql_condition`, which binds all values

from collections.abc import Iterable
from typing import Literal

from agillic.mock.filters import SqlValue
from agillic.mock.instance import TargetGroup
from agillic.mock.state.database import Database
from agillic.mock.state.errors import DynamicGroupError, UnknownGroupError, UnknownRecipientError
from agillic.mock.state.recipients import Recipients

UnknownMembers = Literal["skipped", "rejected"]
"""What the options of the assumption `target-group-unknown-recipient` come to."""


class Groups:
    """The target groups of a database.

    Args:
        database: Where their members are.
        recipients: Of the same database.

    >>> from datetime import UTC, datetime
    >>> from agillic.mock.ids import Ids
    >>> from sdk_core.mock.clock import Clock
    >>> from agillic.mock.instance import load_instance
    >>> with Database(load_instance()) as database:
    ...     recipients = Recipients(database, Clock(datetime(2026, 7, 4, tzinfo=UTC)), Ids(1))
    ...     number = recipients.create({"EMAIL": "ruby@sweetmail.com"})
    ...     groups = Groups(database, recipients)
    ...     groups.add("TastingPanel", ["ruby@sweetmail.com", "nobody@sweetmail.com"])
    ...     groups.population("TastingPanel")
    1
    """

    def __init__(self, database: Database, recipients: Recipients) -> None:
        self._database = database
        self._recipients = recipients
        self._groups = database.instance.target_groups

    def add(
        self, group: str, addresses: Iterable[str], *, key_only: bool = True, unknown: UnknownMembers = "skipped"
    ) -> None:
        """Add recipients to a static target group; members stay members [S2].

        Args:
            group: Its name, case-sensitive [S2].
            addresses: Values of the recipient key, or addresses as in paths if not `key_only`.
            key_only: As for `Recipients.find`; the assumption `body-recipient-address`.
            unknown: Recipients that are not there are passed over, or reject the whole change.

        Raises:
            UnknownGroupError, DynamicGroupError: There is no such group, or none to change.
            UnknownRecipientError: Only if unknown recipients are rejected; nobody is added.
            NotUniqueError: An address names a field that is not unique; nobody is added.
        """
        self._change("INSERT OR IGNORE INTO memberships VALUES (?, ?)", group, addresses, unknown, key_only=key_only)

    def remove(
        self, group: str, addresses: Iterable[str], *, key_only: bool = True, unknown: UnknownMembers = "skipped"
    ) -> None:
        """Remove recipients from a static target group; who is no member stays none [S2].

        Args and errors are those of `add`.
        """
        statement = "DELETE FROM memberships WHERE target_group = ? AND recipient = ?"
        self._change(statement, group, addresses, unknown, key_only=key_only)

    def of(self, recipient: int) -> list[TargetGroup]:
        """Return the groups that a recipient is in, in the instance's order.

        Args:
            recipient: The number, from `Recipients.find`.
        """
        found = self._database.connection.execute(
            "SELECT target_group FROM memberships WHERE recipient = ?", (recipient,)
        )
        static: set[str] = {name for (name,) in found}
        return [
            group
            for group in self._groups.values()
            if (group.name in static if group.filter is None else self._selects(group, recipient))
        ]

    def population(self, group: str) -> int:
        """Return how many recipients a group has now.

        Raises:
            UnknownGroupError: There is no such group.
        """
        known = self._group(group)
        if known.filter is not None:
            return self._recipients.count(known.filter)
        statement = "SELECT count(*) FROM memberships WHERE target_group = ?"
        return int(self._database.connection.execute(statement, (group,)).fetchone()[0])

    def condition(self, group: str) -> tuple[str, list[SqlValue]]:
        """Return what WHERE says of the recipients that are in a group now, and its parameters.

        Raises:
            UnknownGroupError: There is no such group.
        """
        filter_ = self._group(group).filter
        if filter_ is None:
            return "number IN (SELECT recipient FROM memberships WHERE target_group = ?)", [group]
        return self._recipients.condition(filter_)

    def _selects(self, group: TargetGroup, recipient: int) -> bool:
        condition, values = self._recipients.condition(group.filter)
        statement = f"SELECT 1 FROM recipients WHERE number = ? AND {condition}"
        return self._database.connection.execute(statement, [recipient, *values]).fetchone() is not None

    def _group(self, name: str) -> TargetGroup:
        try:
            return self._groups[name]
        except KeyError:
            raise UnknownGroupError(name) from None

    def _change(
        self, statement: str, group: str, addresses: Iterable[str], unknown: UnknownMembers, *, key_only: bool
    ) -> None:
        if self._group(group).filter is not None:
            raise DynamicGroupError(group)
        with self._database.transaction():
            for address in addresses:
                try:
                    number = self._recipients.find(address, key_only=key_only)
                except UnknownRecipientError:
                    if unknown == "rejected":
                        raise
                    continue
                self._database.connection.execute(statement, (group, number))
