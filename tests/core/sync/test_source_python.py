import sqlite3
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import Any
from uuid import UUID

import duckdb
import polars as pl
import pytest
from staging_parts import column, items, one, staged
from sync_parts import tiny_job, tiny_target, write_file

from sdk_core.sync.model.errors import JobError, SourceError
from sdk_core.sync.model.job import FieldMapping, Source
from sdk_core.sync.model.target import Field
from sdk_core.sync.source.opened import SOURCE, open_source
from sdk_core.sync.source.workspace import connect_work
from sdk_core.sync.staging.stage import stage

pa: Any = import_module("pyarrow")  # brings no types
pd: Any = import_module("pandas")  # so
MAPPING: dict[str, FieldMapping | str] = {"EMAIL": "email", "AGE": "age"}


class Color(Enum):
    RED = "red"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("007", "007"),
        (7, "7"),
        (7.0, "7"),
        (7.25, "7.25"),
        (1e300, "1e+300"),
        (Decimal("1.50"), "1.50"),
        (True, "true"),
        (date(2026, 3, 1), "2026-03-01"),
        (datetime(2026, 3, 1, 12, 30, tzinfo=UTC), "2026-03-01T12:30:00+00:00"),
        (time(12, 30), "12:30:00"),
        (UUID(int=7), "00000000-0000-0000-0000-000000000007"),
        (Color.RED, "red"),
        (b"abc", "abc"),
        ([1, {"a": None}], '[1,{"a":null}]'),
        ({"a": date(2026, 3, 1)}, '{"a":"2026-03-01"}'),
        (None, None),
        (float("nan"), None),
        (pd.NaT, None),
        (pd.NA, None),
        (pd.Timestamp("2026-03-01"), "2026-03-01T00:00:00"),
        ("", None),
    ],
)
def test_values_are_as_a_csv_file_would_have_them(value: object, text: str | None) -> None:
    assert one(value, Field("TEXT")) == text


def test_a_number_and_its_text_are_two_things_for_a_field_of_json() -> None:
    values = [7, "7", True, "true", 1.5, None, "", [1], "[1]", float("inf"), date(2026, 3, 1)]
    rows = [{"email": str(place), "x": value} for place, value in enumerate(values)]
    found = items(rows, {"EMAIL": "email", "EXTRA": "x"})
    assert [item.get("EXTRA") for item in found] == [
        7,
        "7",
        True,
        "true",
        1.5,
        None,
        None,
        [1],
        "[1]",
        "inf",
        "2026-03-01",
    ]


def test_rows_that_do_not_fit_are_rejected_by_their_number() -> None:
    rows: list[Any] = [{"email": "a@x", "age": 1}] * 2 + ["b@x", {"email": "c@x", "age": object()}, {"email": "\ud800"}]
    counts, found = staged(rows, MAPPING)
    assert (counts.rows, counts.valid, counts.skipped, counts.rejected) == (5, 1, 1, 3)
    assert column(found, "reason")[2:] == [
        "row 3 is a str and no dict",
        "row 4 has a value of type object in age",
        "row 5 has half a character in email",
    ]


def test_a_column_that_comes_late_rejects_its_row() -> None:
    rows = [{"email": f"{number}@x", "age": number} for number in range(10_000)] + [{"email": "late@x", "city": "Oslo"}]
    counts, found = staged(rows, MAPPING)
    assert (counts.rows, counts.valid, counts.rejected) == (10_001, 10_000, 1)
    assert found[-1]["reason"] == "row 10001 has a column that the first 10,000 rows had not"
    assert found[-1]["letter"] == '{"email":"late@x","city":"Oslo"}'
    assert found[0]["letter"] is None


def test_no_rows_at_all() -> None:
    assert staged([], MAPPING)[0].rows == 0
    assert staged(iter(()), MAPPING, source=Source(sql="select * from source where nosuch = 1"))[0].rows == 0


def test_a_column_that_is_mapped_and_not_there_is_named() -> None:
    with pytest.raises(JobError, match=r"mapping\.AGE: the source has no column age: did you mean Age\?"):
        staged([{"email": "a@x", "Age": 1}], MAPPING)


@pytest.mark.parametrize("rows", [7, "email", {"email": "a@x"}, None])
def test_what_is_no_rows(rows: object) -> None:
    with pytest.raises((SourceError, JobError), match=r"pass"):
        staged(rows, MAPPING)


def test_columns_that_sql_takes_as_one_are_an_error() -> None:
    with pytest.raises(SourceError, match="email and EMAIL"):
        staged([{"email": "a@x", "EMAIL": "b@x"}], MAPPING)
    with pytest.raises(SourceError, match="rename one"):
        staged(pa.table({"email": ["a"], "EMAIL": ["b"]}), MAPPING)


class LostError(Exception):
    """The database went away."""


def failing(count: int) -> Iterator[dict[str, object]]:
    for number in range(count):
        yield {"email": f"secret{number}@x", "age": number}
    raise LostError("secret row")


@pytest.mark.parametrize("count", [0, 3, 10_000, 25_000])
def test_an_error_of_a_generator_is_the_cause_and_its_text_stays_out(count: int) -> None:
    with pytest.raises(SourceError, match="LostError") as found:
        staged(failing(count), MAPPING)
    assert isinstance(found.value.__cause__, LostError)
    assert "secret" not in str(found.value)


def test_an_interrupt_of_a_generator_stays_one() -> None:
    def interrupted() -> Iterator[dict[str, object]]:
        for number in range(15_000):
            yield {"email": f"{number}@x", "age": number}
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        staged(interrupted(), MAPPING)


def test_rows_are_read_as_a_stream() -> None:
    seen = 0
    most = 0

    def counted() -> Iterator[dict[str, object]]:
        nonlocal seen
        for number in range(50_000):
            seen += 1
            yield {"email": f"{number}@x" + "x" * 1_000, "age": number}

    with open_source(tiny_job(MAPPING), counted()) as source:
        for batch in source.connection.table(SOURCE).to_arrow_reader(10_000):
            most = max(most, seen)
            if batch.num_rows:
                break
    assert most < 50_000


FRAMES: dict[str, Callable[[], object]] = {
    "pandas": lambda: pd.DataFrame({"email": ["a@x", "b@x"], "age": [1, None]}),
    "polars": lambda: pl.DataFrame({"email": ["a@x", "b@x"], "age": [1, None]}),
    "table": lambda: pa.table({"email": ["a@x", "b@x"], "age": [1, None]}),
    "reader": lambda: pa.table({"email": ["a@x", "b@x"], "age": [1, None]}).to_reader(),
    "batch": lambda: pa.record_batch({"email": ["a@x", "b@x"], "age": [1, None]}),
    "duckdb": lambda: duckdb.sql("select * from (values ('a@x', 1), ('b@x', null)) t(email, age)"),
}


@pytest.mark.parametrize("kind", FRAMES)
def test_frames_and_arrow(kind: str) -> None:
    assert items(FRAMES[kind](), MAPPING) == [{"EMAIL": "a@x", "AGE": 1}, {"EMAIL": "b@x"}]


def test_a_frame_of_mixed_objects_is_an_error_without_values() -> None:
    frame = pd.DataFrame({"email": ["secret@x", 7], "age": [1, 2]}, dtype=object)
    with pytest.raises(SourceError, match="Arrow") as found:
        staged(frame, MAPPING)
    assert "secret" not in str(found.value)


def test_a_cursor_of_db_api() -> None:
    with sqlite3.connect(":memory:") as connection:
        connection.execute("create table people (email text, age int)")
        connection.executemany(
            "insert into people values (?, ?)", [(f"{number}@x", number) for number in range(12_000)]
        )
        cursor = connection.execute("select email, age from people where age >= 0 order by age")
        counts, rows = staged(cursor, MAPPING)
        assert counts.valid == 12_000
        assert rows[-1]["item"] == {"EMAIL": "11999@x", "AGE": 11_999}
        with pytest.raises(SourceError, match="two columns of one name"):
            staged(connection.execute("select email, age as email from people"), MAPPING)
        with pytest.raises(SourceError, match="execute a query"):
            staged(connection.cursor(), MAPPING)
    connection.close()


def test_a_cursor_of_duckdb() -> None:
    with duckdb.connect() as connection:
        cursor = connection.execute("select 'a@x' as email, 7 as age union all select 'b@x', null order by 1")
        assert items(cursor, MAPPING) == [{"EMAIL": "a@x", "AGE": 7}, {"EMAIL": "b@x"}]


def test_a_cursor_of_adbc() -> None:
    class Cursor:
        def fetch_record_batch(self) -> object:
            return pa.table({"email": ["a@x"], "age": [7]}).to_reader()

    assert items(Cursor(), MAPPING) == [{"EMAIL": "a@x", "AGE": 7}]


def test_sql_over_rows_of_python() -> None:
    source = Source(sql="select upper(email) as email, try_cast(age as int) + 1 as age from source where age > '1'")
    assert items([{"email": "a", "age": 1}, {"email": "b", "age": 2}], MAPPING, source=source) == [
        {"EMAIL": "B", "AGE": 3}
    ]


def test_sql_without_files_and_rows_is_said() -> None:
    with pytest.raises(JobError, match=r"source\.sql has no file: write each one that it reads into a table"):
        staged(None, MAPPING, source=Source(sql="select email from customers"))


def test_rows_that_sql_reads_twice_are_an_error() -> None:
    source = Source(sql="select a.email, b.age from source a join source b on a.email = b.email")
    with pytest.raises(SourceError):
        staged([{"email": "a", "age": 1}], MAPPING, source=source)


def test_a_function_of_a_module_beside_the_job(tmp_path: Path) -> None:
    write_file(
        tmp_path,
        "tiny_rows_of_a_job.py",
        "def rows():\n    yield {'email': 'a@x', 'age': 7}\ndef broken():\n    raise RuntimeError('secret')\n",
    )
    given: dict[str, Any] = {"path": tmp_path / "job.toml"}
    assert items(None, MAPPING, source=Source(python="tiny_rows_of_a_job:rows"), **given) == [
        {"EMAIL": "a@x", "AGE": 7}
    ]
    with pytest.raises(JobError, match=r"there is no tiny_rows_of_a_job:row"):
        staged(None, MAPPING, source=Source(python="tiny_rows_of_a_job:row"), **given)
    with pytest.raises(JobError, match=r"there is no tiny_rows_elsewhere:rows"):
        staged(None, MAPPING, source=Source(python="tiny_rows_elsewhere:rows"), **given)
    with pytest.raises(SourceError, match="RuntimeError") as found:
        staged(None, MAPPING, source=Source(python="tiny_rows_of_a_job:broken"), **given)
    assert "secret" not in str(found.value)


def test_a_function_that_returns_nothing_and_a_module_that_cannot_be_imported_are_said(tmp_path: Path) -> None:
    given: dict[str, Any] = {"path": tmp_path / "job.toml"}
    write_file(tmp_path, "tiny_rows_of_none.py", "def rows():\n    list()\n")
    with pytest.raises(JobError, match="tiny_rows_of_none:rows returned nothing: let it return rows"):
        staged(None, MAPPING, source=Source(python="tiny_rows_of_none:rows"), **given)
    write_file(tmp_path, "tiny_rows_of_no_python.py", "password = 'hunter2' def\n")
    with pytest.raises(JobError, match="importing tiny_rows_of_no_python raised SyntaxError") as found:
        staged(None, MAPPING, source=Source(python="tiny_rows_of_no_python:rows"), **given)
    assert "hunter2" not in str(found.value)


def test_two_jobs_in_two_folders_never_share_a_module(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        write_file(tmp_path, f"{name}/tiny_rows_twice.py", f"def rows():\n    return [{{'email': '{name}@x'}}]\n")
    source = Source(python="tiny_rows_twice:rows")
    assert items(None, {"EMAIL": "email"}, source=source, path=tmp_path / "one" / "job.toml") == [{"EMAIL": "one@x"}]
    with pytest.raises(JobError, match=r"tiny_rows_twice was imported before, from .*one.*: give that another name"):
        staged(None, {"EMAIL": "email"}, source=source, path=tmp_path / "two" / "job.toml")


def test_rows_are_read_by_the_thread_that_calls() -> None:
    threads: set[int] = set()

    def watched() -> Iterator[dict[str, object]]:
        for number in range(30_000):
            threads.add(threading.get_ident())
            yield {"email": f"{number}@x", "age": number}

    assert staged(watched(), MAPPING)[0].valid == 30_000
    assert threads == {threading.get_ident()}


@pytest.mark.parametrize("rows", [15_000, 1_000_000])
def test_an_interrupted_source_leaves_no_part_of_it(rows: int, tmp_path: Path) -> None:
    job = tiny_job(MAPPING)

    def interrupting() -> Iterator[dict[str, object]]:
        for number in range(rows):
            if number == 14_000:
                source.interrupt()
            yield {"email": f"{number}@x", "age": number}

    with connect_work(tmp_path / "work.duckdb") as work, open_source(job, interrupting()) as source:
        with pytest.raises(SourceError, match="was interrupted"):
            stage(work, job, tiny_target(), source)
        assert work.sql("show tables").fetchall() == []


def test_sql_may_stop_reading_early() -> None:
    source = Source(sql="select * from source limit 3")
    rows = ({"email": f"{number}@x", "age": number} for number in range(1_000_000))
    assert staged(rows, MAPPING, source=source)[0].rows == 3


def test_a_query_can_be_interrupted_from_another_thread() -> None:
    started = threading.Event()

    def endless() -> Iterator[dict[str, object]]:
        number = 0
        while True:
            number += 1
            if number == 20_000:
                started.set()
            yield {"email": f"{number}@x", "age": number}

    source = open_source(tiny_job(MAPPING), endless())

    def stop() -> None:
        started.wait()
        source.interrupt()

    thread = threading.Thread(target=stop)
    thread.start()
    with source, pytest.raises(duckdb.InterruptException):
        source.connection.table(SOURCE).fetchall()
    thread.join()
