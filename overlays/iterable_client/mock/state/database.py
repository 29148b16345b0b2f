"""The database that keeps the state of one project, in memory or in a file."""

import json
from pathlib import Path

from iterable_client.mock.instance import Project
from sdk_core.mock.database import Database as CoreDatabase

_FORMAT = 1  # of our tables; another number makes files of earlier formats be rejected


class Database(CoreDatabase):
    """The tables of a project, and the only connection to them. One thread at a time may use it.

    Args:
        project: What the tables are for.
        path: A file, which is made if it is not there; None for memory.

    Raises:
        WrongFileError: The file is no database, or one of another project, or cannot be used.

    >>> from iterable_client.mock.instance import load_project
    >>> with Database(load_project()) as database:
    ...     database.is_new
    True
    """

    def __init__(self, project: Project, path: Path | None = None) -> None:
        self.project = project
        super().__init__(project.name, json.dumps([_FORMAT, project.id, project.identity]), path)

    def misfit(self, name: str) -> str:
        """Return why a file of another project is rejected, and what to do."""
        return (
            f"was made for the project {name!r}, or one that identifies users otherwise; start with that "
            "project's file, or give another database"
        )
