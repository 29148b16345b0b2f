"""What differs between the traits of an operation: its name in Python, and how it behaves."""

from collections.abc import Iterator

from generator.diff.change import Impact, shown
from generator.diff.schemas import Finding
from generator.load.json_values import Json, mapping, sequence

LIMITS = ("max_items", "max_bytes")


def trait_changes(old: dict[str, Json], new: dict[str, Json]) -> Iterator[Finding]:
    """Yield what differs between the x-traits of two versions of an operation.

    >>> list(trait_changes({"keys": ["server", "mobile"]}, {"keys": ["server"]}))
    [('breaking', "trait keys ['server', 'mobile'] -> ['server']")]
    """
    for trait in sorted({*old, *new} - {"evidence", "batch"}):
        before, after = old.get(trait), new.get(trait)
        if before != after:
            yield _impact(trait, before, after), f"trait {trait} {shown(before)} -> {shown(after)}"
    yield from _batch(old.get("batch"), new.get("batch"))
    before, after = mapping(old.get("evidence")).get("level"), mapping(new.get("evidence")).get("level")
    if before != after:
        yield "compatible", f"evidence {before} -> {after}"


def _impact(trait: str, before: Json, after: Json) -> Impact:
    if trait == "name":
        return "breaking"
    if trait == "keys":
        return "breaking" if {*sequence(before)} - {*sequence(after)} else "compatible"
    return "compatible" if trait == "intents" else "attention"


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
            narrowed = before is None if before is None or after is None else after < before
            impact = "breaking" if narrowed else "compatible"
        yield impact, f"trait batch.{key} {shown(before)} -> {shown(after)}"
