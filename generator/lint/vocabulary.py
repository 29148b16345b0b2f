"""Do the root's extensions and x-traits use the words of spec/root.schema.json and spec/traits.schema.json?"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import jsonschema_rs

from generator.bundle.bundler import Bundle
from generator.bundle.document import described
from generator.lint.finding import finding
from generator.load.json_values import Json, Pointer, mapping, sequence
from generator.load.problems import Problem

FOLDER = Path(__file__).resolve().parents[2] / "spec"
"""One vocabulary for all APIs."""
TRAITS = "traits.schema.json"
ROOT = "root.schema.json"
_FORMS = ("oneOf", "anyOf")


def valid_root(bundle: Bundle) -> Iterator[Problem]:
    """What the root says of the whole API fits spec/root.schema.json."""
    for pointer, message in _misfits(bundle.document, _schema(ROOT)):
        yield finding(bundle, "root", pointer, message, f"see spec/{ROOT}, which explains each")


def valid_traits(bundle: Bundle) -> Iterator[Problem]:
    """Every operation and webhook has x-traits that fit spec/traits.schema.json."""
    of_operation = _schema(TRAITS)
    of_webhook = {"$ref": "#/$defs/webhook", "$defs": of_operation["$defs"]}
    for each in described(bundle.document):
        schema = of_webhook if each.root == "webhooks" else of_operation
        for inner, message in _misfits(each.value.get("x-traits"), schema):
            pointer = (*each.pointer, "x-traits", *inner)
            remedy = f"see spec/{TRAITS}, which explains each"
            yield finding(bundle, "traits", pointer, f"x-traits of {each.id}: {message}", remedy)


@cache
def _schema(name: str) -> dict[str, Json]:
    """Return a schema of the vocabulary, complete in itself: what it takes from the other one comes along."""
    whole: dict[str, Json] = json.loads((FOLDER / name).read_text("utf-8").replace(f'"{TRAITS}#', '"#'))
    shared = json.loads((FOLDER / TRAITS).read_text("utf-8"))["$defs"]
    return {**whole, "$defs": {**shared, **mapping(whole.get("$defs"))}}


def _misfits(value: Json, schema: dict[str, Json]) -> Iterator[tuple[Pointer, str]]:
    for error in jsonschema_rs.Draft202012Validator(schema).iter_errors(value):
        message = error.message
        if error.kind.name in _FORMS:  # the library only says that no form fits
            words = _described(schema, [*error.schema_path][:-1])
            message = f"{json.dumps(error.instance)} is not in a form that is known" + (f": {words}" if words else "")
        yield tuple(str(part) for part in error.instance_path), message


def _described(schema: Json, path: list[str | int]) -> str:
    for part in path:
        schema = sequence(schema)[part] if isinstance(part, int) else mapping(schema).get(part)
    return str(mapping(schema).get("description", ""))
