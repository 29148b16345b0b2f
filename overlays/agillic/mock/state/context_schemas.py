"""Context Parameter Schemas: what calls may bring along for the flows that they start [S1, V-AST].

A schema is a JSON file. Its syntax is the assumption `context-schema-syntax`: each parameter by its name, with `type`,
`required`, and either `data_type` or, for rows, `fields`.
"""

import json
from collections.abc import Collection, Mapping
from typing import Literal, TypeVar, cast, get_args

from agillic.mock.instance import ContextField, ContextParameter, ContextSchema, ContextType
from agillic.mock.state.database import Database

_TABLE = "CREATE TABLE IF NOT EXISTS context_schemas (name TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID"
_Type = Literal["person_data", "otm", "global_data", "gdt"]
_Word = TypeVar("_Word", bound=str)


class ContextSchemaError(ValueError):
    """A text that is no Context Parameter Schema. The message names the place in it, and says what to write."""


class ContextSchemas:
    """The context schemas of a database, at first those of the instance.

    Args:
        database: Where they are.

    >>> from agillic.mock.instance import load_instance
    >>> with Database(load_instance()) as database:
    ...     schemas = ContextSchemas(database)
    ...     schemas.put("coupon", '{"CODE": {"type": "person_data", "data_type": "string"}}')
    ...     list(schemas.get("coupon")), list(schemas.all())
    (['CODE'], ['coupon', 'editor', 'order'])
    """

    def __init__(self, database: Database) -> None:
        database.create(_TABLE)
        self._connection = database.connection
        if database.is_new:
            for name, schema in database.instance.context_schemas.items():
                self.put(name, schema)

    def get(self, name: str) -> ContextSchema | None:
        """Return a schema by the name of its file without `.json`, or None when there is none.

        Raises:
            ContextSchemaError: What was put there is none.
        """
        found = self._connection.execute("SELECT text FROM context_schemas WHERE name = ?", (name,)).fetchone()
        return parse_context_schema(found[0]) if found else None

    def put(self, name: str, schema: ContextSchema | str) -> None:
        """Add a schema, or replace the one of this name.

        Args:
            name: The name of its file without `.json`.
            schema: Parsed, or a text that is kept as it is, even if it is no schema.
        """
        text = schema if isinstance(schema, str) else context_schema_text(schema)
        self._connection.execute("INSERT OR REPLACE INTO context_schemas VALUES (?, ?)", (name, text))

    def all(self) -> dict[str, str]:
        """Return the texts of all schemas by their names, in the order of the names."""
        return dict(self._connection.execute("SELECT name, text FROM context_schemas ORDER BY name").fetchall())


def parse_context_schema(text: str) -> ContextSchema:
    """Read a schema from the text of its file.

    Raises:
        ContextSchemaError: It is none.

    >>> parse_context_schema('{"ID": {"type": "otm"}}')
    Traceback (most recent call last):
        ...
    agillic.mock.state.context_schemas.ContextSchemaError: 'ID': write either data_type, for a single value, or fields
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
