"""Where a project posts its system webhooks, and the posts that wait or were made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from iterable_client.mock.instance import Webhook as WebhookOfProject
from iterable_client.mock.state.database import Database
from iterable_client.mock.state.moments import to_milliseconds
from sdk_core.mock.clock import Clock


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where events are posted, for what, and by which headers the mock is known there."""

    id: int
    endpoint: str = field(repr=False)
    enabled: bool
    auth_type: str
    auth_token: str = field(repr=False)
    headers: Sequence[tuple[str, str]] = field(repr=False)
    blast: bool
    triggered: bool
    channels: tuple[int, ...]
    message_types: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Post:
    """What is posted to a webhook.

    Attributes:
        tries: How often it was tried.
        result: What came of the latest try; empty before.
    """

    number: int
    webhook: int
    event: str
    body: bytes = field(repr=False)
    tries: int
    result: str


class Webhooks:
    """The webhooks of a project, and their posts.

    Args:
        database: Where they are.
        clock: Tells which posts are due.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._connection, self._clock = database.connection, clock
        database.create(
            "CREATE TABLE IF NOT EXISTS webhooks (id INTEGER PRIMARY KEY, settings TEXT NOT NULL)",
            """CREATE TABLE IF NOT EXISTS posts (
                number INTEGER PRIMARY KEY AUTOINCREMENT, webhook INTEGER NOT NULL, event TEXT NOT NULL,
                body TEXT NOT NULL, tries INTEGER NOT NULL DEFAULT 0, result TEXT NOT NULL DEFAULT '', due INTEGER
            )""",
            "CREATE INDEX IF NOT EXISTS posts_due ON posts (due) WHERE due IS NOT NULL",
        )

    def add(self, webhook: WebhookOfProject) -> None:
        """Add a webhook of the project."""
        headers = [(each.key, each.value) for each in webhook.headers]
        self._put(
            Webhook(
                webhook.id,
                webhook.endpoint,
                webhook.enabled,
                webhook.auth_type,
                webhook.auth_token,
                headers,
                webhook.blast,
                webhook.triggered,
                webhook.channels,
                webhook.message_types,
            )
        )

    def all(self) -> list[Webhook]:
        """Return all webhooks, by id."""
        return [_read(*row) for row in self._connection.execute("SELECT id, settings FROM webhooks ORDER BY id")]

    def get(self, webhook_id: int) -> Webhook | None:
        """Return a webhook, or None when there is no such webhook."""
        return next((each for each in self.all() if each.id == webhook_id), None)

    def change(self, changed: Webhook) -> None:
        """Put a webhook in the place of the one of its id."""
        self._put(changed)

    def post(self, webhook: int, event: str, body: Mapping[str, Any]) -> None:
        """Let an event be posted to a webhook."""
        self._connection.execute(
            "INSERT INTO posts (webhook, event, body, due) VALUES (?, ?, ?, ?)",
            (webhook, event, orjson.dumps(body).decode(), to_milliseconds(self._clock.now())),
        )

    def due(self) -> list[Post]:
        """Return the posts whose time has come."""
        now = to_milliseconds(self._clock.now())
        return self._posts("due <= ? ORDER BY due, number", now)

    def next_due(self) -> int | None:
        """Return when the next post is due, in milliseconds since 1970; None when none waits."""
        (due,) = self._connection.execute("SELECT min(due) FROM posts WHERE due IS NOT NULL").fetchone()
        return None if due is None else int(due)

    def advance_due(self, milliseconds: int) -> None:
        """Let retries of posts come nearer."""
        self._connection.execute("UPDATE posts SET due = due - ? WHERE due IS NOT NULL", (milliseconds,))

    def begin(self, post: Post, *, again_after: float | None) -> None:
        """Count a try; it is retried after a number of seconds unless `end` says that it is the last, or never."""
        due = None if again_after is None else to_milliseconds(self._clock.now()) + round(again_after * 1000)
        self._connection.execute("UPDATE posts SET tries = tries + 1, due = ? WHERE number = ?", (due, post.number))

    def end(self, number: int, result: str, *, is_last: bool) -> None:
        """Note what came of a try."""
        self._connection.execute(
            "UPDATE posts SET result = ?, due = CASE WHEN ? THEN NULL ELSE due END WHERE number = ?",
            (result, is_last, number),
        )

    def posts(self) -> list[Post]:
        """Return all posts, the earliest first."""
        return self._posts("1 ORDER BY number")

    def latest(self, most: int) -> list[Post]:
        """Return the latest posts, the latest first."""
        return self._posts("1 ORDER BY number DESC LIMIT ?", most)

    def _put(self, webhook: Webhook) -> None:
        settings = {name: getattr(webhook, name) for name in Webhook.__slots__ if name != "id"}
        self._connection.execute(
            "INSERT OR REPLACE INTO webhooks VALUES (?, ?)", (webhook.id, orjson.dumps(settings).decode())
        )

    def _posts(self, condition: str, *values: object) -> list[Post]:
        rows = self._connection.execute(
            f"SELECT number, webhook, event, body, tries, result FROM posts WHERE {condition}",  # noqa: S608 - words of ours
            values,
        )
        return [Post(number, webhook, event, body.encode(), *rest) for number, webhook, event, body, *rest in rows]


def _read(webhook_id: int, settings: str) -> Webhook:
    read: dict[str, Any] = orjson.loads(settings)
    read["headers"] = [(name, value) for name, value in read["headers"]]
    for name in ("channels", "message_types"):
        read[name] = tuple(read[name])
    return Webhook(id=webhook_id, **read)
