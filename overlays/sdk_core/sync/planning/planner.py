"""Makes the plan of a run: what would change, and what it costs. Nothing is sent."""
# ruff: noqa: S608 - the SQL is put together of names of this package's own and numbers

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol

from sdk_core.sync.model.errors import StateError, TargetError
from sdk_core.sync.model.job import Job
from sdk_core.sync.model.target import Mode, Target
from sdk_core.sync.planning.candidates import (
    Diff,
    Gone,
    keys_table,
    make_candidates,
    make_gone,
    make_usable,
    no_removals,
    shape_of,
)
from sdk_core.sync.planning.guards import Facts, check_guards
from sdk_core.sync.planning.plan_meta import PlanMeta, TruthRead, fingerprint_of
from sdk_core.sync.planning.plan_rows import Counts, decide, make_plan_rows
from sdk_core.sync.planning.snapshot import Snapshot
from sdk_core.sync.planning.sql import count
from sdk_core.sync.planning.truth_reading import Looked, read_truth
from sdk_core.wire.counting import counted

if TYPE_CHECKING:
    import duckdb


class StagedRows(Protocol):
    """What staging says of the table `staged`."""

    @property
    def rows(self) -> int:
        """All rows of the source, rejected lines of files included."""
        ...

    @property
    def rule(self) -> str:
        """The version of the mapping and of how keys and items are hashed."""
        ...


def make_plan(  # noqa: PLR0913 - what a plan is made of, by names
    work: "duckdb.DuckDBPyConnection",
    job: Job,
    target: Target,
    staged: StagedRows,
    snapshot: Snapshot,
    *,
    plan_id: str,
    now: float,
    truth: Literal["none", "whole"] | int = "none",
    full: bool = False,
    verify: bool = False,
    only: Iterable[object] | None = None,
    rejected_before: Mapping[Any, Any] | None = None,
    unknown_before: Mapping[Any, Any] | None = None,
    last_good_rows: int | None = None,
    calls_left: int | None = None,
    calls_limit: int | None = None,
    force: bool = False,
) -> PlanMeta:
    """Make the plan of a run, as the view `plan` of the work connection; `plan_file.write_plan` writes it.

    Args:
        work: the work connection, with the table `staged`.
        job: the job.
        target: its target.
        staged: what staging said.
        snapshot: the job's, attached.
        plan_id: a new id; it also chooses the sample.
        now: the time, in seconds since 1970.
        truth: what to look at of the target: nothing, all that would be written or removed, or so many of what would be
            written, chosen at random. A mode that wants items to be there, or not, looks at all of them, unless the
            server checks that itself.
        full: whether all rows are sent, whatever the snapshot and the target have.
        verify: whether all rows are looked at, so that what differs is repaired, whatever the snapshot says.
        only: `k` of the rows to send, such as those of dead letters; nothing is removed then. None for all.
        rejected_before: `k` and `h` of rows that the server rejected before: they are not sent again as they are,
            unless the job says so or `only` is given.
        unknown_before: so of rows that may have been written, and that stayed unknown. They are sent again where that
            does no harm; else `verify` looks at them, and so does what sends them again, where they can be read.
        last_good_rows: rows of the source in the last run that ended well; None where no run did.
        calls_left: calls that are left today; None when that is not known.
        calls_limit: the key's daily cap; None when that is not known.
        force: whether guards are passed; which ones is then in the plan.

    Raises:
        GuardStopped: a guard stops the run, and `force` was not given.
        TargetError: the mode, or `verify`, has to look at the target, and that cannot be done.
        StateError: rows of the source got lost on the way: a bug.
    """
    mode = target.modes[job.mode]
    shape = shape_of(target, mode)
    rule = snapshot.rule_number(staged.rule)
    retries = job.run.retry_rejected or only is not None
    is_harmless = all(target.steps[name].is_idempotent for name in mode.writes)  # to send what may be there already
    make_usable(
        work,
        job,
        shape,
        only=only,
        rejected_before={} if retries else rejected_before or {},
        unknown_before={} if retries or verify or is_harmless else unknown_before or {},
    )
    settling = {} if verify or is_harmless or not retries or target.truth is None else unknown_before or {}
    keys_table(work, "settling_k", [(str(k), None) for k in settling])
    diff = make_candidates(work, shape, snapshot, rule, full=full, verify=verify)
    gone = make_gone(work, job, shape, mode, snapshot) if only is None else no_removals(work)
    notes = _notes(work, job, mode, snapshot, rule, gone, full=full)
    forced: tuple[str, ...] = ()
    if gone.items and gone.keyless_rows:
        if force:
            forced = ("keyless_rows",)
        else:
            work.execute("delete from gone where not withdrawn")
    facts = Facts(
        source_rows=staged.rows,
        rejected=count(work, "select count(*) from usable where state = 'rejected'"),
        removals=count(work, "select count(*) from gone"),
        last_good_rows=last_good_rows,
        has_snapshot=snapshot.was_there,
        snapshot_rows=snapshot.rows,
        added=snapshot.added,
    )
    if not mode.is_erasure:  # before anything is looked at; an erasure counts what is there
        forced += check_guards(job.guards, mode, facts, force=force)
    needs_total = mode.is_erasure and job.guards.max_removals_percent < _ALL
    total = target.count() if needs_total and target.count and calls_left != 0 else None  # one call, not a list of all
    looked = _look(
        work,
        target,
        mode,
        truth,
        removing=shape.removing,
        verify=verify,
        settles=bool(settling),
        needs_total=needs_total and total is None,
        seed=plan_id,
        calls_left=calls_left,
    )
    has_looked = looked.read.looked_at > 0
    decide(work, target, shape, mode, full=full, verify=verify, looked=has_looked, settles=bool(settling))
    counts = make_plan_rows(work, target, mode, shape, looked=has_looked)
    if mode.is_erasure or mode.presence != "any":
        removals = sum(counts.changes.get(name, 0) for name in ("remove", "delete"))
        rejected = sum(counts.reasons.get("rejected", {}).values())
        facts = replace(
            facts, removals=removals, rejected=rejected, total=looked.read.total if total is None else total
        )
        forced += check_guards(job.guards, mode, facts, force=force)
    return PlanMeta(
        id=plan_id,
        job=job.name,
        api=job.api,
        target=target.title,
        mode=mode.name,
        fingerprint=fingerprint_of(job, target),
        created=now,
        max_age=job.max_plan_age,
        source_rows=staged.rows,
        rows=_rows(staged, diff, counts),
        reasons=counts.reasons,
        changes=counts.changes,
        steps=counts.steps,
        gone=count(work, "select count(*) from gone where not withdrawn"),
        same=counts.same,
        known={} if full else {"new": diff.new, "changed": diff.changed},
        without_consent=_without_consent(work, job),
        calls_limit=calls_limit,
        calls_left=calls_left,
        truth=looked.read,
        unavailable=(looked.unavailable,) if looked.unavailable else (),
        notes=notes,
        forced=tuple(dict.fromkeys(forced)),
        rule=staged.rule,
        place=snapshot.place,
        keeps_keys=bool(mode.removes),
        adds_by="" if shape.removing else mode.writes[-1],
    )


_ALL: Final = 100.0
"""Percent of items from which no guard needs to know how many there are."""


def _look(  # noqa: PLR0913 - what there is to say, by names
    work: "duckdb.DuckDBPyConnection",
    target: Target,
    mode: Mode,
    truth: Literal["none", "whole"] | int,
    *,
    removing: bool,
    verify: bool,
    settles: bool,
    needs_total: bool,
    seed: str,
    calls_left: int | None,
) -> Looked:
    """Look at what is to be looked at; see `make_plan`."""
    must = verify or (mode.presence != "any" and not mode.is_checked)
    only_some = settles and not must and truth != "whole"
    if truth in ("none", 0) and not must and not settles:
        return Looked(TruthRead(of=count(work, "select count(*) from candidates")))
    sample = truth if isinstance(truth, int) and not must and not settles else None
    item = "null::varchar item" if removing else "item"
    among = " where k in (select k from settling_k)" if only_some else ""
    work.execute(
        f"create or replace view looking as select k, key, {item} from candidates{among}"
        + ("" if sample is not None or only_some else " union all select k, key, null from gone where not withdrawn")
    )
    looked = read_truth(
        work,
        target,
        items="looking",
        sample=sample,
        seed=seed,
        needs_total=needs_total,
        calls_left=calls_left,
    )
    if looked.unavailable and (must or settles):
        what = "--verify" if verify else f"the mode {mode.name}" if must else "the retry of rows that are unknown"
        raise TargetError(f"{what} has to look at what is there, which cannot be done: {looked.unavailable}")
    if only_some and looked.read.looked_at < count(work, "select count(*) from candidates"):
        return replace(looked, read=replace(looked.read, kind="none"))  # of the others, nothing is known
    return looked


def _rows(staged: StagedRows, diff: Diff, counts: Counts) -> dict[str, int]:
    """Return how many rows of the source end before anything is sent, having proved that none is lost."""
    states = ("skipped", "rejected", "unknown")
    skipped, rejected, unknown = (sum(counts.reasons.get(state, {}).values()) for state in states)
    unchanged = diff.unchanged + counts.unchanged
    found = unchanged + skipped + rejected + unknown + counts.sent
    if found != staged.rows:
        raise StateError(
            f"the plan has {counted(found, 'row')} and the source has {staged.rows:,}: report this as a bug; "
            "nothing was sent"
        )
    rows = {"unchanged": unchanged, "skipped": skipped, "rejected": rejected}
    return rows | ({"unknown": unknown} if unknown else {})


def _without_consent(work: "duckdb.DuckDBPyConnection", job: Job) -> int:
    if not job.consent:
        return 0
    return count(work, "select count(*) from staged where state = '' and not coalesce(consent, false)")


def _notes(  # noqa: PLR0913, PLR0917 - what there is to say
    work: "duckdb.DuckDBPyConnection", job: Job, mode: Mode, snapshot: Snapshot, rule: int, gone: Gone, *, full: bool
) -> tuple[str, ...]:
    """Return what a person should know of a plan."""
    notes: list[str] = []
    if snapshot.is_of_other_place:
        notes.append(
            "The target is another one than before: all rows are sent, and what the job wrote to the other one stays "
            "there."
        )
    elif not snapshot.rows:
        notes.append("Nothing is known of earlier runs: all rows count as new.")
        if mode.removes:
            notes.append("This run is the baseline of the mirror: it removes nothing, and later runs what it adds.")
    elif full:
        notes.append("All rows are sent, since --full was given.")
    elif others := count(work, f"select count(*) from {snapshot.table} where rule <> {rule}"):
        notes.append(
            f"The mapping was changed: {counted(others, 'item')} that an older one wrote will be sent again where the "
            "source still has them."
        )
    if gone.without_key:
        notes.append(
            f"{counted(gone.without_key, 'item')} that the source has no more will stay: written before the job was a "
            "mirror, so that the keys are not known."
        )
    if gone.items and gone.keyless_rows:
        notes.append(
            f"{counted(gone.keyless_rows, 'row')} without a key, or that cannot be read: each may be an item that "
            "seems to have gone, so nothing is removed for being gone until they are put right, or --force is given."
        )
    if job.consent and (number := _without_consent(work, job)):
        notes.append(f"{counted(number, 'row')} without consent: nothing is done that needs it.")
    return tuple(notes)
