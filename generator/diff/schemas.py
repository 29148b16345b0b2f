"""What differs between two schemas, judged by who writes the value: the caller (request) or the server (response).

Of a request, a schema that takes less than before breaks callers. Of a response, one that gives more kinds of values
than before does, because readers were written for the old kinds; a further member is something that they can ignore.
"""

from collections.abc import Iterator
from typing import Literal

from generator.bundle.document import resolve
from generator.diff.change import Impact, shown
from generator.load.json_values import Json, is_list, mapping, sequence

Direction = Literal["request", "response"]
Finding = tuple[Impact, str]

LOWER_BOUNDS = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties")
UPPER_BOUNDS = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties")
RULES = ("pattern", "multipleOf", "uniqueItems")
COMPOSITIONS = ("allOf", "anyOf", "oneOf", "not", "if", "then", "else", "patternProperties", "propertyNames")
PYTHON_TYPES = {"date", "date-time", "uuid", "binary"}
"""Formats that make another Python type of a string, so that any change of them breaks callers."""


class SchemaComparison:
    """Compares schemas of two documents in one direction."""

    def __init__(self, old: dict[str, Json], new: dict[str, Json], direction: Direction) -> None:
        self._old = old
        self._new = new
        self._direction = direction
        self._open: list[tuple[int, int]] = []

    def compare(self, old: Json, new: Json, where: str) -> Iterator[Finding]:
        """Yield what differs between two schemas; `where` names the place of the value in messages."""
        pair = id(resolve(self._old, old)), id(resolve(self._new, new))
        if pair in self._open:  # a schema that holds itself was compared where it began
            return
        self._open.append(pair)
        before, after = _whole(self._old, old), _whole(self._new, new)
        yield from self._types(before, after, where)
        yield from self._values(before, after, where)
        yield from self._limits(before, after, where)
        yield from self._members(before, after, where)
        yield from self._items(before, after, where)
        yield from self._compositions(before, after, where)
        self._open.pop()

    def _impact(self, *, narrowed: bool, widened: bool) -> Impact:
        breaks = narrowed if self._direction == "request" else widened
        return "breaking" if breaks else "compatible"

    def _types(self, old: dict[str, Json], new: dict[str, Json], where: str) -> Iterator[Finding]:
        before, after = _type_names(old), _type_names(new)
        if before != after:
            narrowed = after is not None and (before is None or not before <= after)
            widened = before is not None and (after is None or not after <= before)
            impact = self._impact(narrowed=narrowed, widened=widened)
            yield impact, f"{where}: type {_types_text(old)} -> {_types_text(new)}"
        first, second = old.get("format"), new.get("format")
        if first != second:
            impact = "breaking" if {first, second} & PYTHON_TYPES else "attention"
            yield impact, f"{where}: format {shown(first)} -> {shown(second)}"
        if old.get("default") != new.get("default"):
            yield "attention", f"{where}: default {shown(old.get('default'))} -> {shown(new.get('default'))}"

    def _values(self, old: dict[str, Json], new: dict[str, Json], where: str) -> Iterator[Finding]:
        before, after = _values(old), _values(new)
        if before is None and after is not None:
            yield self._impact(narrowed=True, widened=False), f"{where}: only {_list(after)} from now on"
        elif before is not None and after is None:
            yield self._impact(narrowed=False, widened=True), f"{where}: no longer only {_list(before)}"
        elif before is not None and after is not None:
            for value in (value for value in before if value not in after):
                yield self._impact(narrowed=True, widened=False), f"{where}: value {shown(value)} removed"
            for value in (value for value in after if value not in before):
                yield self._impact(narrowed=False, widened=True), f"{where}: value {shown(value)} added"

    def _limits(self, old: dict[str, Json], new: dict[str, Json], where: str) -> Iterator[Finding]:
        for word in (*LOWER_BOUNDS, *UPPER_BOUNDS, *RULES):
            before, after = old.get(word), new.get(word)
            if before == after:
                continue
            if before is None or after is None or word in RULES:
                narrowed, widened = after is not None, before is not None
            else:
                narrowed = after > before if word in LOWER_BOUNDS else after < before
                widened = not narrowed
            impact = self._impact(narrowed=narrowed, widened=widened)
            if self._direction == "response" and impact == "breaking":
                impact = "attention"  # readers seldom rely on the limits of what they are given
            yield impact, f"{where}: {word} {shown(before)} -> {shown(after)}"

    def _members(self, old: dict[str, Json], new: dict[str, Json], where: str) -> Iterator[Finding]:
        before, after = mapping(old.get("properties")), mapping(new.get("properties"))
        required_before, required_after = sequence(old.get("required")), sequence(new.get("required"))
        for name in before:
            if name not in after:
                yield "breaking", f"{where}: member {name!r} removed"
        for name in after:
            if name not in before:
                required = name in required_after
                impact: Impact = "breaking" if required and self._direction == "request" else "compatible"
                yield impact, f"{where}: {'required ' * required}member {name!r} added"
        for name in (name for name in before if name in after):
            if (name in required_before) != (name in required_after):
                now = name in required_after
                impact = self._impact(narrowed=now, widened=not now)
                yield impact, f"{where}: member {name!r} is {'required' if now else 'optional'} now"
            yield from self.compare(before[name], after[name], f"{where}.{name}")
        yield from self._further_members(old, new, where)

    def _further_members(self, old: dict[str, Json], new: dict[str, Json], where: str) -> Iterator[Finding]:
        before, after = old.get("additionalProperties", True), new.get("additionalProperties", True)
        if (before is False) != (after is False):
            impact: Impact = "breaking" if self._direction == "request" and after is False else "compatible"
            yield impact, f"{where}: members of other names are {'rejected' if after is False else 'taken'} now"
        elif before is not False:
            yield from self.compare(before, after, f"{where}.*")

    def _items(self, old: dict[str, Json], new: dict[str, Json], where: str) -> Iterator[Finding]:
        if "items" in old or "items" in new:
            yield from self.compare(old.get("items", True), new.get("items", True), f"{where}[]")

    def _compositions(self, old: dict[str, Json], new: dict[str, Json], where: str) -> Iterator[Finding]:
        for word in COMPOSITIONS:
            before, after = old.get(word), new.get(word)
            if is_list(before) and is_list(after) and len(before) == len(after):
                for first, second in zip(before, after, strict=True):
                    yield from self.compare(first, second, f"{where} ({word})")
            elif before != after:
                yield "attention", f"{where}: {word} changed, which this comparison cannot judge"


def _whole(document: dict[str, Json], schema: Json) -> dict[str, Json]:
    """Return a schema with its reference followed; what stands beside the reference counts as well."""
    if schema is False:
        return {"not": {}}
    beside = {key: value for key, value in mapping(schema).items() if key != "$ref"}
    return {**mapping(resolve(document, schema)), **beside}


def _type_names(schema: dict[str, Json]) -> set[str] | None:
    """Return the types of a schema, None where it takes all."""
    if "type" not in schema:
        return None
    names: set[str] = set(sequence(schema["type"]) or [schema["type"]])
    return names | {"integer"} if "number" in names else names


def _types_text(schema: dict[str, Json]) -> str:
    return " | ".join(sequence(schema.get("type")) or [schema.get("type", "any")])


def _values(schema: dict[str, Json]) -> list[Json] | None:
    return [schema["const"]] if "const" in schema else schema.get("enum")


def _list(values: list[Json]) -> str:
    return ", ".join(shown(value) for value in values)
