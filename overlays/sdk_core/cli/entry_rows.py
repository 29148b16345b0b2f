"""Flat rows become the entries of a batch, as the document has them.

Problem: an entry such as a user has members of its own (`email`) and one that holds the fields of the project or the
instance (`dataFields`). A table is flat. So a column that is called like a member is that member, in its type, and all
others are fields.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, cast

from sdk_core.cli.arguments import value_of
from sdk_core.cli.import_rows import without_empty
from sdk_core.cli.tables import Parameter, Type, read_document
from sdk_core.wire.pointers import found, steps_of

Schema = Mapping[str, Any]


class EntryShape(NamedTuple):
    """What the entries of an operation look like.

    Attributes:
        members: the types of their members by their names.
        fields: the member that takes names of all kinds; empty where there is none.
    """

    members: Mapping[str, Type]
    fields: str

    def entry(self, values: Mapping[str, Any], empty: str) -> dict[str, Any]:
        """Return the entry of a row. One that has the member for fields already may have others beside it.

        Args:
            values: by the names of columns or members.
            empty: what `--empty` says; members without a value are left out in any case.

        Raises:
            ValueError: a value is not of the type of its member, or there is no place for a name.

        >>> shape = EntryShape({"email": "string", "createdAt": "integer"}, "dataFields")
        >>> shape.entry({"email": "ada@example.com", "createdAt": "7", "city": "London", "zip": ""}, "leave")
        {'email': 'ada@example.com', 'createdAt': 7, 'dataFields': {'city': 'London'}}
        """
        own = {name: self._typed(name, value) for name, value in values.items() if name in self.members}
        members = {name: value for name, value in own.items() if value not in ("", None)}
        given: object = values.get(self.fields, {}) if self.fields else {}
        if not isinstance(given, dict):
            raise ValueError(f"{self.fields} cannot be a {type(given).__name__}: give an object")  # noqa: TRY004 - of the value
        others = {name: value for name, value in values.items() if name not in own and name != self.fields}
        if others and not self.fields:
            raise ValueError(f"there is no place for {next(iter(others))}: leave it out")
        fields = without_empty(cast("dict[str, Any]", given) | others, empty)
        return members | ({self.fields: fields} if fields else {})

    def _typed(self, name: str, value: object) -> object:
        kind = self.members[name]
        if not isinstance(value, str) or kind == "string" or not value:
            return value
        if kind in ("object", "array"):
            raise ValueError(f"{name} cannot be a text: give it as JSON lines")
        return value_of(Parameter(name=name, type=kind), [value])


def shape_of(api: str, operation: str) -> EntryShape:
    """Return what the entries of an operation that takes batches look like, as its document says.

    Args:
        api: the name of the API.
        operation: the operationId.

    Raises:
        LookupError: there is no such operation, or it takes no batches of objects.
    """
    document = read_document(api)
    about = next(each for each in _operations(document) if each.get("operationId") == operation)
    schema: Schema = about["requestBody"]["content"]["application/json"]["schema"]
    for step in steps_of(about["x-traits"]["batch"]["items"]):
        schema = _whole(document, schema)["properties"][step]
    entry = _whole(document, _whole(document, schema)["items"])
    members = {name: _whole(document, each) for name, each in entry["properties"].items()}
    fields = next((name for name, each in members.items() if each.get("additionalProperties")), "")
    return EntryShape({name: each["type"] for name, each in members.items() if name != fields}, fields)


def _operations(document: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for path in document["paths"].values():
        yield from (each for each in path.values() if isinstance(each, dict))


def _whole(document: Mapping[str, Any], schema: Schema) -> Schema:
    """Return a schema, or what it refers to."""
    reference = schema.get("$ref")
    return cast("Schema", found(document, reference.removeprefix("#"))) if reference else schema
