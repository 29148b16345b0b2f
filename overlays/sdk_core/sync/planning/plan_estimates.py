"""What a plan costs: how long it takes, and on which day it ends."""

from datetime import UTC, date, datetime, timedelta
from typing import Final

from sdk_core.sync.model.target import Target
from sdk_core.sync.planning.plan_meta import PlanMeta, TruthRead
from sdk_core.sync.planning.words import counted


def seconds_of(meta: PlanMeta, target: Target, *, seconds_per_call: float, concurrency: int) -> float:
    """Return about how many seconds a plan takes.

    Args:
        meta: what the plan says of itself.
        target: its target; a step may allow fewer calls at a time.
        seconds_per_call: from the call to its response.
        concurrency: calls in flight, 1 or more.
    """
    total = 0.0
    for name, plan in meta.steps.items():
        step = target.steps.get(name)
        at_once = min(concurrency, step.concurrency) if step and step.concurrency else concurrency
        total += -(-plan.calls // at_once) * seconds_per_call
    return total


def last_day(meta: PlanMeta) -> date | None:
    """Return the day, in UTC, on which a plan ends that begins when it is made; None if that is not known.

    It goes on every day with all calls of the key's daily cap.
    """
    today = datetime.fromtimestamp(meta.created, UTC).date()
    if meta.calls_left is not None and meta.calls <= meta.calls_left:
        return today
    if meta.calls_left is None or not meta.calls_limit:
        return None
    return today + timedelta(days=-(-(meta.calls - meta.calls_left) // meta.calls_limit))


_OF_ONE: Final = {
    "are not there": "is not there",
    "differ": "differs",
    "are there as they would be sent": "is there as it would be sent",
    "are to be removed": "is to be removed",
}


def looked_again_text(truth: TruthRead) -> str:
    """Return in words what was looked at before an undo: what is there decides what is taken back.

    >>> looked_again_text(TruthRead("whole", of=2, looked_at=2, calls=1, found=1))
    '2 items looked at again, by 1 call: 1 of them is there.'
    """
    there = f"{truth.found:,} of them {'is' if truth.found == 1 else 'are'} there"
    return f"{counted(truth.looked_at, 'item')} looked at again, by {counted(truth.calls, 'call')}: {there}."


def truth_text(truth: TruthRead) -> str:
    """Return in words what was looked at, and how sure one can be of it.

    >>> truth_text(TruthRead("sample", of=100_000, looked_at=1_000, calls=20, found=900, same=100, error_bound=0.043))
    '1,000 of 100,000 items looked at, taken at random, by 20 calls: 10.0 % are not there, 80.0 % differ, 10.0 % are \
there as they would be sent. Of all items, each of these shares is within 4.3 percentage points of what it is in the \
sample, in 95 of 100 samples.'
    """
    if truth.kind == "none" or not truth.looked_at:
        return "Nothing of the target was looked at."
    numbers = {
        "are not there": truth.looked_at - truth.found,
        "differ": truth.found - truth.same - truth.unwanted,
        "are there as they would be sent": truth.same,
        "are to be removed": truth.unwanted,
    }
    by = f"by {counted(truth.calls, 'call')}"
    if truth.kind == "whole":
        found = ", ".join(
            f"{number:,} {_OF_ONE[what] if number == 1 else what}" for what, number in numbers.items() if number
        )
        return f"{counted(truth.looked_at, 'item')} looked at, {by}: {found}."
    shares = ", ".join(f"{100 * number / truth.looked_at:.1f} % {what}" for what, number in numbers.items() if number)
    bound = f"{100 * (truth.error_bound or 0):.1f}"
    return (
        f"{truth.looked_at:,} of {counted(truth.of, 'item')} looked at, taken at random, {by}: {shares}. Of all items, "
        f"each of these shares is within {bound} percentage points of what it is in the sample, in 95 of 100 samples."
    )
