"""The whole state of one mock, by one name."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Self

from iterable_client.mock.ids import Ids
from iterable_client.mock.instance import Project
from iterable_client.mock.state.database import Database
from sdk_core.mock.clock import Clock


class State:
    """All parts of the state, of one database.

    Args:
        project: What is set up. Of its assumptions, those count that hold for every call to a part.
        clock: Shared by all parts.
        ids: Likewise.
        path: The database's file; None for memory.

    Raises:
        WrongFileError: As for `Database`.
    """

    def __init__(self, project: Project, clock: Clock, ids: Ids, path: Path | None = None) -> None:
        self.database = Database(project, path)
        self.clock, self.ids = clock, ids

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def transaction(self) -> AbstractContextManager[None]:
        """Do all that is inside or, when it raises, nothing."""
        return self.database.transaction()

    def clear(self) -> None:
        """Forget everything, so that the next state in the same file is a new one; nothing but `close` follows."""
        self.database.clear()

    def close(self) -> None:
        """Close the database; what is in memory is gone."""
        self.database.close()
