"""Is each place marked that names a thing of an API, such as a group or an event? These marks bound agents."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.bundle.bundler import Bundle
from generator.bundle.document import media_types, operations, parameters
from generator.lint.finding import finding
from generator.load.json_values import Json, Pointer, is_mapping, mapping, pointer_parts, sequence
from generator.load.problems import Problem

_COMBINED = ("oneOf", "anyOf", "allOf")
_PLAIN = {"string", "integer", "number", "array", "null"}


@dataclass(frozen=True)
class _Place:
    """A parameter or a member of a request: its name, and where its schema stands."""

    name: str
    pointer: Pointer
    schema: dict[str, Json]


def marks_name_kinds(bundle: Bundle) -> Iterator[Problem]:
    """Each `x-names` names kinds of `x-named`, at a text, a number, a list or a map; each kind is named somewhere."""
    kinds = sequence(bundle.document.get("x-named"))
    seen: set[str] = set()
    for place in _places(bundle):
        for index, kind in enumerate(sequence(place.schema.get("x-names"))):
            seen.add(kind)
            if kind not in kinds:
                pointer = (*place.pointer, "x-names", str(index))
                remedy = f"name one of x-named ({', '.join(kinds) or 'none'}), or add it there"
                yield finding(bundle, "naming", pointer, f"there is no kind {kind!r}", remedy)
        if place.schema.get("x-names") and not _can_name(place.schema):
            message = f"`{place.name}` can name nothing: it is no text, no number, no list of them and no map by names"
            remedy = "write its `type`, or mark what is in it"
            yield finding(bundle, "naming", (*place.pointer, "x-names"), message, remedy)
    for index, kind in enumerate(kinds):
        if kind not in seen:
            message = f"no parameter and no member of a request names a thing of the kind {kind!r}"
            remedy = "mark one by `x-names`, or delete the kind"
            yield finding(bundle, "naming", ("x-named", str(index)), message, remedy)


def marks_agree(bundle: Bundle) -> Iterator[Problem]:
    """What is called like something marked is marked too, with `[]` where it names nothing: none is forgotten."""
    places = list({each.pointer: each for each in _places(bundle)}.values())
    marked = {each.name: each for each in places if each.schema.get("x-names")}
    for each in places:
        if each.name in marked and "x-names" not in each.schema:
            kinds = ", ".join(marked[each.name].schema["x-names"])
            message = f"`{each.name}` names a thing elsewhere ({kinds}), and nothing says whether it does here"
            remedy = f"write `x-names: [{kinds}]`, or `x-names: []` where it names nothing"
            yield finding(bundle, "naming", each.pointer, message, remedy)


def _can_name(schema: dict[str, Json]) -> bool:
    type_ = schema.get("type")
    types = {type_} if isinstance(type_, str) else set(sequence(type_))
    if types == {"object"}:
        return is_mapping(schema.get("additionalProperties")) and "properties" not in schema
    return bool(types) and types <= _PLAIN


def _places(bundle: Bundle) -> Iterator[_Place]:
    for operation in operations(bundle.document):
        for pointer, parameter in parameters(bundle.document, operation):
            yield from _place(bundle, str(parameter.get("name")), (*pointer, "schema"), parameter.get("schema", {}))
        seen: set[str] = set()
        for what, pointer, _, content in media_types(bundle.document, operation):
            if what == "request":
                yield from _within(bundle, (*pointer, "schema"), content.get("schema", {}), seen)


def _place(bundle: Bundle, name: str, pointer: Pointer, schema: Json) -> Iterator[_Place]:
    home, found = _resolved(bundle, pointer, schema)
    yield _Place(name, home, found)


def _within(bundle: Bundle, pointer: Pointer, schema: Json, seen: set[str]) -> Iterator[_Place]:
    """Yield the members of a schema, at any depth; each schema that is referred to once."""
    reference = mapping(schema).get("$ref")
    if isinstance(reference, str):
        if reference in seen:
            return
        seen.add(reference)
    home, found = _resolved(bundle, pointer, schema)
    for name, inner in mapping(found.get("properties")).items():
        yield from _place(bundle, name, (*home, "properties", name), inner)
        yield from _within(bundle, (*home, "properties", name), inner, seen)
    for keyword in ("items", "additionalProperties"):
        if is_mapping(found.get(keyword)):
            yield from _within(bundle, (*home, keyword), found[keyword], seen)
    for keyword in _COMBINED:
        for index, inner in enumerate(sequence(found.get(keyword))):
            yield from _within(bundle, (*home, keyword, str(index)), inner, seen)


def _resolved(bundle: Bundle, pointer: Pointer, schema: Json) -> tuple[Pointer, dict[str, Json]]:
    """Return a schema and where it stands, references followed."""
    while isinstance(reference := mapping(schema).get("$ref"), str):
        pointer = pointer_parts(reference)
        schema = bundle.document
        for part in pointer:
            schema = schema[part]
    return pointer, mapping(schema)
