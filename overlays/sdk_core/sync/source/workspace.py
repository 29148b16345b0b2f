"""The database that a run works in: staged rows, the plan, and nothing that a job's SQL reaches."""

from pathlib import Path

import duckdb

MEMORY_LIMIT = "200MB"
"""What DuckDB may hold; the process takes about as much again."""
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
    # Texts of JSON become a third of their size, in two thirds of the time that trying all ways of DuckDB takes.
    connection.execute("pragma force_compression = 'zstd'")
    return connection
