"""The journal of a job: what is about to be sent, noted before it is, and what became of it.

A call that was sent and not noted as done may have arrived: after a kill, the next run knows which entries these are.
All writes are made by one thread, which commits what has come since its last commit in one go: a commit costs some
milliseconds of waiting for the disk, however much is in it. Neighboring entries with the same result are one row.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, Final, Self

from sdk_core.sync.model.errors import PlanError, StateError, SyncError
from sdk_core.sync.state.journal_reader import (
    BUSY_TIMEOUT,
    RUN_COLUMNS,
    VERSION,
    JournalReader,
    check_version,
    damaged,
    to_columns,
)
from sdk_core.sync.state.journal_tables import (
    DELETE_CHUNK,
    DELETE_EXCEPTION,
    INSERT_CHUNK,
    SCHEMA,
    add_end,
    add_exceptions,
    values_of,
)
from sdk_core.sync.state.journal_write import MAX_WAIT, Apply, Write
from sdk_core.sync.state.lock import unusable
from sdk_core.sync.state.records import ChunkEnd, ChunkRecord, ExceptionRange, RunRecord
from sdk_core.sync.state.splitting import split
from sdk_core.transport.errors import StateFileError
from sdk_core.transport.limits.state_files import private_file

_MAX_COMMIT: Final = 500
"""Most writes in one commit."""


class Journal(JournalReader):
    """The journal, opened for writing by the one run that holds the lock of its job. Close it.

    Threads may share it; a process that was forked may not use it.

    Args:
        path: the file; it is made if need be, readable by this user alone.
        after_write: called with a word for each write once it is durable, before who asked for it goes on. Tests end
            the process there.

    Raises:
        StateError: the file cannot be used, or is of a newer version.
    """

    def __init__(self, path: Path, after_write: Callable[[str], object] | None = None) -> None:
        super().__init__(path)
        self.after_write = after_write
        self._process = os.getpid()
        self._error: Exception | None = None
        self._is_closed = False
        self._file = (0, 0)
        self._connection = self._opened()
        self._writes: SimpleQueue[Write | None] = SimpleQueue()
        self._thread = Thread(target=self._work, name="sync-journal", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Write what is left and close the file, so that the folder can be copied. It may be called twice."""
        if self._is_closed or os.getpid() != self._process:
            return
        self._is_closed = True
        self._writes.put(None)
        self._thread.join(MAX_WAIT)

    def begin_run(self, record: RunRecord, skipped: Sequence[ChunkEnd] = ()) -> None:
        """Note that a run begins, and that its plan is used; wait until that is durable.

        Args:
            record: the run.
            skipped: entries that it leaves out. They are noted with its beginning: were it killed before they are, the
                next run would send them.

        Raises:
            PlanError: the plan was run before.
        """

        def apply(connection: sqlite3.Connection) -> None:
            used = connection.execute("select run from used_plans where plan = ?", (record.plan,)).fetchone()
            if used:
                raise PlanError(f"the plan was run before, by run {used[0]}: a plan runs once, make another")
            places = ", ".join("?" * len(RUN_COLUMNS))
            names = ", ".join(f'"{name}"' for name in RUN_COLUMNS)
            connection.execute(f"insert into runs ({names}) values ({places})", to_columns(record))  # noqa: S608 - our own
            connection.execute("insert into used_plans (plan, run) values (?, ?)", (record.plan, record.run))
            for end in skipped:
                add_end(connection, record.run, end)

        self._write_now("run begun", apply)

    def resume_run(self, run: str) -> RunRecord:
        """Note that a run is taken up again; return it as it is now.

        Raises:
            StateError: there is no such run.
        """
        record = self.run(run)
        if record is None:
            raise StateError(f"the journal {self.path} has no run {run}: see `status` for those that there are")
        record = replace(record, resumed=record.resumed + 1, ended=None, end="", message="")
        self.update_run(record)
        return record

    def update_run(self, record: RunRecord) -> None:
        """Note what is known of a run by now; wait until that is durable."""
        names = ", ".join(f'"{name}" = ?' for name in RUN_COLUMNS)
        sql = f"update runs set {names} where run = ?"  # noqa: S608 - our own names
        self._write_now("run", lambda connection: connection.execute(sql, (*to_columns(record), record.run)))

    def end_run(self, run: str, *, end: str, ended: float, message: str = "") -> None:
        """Note how a run ended; wait until that is durable."""
        sql = 'update runs set "end" = ?, ended = ?, message = ? where run = ?'
        self._write_now("run ended", lambda connection: connection.execute(sql, (end, ended, message, run)))

    def chunk_sent(self, run: str, chunk: ChunkRecord) -> Write:
        """Note that a chunk is about to be sent. Who sends it first waits for the write that this returns."""
        values = values_of(run, chunk)
        return self._put("chunk sent", lambda connection: connection.execute(INSERT_CHUNK, values))

    def task_begun(self, run: str, chunk: ChunkRecord, task: str) -> Write:
        """Note the id of the task that the call of a chunk has started. Nobody has to wait for that."""
        sql = "update chunks set task = ? where run = ? and step = ? and first = ? and state = 'sent'"
        values = (task, run, chunk.step, chunk.first)
        return self._put("task begun", lambda connection: connection.execute(sql, values))

    def chunk_done(self, run: str, end: ChunkEnd) -> Write:
        """Note how a chunk ended. Entries of the chunk that are in none of its parts may be sent again.

        It is durable at once, mostly: who does not wait for the write that this returns waits for a later one. What a
        kill loses of it is found by reading back, or sent again where that does no harm.
        """
        return self._put("chunk done", lambda connection: add_end(connection, run, end))

    def reopen(self, run: str, chunks: Sequence[ChunkRecord]) -> None:
        """Let the entries of chunks be sent again; wait until that is durable."""
        keys = [(run, chunk.step, chunk.first) for chunk in chunks]
        self._write_now("chunks reopened", lambda connection: connection.executemany(DELETE_CHUNK, keys))

    def send_again(self, run: str, step: str, lost: Sequence[ExceptionRange]) -> None:
        """Let entries be sent again whose calls had no response; wait until that is durable.

        Args:
            run: the run.
            step: the name of the step.
            lost: the entries, as `exception_ranges` has them.
        """
        done = [chunk for chunk in self.chunks(run, step) if chunk.state == "done"]
        chunks = list(split(done, lost))

        def apply(connection: sqlite3.Connection) -> None:
            connection.executemany(DELETE_EXCEPTION, [(run, step, each.first) for each in lost])
            connection.executemany(DELETE_CHUNK, [(run, step, chunk.first) for chunk, _ in chunks])
            connection.executemany(INSERT_CHUNK, [values_of(run, part) for _, parts in chunks for part in parts])

        self._write_now("entries reopened", apply)

    def settle(self, run: str, step: str, old: Sequence[ExceptionRange], new: Sequence[ExceptionRange]) -> None:
        """Put what is known by now of some entries in the place of what was known before; wait until that is durable.

        Args:
            run: the run.
            step: the name of the step.
            old: what was known, as `exception_ranges` has it.
            new: what is known of those of them that were not written.
        """

        def apply(connection: sqlite3.Connection) -> None:
            connection.executemany(DELETE_EXCEPTION, [(run, step, each.first) for each in old])
            add_exceptions(connection, run, step, new)

        self._write_now("entries settled", apply)

    def step_finished(self, run: str, step: str) -> None:
        """Note that all entries of a step have a final state; wait until that is durable."""
        sql = "insert or ignore into finished_steps (run, step) values (?, ?)"
        self._write_now("step finished", lambda connection: connection.execute(sql, (run, step)))

    def purge(self, before: float, keep: str = "") -> int:
        """Forget the calls of the runs that ended before a moment; return how many runs these were.

        That they were, and how they ended, stays, and so does which plans were run.

        Args:
            before: the moment, in seconds since 1970.
            keep: a run whose calls stay, since it goes on.
        """
        old = [run.run for run in self.runs() if run.ended is not None and run.ended < before and run.run != keep]
        old = [run for run in old if next(self.chunks(run), None) is not None]

        def apply(connection: sqlite3.Connection) -> None:
            for table in ("chunks", "exceptions", "finished_steps"):
                connection.executemany(f"delete from {table} where run = ?", [(run,) for run in old])  # noqa: S608 - our own names

        self._write_now("purged", apply)
        return len(old)

    def flush(self) -> None:
        """Wait until all that was noted is durable."""
        self._write_now("", lambda _: None)

    def _write_now(self, name: str, apply: Apply) -> None:
        self._put(name, apply).wait()

    def _put(self, name: str, apply: Apply) -> Write:
        if os.getpid() != self._process:
            raise StateError("a process that was forked cannot use the journal: open it again there, with the lock")
        if self._error is not None:
            raise self._error
        if self._is_closed:
            raise StateError(f"the journal {self.path} is closed")
        write = Write(name, apply)
        self._writes.put(write)
        return write

    def _opened(self) -> sqlite3.Connection:
        try:
            descriptor = private_file(self.path)  # SQLite gives its other files the rights of this one
            found = os.fstat(descriptor)
            self._file = found.st_dev, found.st_ino
            os.close(descriptor)
            connection = sqlite3.connect(
                self.path, timeout=BUSY_TIMEOUT, check_same_thread=False, isolation_level=None, cached_statements=64
            )
        except StateFileError as error:
            raise unusable(error) from error
        except sqlite3.Error as error:
            raise damaged(self.path, error) from error
        try:
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma synchronous = full")
            if not check_version(connection, self.path):
                connection.executescript(f"begin exclusive; {SCHEMA} pragma user_version = {VERSION}; commit;")
        except sqlite3.Error as error:
            connection.close()
            raise damaged(self.path, error) from error
        except BaseException:
            connection.close()
            raise
        return connection

    def _rows(self, sql: str, *values: object) -> Iterator[tuple[Any, ...]]:
        self._check_there()  # a reader takes one that is not there for one without runs
        return super()._rows(sql, *values)

    def _check_there(self) -> None:
        """Check that the file was not removed: what is written into it then is lost, and SQLite does not say so.

        Raises:
            StateError: it was removed, or replaced by another one.
        """
        try:
            found = self.path.stat()
            is_there = (found.st_dev, found.st_ino) == self._file
        except OSError:
            is_there = False
        if not is_there:
            raise StateError(
                f"the journal {self.path} was removed while the run went on: put the state folder back as it was, and "
                "the next run goes on; without it, the next run sends all rows again"
            )

    def _work(self) -> None:
        goes_on = True
        while goes_on:
            writes: list[Write] = []
            write = self._writes.get()
            while write is not None:
                writes.append(write)
                if len(writes) == _MAX_COMMIT:
                    break
                try:
                    write = self._writes.get_nowait()
                except Empty:
                    break
            goes_on = write is not None
            if writes:
                self._commit(writes)
        with suppress(sqlite3.Error):
            self._connection.execute("pragma wal_checkpoint(truncate)")
        self._connection.close()

    def _commit(self, writes: Sequence[Write]) -> None:
        try:
            if self._error is not None:
                raise self._error  # noqa: TRY301 - what came before it is lost, so nothing may be noted behind
            self._check_there()
            self._connection.execute("begin immediate")
            for write in writes:
                try:
                    write.apply(self._connection)
                except SyncError as error:  # it looked before it wrote
                    write.error = error
            self._connection.execute("commit")
            if self.after_write is not None:
                for write in writes:
                    if write.name:
                        self.after_write(write.name)
        except Exception as error:  # noqa: BLE001 - who waits gets it; else it would wait for ever
            with suppress(sqlite3.Error):
                self._connection.execute("rollback")
            failed = damaged(self.path, error) if isinstance(error, sqlite3.Error | OSError) else error
            self._error = failed
            for write in writes:
                write.error = write.error or failed
        for write in writes:
            write.ended.set()
