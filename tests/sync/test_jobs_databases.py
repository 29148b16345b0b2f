"""Rows of databases: a cursor of ADBC, which gives Arrow, and one of DB-API, each of a real driver."""

import gc
import sqlite3
import sys
import weakref
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any

import adbc_driver_sqlite.dbapi as adbc
import pytest
from jobs_parts import World, counts

from agillic import sync
from sdk_core.cli.exit_codes import code_of
from sdk_core.sync.model.errors import SourceError
from sdk_core.sync.source.python_rows import BATCH

pytest_plugins = ["jobs_fixtures"]

pa: Any = import_module("pyarrow")  # brings no types
JOB: dict[str, Any] = {
    "name": "warehouse",
    "target": {"name": "recipients", "mode": "upsert"},
    "source": {"python": "warehouse:rows"},
    "mapping": {"EMAIL": "email", "FIRSTNAME": "name", "AGE": "age"},
}
NUMBERS = "with recursive n(i) as (select 1 union all select i + 1 from n where i < {}) "
PEOPLE = NUMBERS + "select 'p' || i || '@example.com' email, {} name, 30 age from n"  # noqa: S608 - our own
BIG = 9_007_199_254_740_993
"""A whole number that a float does not hold."""


def memory(*path: str) -> Any:  # noqa: ANN401 - a connection of a driver that brings few types
    """Return a connection of ADBC to a file, or to a database in memory."""
    driver: Any = adbc
    return driver.connect(*path)


class Module:
    """The module beside a job file, whose function returns what a test says."""

    def __init__(self) -> None:
        self.rows: Callable[[], object] = list


@pytest.fixture
def warehouse(monkeypatch: pytest.MonkeyPatch) -> Module:
    module = Module()
    monkeypatch.setitem(sys.modules, "warehouse", module)
    return module


OPENED: list[Any] = []
"""Connections of ADBC, which warns of those that are not closed."""


@pytest.fixture(autouse=True)
def closing() -> Iterator[None]:
    yield
    while OPENED:
        OPENED.pop().close()


def executed(connection: Any, sql: str) -> Any:  # noqa: ANN401 - of any driver
    if not isinstance(connection, sqlite3.Connection):
        OPENED.append(connection)
    cursor = connection.cursor()
    cursor.execute(sql)
    return cursor


class Counting:
    """A cursor of ADBC or of DB-API that counts what is pulled of it, and how much Arrow holds meanwhile."""

    def __init__(self, cursor: Any) -> None:  # noqa: ANN401 - of any driver
        self._cursor = cursor
        self.description = cursor.description
        self.fetches = self.largest = self.held = 0

    def close(self) -> None:
        self._cursor.close()


class CountingArrow(Counting):
    def fetch_record_batch(self) -> object:
        reader = self._cursor.fetch_record_batch()

        def batches() -> Iterator[object]:
            for batch in reader:
                self.fetches += 1
                self.largest = max(self.largest, batch.num_rows)
                self.held = max(self.held, pa.total_allocated_bytes())
                yield batch

        return pa.RecordBatchReader.from_batches(reader.schema, batches())


class CountingRows(Counting):
    def fetchmany(self, size: int) -> list[Any]:
        found: list[Any] = self._cursor.fetchmany(size)
        self.fetches += 1
        self.largest = max(self.largest, len(found))
        self.held = max(self.held, pa.total_allocated_bytes())
        return found


def test_a_cursor_of_adbc_keeps_the_types_of_its_columns(world: World, warehouse: Module) -> None:
    sql = (
        f"select 'ada@example.com' email, {BIG} name, 36 age union all select 'bea@example.com', null, null "
        "union all select 'cid@example.com', -1, 0"
    )
    warehouse.rows = lambda: executed(memory(), sql)
    assert counts(world.run(JOB)) == {"written": 3}
    assert world.people() == {
        "ada@example.com": {"FIRSTNAME": str(BIG), "AGE": "36"},
        "bea@example.com": {},
        "cid@example.com": {"FIRSTNAME": "-1", "AGE": "0"},
    }
    assert counts(world.run(JOB)) == {"unchanged": 3}


def test_types_of_arrow_that_other_drivers_give(world: World, warehouse: Module) -> None:
    """Decimals, dates and dictionaries: SQLite has none, and the drivers of warehouses have."""

    class Cursor:
        def fetch_record_batch(self) -> object:
            table = pa.table(
                {
                    "email": pa.array(["ada@example.com", "bea@example.com"]).dictionary_encode(),
                    "name": pa.array([date(2026, 3, 1), None], pa.date32()),
                    "age": pa.array([Decimal("36.00"), None], pa.decimal128(12, 2)),
                }
            )
            return table.to_reader()

    warehouse.rows = Cursor
    assert counts(world.run(JOB)) == {"written": 2}
    assert world.people() == {"ada@example.com": {"FIRSTNAME": "2026-03-01", "AGE": "36"}, "bea@example.com": {}}


@pytest.mark.parametrize(
    ("connect", "kind", "most"),
    [(memory, CountingArrow, 1_024), (lambda: sqlite3.connect(":memory:"), CountingRows, BATCH)],
    ids=["adbc", "dbapi"],
)
def test_rows_are_pulled_in_pieces(
    world: World, warehouse: Module, connect: Callable[[], Any], kind: type[Any], most: int
) -> None:
    number, found = 240_000, list[Any]()  # so many that four batches, two in hand and two that wait, are a part of them

    def rows() -> object:
        cursor = kind(executed(connect(), PEOPLE.format(number, f"'{'x' * 200}'")))
        found.append(cursor)
        return cursor

    warehouse.rows = rows
    before = pa.total_allocated_bytes()
    assert sum(world.plan(JOB).changes.values()) == number
    [cursor] = found
    assert cursor.largest <= most
    assert cursor.fetches >= number // most
    assert cursor.held - before < number * 200 / 3, "a part of the rows is held at a time"


@pytest.mark.parametrize(
    "rows",
    [
        # The driver takes the type of a column from the first rows.
        lambda: executed(
            memory(),
            PEOPLE.format(30_000, "case when i = 29_000 then 'topsecret' else i end").replace("29_000", "29000"),
        ),
        lambda: executed(
            sqlite3.connect(":memory:"),
            PEOPLE.format(30_000, "case when i = 29000 then abs(-9223372036854775807 - 1) else i end"),
        ),
    ],
    ids=["adbc", "dbapi"],
)
def test_an_error_midway_sends_nothing(world: World, warehouse: Module, rows: Callable[[], object]) -> None:
    warehouse.rows = rows
    with pytest.raises(
        SourceError, match=r"the source warehouse:rows failed after [\d,]+ rows with \w+Error"
    ) as raised:
        world.run(JOB)
    assert code_of(raised.value) == 13
    assert "topsecret" not in str(raised.value)
    assert world.writes() == 0


class Connection(sqlite3.Connection):
    """One that can be looked at without being held."""


@pytest.mark.parametrize("fails", [False, True])
def test_a_cursor_and_its_connection_are_closed(world: World, warehouse: Module, fails: bool) -> None:  # noqa: FBT001 - a parameter
    connections: list[weakref.ref[Connection]] = []
    cursors: list[Any] = []
    name = "abs(-9223372036854775807 - 1)" if fails else "'x'"

    def rows() -> object:
        connection = sqlite3.connect(":memory:", factory=Connection)
        connections.append(weakref.ref(connection))
        cursor = executed(memory(), PEOPLE.format(5, "'x'"))
        cursors.append(cursor)
        cursor.close()
        return executed(connection, PEOPLE.format(20_000, name))

    warehouse.rows = rows
    with suppress(SourceError):
        world.plan(JOB)
    gc.collect()
    assert [each() for each in connections] == [None]


def test_a_reader_that_the_function_returned_is_closed(world: World, warehouse: Module) -> None:
    closed: list[bool] = []

    class Cursor(CountingArrow):
        def close(self) -> None:
            closed.append(True)
            super().close()

    warehouse.rows = lambda: Cursor(executed(memory(), PEOPLE.format(5, "'x'")))
    assert counts(world.run(JOB)) == {"written": 5}
    assert closed == [True]
    mine = Cursor(executed(memory(), PEOPLE.format(5, "'x'")))
    assert counts(sync.run(JOB, source=mine, client=world.client, environ=world.environ)) == {"unchanged": 5}
    assert closed == [True], "what a program passes is its own"
    mine.close()


def test_a_connection_of_a_file(world: World, warehouse: Module, tmp_path: Path) -> None:
    """As the documentation has it: the cursor of a file, by the thread that opened it."""
    path = tmp_path / "shop.db"
    with sqlite3.connect(path) as connection:
        connection.execute("create table customers (email text, name text, age integer)")
        connection.executemany(
            "insert into customers values (?, ?, ?)", [("ada@example.com", "Ada", 36), ("b@example.com", None, None)]
        )
    warehouse.rows = lambda: sqlite3.connect(path).execute("select * from customers")
    assert counts(world.run(JOB)) == {"written": 2}
    warehouse.rows = lambda: executed(memory(str(path)), "select * from customers")
    assert counts(world.run(JOB)) == {"unchanged": 2}
