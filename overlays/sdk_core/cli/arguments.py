"""Texts of a command line become values of parameters, by their types in the table."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast

from sdk_core.cli.tables import Parameter, Type, option

_BOOLEANS = {"true": True, "false": False}


def value_of(parameter: Parameter, texts: Iterable[str]) -> Any:  # noqa: ANN401 - as the document has it
    """Return the value of a parameter.

    Args:
        parameter: its row in the table.
        texts: what was given: one text, or more for a list or a map.

    Raises:
        ValueError: it cannot be read; the message names the option, says why, and what to give.

    >>> value_of({"name": "pageSize", "option": "page-size", "type": "integer"}, ["20"])
    20
    >>> value_of({"name": "query", "type": "object"}, ["email=ada@example.com"])
    {'email': 'ada@example.com'}
    """
    given = list(texts)
    kind = parameter.get("type", "string")
    if kind == "object":
        return _map(parameter, given)
    if kind == "array":
        return _list(parameter, given)
    if len(given) > 1:
        raise ValueError(f"{option(parameter)} is given {len(given)} times; give it once")
    return _one(parameter, kind, given[0])


def _one(parameter: Parameter, kind: Type, text: str) -> Any:  # noqa: ANN401 - so
    if parameter.get("enum") and text not in parameter.get("enum", ()):
        raise ValueError(f"{option(parameter)} cannot be {text!r}; give one of {', '.join(parameter.get('enum', ()))}")
    if kind == "boolean":
        if text.lower() not in _BOOLEANS:
            raise ValueError(f"{option(parameter)} cannot be {text!r}; give true or false")
        return _BOOLEANS[text.lower()]
    try:
        if kind == "integer":
            return int(text)
        if kind == "number":
            return float(text)
        return datetime.fromisoformat(text) if parameter.get("format") == "date-time" else text
    except ValueError:
        wanted = {"integer": "a whole number", "number": "a number"}.get(kind, "a time such as 2026-07-04T08:30:00Z")
        raise ValueError(f"{option(parameter)} cannot be {text!r}; give {wanted}") from None


def _list(parameter: Parameter, texts: list[str]) -> list[Any]:
    kind = parameter.get("items", "string")
    plain = Parameter(name=parameter["name"], option=option(parameter))
    return [_one(plain, kind, text) for text in texts]


def _map(parameter: Parameter, texts: list[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for text in texts:
        if text.startswith("{"):
            found |= _json_object(parameter, text)
            continue
        name, equals, value = text.partition("=")
        if not (name and equals):
            raise ValueError(f"{option(parameter)} cannot be {text!r}; give NAME=VALUE, once for each name, or JSON")
        found[name] = value
    return found


def _json_object(parameter: Parameter, text: str) -> dict[str, Any]:
    try:
        read: object = json.loads(text)
    except ValueError as error:
        raise ValueError(f"{option(parameter)} is no JSON ({error}); give NAME=VALUE, or a JSON object") from None
    return cast("dict[str, Any]", read)
