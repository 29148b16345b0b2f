"""Names that become file, class and method names, so that none gets lost or breaks the generated code."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from keyword import iskeyword
from pathlib import PurePosixPath

from generator.bundle.bundler import Bundle
from generator.bundle.document import described, operations, parameters, webhooks
from generator.lint.finding import finding
from generator.lint.keywords import property_maps
from generator.load.json_values import Pointer
from generator.load.problems import Problem


def snake_case(name: str) -> str:
    """Return the name as the generator writes it in Python.

    >>> snake_case("asyncBatchUpsertRecipients"), snake_case("One-to-Many"), snake_case("modelDimX")
    ('async_batch_upsert_recipients', 'one_to_many', 'model_dim_x')
    """
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[^A-Za-z0-9]+", "_", name)
    return re.sub(r"_+", "_", spaced).strip("_").lower()


def unique_operation_ids(bundle: Bundle) -> Iterator[Problem]:
    """No two operations share an id, as written or in snake_case: the generator would drop one of them silently."""
    every = [(o.id, (*o.pointer, "operationId")) for o in operations(bundle.document)]
    every += [(webhook.id, webhook.pointer[:2]) for webhook in webhooks(bundle.document)]
    for operation in operations(bundle.document):
        if "operationId" not in operation.value:
            yield finding(bundle, "operation-id", operation.pointer, "there is no operationId", "give it one")
    yield from _clashes(bundle, "operation-id", "operationId", every)


def file_named_by_operation(bundle: Bundle) -> Iterator[Problem]:
    """The file of an operation is called by its operationId, that of a webhook by its name, so that it is found."""
    for operation in described(bundle.document):
        whole = operation.pointer[:2] if operation.root == "webhooks" else operation.pointer
        name, start = bundle.origins.get(operation.pointer) or bundle.origins.get(whole) or ("", ())
        if name and not start and PurePosixPath(name).stem != operation.id:
            what = "webhook" if operation.root == "webhooks" else "operation"
            message = f"the {what} is called {operation.id}, its file is not"
            yield finding(bundle, "file-name", operation.pointer, message, f"call the file {operation.id}.yaml")


def unique_trait_names(bundle: Bundle) -> Iterator[Problem]:
    """No two operations of a tag and no two webhooks share a name, and none is a word of Python."""
    by_tag: dict[str, list[tuple[str, Pointer]]] = defaultdict(list)
    for operation in described(bundle.document):
        pointer = (*operation.pointer, "x-traits", "name")
        group = "webhook" if operation.root == "webhooks" else f"method of {operation.tag}"
        by_tag[group].append((operation.traits["name"], pointer))
        if iskeyword(operation.traits["name"]):
            message = f"{operation.traits['name']!r} is a word of Python"
            yield finding(bundle, "trait-name", pointer, message, "choose another method name")
    for group, named in by_tag.items():
        yield from _clashes(bundle, "trait-name", group, named)


def names_have_letters(bundle: Bundle) -> Iterator[Problem]:
    """Every parameter and property has a name of which one in Python can be made.

    Those that generated code needs for itself are found in that code (`generator/generate/names_in_code.py`).
    """
    remedy = "describe it differently, as a map for example: no name in Python can be made of it"
    for operation in operations(bundle.document):
        for pointer, parameter in parameters(bundle.document, operation):
            if not snake_case(parameter["name"]):
                message = f"a parameter may not be called {parameter['name']!r}"
                yield finding(bundle, "reserved-name", (*pointer, "name"), message, remedy)
    for pointer, properties in property_maps(bundle.document):
        for name in properties:
            if not snake_case(name):
                message = f"a property may not be called {name!r}"
                yield finding(bundle, "reserved-name", (*pointer, name), message, remedy)


def distinct_names(bundle: Bundle) -> Iterator[Problem]:
    """Properties of a schema, parameters of an operation and schemas stay distinct in snake_case."""
    for pointer, properties in property_maps(bundle.document):
        yield from _clashes(bundle, "name-clash", "property", [(name, (*pointer, name)) for name in properties])
    for operation in operations(bundle.document):
        named = [(p["name"], (*where, "name")) for where, p in parameters(bundle.document, operation)]
        yield from _clashes(bundle, "name-clash", "parameter", named)
    schemas = bundle.document["components"].get("schemas", {})
    yield from _clashes(bundle, "name-clash", "schema", [(name, ("components", "schemas", name)) for name in schemas])


def _clashes(bundle: Bundle, rule: str, what: str, named: Iterable[tuple[str, Pointer]]) -> Iterator[Problem]:
    first: dict[str, tuple[str, Pointer]] = {}
    for name, pointer in named:
        python_name = snake_case(name)
        if python_name in first:
            other, there = first[python_name]
            message = (
                f"the {what} {name!r} clashes with {other!r} ({bundle.place(there)}): "
                f"both are {python_name!r} in Python"
            )
            yield finding(bundle, rule, pointer, message, "give one of them another name")
        first.setdefault(python_name, (name, pointer))
