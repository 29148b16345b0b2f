"""Values of fields, as they are sent and as they come back: JSON on both sides, but for dates and what files have."""

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from typing import cast

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)? ?(?:Z|[+-]\d\d:?\d\d)")


def same_value(sent: object, found: object, *, merges: bool = False) -> bool:
    """Return whether a value that was read is what would be sent.

    Texts of numbers and of true and false count as these: files have nothing else, and a field keeps its own type.

    Args:
        sent: a value of an item's JSON.
        found: what was read; None where there is nothing.
        merges: whether objects are merged with what is there, so that they may have more members.

    >>> same_value("5", 5), same_value("2026-03-02T20:21:04Z", "2026-03-02 21:21:04 +01:00"), same_value("", None)
    (True, True, False)
    """
    if isinstance(sent, bool) or isinstance(found, bool):
        return _word(sent) == _word(found)
    if isinstance(sent, dict) and isinstance(found, dict):
        mine, theirs = cast("Mapping[str, object]", sent), cast("Mapping[str, object]", found)
        names = mine.keys() if merges else mine.keys() | theirs.keys()
        return all(same_value(mine.get(name), theirs.get(name), merges=merges) for name in names)
    if isinstance(sent, list) and isinstance(found, list):
        left, right = cast("list[object]", sent), cast("list[object]", found)
        return len(left) == len(right) and all(same_value(*pair) for pair in zip(left, right, strict=True))
    if isinstance(sent, str) and isinstance(found, str):
        return sent == found or ((moment := _moment(sent)) is not None and moment == _moment(found))
    if isinstance(sent, str | int | float) and isinstance(found, str | int | float):
        number = _number(sent)
        return number is not None and number == _number(found)
    return sent is None and found is None


def _word(value: object) -> str | None:
    return str(value).lower() if isinstance(value, bool | str) else None


def _number(value: object) -> Decimal | None:
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    return found if found.is_finite() and "_" not in str(value) else None


def _moment(text: str) -> datetime | None:
    if not _MOMENT.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text.replace(" ", "T", 1).replace(" ", ""))
    except ValueError:  # the form of a moment, but no such day or hour
        return None
