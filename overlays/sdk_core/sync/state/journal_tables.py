"""The tables of a journal, and how chunks and exceptions become their rows."""

import sqlite3
from collections.abc import Sequence
from typing import Any, Final

from sdk_core.sync.state.records import ChunkRecord, ExceptionRange

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
    sent real not null, ended real, primary key (run, step, first)) without rowid;
create table exceptions (
    run text not null, step text not null, first integer not null, last integer not null, state text not null,
    reason text not null, primary key (run, step, first)) without rowid;
create table finished_steps (run text not null, step text not null, primary key (run, step)) without rowid;
"""
INSERT_CHUNK: Final = (
    "insert into chunks (run, step, first, last, number, entries, state, calls, bisect_calls, sent, ended) "
    "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
DELETE_CHUNK: Final = "delete from chunks where run = ? and step = ? and first = ?"
DELETE_EXCEPTION: Final = "delete from exceptions where run = ? and step = ? and first = ?"
_INSERT_EXCEPTION: Final = "insert into exceptions (run, step, first, last, state, reason) values (?, ?, ?, ?, ?, ?)"


def values_of(run: str, chunk: ChunkRecord) -> tuple[Any, ...]:
    """Return the values of `INSERT_CHUNK` for a chunk."""
    step, number, first, last, entries, state, calls, bisect_calls, sent, ended = chunk
    return run, step, first, last, number, entries, state, calls, bisect_calls, sent, ended


def add_exceptions(connection: sqlite3.Connection, run: str, step: str, exceptions: Sequence[ExceptionRange]) -> None:
    """Add entries that were not written to the table of exceptions."""
    if exceptions:
        rows = [(run, step, each.first, each.last, str(each.state), each.reason) for each in exceptions]
        connection.executemany(_INSERT_EXCEPTION, rows)
