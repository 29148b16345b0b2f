"""The few words that all queries on the work connection are made with."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import duckdb


def count(work: "duckdb.DuckDBPyConnection", sql: str) -> int:
    """Return the one number that a query has, or 0 for nothing."""
    found = rows_of(work, sql)
    return int(found[0][0] or 0) if found else 0


def rows_of(work: "duckdb.DuckDBPyConnection", sql: str) -> list[tuple[Any, ...]]:
    """Return all rows of a query that has few."""
    return work.execute(sql).fetchall()


@contextmanager
def transaction(work: "duckdb.DuckDBPyConnection") -> Generator[None]:
    """Do all or nothing."""
    work.execute("begin")
    try:
        yield
    except BaseException:
        work.execute("rollback")
        raise
    work.execute("commit")
