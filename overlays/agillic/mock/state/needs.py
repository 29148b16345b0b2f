"""Whom something in the instance still needs, so that a deletion leaves them where they are [V-REC]."""

from agillic.mock.state.database import Database


class Needs:
    """Who is needed: the recipients in the queue of a flow.

    Args:
        database: Where the queues are.
    """

    def __init__(self, database: Database) -> None:
        self._connection = database.connection

    def holds(self, recipient: int) -> bool:
        """Return whether a recipient, by number, is needed now."""
        statement = "SELECT 1 FROM flow_queues WHERE recipient = ? LIMIT 1"
        return self._connection.execute(statement, (recipient,)).fetchone() is not None
