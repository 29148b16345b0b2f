"""What differs between the traits of an operation: its name in Python, and how it behaves."""

from collections.abc import Iterator

from generator.diff.change import Impact, shown
from generator.diff.schemas import Finding
from generator.load.json_values import Json, mapping

LIMITS = ("max_items", "max_bytes")


def trait_changes(old: dict[str, Json], new: dict[str, Json]) -> Iterator[Finding]:
    """Yield what differs between the x-traits of two versions of an operation.

    >>> list(trait_changes({"scope": "app"}, {"scope": "public"}))
    [('breaking', "trait scope 'app' -> 'public'")]
    """
    for trait in sorted({*old, *new} - {"evidence", "batch"}):
        before, after = old.get(trait), new.get(trait)
        if before != after:
            yield _impact(trait, after), f"trait {trait} {shown(before)} -> {shown(after)}"
    yield from _batch(old.get("batch"), new.get("batch"))
    before, after = mapping(old.get("evidence")).get("level"), mapping(new.get("evidence")).get("level")
    if before != after:
        yield "compatible", f"evidence {before} -> {after}"


def _impact(trait: str, value: Json) -> Impact:
    if trait == "name":
        return "breaking"
    if trait == "scope":  # keys of the wider scope could always call it
        return "breaking" if value == "public" else "compatible"
    return "attention"


def _batch(old: Json, new: Json) -> Iterator[Finding]:
    if not old or not new:
        if old != new:
            yield "attention", f"trait batch {shown(old)} -> {shown(new)}"
        return
    for key in sorted({*old, *new}):
        before, after = old.get(key), new.get(key)
        if before == after:
            continue
        impact: Impact = "attention"
        if key in LIMITS:
            impact = "breaking" if after < before else "compatible"
        yield impact, f"trait batch.{key} {shown(before)} -> {shown(after)}"
