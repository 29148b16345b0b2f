"""Values of Python as the texts that a CSV file would have for them."""

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from importlib import import_module
from typing import Any, Final, cast
from uuid import UUID

import orjson

_WHOLE: Final = 1e15
"""Up to here, a float that is whole is written as an integer: it was one before a missing value made it a float."""
_TEXT = frozenset({str, type(None)})


def column_of(name: str, values: list[Any]) -> tuple[Any, dict[int, str]]:
    """Return an Arrow array of texts, and why some values have none, by their places.

    Args:
        name: of the column, for the reasons.
        values: of one batch.

    >>> column_of("AGE", [36, 3.0, None, float("nan"), "", True])[0].to_pylist()
    ['36', '3', None, None, '', 'true']
    """
    pa: Any = import_module("pyarrow")  # brings no types
    if not _TEXT.issuperset(map(type, values)):
        errors: dict[int, str] = {}
        texts: list[str | None] = []
        for place, value in enumerate(values):
            try:
                texts.append(text_of(value))
            except (TypeError, ValueError):
                texts.append(None)
                errors[place] = f"has a value of type {type(value).__name__} in {name}"
    else:
        texts, errors = values, {}
    try:
        return pa.array(texts, pa.string()), errors
    except (UnicodeEncodeError, pa.ArrowException):
        for place, text in enumerate(texts):
            if text is not None and not _is_text(text):
                errors[place] = f"has half a character in {name}"
        return pa.array([None if place in errors else text for place, text in enumerate(texts)], pa.string()), errors


def text_of(value: object) -> str | None:  # noqa: C901, PLR0911, PLR0912 - one line for each kind of value
    """Return a value as text; None for nothing.

    Raises:
        TypeError: it is of a type that has no text.
        ValueError: it has none, such as bytes that are no UTF-8.

    >>> text_of(Decimal("1.50")), text_of(date(2026, 3, 1)), text_of({"a": [1]}), text_of(1e16)
    ('1.50', '2026-03-01', '{"a":[1]}', '1e+16')
    """
    if isinstance(value, Enum):
        return text_of(value.value)
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, float):
        if math.isnan(value):
            return None
        return str(int(value)) if value.is_integer() and abs(value) < _WHOLE else repr(float(value))
    if isinstance(value, Decimal):
        return None if value.is_nan() else format(value, "f")
    if type(value).__name__ in {"NAType", "NaTType"}:  # nothing, in the words of pandas; NaT is a datetime too
        return None
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, Mapping | list | tuple):
        return orjson.dumps(_plain(cast("object", value)), option=orjson.OPT_NON_STR_KEYS, default=_plain).decode()
    if callable(item := getattr(value, "item", None)):  # a scalar of NumPy
        return text_of(item())
    raise TypeError(type(value).__name__)


def is_plain(value: object) -> bool:
    """Return whether the text of a value is JSON as it stands: of numbers, booleans and what is nested.

    >>> [is_plain(value) for value in (7, True, {"a": 1}, "7", None, float("inf"))]
    [True, True, True, False, False, False]
    """
    if isinstance(value, float | Decimal):
        return math.isfinite(value)
    return isinstance(value, int | Mapping | list | tuple) and not isinstance(value, Enum)


def letter_of(row: object) -> str:
    """Return JSON of a row that does not fit, as far as it has some."""
    if not isinstance(row, Mapping):
        return "{}"
    found: dict[str, str | None] = {}
    for name, value in cast("Mapping[object, object]", row).items():
        try:
            text = text_of(value)
            found[str(name)] = text if text is None or _is_text(text) else text.encode(errors="replace").decode()
        except (TypeError, ValueError):
            found[str(name)] = None
    return orjson.dumps(found).decode()


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(name): item for name, item in cast("Mapping[object, object]", value).items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return list(cast("Sequence[object]", value))
    return text_of(value)


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
