"""Empty databases in memory, one after the other in one instance of DuckDB.

To make an instance takes longer than most tests work with it.
"""

from collections.abc import Generator
from contextlib import contextmanager

import duckdb

_IDLE: list[duckdb.DuckDBPyConnection] = []
_LEFT = """
    select 'view', view_name from duckdb_views() where not internal and not temporary
    union all select 'table', table_name from duckdb_tables() where not temporary
"""


@contextmanager
def database() -> Generator[duckdb.DuckDBPyConnection]:
    """Give a connection to a database that is empty, and which nobody else has meanwhile."""
    instance = _IDLE.pop() if _IDLE else duckdb.connect(config={"threads": 1, "python_enable_replacements": False})
    with instance.cursor() as connection:
        connection.execute("set preserve_insertion_order = true")
        yield connection
        connection.execute("; ".join(f'drop {kind} "{name}"' for kind, name in connection.execute(_LEFT).fetchall()))
    _IDLE.append(instance)  # not after an error: then it is given up as it is
