"""Context Parameter Schemas: what calls may bring along for the flows that they start [S1, V-AST].

A schema is a JSON file. Its syntax is the assumption `context-schema-syntax`: each parameter by its name, with `type`,
`required`, and either `data_type` or, for rows, `fields`.
"""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar, cast, get_args

_Type = Literal["person_data", "otm", "global_data", "gdt"]
_Word = TypeVar("_Word", bound=str)

ContextType = Literal["string", "number", "boolean", "date", "timestamp"]


@dataclass(frozen=True, slots=True)
class ContextField:
    """A field of a model in a context parameter schema [S1]."""

    name: str
    data_type: ContextType
    required: bool = False


@dataclass(frozen=True, slots=True)
class ContextParameter:
    """A parameter of a context parameter schema: a single one with a data type, or a model with fields [S1]."""

    name: str
    type: Literal["person_data", "otm", "global_data", "gdt"]
    data_type: ContextType | None = None
    required: bool = False
    fields: Mapping[str, ContextField] = field(default_factory=dict[str, ContextField])


ContextSchema = Mapping[str, ContextParameter]


class ContextSchemaError(ValueError):
    """A text that is no Context Parameter Schema. The message names the place in it, and says what to write."""


def parse_context_schema(text: str) -> ContextSchema:
    """Read a schema from the text of its file.

    Raises:
        ContextSchemaError: It is none.

    >>> parse_context_schema('{"ID": {"type": "otm"}}')
    Traceback (most recent call last):
        ...
    agillic.wire.context_schemas.ContextSchemaError: 'ID': write either data_type, for a single value, or fields
    """
    try:
        read: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ContextSchemaError("the text is no JSON; write an object with a member for each parameter") from error
    return {name: _parameter(name, each) for name, each in _object(read, "the whole").items()}


def context_schema_text(schema: ContextSchema) -> str:
    """Write a schema as the text of a file.

    >>> context_schema_text({"ID": ContextParameter("ID", "person_data", "string", required=True)})
    '{"ID": {"type": "person_data", "data_type": "string", "required": true}}'
    """
    return json.dumps({name: _written(parameter) for name, parameter in schema.items()})


def _written(parameter: ContextParameter) -> dict[str, object]:
    content: dict[str, object] = {"type": parameter.type}
    if parameter.data_type is not None:
        content["data_type"] = parameter.data_type
    content["required"] = parameter.required
    if parameter.fields:
        content["fields"] = {
            name: {"data_type": each.data_type, "required": each.required} for name, each in parameter.fields.items()
        }
    return content


def _parameter(name: str, value: object) -> ContextParameter:
    place = repr(name)
    if name == "name":
        raise ContextSchemaError(f"{place}: calls choose the schema by this member; rename the parameter")
    members = _object(value, place, ("type", "data_type", "required", "fields"))
    type_: _Type = _word(members.get("type"), cast("tuple[_Type, ...]", get_args(_Type)), f"{place}, type")
    fields = {
        field: _field(field, each, f"{place}, field {field!r}")
        for field, each in _object(members.get("fields", {}), f"{place}, fields").items()
    }
    if ("data_type" in members) == bool(fields):
        raise ContextSchemaError(f"{place}: write either data_type, for a single value, or fields")
    data_type = _data_type(members["data_type"], place) if "data_type" in members else None
    return ContextParameter(name, type_, data_type, required=_required(members, place), fields=fields)


def _field(name: str, value: object, place: str) -> ContextField:
    members = _object(value, place, ("data_type", "required"))
    return ContextField(name, _data_type(members.get("data_type"), place), required=_required(members, place))


def _object(value: object, place: str, known: Collection[str] | None = None) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise ContextSchemaError(f"{place}: write an object, {{...}}")
    members = cast("dict[str, object]", value)
    for name in members:
        if known is not None and name not in known:
            raise ContextSchemaError(f"{place}: there is no member {name!r}; known are {', '.join(known)}")
    return members


def _data_type(value: object, place: str) -> ContextType:
    return _word(value, cast("tuple[ContextType, ...]", get_args(ContextType)), f"{place}, data_type")


def _required(members: Mapping[str, object], place: str) -> bool:
    required = members.get("required", False)
    if not isinstance(required, bool):
        raise ContextSchemaError(f"{place}, required: write true or false")
    return required


def _word(value: object, known: tuple[_Word, ...], place: str) -> _Word:
    for word in known:
        if value == word:
            return word
    raise ContextSchemaError(f"{place}: write one of {', '.join(known)}")
