"""The first entries of a plan of each kind, with old and new values, for texts that people read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import orjson

from sdk_core.sync.model.job import Job
from sdk_core.sync.model.target import Target
from sdk_core.sync.planning.item_values import sent_values
from sdk_core.sync.planning.plan_file import PlanFile

MASK: Final = "***"
_MAX_BATCHES: Final = 3
"""How many row groups of a step are looked through: a change that comes later is counted, and has no example."""
_MAX_VALUE: Final = 200
"""Characters of a value that are shown: a field may hold a whole page of HTML."""
_ORDER: Final = ("create", "upsert", "update", "restore", "add", "delete", "remove")


@dataclass(frozen=True, slots=True)
class Value:
    """A field of an example: what is there, as JSON, empty where that was not read; and what will be, as JSON."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Example:
    """An entry: the source's row if there is one, its key, why it is there, and its values."""

    change: str
    row: int | None
    key: str
    reason: str = ""
    values: tuple[Value, ...] = field(default=())


def masked_fields(job: Job) -> frozenset[str]:
    """Return the fields whose values a job keeps out of reports."""
    return frozenset(name for name, mapping in job.mapping.items() if mapping.personal)


def examples_of(
    plan: PlanFile, target: Target, *, first: int, masked: frozenset[str] = frozenset()
) -> dict[str, list[Example]]:
    """Return the first entries of each change, removals last.

    Args:
        plan: the plan.
        target: its target, which knows where in an item its fields are.
        first: how many of each change; from 0 on.
        masked: fields whose values are not shown; the key neither where one of them is part of it.
    """
    examples: dict[str, list[Example]] = {}
    is_key_masked = not masked.isdisjoint(target.key)
    columns = ("row", "change", "reason", "key", "item", "before")
    for step in plan.steps:
        for number, batch in enumerate(plan.entries(step, columns=columns)):
            if number == _MAX_BATCHES:
                break
            changes: list[str] = batch.column("change").to_pylist()
            for change in sorted(set(changes)):
                found = examples.setdefault(change, [])
                places = [place for place, each in enumerate(changes) if each == change][: max(first - len(found), 0)]
                rows = [batch.slice(place, 1).to_pylist()[0] for place in places]
                found += [_example(target, row, masked, is_key_masked=is_key_masked) for row in rows]
    return {change: examples[change] for change in _ORDER if examples.get(change)}


def _example(target: Target, row: Mapping[str, Any], masked: frozenset[str], *, is_key_masked: bool) -> Example:
    before: dict[str, object] = orjson.loads(row["before"]) if row["before"] else {}
    sent = sent_values(target, row["item"]) if row["item"] else {}
    if before and row["change"] in {"update", "restore"}:
        names = [*before]
    elif row["change"] in {"remove", "delete"}:
        names = []
    else:
        names = [name for name in sent if name not in target.key]
    values = tuple(
        Value(
            name,
            MASK if name in masked else _json(before[name]) if name in before else "",
            MASK if name in masked else _json(sent[name]) if name in sent else "",
        )
        for name in names
    )
    return Example(row["change"], row["row"], MASK if is_key_masked else row["key"] or "", row["reason"], values)


def _json(value: object) -> str:
    text = orjson.dumps(value).decode()
    if len(text) <= _MAX_VALUE:
        return text
    return f"{text[:_MAX_VALUE]}... ({len(text):,} characters)"
