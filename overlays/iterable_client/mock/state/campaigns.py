"""The campaigns of a project."""

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from iterable_client.mock.instance import Campaign as CampaignOfProject
from iterable_client.mock.state.database import Database
from iterable_client.mock.state.moments import to_milliseconds
from sdk_core.mock.clock import Clock

_COLUMNS = (
    "id, name, type, state, medium, template, creator, lists, suppression_lists, labels, created, updated, started, "
    "ended, send_size"
)


@dataclass(frozen=True, slots=True)
class Campaign:
    """A campaign; times are in milliseconds since 1970.

    Attributes:
        started: When it begins or began to be sent, as a blast.
        ended: When it was all sent.
    """

    id: int
    name: str
    type: str
    state: str
    medium: str
    template: int
    creator: str
    lists: tuple[int, ...]
    suppression_lists: tuple[int, ...]
    labels: tuple[str, ...]
    created: int
    updated: int
    started: int | None
    ended: int | None
    send_size: int | None


class Campaigns:
    """All campaigns.

    Args:
        database: Where they are.
        clock: Tells when they are changed.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._connection, self._clock = database.connection, clock
        database.create(
            """CREATE TABLE IF NOT EXISTS campaigns (
                id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, type TEXT NOT NULL, state TEXT NOT NULL,
                medium TEXT NOT NULL, template INTEGER NOT NULL, creator TEXT NOT NULL, lists TEXT NOT NULL,
                suppression_lists TEXT NOT NULL, labels TEXT NOT NULL, created INTEGER NOT NULL,
                updated INTEGER NOT NULL, started INTEGER, ended INTEGER, send_size INTEGER
            )"""
        )

    def add(self, campaign: CampaignOfProject, medium: str) -> None:
        """Add a campaign of the project, whose template is of a medium."""
        now = to_milliseconds(self._clock.now())
        ended = now if campaign.state == "Finished" else None
        lists = campaign.lists, campaign.suppression_lists, campaign.labels
        self._insert(
            campaign.id,
            (campaign.name, campaign.type, campaign.state, medium, campaign.template, campaign.creator),
            lists,
            (now, now, ended, ended, campaign.send_size),
        )

    def create(  # noqa: PLR0913 - what a campaign consists of
        self,
        *,
        name: str,
        type_: str,
        state: str,
        medium: str,
        template: int,
        creator: str,
        lists: Sequence[int] = (),
        suppression_lists: Sequence[int] = (),
    ) -> int:
        """Create a campaign, and return its id."""
        now = to_milliseconds(self._clock.now())
        parts = (lists, suppression_lists, ())
        return self._insert(None, (name, type_, state, medium, template, creator), parts, (now, now, None, None, None))

    def all(self) -> list[Campaign]:
        """Return all campaigns, by id."""
        return [_read(row) for row in self._connection.execute(f"SELECT {_COLUMNS} FROM campaigns ORDER BY id")]  # noqa: S608 - words of ours

    def get(self, campaign_id: int) -> Campaign | None:
        """Return a campaign, or None when there is no such campaign."""
        statement = f"SELECT {_COLUMNS} FROM campaigns WHERE id = ?"  # noqa: S608 - words of ours
        row = self._connection.execute(statement, (campaign_id,)).fetchone()
        return None if row is None else _read(row)

    def set_template(self, campaign_id: int, template: int) -> None:
        """Attach a template to a campaign."""
        self._connection.execute("UPDATE campaigns SET template = ? WHERE id = ?", (template, campaign_id))

    def set_state(self, campaign_id: int, state: str, *, started: int | None = None, ended: int | None = None) -> None:
        """Change the state of a campaign, and when it begins and ended, where that is given."""
        self._connection.execute(
            "UPDATE campaigns SET state = ?, started = coalesce(?, started), ended = coalesce(?, ended), updated = ? "
            "WHERE id = ?",
            (state, started, ended, to_milliseconds(self._clock.now()), campaign_id),
        )

    def count_sent(self, campaign_id: int) -> None:
        """Count a message that was sent."""
        self._connection.execute(
            "UPDATE campaigns SET send_size = coalesce(send_size, 0) + 1 WHERE id = ?", (campaign_id,)
        )

    def _insert(
        self,
        campaign_id: int | None,
        values: tuple[object, ...],
        lists: tuple[Sequence[object], ...],
        others: tuple[object, ...],
    ) -> int:
        written = [orjson.dumps(list(each)).decode() for each in lists]
        row = (campaign_id, *values, *written, *others)
        statement = f"INSERT INTO campaigns ({_COLUMNS}) VALUES ({', '.join('?' * len(row))})"  # noqa: S608 - words of ours
        return int(self._connection.execute(statement, row).lastrowid or 0)


def _read(row: tuple[object, ...]) -> Campaign:
    values = list(row)
    for place in (7, 8, 9):
        values[place] = tuple(orjson.loads(str(values[place])))
    return Campaign(*values)  # type: ignore[arg-type]  # as the table has them
