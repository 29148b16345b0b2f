"""The tables of a journal, and how chunks and exceptions become their rows."""

import sqlite3
from collections.abc import Sequence
from typing import Any, Final

from sdk_core.sync.state.records import ChunkEnd, ChunkRecord, ExceptionRange

SCHEMA: Final = """
create table runs (
    run text primary key, plan text not null, job text not null, target text not null, mode text not null,
    started real not null, source_rows integer not null, plan_path text not null, is_planned integer not null,
    undoes text not null, forced text not null, notes text not null, can_be_undone integer not null,
    resumed integer not null, ended real, "end" text not null, message text not null);
create table used_plans (plan text primary key, run text not null) without rowid;
create table chunks (
    run text not null, step text not null, first integer not null, last integer not null, number integer not null,
    entries integer not null, state text not null, calls integer not null, bisect_calls integer not null,
    sent real not null, ended real, task text not null, primary key (run, step, first)) without rowid;
create table exceptions (
    run text not null, step text not null, first integer not null, last integer not null, state text not null,
    reason text not null, primary key (run, step, first)) without rowid;
create table finished_steps (run text not null, step text not null, primary key (run, step)) without rowid;
"""
INSERT_CHUNK: Final = (
    "insert into chunks (run, step, first, last, number, entries, state, calls, bisect_calls, sent, ended, task) "
    "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
DELETE_CHUNK: Final = "delete from chunks where run = ? and step = ? and first = ?"
DELETE_EXCEPTION: Final = "delete from exceptions where run = ? and step = ? and first = ?"
_DELETE_CHUNKS_IN: Final = "delete from chunks where run = ? and step = ? and first between ? and ?"
_DELETE_EXCEPTIONS_IN: Final = "delete from exceptions where run = ? and step = ? and first between ? and ?"
_INSERT_EXCEPTION: Final = "insert into exceptions (run, step, first, last, state, reason) values (?, ?, ?, ?, ?, ?)"


def values_of(run: str, chunk: ChunkRecord) -> tuple[Any, ...]:
    """Return the values of `INSERT_CHUNK` for a chunk."""
    step, number, first, last, entries, state, calls, bisect_calls, sent, ended, task = chunk
    return run, step, first, last, number, entries, state, calls, bisect_calls, sent, ended, task


def add_end(connection: sqlite3.Connection, run: str, end: ChunkEnd) -> None:
    """Put how a chunk ended in the place of what was known of it."""
    chunk, calls, bisect_calls = end.chunk, end.calls, end.bisect_calls
    # A run that waits for nothing notes that they are unknown, in parts, and their response may come all the same.
    for sql in (_DELETE_CHUNKS_IN, _DELETE_EXCEPTIONS_IN):
        connection.execute(sql, (run, chunk.step, chunk.first, chunk.last))
    for part in end.parts:
        first, last, entries = part
        done = ChunkRecord(
            chunk.step, chunk.number, first, last, entries, "done", calls, bisect_calls, chunk.sent, end.ended
        )
        connection.execute(INSERT_CHUNK, values_of(run, done))
        calls = bisect_calls = 0  # all are with the first part
    add_exceptions(connection, run, chunk.step, end.exceptions)


def add_exceptions(connection: sqlite3.Connection, run: str, step: str, exceptions: Sequence[ExceptionRange]) -> None:
    """Add entries that were not written to the table of exceptions."""
    if exceptions:
        rows = [(run, step, each.first, each.last, str(each.state), each.reason) for each in exceptions]
        connection.executemany(_INSERT_EXCEPTION, rows)
