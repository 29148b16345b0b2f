"""What a job has written, as it remembers it: a hash for each item, so that one that has not changed costs no call.

A DuckDB file in the state folder, attached to the work connection as `snapshot`. It knows nothing of the machine that
it is on: another one goes on with a copy of the folder. Each row has the version of the mapping that it was written
with, so that a changed mapping sends all rows again, also over several days. Keys are in it in clear only where the
mode removes what the source has no more, for which they are needed.
"""
# ruff: noqa: S608 - the SQL is put together of names of this package's own, numbers and literals

from collections.abc import Generator
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sdk_core.sync.model.errors import StateError
from sdk_core.sync.model.sql_literal import literal
from sdk_core.sync.planning.plan_file import PlanFile
from sdk_core.sync.planning.plan_meta import PlanMeta
from sdk_core.sync.planning.sql import count, rows_of, transaction
from sdk_core.sync.source.sql_text import first_line
from sdk_core.sync.source.workspace import LOADING_MEMORY, limited

if TYPE_CHECKING:
    import duckdb

SNAPSHOT_VERSION: Final = 1
MAX_CHANGES: Final = 100_000
"""Most rows that are changed where they are, if they are more than one in twenty: DuckDB has to hold deleted ones."""
_SNAP: Final = (
    "create table if not exists snapshot.snap "
    "(k uuid, h uuid, key varchar, grp varchar, added boolean, rule integer, run varchar, written_at double)"
)
_TABLES: Final = (
    "create table if not exists snapshot.about (version integer, place varchar)",
    "create table if not exists snapshot.rules (id integer, rule varchar)",
    _SNAP,
)
_IS_REMOVAL: Final = "(row is null and change in ('remove', 'delete'))"
"""Of an entry: it takes away what the source does not have, or not with consent."""
_FOUND: Final = "(change = 'update' or seq = 0)"
"""Of an entry: the target was found to have its item."""
_ADDS: Final = "change in ('create', 'upsert', 'add')"


class Snapshot:
    """The snapshot of a job. `open_snapshot` makes it.

    Its rows: `k` and `h` as in a plan, `h` null for an item that an undo put back; `key` in clear, or null; `grp`;
    `added`, true where this job added the item, so that a mirror may remove it, null where it was there before, false
    where it was not added, such as for want of consent; `rule`, the number of the version of the mapping; the `run`
    that wrote it, and when.

    Attributes:
        table: SQL for its rows: none where it is of another place.
        rows: how many items it has.
        added: how many of them this job has added.
        was_there: whether it was there before.
        is_of_other_place: whether it is of another place, such as another table, and so says nothing of this one.
        place: what it is to be of; see `plan_meta.place_of`.
    """

    def __init__(self, work: "duckdb.DuckDBPyConnection", place: str) -> None:
        self._work = work
        self.place = place
        found = rows_of(work, "select version, place from snapshot.about")
        self.was_there = bool(found)
        if found and found[0][0] > SNAPSHOT_VERSION:
            raise StateError(
                f"the snapshot has version {found[0][0]}, and this package writes version {SNAPSHOT_VERSION}: upgrade "
                "the package"
            )
        self.is_of_other_place = self.was_there and found[0][1] != place
        self.table = "snapshot.snap"
        self.rows = self.added = 0
        self._look()

    def rule_number(self, rule: str) -> int:
        """Return the number that it has for a version of the mapping; -1 for one that nothing was written with."""
        if self.is_of_other_place:
            return -1
        found = rows_of(self._work, f"select id from snapshot.rules where rule = {literal(rule)}")
        return int(found[0][0]) if found else -1

    def apply(self, plan: PlanFile, *, run: str, now: float, seqs: str, are_written: bool = True) -> None:
        """Take in what a run has done, all of it or nothing. Doing so again, such as after a crash, changes nothing.

        A row of which one entry was written and another was not stays as it is here, so that it is sent again.

        Args:
            plan: the plan that was run.
            run: the run's id.
            now: the time, in seconds since 1970.
            seqs: a table, view or SELECT in parentheses of the work connection, with a column `seq`.
            are_written: whether those are the entries that were written and removed, or all others.
        """
        meta = plan.meta
        is_empty = not self.rows
        file = f"read_parquet({literal(str(plan.path))})"
        done = f"seq {'in' if are_written else 'not in'} (select seq from {seqs})"
        rule = self.rule_number(meta.rule)
        if rule < 0:
            rule = 1 if self.is_of_other_place else 1 + count(self._work, "select max(id) from snapshot.rules")
        self._work.execute("drop table if exists applying")
        is_simple = is_empty and _is_single(meta) and not meta.gone and not meta.same
        if is_simple:
            added = (
                f"case when step = {literal(meta.adds_by)} and {_ADDS} then true when {_FOUND} then null else false end"
            )
            rows = f"select k, h, key, grp, {added} added, {rule} rule from {file} where seq > 0 and {done}"
        else:
            self._work.execute(f"create table applying as {_applying(meta, file, done, self.table, rule)}")
            rows = "select k, h, key, grp, added, rule from applying where not gone"
        key = "key" if meta.keeps_keys else "null::varchar"
        by = f"{literal(run)} run, {now}::double written_at"
        rows = f"select k, h, {key} as key, grp, added, rule, {by} from ({rows})"
        with limited(self._work, LOADING_MEMORY), _in_any_order(self._work), transaction(self._work):
            if self.is_of_other_place:
                self._work.execute(_SNAP.replace("create table if not exists", "create or replace table"))
                self._work.execute("delete from snapshot.rules")
            self._work.execute("delete from snapshot.about")
            self._work.execute(f"insert into snapshot.about values ({SNAPSHOT_VERSION}, {literal(meta.place)})")
            self._work.execute(f"delete from snapshot.rules where id = {rule}")
            self._work.execute(f"insert into snapshot.rules values ({rule}, {literal(meta.rule)})")
            if not is_simple and self._is_much():
                kept = "from snapshot.snap o where not exists (select 1 from applying a where a.k = o.k)"
                self._work.execute(f"create or replace table snapshot.snap as {kept} union all {rows}")
            else:
                if not is_simple:
                    self._work.execute("delete from snapshot.snap where k in (select k from applying)")
                self._work.execute(f"insert into snapshot.snap {rows}")
        self._work.execute("drop table if exists applying")
        self._work.execute("checkpoint snapshot")
        self.is_of_other_place = meta.place != self.place
        self.was_there = True
        self._look()

    def _is_much(self) -> bool:
        """Return whether so much is taken in that a new table takes less memory and time than changing this one."""
        changed = count(self._work, "select count(*) from applying")
        return changed > MAX_CHANGES and changed * 20 > self.rows

    def _look(self) -> None:
        self.table = "(from snapshot.snap limit 0)" if self.is_of_other_place else "snapshot.snap"
        found = rows_of(self._work, f"select count(*), count(*) filter (added) from {self.table}")[0]
        self.rows, self.added = int(found[0]), int(found[1])


def count_items(path: Path) -> int | None:
    """Return how many items a snapshot has; None where there is none, or a run is writing it.

    Args:
        path: its file.
    """
    if not path.exists():
        return None
    duckdb = import_module("duckdb")
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            [(number,)] = connection.sql("select count(*) from snap").fetchall()
    except duckdb.Error:
        return None
    return int(number)


@contextmanager
def open_snapshot(work: "duckdb.DuckDBPyConnection", path: Path, place: str) -> Generator[Snapshot]:
    """Attach the snapshot of a job to the work connection, and make it where there is none. Its file has 0600.

    Args:
        work: the work connection.
        path: the file.
        place: what it is to be of; see `plan_meta.place_of`.

    Raises:
        StateError: it is damaged, of a newer version, or in use by another process.
    """
    import duckdb  # noqa: PLC0415 - a face that only parses a command line does not need it

    try:
        work.execute(f"attach {literal(str(path))} as snapshot")
        path.chmod(0o600)
        for table in _TABLES:
            work.execute(table)
    except duckdb.Error as error:
        raise StateError(
            f"the snapshot {path} cannot be opened ({first_line(error)}): end the process that has it open, free space "
            "or mend its rights; if it is damaged, remove it: the next run sends all rows again, and removes nothing"
        ) from error
    try:
        yield Snapshot(work, place)
    except BaseException:
        with suppress(duckdb.Error):  # the first error says what is wrong
            work.execute("detach snapshot")
        raise
    work.execute("detach snapshot")


@contextmanager
def _in_any_order(work: "duckdb.DuckDBPyConnection") -> Generator[None]:
    """Let rows be written in any order meanwhile, which takes less memory and time."""
    before = rows_of(work, "select current_setting('preserve_insertion_order')")[0][0]
    work.execute("set preserve_insertion_order = false")
    try:
        yield
    finally:
        work.execute(f"set preserve_insertion_order = {str(before).lower()}")


def _is_single(meta: PlanMeta) -> bool:
    """Return whether no item of a plan has more than one entry: in one step, or gone by another."""
    steps = sum(1 for step in meta.steps.values() if step.entries)
    has_only_gone = bool(meta.gone) and meta.gone == meta.changes.get("remove", 0)
    if meta.undoes or (meta.same and meta.without_consent):
        return False
    return steps <= 1 or (steps == 1 + 1 and has_only_gone)


def _applying(meta: PlanMeta, file: str, done: str, table: str, rule: int) -> str:
    """Return SQL for what becomes of the rows of a snapshot: one row for each item that the plan has."""
    entries = f"""
        select k, key, grp, h, {_IS_REMOVAL} is_removal, seq = 0 or {done} is_done,
            step = {literal(meta.adds_by)} and {_ADDS} adds, {_FOUND} is_found, change
        from {file} where seq > 0 or state = 'unchanged'"""
    if meta.undoes:
        return f"""
            select e.k, null::uuid h, {rule} rule, any_value(e.key) as key, any_value(e.grp) grp,
                coalesce(any_value(o.added), true) or bool_or(change = 'add') added,
                bool_or(change in ('remove', 'delete')) gone
            from ({entries}) e left join {table} o on e.k = o.k where is_done group by e.k"""
    items = f"""
        select k, key, grp, h, not is_removal and is_done is_written, adds and is_done adds,
            is_found and not is_removal is_found, is_removal and is_done is_removed, h is null has_gone
        from ({entries})"""
    if not _is_single(meta):
        items = f"""
        select k, any_value(key) as key, any_value(grp) grp,
            any_value(h) filter (not is_removal) h,
            coalesce(bool_and(is_done) filter (not is_removal), false) is_written,
            bool_or(adds and is_done) adds, bool_or(is_found and not is_removal) is_found,
            coalesce(bool_and(is_done) filter (is_removal), false) is_removed,
            any_value(h) filter (is_removal) is null as has_gone
        from ({entries}) group by k"""
    return f"""
        select i.k, case when is_written then i.h else o.h end h, case when is_written then {rule} else o.rule end rule,
            coalesce(i.key, o.key) as key, i.grp,
            case when is_removed then false when adds or o.added then true when is_found then null
                else case when o.k is null then false else o.added end end added,
            is_removed and has_gone gone
        from ({items}) i left join {table} o on i.k = o.k
        where is_written or (is_removed and (has_gone or o.k is not null))"""
