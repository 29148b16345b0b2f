"""Reading the parameters of a query, and plain values of a path, by the document's schemas."""

import re
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl, unquote_to_bytes

from sdk_core.mock.app.document import Operation, Parameter
from sdk_core.mock.app.responses import HTTPError, Rule
from sdk_core.mock.app.schema_validation import check

_MAX_INTEGER = 2**63 - 1  # more than any table has rows, and what SQLite counts with
MAX_FIELDS = 1_000
"""Our own bound of the names in a query or form; no operation has ten."""


def read_path(operation: Operation, raw: Mapping[str, str]) -> dict[str, Any]:
    """Decode the values of a path that are percent-encoded once, as most APIs have them.

    Args:
        operation: The one that the path belongs to.
        raw: The raw segment of each parameter, as `PathMatcher` finds them.

    Raises:
        HTTPError: 400; a value cannot be decoded or breaks its schema.
    """
    values: dict[str, Any] = {}
    for name, segment in raw.items():
        schema, what = operation.path_parameters[name].schema, f"{name} in the path"
        try:
            text = unquote_to_bytes(segment).decode()
        except ValueError:
            # from None: nothing of the value leaves
            raise HTTPError(400, f"{what} is no UTF-8; encode it so", rule="encoding", place=name) from None
        values[name] = whole_number(name, text) if schema["type"] == "integer" else text
        check(operation.validator(schema), values[name], what)
    return values


def read_query(
    operation: Operation,
    query_string: bytes,
    unchecked: Collection[str],
    extra: Collection[str] = (),
    *,
    unknown: Rule | None = None,
) -> dict[str, Any]:
    """Parse the documented parameters of a query, and those of `extra`; others are ignored unless they are rejected.

    Args:
        operation: Names the parameters and their types.
        query_string: As it stands in the request.
        unchecked: Parameters that are parsed, but not checked against their schema.
        extra: Parameters that the document lacks, passed on as text.
        unknown: How another parameter is rejected; None to ignore it.

    Returns:
        The parameters that were given or have a default. Of a parameter that is no array the first value counts.

    Raises:
        HTTPError: 400; a parameter is missing, of another type, or breaks a rule of its schema.
    """
    given = parse_pairs(query_string, "the query")
    takes_all = any(each.schema["type"] == "object" for each in operation.query_parameters.values())
    if unknown is not None and not takes_all and not given.keys() <= {*operation.query_parameters, *extra}:
        message = "the query has a parameter that is not known; leave it out"
        raise HTTPError(unknown.status, message, rule="unknown-parameter", assumption=unknown.assumption)
    values: dict[str, Any] = {}
    for name, parameter in operation.query_parameters.items():
        schema = parameter.schema
        if schema["type"] == "object":
            values[name] = {each: texts[0] for each, texts in given.items()}
        elif name in given:
            parsed = _parsed(parameter, given[name])
            if name not in unchecked and schema["type"] != "boolean":
                plain = given[name][0] if isinstance(parsed, datetime) else parsed
                check(operation.validator(schema), plain, f"the query parameter {name}")
            values[name] = parsed
        elif parameter.required:
            raise HTTPError(400, f"the query parameter {name} is missing; add it", rule="required", place=name)
        elif "default" in schema:
            values[name] = schema["default"]
    return values | {name: given[name][0] for name in extra if name in given}


def parse_pairs(raw: bytes, what: str) -> dict[str, list[str]]:
    """Parse a query or a form into the values of each name, or reject with 400."""
    try:
        pairs = parse_qsl(raw.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
    except ValueError:
        # from None: the exception shows the text
        message = f"{what} cannot be read; percent-encode UTF-8, at most {MAX_FIELDS:,} fields"
        raise HTTPError(400, message, rule="encoding", place=what) from None
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    return values


def whole_number(name: str, text: str) -> int:
    """Read a whole number of at most 64 bits, or reject with 400."""
    if re.fullmatch("-?[0-9]{1,19}", text) and abs(number := int(text)) <= _MAX_INTEGER:
        return number
    raise HTTPError(400, f"{name} is no whole number of 64 bits; write digits", rule="type", place=name)


def _holds_integers(parameter: Parameter) -> bool:
    return bool(parameter.schema.get("items", {}).get("type") == "integer")


def _parsed(parameter: Parameter, texts: list[str]) -> Any:  # noqa: ANN401 - of the type that the schema names
    type_, text = parameter.schema["type"], texts[0]
    what = f"the query parameter {parameter.name}"
    if type_ == "array":
        return [whole_number(what, each) for each in texts] if _holds_integers(parameter) else texts
    if type_ == "integer":
        return whole_number(what, text)
    if type_ == "boolean":
        if text not in ("true", "false"):
            raise HTTPError(400, f"{what} is no boolean; write true or false", rule="type", place=parameter.name)
        return text == "true"
    if parameter.schema.get("format") == "date-time":
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            moment = None
        if moment is None or moment.utcoffset() is None:
            message = f"{what} is no date-time by RFC 3339; write one such as 2017-04-09T23:20:50Z"
            raise HTTPError(400, message, rule="format", place=parameter.name)
        return moment
    return text
