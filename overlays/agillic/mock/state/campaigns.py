"""Email campaigns: staged, edited, published [S3]."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from agillic.mock.ids import Ids
from agillic.mock.instance import Communication, Flow
from agillic.mock.state.database import Database
from agillic.mock.state.moments import from_sql, to_sql
from sdk_core.mock.clock import Clock

IdFormat = Literal["number-sign-and-letters", "letters-and-digits"]
"""The options of the assumption `campaign-id-format`."""

_TABLES = (
    """CREATE TABLE IF NOT EXISTS campaigns (
        number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE, details TEXT NOT NULL,
        edited INTEGER, published INTEGER, leaves INTEGER
    )""",
)
_COLUMNS = "id, name, details, edited, published, leaves"


@dataclass(frozen=True, slots=True)
class CampaignFlow(Flow):
    """The flow of a campaign.

    Attributes:
        limit: The name of the global target group that limits it further; None for none.
    """

    limit: str | None = None


@dataclass(frozen=True, slots=True)
class Campaign:
    """An email campaign.

    Attributes:
        id: Such as #BaaB [S3].
        name: What its flow and its email are called too; no two campaigns share one.
        details: What it consists of, by the names of the API.
        edited: When it was last changed; None for never.
        published: When it was last published, or planned again by an edit; None for never.
        leaves: When it goes out; None when it is not published, or has gone out.
    """

    id: str
    name: str
    details: Mapping[str, Any] = field(repr=False)
    edited: datetime | None = None
    published: datetime | None = None
    leaves: datetime | None = None

    def flow(self) -> CampaignFlow:
        """Return its flow, which sends its email; both have its name [S3].

        Without a target group, which may have been left out of the campaign, it reaches nobody as a whole.
        """
        return CampaignFlow(
            self.id,
            self.name,
            target_group=self.details.get("targetGroupName"),
            communication=Communication(self.name, "EMAIL"),
            limit=self.details.get("limitToTargetGroupName"),
        )

    def messages(self) -> list[Mapping[str, Any]]:
        """Return its messages, in all block groups. Each is a promotion, its variants the propositions [S3]."""
        return [message for group in self.details["blockGroups"] for message in group["messages"]]


class Campaigns:
    """The campaigns of a database.

    Args:
        database: Where they are.
        clock: Says when they were edited and published.
        ids: Gives them their ids.

    >>> from datetime import UTC
    >>> from agillic.mock.instance import load_instance
    >>> with Database(load_instance()) as database:
    ...     campaigns = Campaigns(database, Clock(datetime(2026, 7, 4, tzinfo=UTC)), Ids(1))
    ...     staged = campaigns.stage("newsletter-001", {"subject": "Newsletter 001"})
    ...     campaigns.get(staged.id) == staged == campaigns.named("newsletter-001")
    True
    """

    def __init__(self, database: Database, clock: Clock, ids: Ids) -> None:
        database.create(*_TABLES)
        self._connection = database.connection
        self._clock = clock
        self._ids = ids

    def stage(self, name: str, details: Mapping[str, Any], id_format: IdFormat = "number-sign-and-letters") -> Campaign:
        """Keep a new campaign. No other has its name: call `named` first."""
        while True:
            id_ = self._next_id(id_format)
            if self.get(id_) is None:  # a file from an earlier run with the same seed may have this id already
                break
        self._connection.execute(
            "INSERT INTO campaigns (id, name, details) VALUES (?, ?, ?)", (id_, name, json.dumps(details))
        )
        return Campaign(id_, name, dict(details))

    def get(self, id_: str) -> Campaign | None:
        """Return a campaign, or None when there is no such campaign."""
        row = self._connection.execute(f"SELECT {_COLUMNS} FROM campaigns WHERE id = ?", (id_,)).fetchone()  # noqa: S608 - our own names
        return _campaign(row) if row else None

    def named(self, name: str) -> Campaign | None:
        """Return the campaign of a name, case-sensitive, or None when there is no such campaign."""
        row = self._connection.execute(f"SELECT {_COLUMNS} FROM campaigns WHERE name = ?", (name,)).fetchone()  # noqa: S608 - our own names
        return _campaign(row) if row else None

    def all(self) -> list[Campaign]:
        """Return all campaigns, the one that was staged first first."""
        return [
            _campaign(row)
            for row in self._connection.execute(f"SELECT {_COLUMNS} FROM campaigns ORDER BY number")  # noqa: S608 - our own names
        ]

    def edit(self, id_: str, details: Mapping[str, Any]) -> None:
        """Change what a campaign consists of."""
        self._connection.execute(
            "UPDATE campaigns SET details = ?, edited = ? WHERE id = ?",
            (json.dumps(details), to_sql(self._clock.now()), id_),
        )

    def publish(self, id_: str, leaves: datetime) -> None:
        """Let a campaign go out at a moment; `gone_out` reports that it has."""
        self._connection.execute(
            "UPDATE campaigns SET published = ?, leaves = ? WHERE id = ?",
            (to_sql(self._clock.now()), to_sql(leaves), id_),
        )

    def gone_out(self, id_: str) -> None:
        """Remember that a campaign has gone out."""
        self._connection.execute("UPDATE campaigns SET leaves = NULL WHERE id = ?", (id_,))

    def _next_id(self, id_format: IdFormat) -> str:
        id_ = self._ids.campaign_id()
        if id_format == "number-sign-and-letters":
            return id_
        number = self._connection.execute("SELECT count(*) FROM campaigns").fetchone()[0]
        return f"{id_.removeprefix('#')}{number}"


def _campaign(row: tuple[Any, ...]) -> Campaign:
    id_, name, details, *moments = row
    edited, published, leaves = (None if each is None else from_sql(each) for each in moments)
    return Campaign(id_, name, json.loads(details), edited, published, leaves)
