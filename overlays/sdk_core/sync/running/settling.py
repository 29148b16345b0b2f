"""Entries of which it is not known whether they were written are read back, where the API can be read.

An item is taken as written when all fields that were sent are there; one that was to be removed, when it is not there.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from itertools import islice
from typing import Any, Final, cast

import orjson

from sdk_core.sync.model.errors import TargetError
from sdk_core.sync.model.rows import RowState
from sdk_core.sync.model.target import Step, Target, Truth
from sdk_core.sync.running.bounds import CallBudget
from sdk_core.sync.running.plan_protocol import Batch, PlanEntries
from sdk_core.sync.running.ranges import Range, merged, open_ranges
from sdk_core.sync.running.sending import TASK_GOES_ON
from sdk_core.sync.running.stop_signal import StopSignal
from sdk_core.sync.running.unwritten import entries_in
from sdk_core.sync.state.journal import Journal
from sdk_core.sync.state.records import ChunkEnd, ChunkRecord, DonePart, ExceptionRange
from sdk_core.wire.errors import ApiError

MAX_KEYS: Final = 500
"""Keys that are read at once."""
NOT_THERE: Final = "it was not written: no response came that can be read, and it is not there"
DIFFERS: Final = "it was not written: no response came that can be read, and what is there differs from what was sent"
STILL_THERE: Final = "it was not removed: no response came that can be read, and it is still there"


class Found(Enum):
    """What reading back says of an entry."""

    WRITTEN = "written"
    NOT_THERE = "not there"
    DIFFERS = "differs"
    STILL_THERE = "still there"
    UNKNOWN = "unknown"


NEVER_ARRIVED: Final = frozenset({NOT_THERE, DIFFERS, STILL_THERE})
"""The reasons of entries that nobody rejected: they were not written, so that a later run may send them."""
_REASONS: Final = {Found.NOT_THERE: NOT_THERE, Found.DIFFERS: DIFFERS, Found.STILL_THERE: STILL_THERE}


def is_as_sent(target: Target, truth: Truth, item: Mapping[str, Any], found: Mapping[str, Any]) -> bool:
    """Return whether what is there is what was sent.

    Args:
        target: knows which fields are within a member of the item.
        truth: knows how values compare.
        item: what was sent.
        found: what is there, by the names of fields.
    """
    return all(
        truth.same(name, value, found.get(name)) for name, value in fields_of(target, item) if name not in target.key
    )


def fields_of(target: Target, item: Mapping[str, Any]) -> Iterator[tuple[str, object]]:
    """Yield the fields of an item and their values, those within a member of it too."""
    members = {each.within for each in target.fields.values() if each.within} | {target.unknown_field_member}
    for name, value in item.items():
        if name in members and name not in target.fields and isinstance(value, dict):
            yield from cast("dict[str, object]", value).items()
        else:
            yield name, value


def read_back(target: Target, step: Step, batches: Iterable[Batch], budget: CallBudget) -> Iterator[tuple[int, Found]]:
    """Yield what is known of entries by what is there: their number, and what was found.

    Args:
        target: what they were written to.
        step: by what.
        batches: the entries, as Arrow record batches.
        budget: the calls that may be made; where they do not suffice, entries stay unknown.
    """
    entries = (
        entry
        for batch in batches
        for entry in zip(*(batch.column(name).to_pylist() for name in ("seq", "key", "item")), strict=True)
    )
    while some := list(islice(entries, MAX_KEYS)):
        for seq, found in _read_some(target, step, some, budget):
            yield seq, found if found is Found.WRITTEN or not step.finishes_later else Found.UNKNOWN


def _read_some(
    target: Target, step: Step, entries: Sequence[tuple[int, str, str | None]], budget: CallBudget
) -> Iterator[tuple[int, Found]]:
    keys = dict.fromkeys(key for _, key, _ in entries)
    truth = step.truth or target.truth
    there = _there(truth, [*keys], budget) if truth is not None else {}
    for seq, key, item in entries:
        if truth is None or key not in there:
            yield seq, Found.UNKNOWN
            continue
        found = there[key]
        if item is None:
            yield seq, Found.WRITTEN if found is None else Found.STILL_THERE
        elif found is None:
            yield seq, Found.NOT_THERE
        else:
            yield seq, Found.WRITTEN if is_as_sent(target, truth, orjson.loads(item), found) else Found.DIFFERS


def _there(truth: Truth, keys: Sequence[str], budget: CallBudget) -> dict[str, Mapping[str, Any] | None]:
    there: dict[str, Mapping[str, Any] | None] = {}
    calls = truth.calls(len(keys))
    calls = len(keys) if calls is None else calls
    if not budget.take(calls):
        return there
    try:
        there.update(truth.read_some(keys))
    except (ApiError, TargetError):
        pass  # what was not read stays unknown
    finally:
        budget.made(calls, calls)
    return there


def settle_unknown(  # noqa: PLR0913, PLR0917 - what it works with
    plan: PlanEntries, target: Target, journal: Journal, run: str, step: Step, budget: CallBudget, stop: StopSignal
) -> None:
    """Read back the entries of a step that are unknown, and note those that are not any more.

    Args:
        plan: the run's plan.
        target: what they were written to.
        journal: says which they are, and notes what is found.
        run: the run.
        step: by what.
        budget: the calls that may be made.
        stop: whether to end early.
    """
    if step.truth is None and target.truth is None:
        return
    for group in _groups([*journal.exception_ranges(run, step.name, RowState.UNKNOWN)]):
        if stop.is_stopping:
            return
        reasons = {seq: each.reason for each in group for seq in range(each.first, each.last + 1)}
        found = read_back(target, step, entries_in(plan, step.name, merged(Range(*each[:2]) for each in group)), budget)
        new = list(exceptions_of(found, reasons))
        if new != list(group):
            journal.settle(run, step.name, group, new)


def lost_entries(journal: Journal, run: str, step: Step) -> list[ExceptionRange]:
    """Return the entries of a step that may be sent again: no response came, and they were not found to be there.

    Those whose task goes on are none of them, and neither is any of a step that may not be sent twice.

    Args:
        journal: says which they are.
        run: the run.
        step: the step.
    """
    if not step.is_idempotent:
        return []
    return [
        each
        for each in journal.exception_ranges(run, step.name)
        if each.reason in NEVER_ARRIVED or (each.state is RowState.UNKNOWN and not each.reason.startswith(TASK_GOES_ON))
    ]


def note_again(journal: Journal, run: str, step: Step, lost: Sequence[ExceptionRange], now: float) -> None:
    """Note again what was known of entries that were to be sent again, and were not.

    Args:
        journal: says which of them were sent, and notes which are to be sent again.
        run: the run.
        step: the step.
        lost: the entries, and what was known of them.
        now: the time in seconds since 1970.
    """
    sent = list(merged(Range(chunk.first, chunk.last) for chunk in journal.chunks(run, step.name)))
    for each in lost:
        whole = Range(each.first, each.last)
        within = (part for part in sent if part.last >= whole.first and part.first <= whole.last)
        for first, last in open_ranges(whole, within):
            chunk = ChunkRecord(step.name, 0, first, last, last - first + 1, "sent", sent=now)
            part, known = DonePart(first, last, last - first + 1), each._replace(first=first, last=last)
            end = ChunkEnd(chunk=chunk, parts=[part], exceptions=[known], calls=0, ended=now)
            journal.chunk_done(run, end).wait()


def _groups(ranges: Sequence[ExceptionRange]) -> Iterator[Sequence[ExceptionRange]]:
    group: list[ExceptionRange] = []
    entries = 0
    for each in ranges:
        if group and entries + each.entries > MAX_KEYS:
            yield group
            group, entries = [], 0
        group.append(each)
        entries += each.entries
    if group:
        yield group


def exceptions_of(found: Iterable[tuple[int, Found]], reasons: Mapping[int, str]) -> Iterator[ExceptionRange]:
    """Yield those entries that were not written, neighbors with the same reason as one."""
    open_: ExceptionRange | None = None
    for seq, what in found:
        if what is Found.WRITTEN:
            continue
        state = RowState.UNKNOWN if what is Found.UNKNOWN else RowState.REJECTED
        reason = _REASONS.get(what) or reasons[seq]
        if open_ is not None and (open_.last, open_.state, open_.reason) == (seq - 1, state, reason):
            open_ = open_._replace(last=seq)
            continue
        if open_ is not None:
            yield open_
        open_ = ExceptionRange(seq, seq, state, reason)
    if open_ is not None:
        yield open_
