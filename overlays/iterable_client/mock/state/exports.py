"""Export jobs: those that wait, those at work, what they wrote, and the links to it, which expire."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, cast

import orjson

from iterable_client.mock.document import document
from iterable_client.mock.ids import Ids
from iterable_client.mock.state.database import Database
from iterable_client.mock.state.moments import to_milliseconds
from sdk_core.mock.clock import Clock

JobState = Literal["enqueued", "running", "completed", "failed", "cancelled"]
JobEnd = Literal["normal", "fails", "never"]
MAX_AT_WORK = 4
"""How many jobs an organization has at work; further ones wait."""
_LINK_LIFE = document().limits["export_url_life"] * 1000
_COLUMNS = "id, request, state, end_as, created, started, ended, due, bytes"


@dataclass(frozen=True, slots=True)
class Job:
    """An export job; times are in milliseconds since 1970.

    Attributes:
        request: The body that started it.
        end_as: How it shall end.
        due: When it will end; None unless it is at work.
    """

    id: int
    request: dict[str, Any] = field(repr=False)
    state: JobState
    end_as: JobEnd
    created: int
    started: int | None
    ended: int | None
    due: int | None
    bytes: int


class Exports:
    """All export jobs.

    Args:
        database: Where they are.
        clock: Jobs work, and links expire, by it.
        ids: Gives the links.
        seconds: How long a job works.
    """

    def __init__(self, database: Database, clock: Clock, ids: Ids, seconds: float) -> None:
        self._connection, self._clock, self._ids = database.connection, clock, ids
        self._length = round(seconds * 1000)
        database.create(
            """CREATE TABLE IF NOT EXISTS export_jobs (
                id INTEGER PRIMARY KEY AUTOINCREMENT, request TEXT NOT NULL, state TEXT NOT NULL, end_as TEXT NOT NULL,
                created INTEGER NOT NULL, started INTEGER, ended INTEGER, due INTEGER, bytes INTEGER NOT NULL DEFAULT 0
            )""",
            """CREATE TABLE IF NOT EXISTS export_files (
                job INTEGER NOT NULL REFERENCES export_jobs, name TEXT NOT NULL, content BLOB NOT NULL,
                PRIMARY KEY (job, name)
            )""",
            """CREATE TABLE IF NOT EXISTS export_links (
                token TEXT PRIMARY KEY, job INTEGER NOT NULL, name TEXT NOT NULL, expires INTEGER NOT NULL
            ) WITHOUT ROWID""",
        )

    def start(self, request: dict[str, Any], end_as: JobEnd = "normal") -> int:
        """Let a job wait for its turn, or begin at once if it has come; return its id."""
        now = to_milliseconds(self._clock.now())
        cursor = self._connection.execute(
            "INSERT INTO export_jobs (request, state, end_as, created) VALUES (?, 'enqueued', ?, ?)",
            (orjson.dumps(request).decode(), end_as, now),
        )
        self.begin_waiting(now)
        return int(cursor.lastrowid or 0)

    def begin_waiting(self, moment: int) -> None:
        """Let jobs that wait begin at a moment, as far as there is room."""
        room = MAX_AT_WORK - len(self._select("state = 'running'"))
        for job in self._select("state = 'enqueued' ORDER BY id")[: max(0, room)]:
            due = None if job.end_as == "never" else moment + self._length
            self._connection.execute(
                "UPDATE export_jobs SET state = 'running', started = ?, due = ? WHERE id = ?", (moment, due, job.id)
            )

    def next_end(self) -> Job | None:
        """Return the job at work that ends first, if that has come."""
        now = to_milliseconds(self._clock.now())
        found = self._select("state = 'running' AND due <= ? ORDER BY due, id LIMIT 1", now)
        return found[0] if found else None

    def next_due(self) -> int | None:
        """Return when the next job ends; None when none will."""
        (due,) = self._connection.execute("SELECT min(due) FROM export_jobs WHERE state = 'running'").fetchone()
        return None if due is None else int(due)

    def advance_due(self, milliseconds: int) -> None:
        """Let jobs at work come nearer to their ends."""
        self._connection.execute("UPDATE export_jobs SET due = due - ? WHERE state = 'running'", (milliseconds,))

    def end(self, job: Job, state: JobState, files: Sequence[bytes] = (), ending: str = "") -> None:
        """End a job.

        Args:
            job: The job.
            state: How it ended.
            files: What it wrote.
            ending: Of the files' names.
        """
        ended = job.due if job.due is not None else to_milliseconds(self._clock.now())
        for n, content in enumerate(files):
            name = f"file-{ended + n}.{ending}"
            self._connection.execute("INSERT INTO export_files VALUES (?, ?, ?)", (job.id, name, content))
        self._connection.execute(
            "UPDATE export_jobs SET state = ?, ended = ?, due = NULL, bytes = ? WHERE id = ?",
            (state, ended, sum(map(len, files)), job.id),
        )
        self.begin_waiting(ended)

    def cancel(self, job: Job, state: JobState) -> None:
        """End a job that waits or works now, without files."""
        now = to_milliseconds(self._clock.now())
        self._connection.execute(
            "UPDATE export_jobs SET state = ?, ended = ?, due = NULL WHERE id = ?", (state, now, job.id)
        )
        self.begin_waiting(now)

    def get(self, job_id: int) -> Job | None:
        """Return a job, or None when there is no such job."""
        return next(iter(self._select("id = ?", job_id)), None)

    def all(self) -> list[Job]:
        """Return all jobs, by id."""
        return self._select("1 ORDER BY id")

    def latest(self, most: int) -> list[Job]:
        """Return the latest jobs, the latest first."""
        return self._select("1 ORDER BY id DESC LIMIT ?", most)

    def names(self, job: Job, after: str = "") -> list[str]:
        """Return the names of a job's files, behind one of them."""
        rows = self._connection.execute(
            "SELECT name FROM export_files WHERE job = ? AND name > ? ORDER BY name", (job.id, after)
        )
        return [name for (name,) in rows]

    def link(self, job: Job, name: str) -> str:
        """Return a word by which a file can be read for 30 minutes."""
        now = to_milliseconds(self._clock.now())
        self._connection.execute("DELETE FROM export_links WHERE expires <= ?", (now,))
        token = self._ids.link_token()
        self._connection.execute(
            "INSERT OR REPLACE INTO export_links VALUES (?, ?, ?, ?)", (token, job.id, name, now + _LINK_LIFE)
        )
        return token

    def linked(self, token: str, name: str) -> bytes | None:
        """Return the file that a word names, or None when it never did or has expired."""
        now = to_milliseconds(self._clock.now())
        row = self._connection.execute(
            "SELECT content FROM export_links JOIN export_files USING (job, name) "
            "WHERE token = ? AND name = ? AND expires > ?",
            (token, name, now),
        ).fetchone()
        return None if row is None else bytes(row[0])

    def _select(self, condition: str, *values: object) -> list[Job]:
        rows = self._connection.execute(f"SELECT {_COLUMNS} FROM export_jobs WHERE {condition}", values)  # noqa: S608 - words of ours
        return [_read(row) for row in rows.fetchall()]


def _read(row: tuple[Any, ...]) -> Job:
    id_, request, state, end_as, *others = row
    return Job(id_, orjson.loads(request), cast("JobState", state), cast("JobEnd", end_as), *others)
