"""Rows of a source become the table `staged`: all of them, or an error."""

import hashlib
from array import array
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

import duckdb

from sdk_core.sync.model.job import Job
from sdk_core.sync.model.rows import RowState
from sdk_core.sync.model.target import Target
from sdk_core.sync.source.line_rejects import LineReject
from sdk_core.sync.source.opened import OpenedSource
from sdk_core.sync.source.python_rows import RowStream
from sdk_core.sync.source.workspace import LOADING_MEMORY, in_order, limited
from sdk_core.sync.staging.mapping_sql import mapping_query

BATCH: Final = 10_000
DUPLICATE: Final = "a later row has the same key"
_MAX_UPDATES: Final = 100_000
"""Rows of a table that are changed in place; for more, the table is written anew, which takes less memory."""


@dataclass(frozen=True, slots=True)
class Staged:
    """What became of a source's rows before anything is compared.

    Attributes:
        rows: all of them; lines of files that did not fit are rows too.
        valid: those that can be written.
        rejected: those that cannot.
        skipped: those of which a later row has the key.
        rule: the fingerprint of what items and their hashes depend on besides the rows.
    """

    rows: int
    valid: int
    rejected: int
    skipped: int
    rule: str


def stage(
    work: duckdb.DuckDBPyConnection, job: Job, target: Target, source: OpenedSource, *, hash_key: bytes = b""
) -> Staged:
    """Make the table `staged` of all rows of a source, mapped and checked.

    Of several rows with one key, the last one that can be written counts. A row that is rejected keeps the hash of its
    key, as far as it has one, so that its item is not taken as gone from the source.

    Args:
        work: a connection of `connect_work`.
        job: the mapping, and whose consent counts.
        target: the fields, and which of them are the key.
        source: the rows; they are read once.
        hash_key: what is hashed in front of keys and items; empty for plain hashes.

    Raises:
        JobError: the mapping does not fit the source or the target.
        SourceError: the source could not be read to its end; then there is no table.
    """
    query = mapping_query(job, target, source)
    work.execute("drop table if exists staged")
    try:
        count = _load(work, source, query.sql, hash_key)
        _append_rejects(work, source.line_rejects(), count)
        _skip_duplicates(work)
    except BaseException:
        with suppress(duckdb.Error):
            work.execute("drop table if exists staged")
        raise
    states = dict(work.sql("select state, count(*) from staged group by state").fetchall())
    return Staged(
        rows=sum(states.values()),
        valid=states.get("", 0),
        rejected=states.get(RowState.REJECTED, 0),
        skipped=states.get(RowState.SKIPPED, 0),
        rule=_keyed(query.rule, hash_key),
    )


def _load(work: duckdb.DuckDBPyConnection, source: OpenedSource, sql: str, hash_key: bytes) -> int:
    """Stream the rows from the connection of the source to that of the work; return how many there were."""
    count = 0
    failures: list[BaseException] = []
    pa: Any = import_module("pyarrow")  # brings no types
    types = [pa.int64(), pa.string(), pa.string(), pa.string(), pa.string(), pa.bool_(), pa.string()]
    schema = pa.schema([*zip(("row", "key", "grp", "item", "reason", "consent", "letter"), types, strict=True)])

    def batches() -> Iterator[object]:
        nonlocal count
        try:
            for batch in source.connection.sql(sql).to_arrow_reader(BATCH):
                source.check_interrupted()
                size = batch.num_rows
                # `pyarrow.array` would import pandas, where there is one.
                numbers = pa.py_buffer(array("q", range(count + 1, count + size + 1)))
                rows = pa.Array.from_buffers(pa.int64(), size, [None, numbers])
                count += size
                yield pa.RecordBatch.from_arrays([rows, *batch.columns], schema=schema)
        except BaseException as raised:
            failures.append(raised)
            raise

    work.register("incoming", pa.RecordBatchReader.from_batches(schema, batches()))
    secret = f"'{''.join(f'{chr(92)}x{byte:02x}' for byte in hash_key)}'::blob"
    # As a number, for a UUID takes half as long to be read from text; its bytes are in the other order then.
    key, item = (f"md5_number({f'{secret} || encode({text})' if hash_key else text})::uuid" for text in ("key", "item"))
    statement = f"""
        create table staged as
        select row, {key} as k, key, grp, item, {item} as h,
               case when reason = '' then '' else '{RowState.REJECTED}' end as state, reason, consent, letter
        from incoming"""  # noqa: S608 - no text from outside
    failed: Exception | None = None
    try:
        # In order, so that a plan of all rows is written as they lie, without sorting them.
        with limited(work, LOADING_MEMORY), in_order(work):
            if source.stream is None:
                work.execute(statement)
            else:
                _run_fed(work, statement, source.stream)
    except Exception as error:
        if not failures and (source.stream is None or source.stream.failure is None):  # of the work's own
            raise
        failed = source.failed(failures[0] if failures else error)
    finally:
        work.unregister("incoming")
    if failed is not None:
        raise failed  # outside of the handler: the text of the error may quote a row
    return count


def _run_fed(work: duckdb.DuckDBPyConnection, statement: str, stream: RowStream) -> None:
    """Run a statement in a thread, and read the rows of Python that it needs in this one, to which they may belong."""
    with ThreadPoolExecutor(1) as pool, stream.fed() as feed:

        def run() -> None:
            try:
                work.execute(statement)
            finally:
                stream.stop()  # it may have failed before it read all rows

        running = pool.submit(run)
        try:
            feed()
        finally:
            running.result()


def _append_rejects(work: duckdb.DuckDBPyConnection, rejects: list[LineReject], count: int) -> None:
    """Append lines that did not fit, with numbers behind those of the rows."""
    if not rejects:
        return
    pa: Any = import_module("pyarrow")
    table = pa.table(
        {
            "row": pa.array(range(count + 1, count + len(rejects) + 1), pa.int64()),
            "reason": pa.array([reject.reason for reject in rejects], pa.string()),
            "letter": pa.array([reject.letter for reject in rejects], pa.string()),
        }
    )
    work.register("incoming", table)
    work.execute(f"""
        insert into staged
        select row, null, null, '', null, null, '{RowState.REJECTED}', reason, false, letter from incoming""")  # noqa: S608 - of this module
    work.unregister("incoming")


def _skip_duplicates(work: duckdb.DuckDBPyConnection) -> None:
    """Find keys that are there twice by their hashes alone, and skip all rows of them but the last."""
    work.execute("""
        create or replace temp table duplicates as
        select k, max(row) as last from staged where state = '' group by k having count(*) > 1""")
    [(count,)] = work.sql("""
        select count(*) from staged s join duplicates d on s.k = d.k
        where s.state = '' and s.row < d.last""").fetchall()
    if 0 < count <= _MAX_UPDATES:
        work.execute(f"""
            update staged set state = '{RowState.SKIPPED}', reason = '{DUPLICATE}'
            from duplicates d where staged.k = d.k and state = '' and row < d.last""")  # noqa: S608 - of this module
    elif count:
        work.execute(f"""
            create table deduplicated as
            select s.* replace (
                case when s.state = '' and s.row < d.last then '{RowState.SKIPPED}' else s.state end as state,
                case when s.state = '' and s.row < d.last then '{DUPLICATE}' else s.reason end as reason)
            from staged s left join duplicates d on s.k = d.k order by s.row""")  # noqa: S608 - of this module
        work.execute("drop table staged")
        work.execute("alter table deduplicated rename to staged")
    work.execute("drop table duplicates")


def _keyed(rule: str, hash_key: bytes) -> str:
    """Return a rule that another hash key changes, without saying the key."""
    return hashlib.sha256(rule.encode() + hashlib.sha256(hash_key).digest()).hexdigest() if hash_key else rule
