"""What a state is by itself that keeps all of its parts in one database."""

from contextlib import AbstractContextManager
from typing import Generic, Self, TypeVar

from sdk_core.mock.database import Database

D = TypeVar("D", bound=Database)


class DatabaseState(Generic[D]):
    """A state in a database; a room derives from it and adds its parts.

    Args:
        database: Closed with the state.
    """

    def __init__(self, database: D) -> None:
        self.database = database

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def transaction(self) -> AbstractContextManager[None]:
        """Do all that is inside or, when it raises, nothing."""
        return self.database.transaction()

    def version(self) -> str:
        """Return a word that changes whenever anything in it does, and is another in another state."""
        connection = self.database.connection
        return f"{id(connection)}.{connection.total_changes}"

    def clear(self) -> None:
        """Forget everything, so that the next state in the same file is a new one; nothing but `close` follows."""
        self.database.clear()

    def close(self) -> None:
        """Close the database; what is in memory is gone."""
        self.database.close()
