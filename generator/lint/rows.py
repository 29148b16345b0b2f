"""Are responses and bodies of rows what their traits and media types say?"""

import csv
import json
from collections.abc import Iterator
from io import StringIO

from generator.bundle.bundler import Bundle
from generator.bundle.document import described, media_types, operations, resolve
from generator.bundle.media_types import is_json
from generator.lint.bodies import in_success, successes, types
from generator.lint.finding import finding
from generator.load.json_values import Json, Pointer, mapping, pointer_parts
from generator.load.problems import Problem
from sdk_core.wire.counting import counted
from sdk_core.wire.media_types import JSON_LINES, without_parameters

BY_MEDIA_TYPE = {"text/csv": "csv", **dict.fromkeys(JSON_LINES, "json-lines")}
"""The rows of media types that say what theirs are; other text may have any."""


def responses_are_read(bundle: Bundle) -> Iterator[Problem]:
    """`rows` stands where a success is text, and fits its media type; `response` points into a success."""
    for operation in operations(bundle.document):
        pointer: Pointer = (*operation.pointer, "x-traits")
        rows = operation.traits.get("rows")
        if rows is not None:
            texts = [
                media_type
                for contents in successes(bundle, operation)
                for media_type, content in contents.items()
                if _is_text(bundle, media_type, content)
            ]
            if not texts:
                message = f"no success of {operation.id} is text that has rows"
                remedy = "delete `rows`, or describe the success as `type: string` of a media type that is not JSON"
                yield finding(bundle, "traits", (*pointer, "rows"), message, remedy)
            for media_type in texts:
                own = BY_MEDIA_TYPE.get(without_parameters(media_type), rows)
                if own != rows:
                    message = f"{operation.id} returns {media_type}, whose rows are {own} and not {rows}"
                    remedy = f"write `rows: {own}`, or correct the media type"
                    yield finding(bundle, "traits", (*pointer, "rows"), message, remedy)
        place = operation.traits.get("response")
        if place is not None and in_success(bundle, operation, place) is None:
            message = f"no response of {operation.id} has {place}"
            yield finding(bundle, "traits", (*pointer, "response"), message, "point to what the envelope holds")


def rows_are_shown(bundle: Bundle) -> Iterator[Problem]:
    """Examples of rows are what they are examples of: JSON in each line, or lines below one that names columns."""
    for operation in described(bundle.document):
        for what, pointer, media_type, content in media_types(bundle.document, operation):
            kind = "json-lines" if without_parameters(media_type) in JSON_LINES else None
            if what.startswith("2") and _is_text(bundle, media_type, content):
                kind = operation.traits.get("rows", kind)
            for name, example in mapping(content.get("examples")).items():
                home = pointer_parts(example["$ref"]) if "$ref" in example else (*pointer, "examples", name)
                value = resolve(bundle.document, example).get("value")
                problem = _problem(kind, value) if isinstance(value, str) else None
                if problem:
                    remedy = "correct the example, or `rows` and the media type if the example is what the API does"
                    yield finding(bundle, "example", (*home, "value"), f"the example {problem}", remedy)


def _problem(kind: str | None, text: str) -> str | None:
    """Return what is wrong with an example of rows."""
    if kind == "json-lines":
        for number, line in enumerate(_lines(text), 1):
            try:
                json.loads(line, parse_constant=_reject)
            except ValueError:
                return f"has no JSON value in its line {number}"
    if kind != "csv":
        return None
    rows = list(csv.reader(StringIO(text, newline="")))
    if not rows or not _are_names(rows[0]):
        return "has no first line that names the columns"
    for number, row in enumerate(rows[1:], 2):
        if row and len(row) != len(rows[0]):
            return f"has {counted(len(row), 'value')} in its row {number}, and {counted(len(rows[0]), 'column')}"
    return None


def _lines(text: str) -> list[str]:
    """Return the lines of a text; JSON may hold what Python takes for the end of a line, such as U+2028."""
    return text.removesuffix("\n").split("\n") if text else []


def _are_names(columns: list[str]) -> bool:
    """Return whether the values of a line can be the names of columns: each its own, and none a number."""
    return bool(columns) and len({*columns}) == len(columns) and not any(_is_value(each) for each in columns)


def _is_value(text: str) -> bool:
    try:
        float(text or "0")
    except ValueError:
        return False
    return True


def _reject(word: str) -> Json:
    raise ValueError(word)


def _is_text(bundle: Bundle, media_type: str, content: Json) -> bool:
    schema = mapping(content).get("schema")
    is_binary = mapping(resolve(bundle.document, schema)).get("format") == "binary"
    return not is_json(media_type) and types(bundle, schema) == {"string"} and not is_binary
