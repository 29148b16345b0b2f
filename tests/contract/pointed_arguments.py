"""Calls that are easily sent wrong, and calls that must not be sent at all, for every operation."""

import math
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

from call_arguments import AGILLIC, MULTIPART, Arguments

from agillic import by
from agillic.wire.path_encoding import UniqueField
from agillic_api import UNSET
from generator.bundle.document import parameters, resolve

HOSTILE_LINES = [b"--", b"--+++", b"--+++--", b"--boundary", b'Content-Disposition: form-data; name="folder"', b""]
Rejected: list[Any] = ["", ".", "..", "%2e%2E", "\x00", "a\r\nb", "\x85", "\ud800", None, UNSET]
"""Values that no path may have, whatever the parameter."""
Rejected_TWICE: list[Any] = [
    *(" ", "%25252e", "a/../b", "..\\b", "a/.", "..%2Fb", "\ufeffa", "a" * 2_001),
    *(UniqueField("EMAIL", ".."), UniqueField("..", "a"), UniqueField("EMAIL", "")),
    *(1.5, True, b"a", ["a"]),
]
"""Nor any of these where values are encoded twice, and decoded by who knows how many on their way."""
_SHARP, _SHARP_NAME = "A/%20 b+=@é*~&c", 'mø"d;e=1.png'


def sharp_arguments(example: Arguments) -> list[Arguments]:
    """Return calls with all that is easily sent wrong, and one in which everything that may be is None.

    Args:
        example: A good call of the operation.
    """
    operation, api = example.operation, example.api
    described = {
        p["name"]: {**p, "schema": resolve(api.document, p["schema"])} for _, p in parameters(api.document, operation)
    }
    texts = {
        name: value if isinstance(value, int) or "pattern" in described[name]["schema"] else _SHARP
        for name, value in example.path.items()
    }
    fields = {name: by(EMAIL=_SHARP) if name == "recipientId" else value for name, value in texts.items()}
    query: dict[str, Any] = {n: _sharp_value(p) for n, p in described.items() if p["in"] == "query"}
    nothing = {name: value if described[name].get("required") else None for name, value in query.items()}
    body: Any = example.body
    if example.body_type == MULTIPART and isinstance(body["file"], bytes):
        body = {**body, "file": b"\r\n".join([*HOSTILE_LINES, b"the end"]), "note": "\r\n" + _SHARP}
    elif operation.id in ("createRecipient", "updateRecipient"):
        body = {**body, "personData": {**body["personData"], "LASTNAME": None, "CITY": "None"}}
    elif operation.id == "updateUser":
        body = {**body, "dataFields": {**body["dataFields"], "lastName": None, "city": "None"}}
    return [
        Arguments(operation, texts, query, body, "plain", _SHARP_NAME, api),
        Arguments(operation, fields, query, body, "model", _SHARP_NAME, api),
        Arguments(operation, texts, nothing, body, "bytes", _SHARP_NAME, api),
    ]


def rejected_arguments(good: Arguments) -> list[Arguments]:
    """Return calls that the client must reject, each wrong in one place.

    Args:
        good: A call that it has to send.
    """
    operation = good.operation
    rejected = [*Rejected, *(Rejected_TWICE if good.api is AGILLIC else ())]
    found = [replace(good, path={**good.path, name: value}) for name in good.path for value in rejected]
    for other in good.api.operations:
        parts, mine = other.path.split("/"), operation.path.split("/")
        fits = len(parts) == len(mine) and all(a == b or b.startswith("{") for a, b in zip(parts, mine, strict=True))
        if fits and good.api.competes(other, operation):
            swallowed = {b.strip("{}"): a for a, b in zip(parts, mine, strict=True) if a != b and not a.startswith("{")}
            found.append(replace(good, path={**good.path, **swallowed}))
    for _, parameter in parameters(good.api.document, operation):
        if parameter["in"] != "query":
            continue
        wrong: list[Any] = [None] if parameter.get("required") else []
        if parameter["schema"].get("format") == "date-time":
            wrong += [datetime(2026, 7, 4, 10, 30)]  # noqa: DTZ001 - that is what is wrong with it
        if parameter["schema"].get("format") == "rsql":
            wrong += ["NAME==", "NAME=out=(a)", ""]
        found += [replace(good, query={**good.query, parameter["name"]: value}) for value in wrong]
    if good.body_type == "application/json":
        found += [replace(good, body=value, written="plain") for value in ({"a": math.nan}, {"a": [math.inf]})]
    return found


def _sharp_value(parameter: Mapping[str, Any]) -> Any:  # noqa: ANN401 - of the type that the schema names
    schema = parameter["schema"]
    if schema.get("format") == "rsql":
        return f'NAME=="{_SHARP}" and AGE<3'
    if schema.get("format") == "date-time":
        return datetime(2026, 7, 4, 10, 30, 0, 123_000, timezone(timedelta(hours=-5, minutes=-30)))
    if schema["type"] == "array" and schema["items"] != {"type": "string"}:
        return parameter["example"]
    sharp: dict[str, Any] = {"string": _SHARP, "array": [_SHARP, "a,b", ""], "object": {"a b&": _SHARP, "c": ""}}
    return (
        True
        if schema["type"] == "boolean"
        else parameter["example"]
        if "enum" in schema
        else sharp.get(schema["type"], parameter["example"])
    )
