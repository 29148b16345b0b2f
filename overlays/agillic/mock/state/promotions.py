"""Which propositions a promotion has for a recipient [S1, C-AG]."""

from agillic.mock.instance import Promotion, Proposition
from agillic.mock.state.database import Database
from agillic.mock.state.recipients import Recipients


class Promotions:
    """The promotions of the instance of a database.

    Args:
        database: Where the recipients are.
        recipients: Of the same database.
    """

    def __init__(self, database: Database, recipients: Recipients) -> None:
        self._connection = database.connection
        self._recipients = recipients

    def fitting(self, promotion: Promotion, recipient: int) -> list[Proposition]:
        """Return the propositions whose conditions select a recipient, by number, as they are now; the best first."""
        return [each for each in promotion.propositions if self._selects(each, recipient)]

    def _selects(self, proposition: Proposition, recipient: int) -> bool:
        condition, values = self._recipients.condition(proposition.condition)
        statement = f"SELECT 1 FROM recipients WHERE number = ? AND ({condition})"  # noqa: S608 - it binds all values
        return self._connection.execute(statement, [recipient, *values]).fetchone() is not None
