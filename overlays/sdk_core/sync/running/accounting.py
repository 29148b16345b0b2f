"""The proof that no row is lost: each row of the source ended in exactly one state, and their sum is the source.

A row is written when all its entries are. Else it ended as the first of them that was not: later steps leave it out.
"""
# ruff: noqa: S608 - the SQL is put together of names of this module, numbers and an escaped path

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sdk_core.sync.model.errors import StateError
from sdk_core.sync.model.rows import RowState
from sdk_core.sync.model.sql_literal import literal
from sdk_core.sync.running.columns import int_array
from sdk_core.sync.running.plan_protocol import PlanEntries
from sdk_core.sync.running.ranges import Range, merged, open_ranges
from sdk_core.sync.state.journal_reader import JournalReader

if TYPE_CHECKING:
    import duckdb

NOT_WRITTEN: Final = "not_written"
"""The table of the entries that were not written: `seq`, `row`, `k`, `state`, `reason`."""
NOT_SENT: Final = "not sent: the run ended before"
MAX_KEPT: Final = 1_000
_LOADED_AT_ONCE: Final = 100_000
_FAILED: Final = (RowState.REJECTED, RowState.UNKNOWN)


class FailedRow(NamedTuple):
    """A row that was not written, with what a dead letter needs.

    Attributes:
        row: the source's row; None for an item that the source has no more.
        state: rejected or unknown.
        reason: why.
        k: the hash of its key; empty where it has none.
        h: the hash of its item; empty so.
        item: its item's JSON as it was sent, or the row of the source; None for what has neither.
    """

    row: int | None
    state: RowState
    reason: str
    k: str
    h: str
    item: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What became of each row of a run.

    Attributes:
        rows: how many rows ended in which state; they add up to the source's rows.
        removed: items of which the source has no row, by how they ended.
        reasons: rows that were not written, by state and reason.
        work: the connection that has the table `not_written`: of the entries that were not.
        plan: the run's plan.
    """

    rows: Mapping[str, int]
    removed: Mapping[str, int]
    reasons: Mapping[str, Mapping[str, int]]
    work: "duckdb.DuckDBPyConnection"
    plan: PlanEntries

    def failed(self) -> Iterator[FailedRow]:
        """Yield the rows that were rejected or are unknown, those that were rejected before anything was sent too."""
        if not any(each.get(state, 0) for each in (self.rows, self.removed) for state in _FAILED):
            return
        file = _file(self.plan)
        sql = f"""
            select e.row, n.state, n.reason, coalesce(e.k::varchar, ''), coalesce(e.h::varchar, ''), e.item
            from (select seq, state, reason from {NOT_WRITTEN} where is_first and state in ('rejected', 'unknown')) n
            join {file} e using (seq)
            union all
            select row, state, reason, coalesce(k::varchar, ''), coalesce(h::varchar, ''), item
            from {file} where seq = 0 and state in ('rejected', 'unknown')
            order by 1, 4
        """
        cursor = self.work.cursor()
        cursor.execute(sql)
        while rows := cursor.fetchmany(1_000):
            for row, state, *others in rows:
                yield FailedRow(row, RowState(state), *others)

    def first_failed(self, count: int = MAX_KEPT) -> list[FailedRow]:
        """Return the first of them."""
        return list(islice(self.failed(), count))

    def written_among(self, hashes: Collection[str]) -> set[str]:
        """Return those of some hashes of keys whose items were written."""
        if not hashes:
            return set()
        rows = self.work.execute(
            f"""
            select distinct asked.k from (select unnest(?::varchar[]) k) asked
            join {_file(self.plan)} e on e.k = try_cast(asked.k as uuid)
            where e.seq > 0 and e.k not in (select k from {NOT_WRITTEN} where k is not null)
            """,
            [sorted(hashes)],
        ).fetchall()
        return {str(row[0]) for row in rows}


def account(work: "duckdb.DuckDBPyConnection", plan: PlanEntries, journal: JournalReader, run: str) -> Account:
    """Find out what became of each row of a run.

    Args:
        work: a connection in which the table `not_written` is made, in the place of one that is there.
        plan: the run's plan.
        journal: says what became of its entries.
        run: the run.

    Raises:
        StateError: the states of rows do not add up to the source's rows.
    """
    if _load(work, plan, journal, run):
        _find_not_written(work, _file(plan))
    else:  # as in most runs
        work.execute(f"create or replace table {NOT_WRITTEN} ({_COLUMNS})")
    rows, reasons = _rows(work, plan)
    return Account(rows=rows, removed=_removed(work, plan), reasons=reasons, work=work, plan=plan)


_COLUMNS: Final = "seq bigint, row bigint, k uuid, state varchar, reason varchar, is_first boolean"


def _find_not_written(work: "duckdb.DuckDBPyConnection", file: str) -> None:
    """Make the table of the entries that were not written."""
    work.execute(f"""
        create or replace temp table failed_entries as
        select e.seq, e.row, e.k, r.state, r.reason from {file} e
        join (select unnest(range(first, last + 1)) seq, id from failed_ranges) x using (seq)
        join failed_reasons r using (id)
    """)
    work.execute("""
        create or replace temp table first_failed as
        select row, case when row is null then k end k, min(seq) seq, arg_min(state, seq) state,
            arg_min(reason, seq) reason
        from failed_entries group by all
    """)
    work.execute(f"""
        create or replace table {NOT_WRITTEN} as
        select seq, row, k, state, reason,
            seq = min(seq) over (partition by row, case when row is null then k end) is_first
        from (
            select seq, row, k, state, reason from failed_entries
            union all
            select e.seq, e.row, e.k, coalesce(f.state, 'skipped'), coalesce(f.reason, '{NOT_SENT}')
            from {file} e join (select unnest(range(first, last + 1)) seq from open_ranges) o using (seq)
            left join first_failed f on e.row is not null and e.row = f.row and f.seq < e.seq
            where e.row is not null
            union all
            select e.seq, e.row, e.k, coalesce(f.state, 'skipped'), coalesce(f.reason, '{NOT_SENT}')
            from {file} e join (select unnest(range(first, last + 1)) seq from open_ranges) o using (seq)
            left join first_failed f on e.k = f.k and f.row is null and f.seq < e.seq
            where e.row is null
            union all
            select e.seq, e.row, e.k, f.state, f.reason from {file} e join first_failed f on e.row = f.row
            where e.seq > f.seq and e.seq not in (select seq from failed_entries)
                and e.seq not in (select unnest(range(first, last + 1)) from open_ranges)
            union all
            select e.seq, e.row, e.k, f.state, f.reason from {file} e join first_failed f on e.k = f.k and f.row is null
            where e.row is null and e.seq > f.seq and e.seq not in (select seq from failed_entries)
                and e.seq not in (select unnest(range(first, last + 1)) from open_ranges)
        )
    """)


def _rows(work: "duckdb.DuckDBPyConnection", plan: PlanEntries) -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    meta, file = plan.meta, _file(plan)
    rows = {str(state): meta.rows.get(state, 0) for state in RowState}
    reasons = {state: dict(each) for state, each in meta.reasons.items()}
    found = work.execute(f"""
        select state, reason, count(*) from {NOT_WRITTEN} where is_first and row is not null group by all
        order by all
    """).fetchall()
    failed = 0
    for state, reason, number in found:
        rows[state] += number
        each = reasons.setdefault(state, {})
        each[reason] = each.get(reason, 0) + number
        failed += number
    # One bit for each row: no row may be counted twice, and this takes a megabyte for ten million.
    ((last,),) = work.execute(f"select coalesce(max(row), 0) from {file}").fetchall()
    ((sent, others, together),) = work.execute(f"""
        select {_distinct(last, "seq > 0")}, {_distinct(last, "seq = 0")}, {_distinct(last, "true")} from {file}
    """).fetchall()
    rows[RowState.WRITTEN] += sent - failed
    total = sum(rows.values())
    if total != meta.source_rows or together != sent + others or last > meta.source_rows:
        raise StateError(
            f"the rows of the run do not add up: the source has {meta.source_rows:,}, and {total:,} ended "
            f"({', '.join(f'{number:,} {state}' for state, number in rows.items())}): keep the state "
            "folder, and report it"
        )
    return rows, reasons


def _distinct(last: int, condition: str) -> str:
    rows = f"bitstring_agg(row, 0, {last}) filter (row is not null and {condition})"
    return f"coalesce(bit_count({rows}), 0)"


def _removed(work: "duckdb.DuckDBPyConnection", plan: PlanEntries) -> dict[str, int]:
    row = work.execute(f"select count(*) from {_file(plan)} where seq > 0 and row is null").fetchone()
    total = int(row[0]) if row else 0
    sql = f"select state, count(*) from {NOT_WRITTEN} where row is null group by state order by state"
    removed = {str(state): int(number) for state, number in work.execute(sql).fetchall()}
    written = total - sum(removed.values())
    return ({str(RowState.WRITTEN): written} if written else {}) | removed


def _load(work: "duckdb.DuckDBPyConnection", plan: PlanEntries, journal: JournalReader, run: str) -> bool:
    """Make the tables of the entries that failed, and of those that were not sent, by ranges.

    Returns:
        Whether there are any.
    """
    work.execute("create or replace temp table failed_reasons (id integer, state varchar, reason varchar)")
    work.execute("create or replace temp table failed_ranges (first bigint, last bigint, id bigint)")
    work.execute("create or replace temp table open_ranges (first bigint, last bigint)")
    reasons: dict[tuple[str, str], int] = {}
    failed = journal.exception_ranges(run)
    while some := list(islice(failed, _LOADED_AT_ONCE)):
        for each in some:
            reasons.setdefault((str(each.state), each.reason), len(reasons))
        ids = (reasons[str(each.state), each.reason] for each in some)
        _insert(work, "failed_ranges", [each.first for each in some], [each.last for each in some], ids)
    if reasons:
        values = [(number, *each) for each, number in reasons.items()]
        work.executemany("insert into failed_reasons values (?, ?, ?)", values)
    is_any = bool(reasons)
    for step, numbers in plan.steps.items():
        done = merged(Range(each.first, each.last) for each in journal.chunks(run, step) if each.state == "done")
        ranges = open_ranges(Range(numbers.first, numbers.last), done) if numbers.entries else iter(())
        while part := list(islice(ranges, _LOADED_AT_ONCE)):
            _insert(work, "open_ranges", [each.first for each in part], [each.last for each in part])
            is_any = True
    return is_any


def _insert(work: "duckdb.DuckDBPyConnection", table: str, *columns: Iterable[int]) -> None:
    pa: Any = import_module("pyarrow")
    arrays = [int_array("q", each) for each in columns]
    work.register("loaded", pa.Table.from_arrays(arrays, names=[f"c{number}" for number in range(len(arrays))]))
    try:
        work.execute(f"insert into {table} select * from loaded")
    finally:
        work.unregister("loaded")


def _file(plan: PlanEntries) -> str:
    return f"read_parquet({literal(str(plan.path))})"
