"""Has everything an example, and is each example true?"""

from collections.abc import Iterator

import jsonschema_rs

from generator.bundle.bundler import Bundle
from generator.bundle.document import described, media_types, operations, parameters, resolve
from generator.lint.finding import finding
from generator.load.json_values import Json, Pointer, pointer_parts
from generator.load.problems import Problem


def bodies_have_examples(bundle: Bundle) -> Iterator[Problem]:
    """Every body that is sent, returned or posted by a webhook has an example."""
    for operation in described(bundle.document):
        for what, pointer, media_type, content in media_types(bundle.document, operation):
            if not content.get("examples"):
                message = f"{operation.id} shows no example of its {what} body ({media_type})"
                remedy = "add `examples: {name: {summary: ..., value: ...}}` that looks like real life"
                yield finding(bundle, "example", pointer, message, remedy)


def parameters_have_examples(bundle: Bundle) -> Iterator[Problem]:
    """Every parameter has an example, and it fits its schema."""
    for operation in operations(bundle.document):
        for pointer, parameter in parameters(bundle.document, operation):
            if "example" not in parameter:
                message = f"the parameter {parameter['name']!r} has no example"
                yield finding(bundle, "example", pointer, message, "add `example:` beside its schema")
            else:
                yield from _check(bundle, (*pointer, "example"), parameter["schema"], parameter["example"])


def examples_are_valid(bundle: Bundle) -> Iterator[Problem]:
    """Every example of a body fits the schema it stands beside."""
    for operation in described(bundle.document):
        for _, pointer, _, content in media_types(bundle.document, operation):
            for name, example in content.get("examples", {}).items():
                home: Pointer = (*pointer, "examples", name)
                if "$ref" in example:
                    home = pointer_parts(example["$ref"])
                value = resolve(bundle.document, example).get("value")
                yield from _check(bundle, (*home, "value"), content.get("schema", {}), value)


def _check(bundle: Bundle, pointer: Pointer, schema: dict[str, Json], value: Json) -> Iterator[Problem]:
    # The schema's references are local to the document, so its components come along.
    whole = {**schema, "components": {"schemas": bundle.document["components"].get("schemas", {})}}
    validator = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
    for error in validator.iter_errors(value):
        inner = tuple(str(part) for part in error.instance_path)
        message = f"the example does not fit its schema: {error.message}"
        remedy = "correct the example, or the schema if the example is what the API really does"
        yield finding(bundle, "example", (*pointer, *inner), message, remedy)
