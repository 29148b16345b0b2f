"""The files that the sync engine reads in the bench: recipients with five fields, as Parquet."""

from pathlib import Path

import duckdb

PART_CHANGED = 100
"""One row in so many is another one in the file of changes."""


def write_recipients(path: Path, rows: int, *, changed: bool = False, first: int = 0) -> None:
    """Write a file of the recipients that `data.five_fields` makes.

    Args:
        path: the file.
        rows: how many.
        changed: whether one in `PART_CHANGED` has other values.
        first: the number of the first.
    """
    change = f"(i % {PART_CHANGED} = 0)" if changed else "false"
    sql = f"""
        select 'ruby.' || i || '@example.com' as EMAIL,
            if({change}, 'Ruby', 'Rubina') as FIRSTNAME,
            'Blue ' || (i * 7919 + {change}::int) % 1000 as LASTNAME,
            20 + (i * 31 + {change}::int) % 60 as AGE,
            if({change}, 'Oslo', 'Aarhus') as CITY
        from range({first}, {first + rows}) as numbers(i)"""  # noqa: S608 - of numbers
    with duckdb.connect() as connection:
        connection.execute(f"copy ({sql}) to '{path}' (format parquet)")
