"""What a plan costs: how long it takes, and on which day it ends."""

from datetime import UTC, date, datetime, timedelta

from sdk_core.sync.model.target import Target
from sdk_core.sync.planning.plan_meta import PlanMeta, TruthRead
from sdk_core.wire.counting import are, counted


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


def truth_text(truth: TruthRead, *, undoes: bool = False) -> str:
    """Return in words what was looked at, and how sure one can be of it.

    Args:
        truth: what was looked at.
        undoes: whether that was for taking back a run.

    >>> truth_text(TruthRead("sample", of=100_000, looked_at=1_000, calls=20, found=900, same=100, error_bound=0.043))
    '1,000 of 100,000 items looked at, taken at random, by 20 calls: 10.0 % are not there, 80.0 % differ, 10.0 % are \
there as they would be sent. Of all items, each of these shares is within 4.3 percentage points of what it is in the \
sample, in 95 of 100 samples.'
    """
    if not truth.looked_at:
        return "Nothing of the target was looked at."
    if truth.kind == "none":
        items, calls = counted(truth.looked_at, "item"), counted(truth.calls, "call")
        return f"{items} looked at, by {calls}: of an earlier run, which does not know whether they were written."
    kinds: tuple[tuple[int, str, str], ...] = (
        (truth.looked_at - truth.found, "is not there", "are not there"),
        (truth.found - truth.same - truth.unwanted, "differs", "differ"),
        (truth.same, "is there as it would be sent", "are there as they would be sent"),
        (truth.unwanted, "is to be removed", "are to be removed"),
    )
    if undoes:
        kinds = ((truth.found, "is there", "are there"), kinds[0])
    by = f"by {counted(truth.calls, 'call')}"
    if truth.kind == "whole":
        found = ", ".join(f"{number:,} {are(number, one, many)}" for number, one, many in kinds if number)
        return f"{counted(truth.looked_at, 'item')} looked at, {by}: {found}."
    shares = ", ".join(f"{100 * number / truth.looked_at:.1f} % {many}" for number, _, many in kinds if number)
    bound = f"{100 * (truth.error_bound or 0):.1f}"
    return (
        f"{truth.looked_at:,} of {counted(truth.of, 'item')} looked at, taken at random, {by}: {shares}. Of all items, "
        f"each of these shares is within {bound} percentage points of what it is in the sample, in 95 of 100 samples."
    )
