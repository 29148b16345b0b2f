"""Files in folders: images, templates, scripts, web applications and exported files, each kind in a tree of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from agillic.mock.state.database import Database
from agillic.mock.state.moments import to_sql
from sdk_core.mock.clock import Clock
from sdk_core.mock.errors import StateError

Kind = Literal["resource", "template", "extension", "webapp", "export"]
MAX_NAME = 255
MAX_PATH = 1_000
"""Characters. Our own bounds, those of many file systems: no source names one."""

_TABLES = (
    """CREATE TABLE IF NOT EXISTS files (
        kind TEXT NOT NULL, path TEXT NOT NULL, folder TEXT NOT NULL, name TEXT NOT NULL, shows INTEGER NOT NULL,
        content BLOB NOT NULL, PRIMARY KEY (kind, path)
    )""",
    "CREATE INDEX IF NOT EXISTS files_in ON files (kind, folder)",
    """CREATE TABLE IF NOT EXISTS folders (
        kind TEXT NOT NULL, path TEXT NOT NULL, folder TEXT NOT NULL, name TEXT NOT NULL, PRIMARY KEY (kind, path)
    ) WITHOUT ROWID""",
    "CREATE INDEX IF NOT EXISTS folders_in ON folders (kind, folder)",
)


class BadPathError(StateError):
    """The text names no place below the top folder.

    Args:
        problem: What is wrong, and what to do.
    """

    def __init__(self, problem: str) -> None:
        super().__init__(f"the path {problem}")


class PathTakenError(StateError):
    """A folder stands where a file is to be, or a file where a folder is needed."""

    def __init__(self) -> None:
        super().__init__("a folder and a file cannot share a path; choose another name or folder")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a folder holds: a file, or another folder."""

    name: str
    path: str
    is_folder: bool


class Files:
    """The files of one kind in a database. Case counts in paths; the top folder is the empty path.

    Args:
        database: Where they are.
        kind: The kind.
        clock: Says when they show in lists.
        first: What is there from the start: text by path.

    Raises:
        BadPathError, PathTakenError: One of the first files has no possible path.

    >>> from datetime import UTC, datetime
    >>> from agillic.mock.instance import load_instance
    >>> clock = Clock(datetime(2026, 7, 4, tzinfo=UTC))
    >>> with Database(load_instance()) as database:
    ...     files = Files(database, "resource", clock, {"images/logo.png": "..."})
    ...     files.entries(""), files.content("images/logo.png")
    ([Entry(name='images', path='images', is_folder=True)], b'...')
    """

    def __init__(self, database: Database, kind: Kind, clock: Clock, first: Mapping[str, str] | None = None) -> None:
        database.create(*_TABLES)
        self._connection = database.connection
        self._kind = kind
        self._clock = clock
        if database.is_new:
            with database.transaction():
                for path, content in (first or {}).items():
                    self.put(path, content.encode())

    def content(self, path: str) -> bytes | None:
        """Return the content of a file, or None when no file has this path."""
        found = self._connection.execute(
            "SELECT content FROM files WHERE kind = ? AND path = ?", (self._kind, path)
        ).fetchone()
        return bytes(found[0]) if found else None

    def has_file(self, path: str) -> bool:
        """Return whether a file has this path, whether or not it shows in lists already."""
        statement = "SELECT 1 FROM files WHERE kind = ? AND path = ?"
        return self._connection.execute(statement, (self._kind, path)).fetchone() is not None

    def has_folder(self, path: str) -> bool:
        """Return whether a folder has this path. The top folder is always there."""
        statement = "SELECT 1 FROM folders WHERE kind = ? AND path = ?"
        return not path or self._connection.execute(statement, (self._kind, path)).fetchone() is not None

    def put(self, path: str, content: bytes, *, seconds: float = 0) -> bool:
        """Add a file, and the folders above it, or replace the one that is there. Return whether it was added.

        Args:
            path: See `checked_path`.
            content: Any bytes.
            seconds: After how long a new file shows in lists. One that is replaced shows as before.

        Raises:
            BadPathError: The path leads nowhere.
            PathTakenError: A folder has this path, or a file the path of one of its folders.
        """
        folder, _, name = checked_path(path).rpartition("/")
        if self.has_folder(path):
            raise PathTakenError
        self._make_folder(folder)
        if self.has_file(path):
            self._connection.execute(
                "UPDATE files SET content = ? WHERE kind = ? AND path = ?", (content, self._kind, path)
            )
            return False
        shows = to_sql(self._clock.now() + timedelta(seconds=seconds))
        self._connection.execute(
            "INSERT INTO files VALUES (?, ?, ?, ?, ?, ?)", (self._kind, path, folder, name, shows, content)
        )
        return True

    def _make_folder(self, path: str) -> None:
        """Make a folder and those above it, where they are missing."""
        while not self.has_folder(path):
            if self.has_file(path):
                raise PathTakenError
            folder, _, name = path.rpartition("/")
            self._connection.execute("INSERT INTO folders VALUES (?, ?, ?, ?)", (self._kind, path, folder, name))
            path = folder

    def entries(self, folder: str) -> list[Entry]:
        """Return what a folder holds, by name: all folders, and the files that show already."""
        found = self._connection.execute(
            "SELECT name, path, 0 FROM files WHERE kind = :kind AND folder = :folder AND shows <= :now "
            "UNION ALL SELECT name, path, 1 FROM folders WHERE kind = :kind AND folder = :folder ORDER BY name",
            {"kind": self._kind, "folder": folder, "now": to_sql(self._clock.now())},
        )
        return [Entry(name, path, bool(is_folder)) for name, path, is_folder in found]

    def advance_due(self, seconds: float) -> None:
        """Let files show earlier, as if this time had passed for them alone."""
        self._connection.execute(
            "UPDATE files SET shows = shows - ? WHERE kind = ? AND shows > ?",
            (int(seconds * 1_000_000), self._kind, to_sql(self._clock.now())),
        )

    def below(self, folder: str) -> list[str]:
        """Return the paths of all files in a folder and in the folders below it, by path."""
        start = folder and f"{folder}/"
        found = self._connection.execute(
            "SELECT path FROM files WHERE kind = ? AND substr(path, 1, ?) = ? ORDER BY path",
            (self._kind, len(start), start),
        )
        return [path for (path,) in found]

    def delete(self, path: str) -> None:
        """Delete a file, or a folder with all that it holds. The top folder cannot be named."""
        for table in ("files", "folders"):
            self._connection.execute(
                f"DELETE FROM {table} WHERE kind = ? AND (path = ? OR substr(path, 1, ?) = ?)",  # noqa: S608 - our own names
                (self._kind, checked_path(path), len(path) + 1, f"{path}/"),
            )


def checked_path(path: str) -> str:
    """Return a path if it leads from the top folder downwards to a name, and no part of it means anything else.

    Raises:
        BadPathError: It is empty or too long, or a part of it is; it goes upwards, or holds a backslash or a control
            character.

    >>> checked_path("images/Campaigns/image.png")
    'images/Campaigns/image.png'
    >>> checked_path("../image.png")
    Traceback (most recent call last):
    ...
    agillic.mock.state.files.BadPathError: the path goes by '.' or '..'; name folders from the top folder downwards
    """
    parts = path.split("/")
    if "" in parts:
        raise BadPathError("lacks a name before, between or after its slashes; write FOLDER/NAME")
    if "." in parts or ".." in parts:
        raise BadPathError("goes by '.' or '..'; name folders from the top folder downwards")
    if "\\" in path or not path.isprintable():
        raise BadPathError("holds a backslash or a control character; leave it out, and separate folders by '/'")
    if len(path) > MAX_PATH or any(len(part) > MAX_NAME for part in parts):
        raise BadPathError(f"has more than {MAX_PATH} characters, or a name of more than {MAX_NAME}; shorten it")
    return path
