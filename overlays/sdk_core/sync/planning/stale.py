"""Which entries of a plan are stale: what they would change is not any more as it was when the plan was made."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

import orjson

from sdk_core.sync.model.errors import PlanError
from sdk_core.sync.model.target import Target, Truth
from sdk_core.sync.planning.item_values import found_value, sent_values
from sdk_core.sync.planning.plan_file import PlanFile
from sdk_core.wire.counting import are, counted

_KEYS: Final = 5_000
_NAMED: Final = 5
"""How many stale entries an error names."""


@dataclass(frozen=True, slots=True)
class StaleEntry:
    """An entry that is stale.

    Attributes:
        seq: its number in the plan.
        row: the source's row; None for what a mirror removes.
        what: whether the item is `there` by now, has `gone`, or has `changed`.
        fields: the fields that are not as they were.
    """

    seq: int
    row: int | None
    what: Literal["there", "gone", "changed"]
    fields: tuple[str, ...] = ()


def checked_entries(plan: PlanFile) -> int:
    """Return how many entries of a plan can be stale: those whose items were looked at when it was made."""
    return sum(len(rows) for _, rows in _looked_at(plan))


def stale_entries(plan: PlanFile, target: Target) -> Iterator[StaleEntry]:
    """Yield the entries of a plan that are stale, by reading their items again.

    An entry is looked at if the plan knows what was there: one that creates, and one with values before. It is stale if
    its item is there by now or has gone, if a value before is another one, or if a field that would not have changed
    would change now.

    Args:
        plan: the plan.
        target: its target.
    """
    truth = target.truth
    if truth is None:
        return
    for step, rows in _looked_at(plan):
        removes = target.steps[step].removes
        of = {row["key"]: row for row in rows}
        for key, found in truth.read_some([*of]):
            row = of.pop(key, None)
            if row is not None and (stale := _stale(target, truth, row, found, removes=removes)):
                yield stale
        for row in of.values():  # what it says nothing of is not there
            if stale := _stale(target, truth, row, None, removes=removes):
                yield stale


def stop_if_stale(plan: PlanFile, target: Target) -> None:
    """Stop if entries of a plan are stale.

    Raises:
        PlanError: it names how many there are, and rows and fields of the first.
    """
    found = [*stale_entries(plan, target)]
    if not found:
        return
    named = "; ".join(_text(each) for each in found[:_NAMED])
    more = f"; and {len(found) - _NAMED:,} more" if len(found) > _NAMED else ""
    raise PlanError(
        f"{counted(len(found), 'entry', 'entries')} of the plan {plan.path} {are(len(found))} stale: {named}{more}. "
        "Make the plan again, or run it and skip what is stale (--stale skip)"
    )


def _text(stale: StaleEntry) -> str:
    place = f"row {stale.row:,}" if stale.row else f"entry {stale.seq:,}"
    what = {"there": "is there by now", "gone": "has gone", "changed": f"changed in {', '.join(stale.fields)}"}
    return f"{place} {what[stale.what]}"


def _looked_at(plan: PlanFile) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Yield the entries that can be stale, by step, some thousands at a time."""
    columns = ("seq", "row", "change", "key", "item", "before")
    for step in plan.steps:
        rows: list[dict[str, Any]] = []
        for batch in plan.entries(step, columns=columns):
            rows += [row for row in batch.to_pylist() if row["change"] == "create" or row["before"]]
            while len(rows) >= _KEYS:
                yield step, rows[:_KEYS]
                rows = rows[_KEYS:]
        if rows:
            yield step, rows


def _stale(
    target: Target, truth: Truth, row: Mapping[str, Any], found: Mapping[str, Any] | None, *, removes: bool
) -> StaleEntry | None:
    if row["change"] == "create":
        return None if found is None else StaleEntry(row["seq"], row["row"], "there")
    if found is None:
        return StaleEntry(row["seq"], row["row"], "gone")
    before: dict[str, object] = orjson.loads(row["before"])
    now: dict[str, object] = {name: found_value(target, found, name) for name in before}
    plain: dict[str, object] = orjson.loads(orjson.dumps(now, default=str))
    fields = [name for name, value in before.items() if plain[name] != value]
    if row["item"] and not removes:
        fields += [
            name
            for name, value in sent_values(target, row["item"]).items()
            if name not in before and not truth.same(name, value, found_value(target, found, name))
        ]
    return StaleEntry(row["seq"], row["row"], "changed", tuple(fields)) if fields else None
