"""Contextual data that a call brings along for the flows that it starts, checked against its schema [S1].

The data is kept nowhere: it lives in the executions alone, and the mock writes no messages with it.
"""

from collections.abc import Mapping
from typing import Any, cast

from agillic.mock.calls import Call, Mock
from agillic.mock.filters import stored
from agillic.wire.context_schemas import ContextField, ContextParameter, ContextSchemaError, ContextType
from agillic.wire.date_formats import DateFormats
from agillic.wire.rsql.comparison import FieldType
from sdk_core.mock.app import HTTPError

_FIELD_TYPES: Mapping[ContextType, FieldType] = {
    "string": "STRING",
    "number": "NUMBER",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
}


class ContextDataError(ValueError):
    """Contextual data that does not fit its schema. The message names the place, and no value."""


class UnknownContextSchemaError(ContextDataError):
    """There is no such schema."""


def validate_context(call: Call, schema: str | None, data: Mapping[str, Any]) -> None:
    """Reject a call whose contextual data does not fit, with the status that `context-failure-status` says.

    Args:
        call: The call.
        schema: The schema's name; None when the call names none.
        data: By parameter, without `name`.
    """
    choice = call.choice("context-failure-status")
    try:
        check_context(call.mock, schema, data)
    except UnknownContextSchemaError as error:
        status = {"status-422": 422, "unknown-schema-404": 404}.get(choice, 400)
        raise HTTPError(status, str(error), rule="context-schema", assumption="context-failure-status") from error
    except ContextDataError as error:
        status = 422 if choice == "status-422" else 400
        raise HTTPError(status, str(error), rule="context-data", assumption="context-failure-status") from error


def named_data(parameters: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the schema's name and the data of `context_parameters`."""
    return parameters["name"], {name: value for name, value in parameters.items() if name != "name"}


def check_context(mock: Mock, schema: str | None, data: Mapping[str, Any]) -> None:
    """Hold contextual data against a schema.

    Values are read as those of person data. A parameter that the schema does not have breaks it, as one does that is
    required and missing, or null. Rows stand in an array (`context-parameter-nesting`).

    Args:
        mock: Has the schema.
        schema: Its name; without one, only no data fits.
        data: By parameter.

    Raises:
        UnknownContextSchemaError: There is no such schema.
        ContextDataError: The data does not fit, or what was uploaded as the schema is none.
    """
    if schema is None:
        if data:
            raise ContextDataError("there is contextual data, but no schema is named; name the one that it fits")
        return
    try:
        known = mock.state.context_schemas.get(schema)
    except ContextSchemaError as error:
        raise ContextDataError(f"what was uploaded as the context schema is none: {error}") from error
    if known is None:
        raise UnknownContextSchemaError("there is no such context schema; upload it, or correct its name")
    _check_members(data, known, mock.instance.dates, "")


def _check_members(
    data: Mapping[str, Any],
    known: Mapping[str, ContextParameter] | Mapping[str, ContextField],
    dates: DateFormats,
    place: str,
) -> None:
    for name in data:
        if name not in known:
            raise ContextDataError(f"{place}there is a member that the schema does not have; it has {', '.join(known)}")
    for name, member in known.items():
        value = data.get(name)
        if value is None:
            if member.required:
                raise ContextDataError(f"{place}{name!r} is missing, and the schema requires it; add it")
        elif isinstance(member, ContextParameter) and member.data_type is None:
            _check_rows(value, member, dates, f"{place}{name!r}")
        elif member.data_type is not None:
            try:
                stored(value, _FIELD_TYPES[member.data_type], dates)
            except ValueError as error:
                raise ContextDataError(f"{place}{name!r}: {error}") from error


def _check_rows(value: object, model: ContextParameter, dates: DateFormats, place: str) -> None:
    rows = cast("list[object]", value) if isinstance(value, list) else [None]
    for n, row in enumerate(rows):
        if not isinstance(row, dict):
            raise ContextDataError(f"{place} holds no rows; write an array of objects")
        _check_members(cast("dict[str, Any]", row), model.fields, dates, f"{place}, row {n}: ")
