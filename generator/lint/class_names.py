"""Classes and members of enums that would share a name in Python.

The generator makes a class of each schema with members or with an enum, and names those without a name of their own by
where they stand: `parts` of `Thing` becomes `ThingParts`. A clash stops it with a message that names one side, and two
values of an enum that differ by a sign alone become one member without a word.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from openapi_python_client.strings import ClassName, pascal_case

from generator.bundle.bundler import Bundle
from generator.bundle.document import media_types, operations, parameters
from generator.lint.finding import finding
from generator.lint.names import snake_case
from generator.load.json_values import Json, Pointer, is_mapping, mapping, pointer_text, sequence
from generator.load.problems import Problem


@dataclass(frozen=True)
class ModelClass:
    """A class that the generator will make: its name, its schema, and where that stands."""

    name: str
    pointer: Pointer
    schema: dict[str, Json]


def distinct_classes(bundle: Bundle) -> Iterator[Problem]:
    """No two schemas become one class; enums of the same values may."""
    first: dict[str, ModelClass] = {}
    for each in model_classes(bundle):
        other = first.setdefault(each.name, each)
        if other.pointer != each.pointer and not _same_enum(other.schema, each.schema):
            message = (
                f"the schema at {pointer_text(each.pointer)} becomes the class {each.name}, and so does "
                f"{pointer_text(other.pointer)} ({bundle.place(other.pointer)})"
            )
            remedy = "give one of them another name: a named schema under `schemas`, or a `title`"
            yield finding(bundle, "class-clash", each.pointer, message, remedy)


def distinct_enum_members(bundle: Bundle) -> Iterator[Problem]:
    """No two values of an enum become one member: the generator would stop, or lose one of them."""
    for each in model_classes(bundle):
        first: dict[str, Json] = {}
        values = sequence(each.schema.get("enum"))
        for index, value in enumerate(values):
            member = _member(index, value, sequence(each.schema.get("x-enum-varnames")))
            if member in first:
                message = (
                    f"the values {first[member]!r} and {value!r} of the enum {each.name} are both {member} in Python"
                )
                remedy = "name the members by `x-enum-varnames: [...]`, one name for each value"
                yield finding(bundle, "enum-clash", (*each.pointer, "enum", str(index)), message, remedy)
            first.setdefault(member, value)


def _member(index: int, value: Json, names: list[Json]) -> str:
    if index < len(names):
        return snake_case(str(names[index])).upper()
    text = str(value)
    return snake_case(text).upper() if text[:1].isalpha() else f"VALUE_{index}"


def _same_enum(one: dict[str, Json], other: dict[str, Json]) -> bool:
    return "enum" in one and one["enum"] == other.get("enum")


def model_classes(bundle: Bundle) -> Iterator[ModelClass]:
    """Yield the classes that the generator will make of a document."""
    document = bundle.document
    for name, schema in mapping(document["components"].get("schemas")).items():
        yield from _of_schema(("components", "schemas", name), schema, name, "")
    for operation in operations(document):
        parent = snake_case(operation.id)
        for pointer, parameter in parameters(document, operation):
            yield from _of_schema((*pointer, "schema"), parameter.get("schema"), parameter["name"], parent)
        for what, pointer, _, content in media_types(document, operation):
            if what == "request" or what.startswith("2"):  # the client reads no other response by a schema
                name = "body" if what == "request" else f"response_{what}"
                yield from _of_schema((*pointer, "schema"), content.get("schema"), name, parent)


def _of_schema(pointer: Pointer, schema: Json, name: str, parent: str) -> Iterator[ModelClass]:
    """Yield the classes of a schema, named as openapi-python-client does it."""
    if not is_mapping(schema) or "$ref" in schema:
        return
    class_name = str(ClassName(pascal_case(parent) + pascal_case(str(schema.get("title", name))), "field_"))
    alternatives = [(key, i, s) for key in ("anyOf", "oneOf") for i, s in enumerate(sequence(schema.get(key)))]
    if "enum" in schema:
        yield ModelClass(class_name, pointer, schema)
    elif alternatives:
        for number, (key, index, inner) in enumerate(alternatives):
            word = mapping(inner).get("title", f"type_{number}")
            yield from _of_schema((*pointer, key, str(index)), inner, f"{name}_{word}", parent)
    elif "items" in schema:
        yield from _of_schema((*pointer, "items"), schema["items"], f"{name}_item", parent)
    elif schema.get("type") == "object" or "properties" in schema or "allOf" in schema:
        yield ModelClass(class_name, pointer, schema)
        for each, inner in mapping(schema.get("properties")).items():
            yield from _of_schema((*pointer, "properties", each), inner, each, class_name)
        additional = schema.get("additionalProperties")
        yield from _of_schema((*pointer, "additionalProperties"), additional, "AdditionalProperty", class_name)
