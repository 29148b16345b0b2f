"""Hypothesis strategies for the arguments of every generated operation, made from the document."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from typing import Any
from urllib.parse import unquote_to_bytes

import schemathesis
from call_arguments import Api, Arguments, address, is_list, is_swallowed
from client_surface import DOCUMENT
from hypothesis import strategies as st
from pointed_arguments import HOSTILE_LINES
from schemathesis.core import NOT_SET

from agillic.wire.path_encoding import UniqueField
from agillic.wire.rsql import parse_filter
from agillic_api import UNSET
from generator.bundle.document import Operation, parameters, resolve

_MAX_INTEGER = 2**63 - 1  # no larger number has a place in the JSON that the client writes
_LONG = 256
_WILD = "/\\.%@+=*~ :?#&;,!'\"()[]{}|^`$<>-_0aAzé漢😀"


def acceptable(text: str) -> bool:
    """Return whether a text may stand in a path; said once more here, so that it is no copy of the client's rule."""
    if not text.strip() or "\ufeff" in text or any(unicodedata.category(each) in ("Cc", "Cs") for each in text):
        return False
    decoded = text.encode()
    while (again := unquote_to_bytes(decoded)) != decoded:
        decoded = again
    return not {b".", b".."} & set(re.split(rb"[/\\]", decoded))


def wild_texts(most: int = 20) -> st.SearchStrategy[str]:
    """Return texts that may stand in a path, most of them with characters that mean something in one."""
    return (st.text(_WILD, min_size=1, max_size=most) | st.text(min_size=1, max_size=most)).filter(acceptable)


def arguments_for(examples: list[Arguments]) -> st.SearchStrategy[Arguments]:
    """Return calls of the operation of which these are the examples, all of which the client has to send."""
    operation, api = examples[0].operation, examples[0].api
    return st.builds(
        Arguments,
        operation=st.just(operation),
        path=st.fixed_dictionaries(
            {p["name"]: _path_values(p) for _, p in parameters(api.document, operation) if p["in"] == "path"}
        ),
        query=_queries(operation, api),
        body=_bodies(examples),
        written=st.sampled_from(["model", "plain", "bytes"]),
        file_name=st.sampled_from(["a.bin", "møde 1.png", 'a"b;c=d.txt', "../up.json"]),
        api=st.just(api),
    ).filter(lambda arguments: not is_swallowed(arguments))


def moments() -> st.SearchStrategy[datetime]:
    """Return moments with a zone, which RFC 3339 writes in whole minutes, as exact as the client sends them."""
    zones = st.just(UTC) | st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
    # Not all of a day lies within the years that RFC 3339 has.
    whole = st.datetimes(datetime(1900, 1, 2), datetime(9999, 12, 30), timezones=zones)  # noqa: DTZ001 - bounds have no zone
    return whole.map(lambda moment: moment.replace(microsecond=moment.microsecond // 1000 * 1000))


def _path_values(parameter: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    schema, example = parameter["schema"], parameter["example"]
    if schema["type"] == "integer":
        return st.just(example) | st.integers(-_MAX_INTEGER, _MAX_INTEGER)
    if "pattern" in schema:
        library: Any = st  # this function of it has no complete type
        of_pattern: st.SearchStrategy[str] = library.from_regex(schema["pattern"], fullmatch=True)
        return st.just(example) | of_pattern.filter(_is_short)
    if schema.get("format") != "recipient-address":
        return st.just(example) | wild_texts()
    fields = st.sampled_from(["EMAIL", "CUSTOMER_ID", "AGILLIC_ID"]) | wild_texts(6)
    addresses = st.builds(UniqueField, fields, wild_texts())
    return st.just(address(example)) | st.just("ruby@sweetmail.com") | wild_texts() | addresses


def _is_short(text: str) -> bool:
    return len(text) < _LONG


def _queries(operation: Operation, api: Api) -> st.SearchStrategy[dict[str, Any]]:
    required: dict[str, st.SearchStrategy[Any]] = {}
    optional: dict[str, st.SearchStrategy[Any]] = {}
    for _, parameter in parameters(api.document, operation):
        if parameter["in"] == "query":
            values = _query_values({**parameter, "schema": resolve(api.document, parameter["schema"])})
            if parameter.get("required"):
                required[parameter["name"]] = values
            else:
                optional[parameter["name"]] = values | values | st.sampled_from([None, UNSET])
    return st.fixed_dictionaries(required, optional=optional)


def _query_values(parameter: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    schema = parameter["schema"]
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if schema.get("format") == "rsql":
        return st.just(parameter["example"]) | _filters() | _filters().map(parse_filter)
    if schema.get("format") == "date-time":
        return moments()
    least = schema.get("minLength", 0)
    text = st.text(min_size=least, max_size=20) | st.text(_WILD, min_size=least, max_size=20)
    if schema["type"] == "array":
        return st.just(parameter["example"]) | st.lists(
            _query_values({**parameter, "schema": schema["items"], "example": parameter["example"][0]}),
            min_size=1,
            max_size=4,
        )
    of_type: dict[str, st.SearchStrategy[Any]] = {
        "boolean": st.booleans(),
        "integer": st.integers(schema.get("minimum", -_MAX_INTEGER), schema.get("maximum", _MAX_INTEGER)),
        "string": text,
        "object": st.dictionaries(st.text(min_size=1, max_size=8), text, max_size=4),
    }
    given = of_type[schema["type"]]
    return given if schema["type"] == "object" else given | st.just(parameter["example"])


def _filters() -> st.SearchStrategy[str]:
    texts = st.text(_WILD, max_size=10).map(lambda text: text.replace("\\", "\\\\").replace('"', '\\"'))
    comparisons = st.builds(
        '{}{}"{}"'.format, st.sampled_from(["EMAIL", "NAME", "ÅR"]), st.sampled_from(["==", "!=", "<", ">="]), texts
    )
    return st.lists(comparisons, min_size=1, max_size=3).map(" and ".join)


def _bodies(calls: list[Arguments]) -> st.SearchStrategy[Any]:
    operation, api, media_type = calls[0].operation, calls[0].api, calls[0].body_type
    examples = [each.body for each in calls]
    described = resolve(api.document, operation.value.get("requestBody", {}))
    if media_type is None:
        return st.just(UNSET)
    schema = resolve(api.document, described["content"][media_type]["schema"])
    if media_type != "application/json":
        return st.sampled_from(examples) | _forms(schema, files=isinstance(examples[0].get("file"), bytes))
    cases: st.SearchStrategy[Any] = _schemas(api)[operation.path][operation.method].as_strategy()
    of_document = cases.map(_body_of_case).filter(_has_a_place)
    others = of_document if described.get("required") else of_document | st.just(UNSET)
    return st.sampled_from(examples) | others


@cache
def _schemas(api: Api) -> Any:  # noqa: ANN401 - schemathesis' own, indexed by path and method
    return schemathesis.openapi.from_dict(api.document)


def _body_of_case(case: schemathesis.Case[Any]) -> Any:  # noqa: ANN401 - whatever the schema allows
    return UNSET if case.body is NOT_SET else case.body


def _has_a_place(value: Any) -> bool:  # noqa: ANN401 - JSON
    """Return whether JSON can be written by the client, which takes numbers of 64 bits only."""
    if isinstance(value, int):
        return -_MAX_INTEGER <= value <= _MAX_INTEGER
    if isinstance(value, dict):
        return all(_has_a_place(each) for each in value.values())  # pyright: ignore[reportUnknownVariableType] - of any JSON
    return all(_has_a_place(each) for each in value) if is_list(value) else True


def _forms(schema: Mapping[str, Any], *, files: bool) -> st.SearchStrategy[dict[str, Any]]:
    """Return forms: everything in them is text, but files."""
    content = st.lists(st.sampled_from(HOSTILE_LINES) | st.binary(max_size=20), max_size=8).map(b"\r\n".join)
    members: dict[str, st.SearchStrategy[Any]] = {}
    for name, said in schema["properties"].items():
        member = resolve(DOCUMENT, said)
        words = member.get("enum") or ([member["const"]] if "const" in member else None)
        text = st.text(min_size=member.get("minLength", 0), max_size=20)
        members[name] = content if files and name == "file" else st.sampled_from(words) if words else text
    required = set(schema.get("required", ()))
    return st.fixed_dictionaries(
        {name: values for name, values in members.items() if name in required},
        optional={name: values for name, values in members.items() if name not in required} | {"note": st.text()},
    )
