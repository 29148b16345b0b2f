"""Which rows of the source are to be looked at: those that are new or changed by the snapshot, and what has gone.

All of it is set-based, in tables and views of the work connection:

- `usable`: the rows of the source, with what this run adds to the reasons not to send a row;
- `candidates`: rows that may be sent. `known` says whether the snapshot has them, `is_due` whether they are new or
  changed by it, and `added` is the snapshot's;
- `gone`: items that this job has added and the source has no more, or has without consent (`withdrawn`; `h` is null if
  nothing of the item remains).
"""
# ruff: noqa: S608 - the SQL is put together of names of this package's own, numbers and literals

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from sdk_core.sync.model.job import Job
from sdk_core.sync.model.sql_literal import literal
from sdk_core.sync.model.target import Mode, Target
from sdk_core.sync.planning.snapshot import Snapshot
from sdk_core.sync.planning.sql import count

if TYPE_CHECKING:
    import duckdb

NO_CONSENT: Final = "no consent"
NOT_CHOSEN: Final = "not among the rows of this retry"
REJECTED_BEFORE: Final = "rejected by an earlier run, and not changed since"
UNKNOWN_BEFORE: Final = "unknown since an earlier run, and not changed since: it may be there, so it is not sent again"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a mode does, as far as the queries need it.

    Attributes:
        items: the steps that write items, in order.
        member: the step after them that only says that an item belongs somewhere, such as to a group: a mode of
            several steps whose last one can be taken back by another. It is sent for items that are not known to belong
            there; empty where there is none.
        removing: whether the steps that write in fact remove what the source names.
        consent: the steps that need consent.
        keeps_items: whether an item can change: not for events, nor for what is removed.
    """

    items: tuple[str, ...]
    member: str
    removing: bool
    consent: frozenset[str]
    keeps_items: bool

    @property
    def all_need_consent(self) -> bool:
        """Whether nothing is done with a row without consent."""
        return self.consent.issuperset(self.items) and (not self.member or self.member in self.consent)


def shape_of(target: Target, mode: Mode) -> Shape:
    """Return what a mode does."""
    last = mode.writes[-1]
    has_member = len(mode.writes) > 1 and last in target.opposite and not target.steps[last].removes
    removing = all(target.steps[name].removes for name in mode.writes)
    return Shape(
        items=mode.writes[:-1] if has_member else mode.writes,
        member=last if has_member else "",
        removing=removing,
        consent=frozenset(name for name in mode.writes if target.steps[name].needs_consent),
        keeps_items=not removing and not mode.keeps_no_items,
    )


def make_usable(  # noqa: PLR0913 - what there is to say, by names
    work: "duckdb.DuckDBPyConnection",
    job: Job,
    shape: Shape,
    *,
    only: Iterable[object] | None,
    rejected_before: Mapping[Any, Any],
    unknown_before: Mapping[Any, Any],
) -> None:
    """Make the view `usable`: `staged`, with the rows that this run leaves out.

    Args:
        work: the work connection.
        job: the job.
        shape: what its mode does.
        only: the `k` of the rows to send; None for all.
        rejected_before: `k` and `h` of rows that the server rejected before.
        unknown_before: so of rows of which it is not known whether they were written.
    """
    consent = "coalesce(consent, false)" if job.consent else "true"
    cases: list[tuple[str, str, str]] = []
    if only is not None:
        keys_table(work, "only_k", [(str(k), None) for k in only])
        cases.append(("k not in (select k from only_k)", "skipped", NOT_CHOSEN))
    if shape.all_need_consent and job.consent:
        cases.append((f"not {consent}", "skipped", NO_CONSENT))
    # A row that was rejected before it had fields was never sent: it has a key, and no hash of them.
    if sent_before := [(str(k), str(h)) for k, h in rejected_before.items() if k and h]:
        keys_table(work, "rejected_k", sent_before)
        cases.append(("(k, h) in (select k, h from rejected_k)", "rejected", REJECTED_BEFORE))
    if unknown_before:
        keys_table(work, "unknown_k", [(str(k), str(h)) for k, h in unknown_before.items()])
        cases.append(("(k, h) in (select k, h from unknown_k)", "unknown", UNKNOWN_BEFORE))
    state, reason = "state", "reason"
    for condition, name, why in reversed(cases):
        state = f"case when state = '' and {condition} then {literal(name)} else {state} end"
        reason = f"case when state = '' and {condition} then {literal(why)} else {reason} end"
    work.execute(
        f"create or replace view usable as select row, k, key, grp, item, h, {consent} consent, {state} state, "
        f"{reason} reason, letter from staged"
    )


@dataclass(frozen=True, slots=True)
class Diff:
    """What comparing with the snapshot found: rows that are unchanged, and those to look at that are new or changed."""

    unchanged: int
    new: int
    changed: int


def make_candidates(  # noqa: PLR0913 - what there is to say, by names
    work: "duckdb.DuckDBPyConnection", shape: Shape, snapshot: Snapshot, rule: int, *, full: bool, verify: bool
) -> Diff:
    """Make `candidates`: a view where all rows are sent, so that a first run copies nothing, else a table.

    Args:
        work: the work connection, with `usable`.
        shape: what the mode does.
        snapshot: what was written before.
        rule: the snapshot's number of the version of the mapping.
        full: whether all rows are sent.
        verify: whether all rows are to be looked at.
    """
    all_changed = rule < 0 and shape.keeps_items and not shape.member
    if full or not snapshot.rows or all_changed:
        work.execute(
            "create or replace view candidates as select row, k, key, grp, item, h, consent, false known, "
            "null::boolean added, true is_due from usable where state = ''"
        )
        if full and snapshot.rows:
            return Diff(0, 0, 0)
        rows = count(work, "select count(*) from candidates")
        known = count(work, f"select count(*) from candidates where k in (select k from {snapshot.table})")
        return Diff(0, rows - known, known)
    changed = f"(o.h is distinct from u.h or o.rule <> {rule})" if shape.keeps_items else "false"
    due = f"(o.k is null or {changed})"
    wanted = f"({due} or (u.consent and o.added is not distinct from false))" if shape.member else due
    joined = f"usable u left join {snapshot.table} o on u.k = o.k where u.state = ''"
    work.execute(
        "create or replace table candidate_rows as select u.row, u.k, u.key, u.grp, u.item, u.h, u.consent, "
        f"o.k is not null known, o.added, {due} is_due from {joined}{'' if verify else f' and {wanted}'} order by u.row"
    )
    work.execute("create or replace view candidates as from candidate_rows")
    found = work.execute(
        "select count(*) filter (not known), count(*) filter (known and is_due) from candidates"
    ).fetchall()[0]
    others = "select count(*) from usable anti join candidate_rows using (row) where state = ''"
    unchanged = 0 if verify else count(work, others)
    return Diff(unchanged, int(found[0]), int(found[1]))


@dataclass(frozen=True, slots=True)
class Gone:
    """What a mirror would remove.

    Attributes:
        items: items that the source has no more.
        without_key: those that it cannot, since the snapshot does not have their keys in clear.
        keyless_rows: rows of the source whose key is not known, each of which may be one of them.
    """

    items: int
    without_key: int = 0
    keyless_rows: int = 0


def make_gone(work: "duckdb.DuckDBPyConnection", job: Job, shape: Shape, mode: Mode, snapshot: Snapshot) -> Gone:
    """Make the table `gone`; empty for a mode that removes nothing.

    An item whose row is rejected or skipped is not gone. Keys are compared in clear too: with another key for hashes,
    all hashes are others.
    """
    no_removals(work)
    if not mode.removes or not snapshot.added:
        return Gone(0)
    work.execute(
        f"insert into gone select o.k, o.key, o.grp, null, false from {snapshot.table} o "
        "where o.added and not exists (select 1 from staged s where s.k = o.k)"
    )
    keyless = count(work, "select count(*) from staged where k is null")
    without_key = items = 0
    if count(work, "select count(*) from gone"):
        without_key = count(work, "select count(*) from gone where key is null")
        work.execute("delete from gone where key is null or key in (select key from staged where key is not null)")
        work.execute(
            "create or replace table gone as from gone qualify row_number() over (partition by key order by k) = 1"
        )
        items = count(work, "select count(*) from gone")
    if job.consent and shape.consent:
        h = "null" if shape.all_need_consent else "s.h"
        work.execute(
            f"insert into gone select o.k, s.key, s.grp, {h}, true from staged s join {snapshot.table} o on s.k = o.k "
            "where s.state = '' and o.added and not coalesce(s.consent, false)"
        )
    return Gone(items, without_key, keyless)


def no_removals(work: "duckdb.DuckDBPyConnection") -> Gone:
    """Make the table `gone` with nothing in it."""
    work.execute("create or replace table gone (k uuid, key varchar, grp varchar, h uuid, withdrawn boolean)")
    return Gone(0)


def keys_table(work: "duckdb.DuckDBPyConnection", table: str, rows: Sequence[tuple[str, str | None]]) -> None:
    """Make a table `k` and `h` of a few hashes."""
    pa: Any = import_module("pyarrow")  # brings no types
    given = pa.table(
        {"k": pa.array([k for k, _ in rows], pa.string()), "h": pa.array([h for _, h in rows], pa.string())}
    )
    work.register("giving", given)
    work.execute(f"create or replace table {table} as select k::uuid k, h::uuid h from giving")
    work.unregister("giving")
