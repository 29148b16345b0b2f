"""The candy store as the model knows it: fields, tables, groups, events and flows, and how values are read and shown.

Everything here is written from the sources and from what the store's owner set up, without the mock's code: values are
plain Python, and what a filter selects is said by a function.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from zoneinfo import ZoneInfo

Kind = Literal["text", "number", "truth", "day"]
Value = str | float | bool | date
Values = Mapping[str, Any]

KEY = "EMAIL"
UNIQUE = ("EMAIL", "MOBILE", "CUSTOMER_ID", "AGILLIC_ID")
FIELDS: Mapping[str, Kind] = {
    "EMAIL": "text",
    "FIRSTNAME": "text",
    "MOBILE": "text",
    "CUSTOMER_ID": "text",
    "BIRTHDAY": "day",
    "AGE": "number",
    "CITY": "text",
    "FAVORITE_CANDY_TYPE": "text",
    "LOYALTY_LEVEL": "text",
    "NEWSLETTER": "truth",
}
ROW_KEY = "ID"
TABLES: Mapping[str, Mapping[str, Kind]] = {
    "PURCHASES": {"ID": "text", "PRODUCT_ID": "text", "PAID": "truth", "STORE": "text", "PURCHASE_DATE": "day"},
    "VOUCHERS": {"ID": "text", "AMOUNT": "number", "VALID_UNTIL": "day"},
    "RECOMMENDATION TO PRODUCT": {"ID": "text", "PRODUCT_ID": "text", "SCORE": "number"},
    "AGILLIC_REGISTRATION": {"ID": "text", "OS_NAME": "text", "COUNT_REGISTER": "number"},
}
_ZONE = ZoneInfo("Europe/Copenhagen")


@dataclass(frozen=True)
class Group:
    """A target group: dynamic when it has a condition on person data."""

    description: str = ""
    condition: Callable[[Values], bool] | None = None


@dataclass(frozen=True)
class Flow:
    """A flow: whom it runs for when it is executed as a whole, and what it sends."""

    group: str | None
    message: str
    type: str


GROUPS: Mapping[str, Group] = {
    "ChocolateLovers": Group(
        "Recipients whose favorite candy is chocolate", lambda has: has.get("FAVORITE_CANDY_TYPE") == "Chocolate"
    ),
    "TastingPanel": Group("Chosen by hand for the tasting in June"),
    "Tasting guests": Group("Came to a tasting"),
    "Roastery Newsletter": Group(condition=lambda has: has.get("NEWSLETTER") is True),
    "Valid Newsletter": Group(
        "May be sent newsletters, whatever the flow",
        lambda has: has.get("NEWSLETTER") is True and "@" in has["EMAIL"],
    ),
    "Gold Loyalty": Group(condition=lambda has: has.get("LOYALTY_LEVEL") == "Gold"),
    "Silver Loyalty": Group(condition=lambda has: has.get("LOYALTY_LEVEL") == "Silver"),
    "Empty Target Group": Group("Nobody, on purpose"),
    "All recipients": Group("Everybody", lambda _: True),
}
FLOWS: Mapping[str, Flow] = {
    "RoasteryNewsletter": Flow("Roastery Newsletter", "Roastery Newsletter", "EMAIL"),
    "OrderConfirmation": Flow(None, "Send receipt", "EMAIL"),
    "SendCoupon": Flow(None, "Coupon", "SMS"),
}
EVENTS: Mapping[str, str | None] = {
    "send_coupon": "SendCoupon",
    "order_placed": "OrderConfirmation",
    "newsletter_signup": None,
}
"""The flow that each starts."""


class UnfitError(Exception):
    """A field is unknown, or a value does not fit it: the write, or the entry of a batch, is rejected."""


def read_values(kinds: Mapping[str, Kind], sent: Mapping[str, Any]) -> dict[str, Value | None]:
    """Read what was sent; null and the empty text clear a field [S1].

    Raises:
        UnfitError: Something of it cannot be stored.
    """
    found: dict[str, Value | None] = {}
    for name, value in sent.items():
        if name not in kinds:
            raise UnfitError
        found[name] = None if value is None or value == "" else _read(kinds[name], value)
    return found


def shown(value: Value) -> str:
    """Return how a response has a value: as text [C-AG]."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(int(value)) if value == int(value) else str(value)
    if isinstance(value, str):
        return value
    return f"{value.day:02}.{value.month:02}.{value.year:04}"


def shown_values(values: Mapping[str, Value]) -> dict[str, str]:
    """Return a recipient's or a row's values as a response has them."""
    return {name: shown(value) for name, value in values.items()}


def timestamp(moment: datetime) -> str:
    """Return a moment in the store's format and time zone."""
    local = moment.astimezone(_ZONE)
    return f"{local.day:02}.{local.month:02}.{local.year} {local.hour:02}:{local.minute:02}:{local.second:02}"


def _read(kind: Kind, value: object) -> Value:
    text = str(value)
    if kind == "text":
        return text
    if kind == "truth":
        if text.lower() not in ("true", "false"):
            raise UnfitError
        return text.lower() == "true"
    try:
        if kind == "number":
            return float(text)
        day, month, year = text.split(".")
        return date(int(year), int(month), int(day))
    except ValueError as error:
        raise UnfitError from error
