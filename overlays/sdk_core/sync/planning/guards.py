"""Guards: what stops a run before anything is sent. One whose denominator is unknown stops it too."""

from collections.abc import Iterator
from dataclasses import dataclass

from sdk_core.sync.model.errors import GuardStopped
from sdk_core.sync.model.job import Guards
from sdk_core.sync.model.target import Mode
from sdk_core.wire.counting import are, counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What guards look at.

    Attributes:
        source_rows: rows of the source, rejected lines of files included.
        rejected: how many of them are rejected before anything is sent.
        removals: items that would be removed.
        last_good_rows: rows of the source in the last run that ended well; None where no run did.
        has_snapshot: whether there is a snapshot.
        snapshot_rows: items in it.
        added: how many of them this job has added.
        total: items of the target; None where that is not known.
    """

    source_rows: int
    rejected: int = 0
    removals: int = 0
    last_good_rows: int | None = None
    has_snapshot: bool = False
    snapshot_rows: int = 0
    added: int = 0
    total: int | None = None


def check_guards(guards: Guards, mode: Mode, facts: Facts, *, force: bool = False) -> tuple[str, ...]:
    """Check all guards.

    A small source does harm only where what it lacks is removed. So `min_rows` and `max_shrink_percent` hold for
    mirrors, and for other modes where the job says something else than what they are without it. The guards of
    removals hold for mirrors and erasures. A mirror also stops where earlier runs are known but their snapshot is lost:
    it would no longer know what it may remove.

    Args:
        guards: the job's.
        mode: the job's.
        facts: what was found.
        force: whether to go on all the same.

    Returns:
        The names of the guards that `force` passed; nothing without it.

    Raises:
        GuardStopped: a guard stops the run, and `force` was not given. It names all that do.

    >>> mirror = Mode(name="mirror", help="", writes=("upsert",), removes=("delete",))
    >>> check_guards(Guards(), mirror, Facts(source_rows=0), force=True)
    ('min_rows',)
    """
    found = [*_tripped(guards, mode, facts)]
    if found and not force:
        how = "Look at the source; if all is as it should be, change the bound, or go on once with --force."
        raise GuardStopped(f"{' '.join(message for _, message in found)} {how}", found[0][0], facts.source_rows)
    return tuple(name for name, _ in found)


def _tripped(guards: Guards, mode: Mode, facts: Facts) -> Iterator[tuple[str, str]]:
    """Yield the names of guards that stop the run, and why."""
    usual = Guards()
    if facts.source_rows < guards.min_rows and (mode.removes or guards.min_rows != usual.min_rows):
        yield "min_rows", f"The source has {counted(facts.source_rows, 'row')}, and min_rows is {guards.min_rows:,}."
    if mode.removes or guards.max_shrink_percent != usual.max_shrink_percent:
        yield from _shrunk(guards, facts)
    if mode.removes and facts.last_good_rows and not facts.has_snapshot:
        yield (
            "lost_state",
            (
                f"Earlier runs are known, the last good one of {counted(facts.last_good_rows, 'row')}, but their "
                "snapshot is lost: what they added would never be removed."
            ),
        )
    if facts.removals and (mode.removes or mode.is_erasure):
        yield from _removals(guards, mode, facts)
    bound = guards.max_rejected_percent
    if bound is not None and facts.rejected * 100 > bound * facts.source_rows:
        yield (
            "max_rejected_percent",
            (
                f"{facts.rejected:,} of the source's {counted(facts.source_rows, 'row')} {are(facts.rejected)} "
                f"rejected, {_share(facts.rejected, facts.source_rows)}, and max_rejected_percent is {bound:g}."
            ),
        )


def _shrunk(guards: Guards, facts: Facts) -> Iterator[tuple[str, str]]:
    """Compare with the last good run; where none ended well, with what the snapshot has."""
    before, what = facts.last_good_rows, "in the last run that ended well"
    if before is None:
        before, what = facts.snapshot_rows, "in the snapshot of runs that did not end well"
    if (before - facts.source_rows) * 100 > guards.max_shrink_percent * before:
        yield (
            "max_shrink_percent",
            (
                f"The source has {counted(facts.source_rows, 'row')} after {before:,} {what}, "
                f"{_share(before - facts.source_rows, before)} fewer, and max_shrink_percent is "
                f"{guards.max_shrink_percent:g}."
            ),
        )


def _removals(guards: Guards, mode: Mode, facts: Facts) -> Iterator[tuple[str, str]]:
    if facts.removals > guards.max_removals:
        yield (
            "max_removals",
            f"{counted(facts.removals, 'item')} would be removed, and max_removals is {guards.max_removals:,}.",
        )
    if guards.max_removals_percent >= 100:  # noqa: PLR2004 - all of them: no denominator is needed
        return
    whole, what = (facts.added, "that this job has added") if mode.removes else (facts.total, "of the target")
    if whole is None:
        yield (
            "max_removals_percent",
            (
                f"max_removals_percent is {guards.max_removals_percent:g}, and how many items there are is not known: "
                "plan with the whole truth, or set it to 100 so that max_removals alone counts."
            ),
        )
    elif facts.removals * 100 > guards.max_removals_percent * whole:
        yield (
            "max_removals_percent",
            (
                f"{facts.removals:,} of the {counted(whole, 'item')} {what} would be removed, "
                f"{_share(facts.removals, whole)}, and max_removals_percent is {guards.max_removals_percent:g}."
            ),
        )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "all"
