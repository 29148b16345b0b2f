"""Values between text and Python's types. Both sides write text: the files, and Agillic in its responses."""

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from zoneinfo import ZoneInfo

from agillic import DateFormats, InstanceDates
from tour.tables import Kind, Table

Value = str | int | Decimal | dt.date | None
"""What a field holds; None when it is empty. A datetime is a date, too."""
Values = Mapping[str, Value]
"""A row, by the names of Agillic's fields."""

ZONE = "Europe/Copenhagen"
"""Of the clock on the shop's wall, and of the instance. Where they differ, each has its own."""
SHOP_DATES = InstanceDates(DateFormats("yyyy-MM-dd", "yyyy-MM-dd HH:mm:ss", zone=ZoneInfo(ZONE)))
"""As the files have them. As Agillic has them, they are written and read by the client's own `agillic.dates`."""


def read(text: str, kind: Kind, dates: InstanceDates) -> Value:
    """Read a value from text.

    Raises:
        ValueError: it is none of that kind; the message says what it should look like.

    >>> read("13.86", "amount", SHOP_DATES), read("", "amount", SHOP_DATES), read("0171", "text", SHOP_DATES)
    (Decimal('13.86'), None, '0171')
    >>> read("2026-07-04", "date", SHOP_DATES)
    datetime.date(2026, 7, 4)
    """
    match kind:
        case _ if not text:
            return None
        case "text":
            return text
        case "whole number":
            return int(_number(text, r"-?[0-9]{1,19}", "3"))
        case "amount":
            return Decimal(_number(text, r"-?[0-9]+(\.[0-9]+)?", "13.86"))
        case "date":
            return dates.parse_date(text)
        case "timestamp":
            return dates.parse_timestamp(text)


def from_agillic(table: Table, response: Mapping[str, object], dates: InstanceDates) -> Values:
    """Return a row of a response as the source has it. It has no empty fields, and numbers are text there."""
    texts = {field: "" if response.get(field) is None else str(response[field]) for field in table.kinds}
    return {field: read(texts[field], kind, dates) for field, kind in table.kinds.items()}


def to_agillic(values: Values) -> dict[str, object]:
    """Return a row as the client takes it. A decimal goes as text: as a float of JSON it could change.

    >>> to_agillic({"TOTAL": Decimal("3.96"), "INVOICED": dt.date(2026, 7, 4), "CITY": None})
    {'TOTAL': '3.96', 'INVOICED': datetime.date(2026, 7, 4), 'CITY': None}
    """
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in values.items()}


def _number(text: str, form: str, example: str) -> str:
    if not re.fullmatch(form, text):
        raise ValueError(f"{text[:40]!r} is no number such as {example}")
    return text
