"""A Context Parameter Schema beside the code that brings contextual data along, so that the data is checked first.

Problem: data that breaks its schema is rejected by the server, call by call, when the event is achieved or the flow
queued. The schema is a file that somebody uploaded; no operation of the API reads it back [V-AST].
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from math import isfinite
from pathlib import Path
from typing import Any, Final, cast

from agillic.resources.field_checks import FieldCheck
from agillic.wire.context_schemas import ContextField, ContextParameter, ContextSchemaError, parse_context_schema
from agillic.wire.instance_dates import InstanceDates
from sdk_core.toml_tables import suggestion

_MEMBERS: Final = frozenset({"type", "data_type", "required", "fields", "columns"})
_TYPES: Final = {each: each for each in ("STRING", "NUMBER", "BOOLEAN", "DATE", "TIMESTAMP")}


class ContextDataError(ValueError):
    """Contextual data that breaks its schema. Nothing was sent.

    Attributes:
        problems: where and what, such as `PRODUCTS[0].PRICE: is a NUMBER: give a number`. No value is repeated.
    """

    def __init__(self, name: str, problems: tuple[str, ...]) -> None:
        self.name, self.problems = name, problems
        super().__init__(
            f"the contextual data breaks the schema {name}:\n" + "\n".join(f"- {each}" for each in problems)
        )

    def __reduce__(self) -> tuple[type, tuple[str, tuple[str, ...]]]:
        return type(self), (self.name, self.problems)


@dataclass(frozen=True, slots=True)
class ContextSchema:
    """Which contextual data a call may bring along.

    Attributes:
        name: by which calls choose it: the name of its file without `.json`.
        parameters: what it allows, by name.

    >>> content = '{"ORDER_ID": {"type": "person_data", "data_type": "string", "required": true}}'
    >>> order = ContextSchema.parse("order", content)
    >>> order.context_data({"ORDER_ID": "A1"})
    {'context_parameters': {'name': 'order', 'ORDER_ID': 'A1'}}
    >>> order.context_data({"ORDER": "A1"})
    Traceback (most recent call last):
    agillic.resources.context_schema.ContextDataError: the contextual data breaks the schema order:
    - ORDER: the schema has no such parameter: did you mean ORDER_ID?
    - ORDER_ID: is missing, and the schema requires it
    """

    name: str
    parameters: Mapping[str, ContextParameter]

    @classmethod
    def read(cls, path: str | Path) -> "ContextSchema":
        """Read a schema from its file, whose name without `.json` is the schema's.

        Raises:
            OSError: the file cannot be read.
            ContextSchemaError: it is no Context Parameter Schema; the message says where.
        """
        path = Path(path)
        return cls.parse(path.stem, path.read_bytes())

    @classmethod
    def parse(cls, name: str, content: str | bytes) -> "ContextSchema":
        """Read a schema from the content of its file, such as one that is uploaded as an asset.

        How a table's fields are described is undocumented (assumption `context-schema-syntax`): all forms are read.

        Args:
            name: of the file, without `.json`.
            content: its JSON.

        Raises:
            ContextSchemaError: it is no Context Parameter Schema; the message says where.
        """
        try:
            values: object = json.loads(content)
        except (ValueError, RecursionError):
            raise ContextSchemaError("the text is no JSON; write an object with a member for each parameter") from None
        if isinstance(values, dict):
            values = {key: _with_fields(value) for key, value in cast("dict[str, object]", values).items()}
        return cls(name, parse_context_schema(json.dumps(values)))

    def context_data(self, values: Mapping[str, Any], dates: InstanceDates | None = None) -> dict[str, Any]:
        """Return the body of `achieve_with_context` and `queue_recipient_with_context`, once the values are checked.

        Args:
            values: by the names of parameters; a table's are a list of rows.
            dates: how `date` and `datetime` are written, such as `agillic.dates`; None for the usual formats.

        Raises:
            ContextDataError: the values break the schema; all problems are named, each with its path.
        """
        return {"context_parameters": self.context_parameters(values, dates)}

    def context_parameters(self, values: Mapping[str, Any], dates: InstanceDates | None = None) -> dict[str, Any]:
        """Return the `context` of an achievement of `achieve_many`, once the values are checked; see `context_data`."""
        return {"name": self.name, **self.context_values(values, dates)}

    def context_values(self, values: Mapping[str, Any], dates: InstanceDates | None = None) -> dict[str, Any]:
        """Return the `contextData` of a recipient of `execute_with_context`; see `context_data`."""
        dates = dates or InstanceDates()
        if problems := tuple(_Check(dates).problems(values, self.parameters)):
            raise ContextDataError(self.name, problems)
        return {name: _written(value, dates) for name, value in values.items()}


def _with_fields(value: object) -> object:
    """Return a parameter in the form of the document: what else describes the fields of a table becomes `fields`."""
    if not isinstance(value, dict):
        return value
    members = cast("dict[str, object]", value)
    if "columns" in members and "fields" not in members:
        return {("fields" if name == "columns" else name): each for name, each in members.items()}
    beside: dict[str, object] = {
        name: each for name, each in members.items() if name not in _MEMBERS and isinstance(each, Mapping)
    }
    if beside and "fields" not in members and "data_type" not in members:
        return {**{name: each for name, each in members.items() if name not in beside}, "fields": beside}
    return members


class _Check:
    def __init__(self, dates: InstanceDates) -> None:
        self._dates, self._fits = dates, FieldCheck(_TYPES, dates.formats)

    def problems(
        self,
        values: Mapping[str, Any],
        known: Mapping[str, ContextParameter] | Mapping[str, ContextField],
        path: str = "",
    ) -> Iterator[str]:
        """Yield what is wrong with parameters, or with the fields of a row."""
        for name, value in values.items():
            if name not in known:
                advice = suggestion(str(name), known) or f"it has {', '.join(known) or 'none'}"
                yield f"{path}{name}: the schema has no such parameter: {advice}"
            elif value is not None:
                yield from self._of_value(value, known[name], f"{path}{name}")
        for name, parameter in known.items():
            if parameter.required and values.get(name) is None:
                yield f"{path}{name}: is missing, and the schema requires it"

    def _of_value(self, value: object, parameter: ContextParameter | ContextField, path: str) -> Iterator[str]:
        if isinstance(parameter, ContextParameter) and parameter.data_type is None:
            yield from self._of_rows(value, parameter.fields, path)
            return
        kind = str(parameter.data_type).upper()
        if isinstance(value, Mapping | list | tuple):
            yield f"{path}: is a {kind}: give a single value"
        elif not isinstance(value, str | int | float | date):
            yield f"{path}: is a {kind}: JSON has no {type(value).__name__}; give a text, a number or a boolean"
        elif isinstance(value, float) and not isfinite(value):
            yield f"{path}: is a {kind}: JSON has neither infinity nor NaN; give another value"
        elif problem := self._fits({kind: value}):
            yield f"{path}: {problem.removeprefix(f'{kind} ')}"
        elif isinstance(value, date):
            try:
                self._dates.format(value)
            except ValueError as error:
                yield f"{path}: {error}"

    def _of_rows(self, value: object, fields: Mapping[str, ContextField], path: str) -> Iterator[str]:
        if not isinstance(value, list | tuple):
            yield f"{path}: is a table: give a list of rows, each an object"
            return
        for n, row in enumerate(cast("list[object]", value)):
            if isinstance(row, Mapping):
                yield from self.problems(cast("Mapping[str, Any]", row), fields, f"{path}[{n}].")
            else:
                yield f"{path}[{n}]: is no row: give an object"


def _written(value: object, dates: InstanceDates) -> object:
    """Return a value as JSON has it, its dates as the instance writes them."""
    if isinstance(value, date):
        return dates.format(value)
    if isinstance(value, Mapping):
        return {name: _written(each, dates) for name, each in cast("Mapping[str, object]", value).items()}
    if isinstance(value, list | tuple):
        return [_written(each, dates) for each in cast("list[object]", value)]
    return value
