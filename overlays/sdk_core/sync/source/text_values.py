"""Values of Python as the texts that a CSV file would have for them."""

import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, Final, cast
from uuid import UUID

import orjson
import pyarrow as pa

_WHOLE: Final = 1e15
"""Up to here, a float that is whole is written as an integer: it was one before a missing value made it a float."""
_TEXT = frozenset({str, type(None)})


def column_of(name: str, values: list[Any]) -> tuple[pa.Array, dict[int, str]]:
    """Return a column of texts, and why some values have none, by their places.

    Args:
        name: of the column, for the reasons.
        values: of one batch.

    >>> column_of("AGE", [36, 3.0, None, float("nan"), "", True])[0].to_pylist()
    ['36', '3', None, None, '', 'true']
    """
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


def text_of(value: object) -> str | None:  # noqa: C901, PLR0911 - one line for each kind of value
    """Return a value as text; None for nothing.

    Raises:
        TypeError: it is of a type that has no text.
        ValueError: it has none, such as bytes that are no UTF-8.

    >>> text_of(Decimal("1.50")), text_of(date(2026, 3, 1)), text_of({"a": [1]}), text_of(1e16)
    ('1.50', '2026-03-01', '{"a":[1]}', '1e+16')
    """
    if value is None or isinstance(value, str):
        return value.value if isinstance(value, Enum) else value
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
    if isinstance(value, datetime | date | time):
        return value.isoformat() if value == value else None  # noqa: PLR0124 - NaT is not itself
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Enum):
        return text_of(value.value)
    if isinstance(value, bytes):
        return value.decode()
    if isinstance(value, Mapping | list | tuple):
        return orjson.dumps(_plain(value), option=orjson.OPT_NON_STR_KEYS, default=_plain).decode()
    if callable(item := getattr(value, "item", None)):  # a scalar of NumPy
        return text_of(item())
    if value != value:  # noqa: PLR0124 - pandas.NA has no truth, NaT is not itself
        return None
    raise TypeError(type(value).__name__)


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
