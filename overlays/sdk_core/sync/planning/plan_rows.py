"""What becomes of each candidate, and the rows of the plan.

A row of the source has an entry in each step that it needs:

- in the steps that write items (one in most modes) if it is new or has changed, unless the target was found to have
  it just so; an erasure only if the target was not found to lack it;
- in the step of members (`candidates.Shape`) if the item is not known to belong there: a new row of an audience has one
  in `upsert` and one in `add`, a changed row of a member only in `upsert`, a row whose consent was given later only in
  `add`, and so has one whose item was written but could not be added;
- in no step that needs consent if it has none; a mirror removes it then.

Nothing is known of a row more than once: the row's number is the same in all its entries. What a mirror removes has no
row, and comes last.
"""
# ruff: noqa: S608 - the SQL is put together of names of this package's own, numbers and literals

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sdk_core.sync.model.sql_literal import literal
from sdk_core.sync.model.target import Mode, Target
from sdk_core.sync.planning.calls import Sizes, step_plan
from sdk_core.sync.planning.candidates import NO_CONSENT, Shape
from sdk_core.sync.planning.plan_meta import StepPlan
from sdk_core.sync.planning.sql import count, rows_of

if TYPE_CHECKING:
    import duckdb

NOT_THERE: Final = "the target has no such item, and this mode writes only what is there"
THERE: Final = "the target has this item already, and this mode writes only what is not there"
OTHERS_THERE: Final = (
    "it was unknown whether it had been written, and the target has this item with other values: somebody else wrote "
    "or changed it, so it is not sent again"
)
NOT_IN_SOURCE: Final = "not in the source any more"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What a plan's rows amount to.

    Attributes:
        steps: the entries by step.
        changes: how many entries have which `Change`.
        reasons: rows that are not sent, by state and reason.
        same: rows of the file that the target was found to have already.
        unchanged: candidates that need no entry.
        sent: candidates that have one or more.
    """

    steps: dict[str, StepPlan]
    changes: dict[str, int]
    reasons: dict[str, dict[str, int]]
    same: int
    unchanged: int
    sent: int


def decide(  # noqa: PLR0913 - what there is to say, by names
    work: "duckdb.DuckDBPyConnection",
    target: Target,
    shape: Shape,
    mode: Mode,
    *,
    full: bool,
    verify: bool,
    looked: bool,
    settles: bool = False,
) -> None:
    """Make the view `decided`: `candidates` with what was found, and whether each is written, added, or rejected.

    `why` is the reason of those that are `bad`.

    Args:
        work: the work connection.
        target: the target.
        shape: what the mode does.
        mode: the mode.
        full: whether all rows are sent, the same or not.
        verify: whether what differs is sent although the snapshot does not know of a change.
        looked: whether the table `compared` has anything.
        settles: whether the table `settling_k` has the keys of rows that may have been written: one of them is sent
            only if it was not found.
    """
    if looked:
        found = "x.k is not null looked, coalesce(x.found, false) found, coalesce(x.same, false) same, x.before"
        source = "candidates c left join compared x on c.k = x.k"
    else:
        found = "false looked, false found, false same, null::varchar before"
        source = "candidates c"
    differs = "found" if shape.removing else "true" if full else "not same"
    due = "false" if verify else "not is_due"
    known = "looked and found" if shape.member else "looked"  # of who is no member, the item is not known
    writes = f"(case when {due} then false when {known} then {differs} else is_due end)"
    joins = "false"
    if shape.member:
        needed = "true" if full else "(not known or added is not distinct from false)"
        consent = "consent" if shape.member in shape.consent else "true"
        joins = f"({consent} and case when looked then not found else {needed} end)"
    settled = "(found and k in (select k from settling_k))" if settles else "false"
    there = "(looked and found and is_due and not same)" if mode.is_checked else "(looked and found and is_due)"
    not_wanted = {"present": "(looked and not found)", "absent": there, "any": "false"}[mode.presence]
    bad = f"({not_wanted} or ({settled} and not same))"
    reason = literal(presence_reason(target, mode))
    why = f"case when {settled} then {literal(OTHERS_THERE)} else {reason} end"
    work.execute(
        f"create or replace view decided as select *, {bad} bad, {why} why, not {bad} and not {settled} and {writes} "
        f"writes, not {bad} and {joins} joins from (select c.*, {found} from {source})"
    )


def make_plan_rows(
    work: "duckdb.DuckDBPyConnection", target: Target, mode: Mode, shape: Shape, *, looked: bool
) -> Counts:
    """Make the view `plan`, with the columns of `model.rows.PLAN_COLUMNS`, and count it.

    It is a view, so that a first run writes its file straight from `staged`.

    Args:
        work: the work connection, with `decided`, `usable` and `gone`.
        target: the target.
        mode: the mode.
        shape: what it does.
        looked: whether the table `compared` has anything.
    """
    steps: dict[str, StepPlan] = {}
    changes: dict[str, int] = {}
    branches: list[str] = []
    seq = 0
    is_in_order = not looked and _is_in_order(work)
    for name, sql in _entries(target, mode, shape, looked=looked).items():
        sizes = Sizes(0, 0, 0)
        for change, number, size, longest in rows_of(work, f"{_SIZES} from ({sql}) group by change order by change"):
            changes[change] = changes.get(change, 0) + number
            sizes = Sizes(sizes.entries + number, sizes.bytes + int(size), max(sizes.longest, longest))
        is_grouped = bool(target.group_by)
        steps[name] = step_plan(work, target.steps[name], sql, sizes, first=seq + 1, is_grouped=is_grouped)
        if sizes.entries:
            ordered = f"{sql} order by {'grp, ' if is_grouped else ''}{'key' if name in mode.removes else 'row'}"
            if is_in_order and not is_grouped and name not in mode.removes:
                ordered = sql
            branches.append(
                f"select {seq} + row_number() over () seq, row, {literal(name)} step, change, '' state, reason, k, "
                f"key, grp, item, h, before from ({ordered})"
            )
        seq += sizes.entries
    unsent, same = _unsent(looked=looked), _same(mode)
    reasons: dict[str, dict[str, int]] = {}
    for state, reason, number in rows_of(
        work, f"select state, reason, count(*) from ({unsent}) group by all order by all"
    ):
        reasons.setdefault(state, {})[reason] = number
    branches += [f"({unsent} order by row)", f"({same} order by row)"] if looked else [f"({unsent} order by row)"]
    work.execute(f"create or replace view plan as {' union all '.join(branches)}")
    sent, unchanged = rows_of(
        work, f"select count(*) filter ({_SENT}), count(*) filter (not bad and not {_SENT}) from decided"
    )[0]
    found_same = count(work, f"select count(*) from ({same})") if looked else 0
    return Counts(
        steps=steps, changes=changes, reasons=reasons, same=found_same, unchanged=int(unchanged), sent=int(sent)
    )


def _is_in_order(work: "duckdb.DuckDBPyConnection") -> bool:
    """Return whether the rows of the source lie in their order, as staging writes them."""
    return bool(rows_of(work, "select coalesce(bool_and(row = rowid + 1), true) from staged")[0][0])


_SIZES: Final = "select change, count(*), coalesce(sum(strlen(item)), 0), coalesce(max(strlen(item)), 0)"
_SENT: Final = "(writes or joins)"
_NOTHING: Final = "'' step, 'none' change"


def _entries(target: Target, mode: Mode, shape: Shape, *, looked: bool) -> dict[str, str]:
    """Return SQL of the entries of each step, in the order of the steps."""
    entries: dict[str, str] = {}
    item = "null::varchar" if shape.removing else "item"
    for name in mode.writes:
        change, wanted = _change(target, mode, shape, name, looked=looked), "writes"
        if name == shape.member:
            change, wanted = "'add'", "joins"
        elif name in shape.consent:
            wanted = "writes and consent"
        before = f"case when {change} = 'update' then before end" if looked and not shape.removing else "null::varchar"
        entries[name] = (
            f"select row, {change} change, '' reason, k, key, grp, {item} item, h, {before} before "
            f"from decided where {wanted}"
        )
    reason = f"case when withdrawn then {literal(NO_CONSENT)} else {literal(NOT_IN_SOURCE)} end"
    found = ("x.before", "gone g left join compared x on g.k = x.k") if looked else ("null::varchar", "gone g")
    for name in mode.removes:
        entries[name] = (
            f"select null::bigint row, 'remove' change, {reason} reason, g.k, g.key, g.grp, null::varchar item, g.h, "
            f"{found[0]} before from {found[1]}{' where x.found is distinct from false' if looked else ''}"
        )
    return entries


def _change(target: Target, mode: Mode, shape: Shape, step: str, *, looked: bool) -> str:
    """Return SQL for what an entry of a step that writes does."""
    if shape.removing:
        return "'delete'" if mode.is_erasure else "'remove'"
    if mode.presence != "any":
        return "'create'" if mode.presence == "absent" else "'update'"
    if step in target.opposite:
        return "'add'"
    if not looked:
        return "'upsert'"
    # Who is no member may be there all the same.
    created = "" if shape.member else "when looked then 'create' "
    return f"case when found then 'update' {created}else 'upsert' end"


def presence_reason(target: Target, mode: Mode) -> str:
    """Return why a row is rejected for what is there, and which mode would take it."""
    reason = NOT_THERE if mode.presence == "present" else THERE
    others = (each for each in target.modes.values() if each.presence == "any" and not each.is_erasure)
    other = next((each.name for each in others if not target.steps[each.writes[0]].removes), "")
    does = "creates it" if mode.presence == "present" else "updates it"
    return f"{reason}: the mode {other} {does}" if other else reason


def _unsent(*, looked: bool) -> str:
    """Return SQL of the rows that are not sent. Their `item` is the row as the source has it, where it is rejected."""
    rows = (
        f"select 0::bigint seq, row, {_NOTHING}, state, reason, k, key, grp, coalesce(letter, item) item, h, "
        "null::varchar before from usable where state <> ''"
    )
    if not looked:
        return rows
    return (
        f"{rows} union all select 0, row, {_NOTHING}, 'rejected', why, k, key, grp, item, h, null "
        "from decided where bad"
    )


def _same(mode: Mode) -> str:
    """Return SQL of what the target has already as it should be, and the snapshot does not know of.

    Rows have the change `none`; what a mirror would have removed, and is not there, has `remove`.
    """
    rows = (
        f"select 0::bigint seq, row, {_NOTHING}, 'unchanged' state, '' reason, k, key, grp, null::varchar item, h, "
        f"null::varchar before from decided where looked and is_due and not bad and not {_SENT}"
    )
    if not mode.removes:
        return rows
    return (
        f"{rows} union all select 0, null, '', 'remove', 'unchanged', '', g.k, g.key, g.grp, null, g.h, null "
        "from gone g join compared x on g.k = x.k where not x.found"
    )
