"""The database that a run works in: staged rows, the plan, and nothing that a job's SQL reaches."""

from collections.abc import Generator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import duckdb

from sdk_core.sync.source.umask import widened

MEMORY_LIMIT = "180MB"
"""What DuckDB may hold; the process takes about as much again."""
LOADING_MEMORY = "100MB"
"""What it may hold while rows are written; more would only keep what was written already."""
RESTING_MEMORY = "20MB"
"""What it may hold while calls are made, in which it has nothing to do."""
THREADS = 2


def connect_work(path: Path, *, memory_limit: str = MEMORY_LIMIT, threads: int = THREADS) -> duckdb.DuckDBPyConnection:
    """Open the database of a run, which only its owner may read.

    What does not fit into memory goes to a folder beside it, which is gone when the connection is closed. The order of
    rows is not kept: what has an order says so by `order by`.

    Args:
        path: of the file; it is made if it is not there.
        memory_limit: what DuckDB may hold, as its setting of that name.
        threads: how many it uses.
    """
    connection = duckdb.connect(
        str(path),
        config={
            "threads": threads,
            "memory_limit": memory_limit,
            "preserve_insertion_order": False,
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "python_enable_replacements": False,
        },
    )
    path.chmod(0o600)
    connection.execute("set enable_progress_bar = false")  # a notebook would show it
    # Texts of JSON become a third of their size, in two thirds of the time that trying all ways of DuckDB takes.
    connection.execute("pragma force_compression = 'zstd'")
    return connection


def close_work(connection: duckdb.DuckDBPyConnection) -> None:
    """Close a work connection whose file is removed, so that nothing need be written into it any more.

    Args:
        connection: of `connect_work`.
    """
    with suppress(duckdb.Error):  # after a fatal error it takes nothing but the end
        connection.execute("pragma disable_checkpoint_on_shutdown")
    connection.close()


@contextmanager
def in_order(connection: duckdb.DuckDBPyConnection) -> Generator[None]:
    """Keep the order of rows meanwhile, by one thread: several that keep it take twice the processor's time for it.

    Args:
        connection: of `connect_work`.
    """
    [(threads, is_kept)] = connection.sql(
        "select current_setting('threads'), current_setting('preserve_insertion_order')"
    ).fetchall()
    connection.execute("set threads = 1")
    connection.execute("set preserve_insertion_order = true")
    try:
        yield
    finally:
        connection.execute(f"set threads = {threads}")
        connection.execute(f"set preserve_insertion_order = {str(is_kept).lower()}")


@contextmanager
def limited(connection: duckdb.DuckDBPyConnection, memory: str) -> Generator[None]:
    """Let a connection hold less memory meanwhile.

    Args:
        connection: of `connect_work`.
        memory: what it may hold, as DuckDB's setting `memory_limit`.
    """
    [(before,)] = connection.sql("select current_setting('memory_limit')").fetchall()
    with suppress(duckdb.Error):  # it may need more for what it has open; then it keeps that
        connection.execute(f"set memory_limit = '{memory}'")
    try:
        yield
    finally:
        with suppress(duckdb.Error):  # of a database that an error of the disk has ended
            connection.execute(f"set memory_limit = '{before}'")


@contextmanager
def resting(connection: duckdb.DuckDBPyConnection) -> Generator[None]:
    """Have a work connection give back the memory that it holds, as far as it can, while it has nothing to do.

    Arrow gives back what it holds at the end, so that the connection has it. Meanwhile the process makes its files as
    it always does, see `umask`.

    Args:
        connection: of `connect_work`.
    """
    try:
        with limited(connection, RESTING_MEMORY), widened():
            yield
    finally:
        pa: Any = import_module("pyarrow")  # brings no types
        pa.default_memory_pool().release_unused()
