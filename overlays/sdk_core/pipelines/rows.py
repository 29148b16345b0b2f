"""Records of pipelines as rows of an API: fields by their names there, and texts for what has members of its own."""

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any, Literal, get_args

import orjson

Empty = Literal["leave", "clear"]
"""What becomes of a null or an empty text: its field keeps its value, or is cleared."""
EMPTY: tuple[str, ...] = get_args(Empty)


def row_of(record: Mapping[str, Any], names: Mapping[str, str] | None) -> dict[str, Any]:
    """Return a record by the names of the API's fields. Objects and arrays become JSON texts, for no field holds them.

    Args:
        record: what came.
        names: the name in the record of each field; other members are left out. None to take all as they are called.

    >>> row_of({"email": "ada@example.com", "tags": ["a", "b"]}, {"EMAIL": "email", "TAGS": "tags"})
    {'EMAIL': 'ada@example.com', 'TAGS': '["a","b"]'}
    """
    if names is None:
        return {name: _value(value) for name, value in record.items()}
    return {name: _value(record[source]) for name, source in names.items() if source in record}


def without_empty(row: Mapping[str, Any], empty: Empty) -> dict[str, Any]:
    """Return the fields of a row as they are sent: those that are empty are left out, or None, which clears them.

    >>> without_empty({"EMAIL": "ada@example.com", "CITY": None, "AGE": ""}, "leave")
    {'EMAIL': 'ada@example.com'}
    >>> without_empty({"CITY": ""}, "clear")
    {'CITY': None}
    """
    if empty == "clear":
        return {name: None if value == "" else value for name, value in row.items()}
    return {name: value for name, value in row.items() if value is not None and value != ""}


def json_line(reason: str, row: Mapping[str, Any]) -> bytes:
    r"""Return the line of a row that failed: the reason first, as in the files of rejected rows of the command line.

    >>> json_line("rejected: too old", {"AGE": 200})
    b'{"_rejected":"rejected: too old","AGE":200}\n'
    """
    members = {"_rejected": reason} | {name: value for name, value in row.items() if name != "_rejected"}
    return orjson.dumps(members, default=_plain, option=_OPTIONS | orjson.OPT_APPEND_NEWLINE)


_OPTIONS = orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_NON_STR_KEYS


def _value(value: object) -> object:
    if isinstance(value, dict | list | tuple):
        return orjson.dumps(value, default=_plain, option=_OPTIONS).decode()
    return value


def _plain(value: object) -> object:
    """Return what JSON has for a value that it does not know."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
