"""Fields of an instance as a job can map to them, and how values of them are compared."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Final

from agillic.discovery.instance import Field as Discovered
from agillic.wire.date_formats import DateFormats, strftime_words
from agillic.wire.rsql.arguments import float_text
from agillic.wire.rsql.comparison import first_moment
from agillic.wire.rsql.readings import boolean, moment, number
from sdk_core.sync.model.errors import TargetError
from sdk_core.sync.model.target import Field, FieldType

_TYPES: Final[Mapping[str, FieldType]] = {
    "NUMBER": "number",
    "BOOLEAN": "boolean",
    "DATE": "date",
    "TIMESTAMP": "timestamp",
}


def fields_of(discovered: Iterable[Discovered], formats: DateFormats, required: str) -> dict[str, Field]:
    """Return the fields that a job can map to.

    Args:
        discovered: the fields, as the instance names them.
        formats: how it writes dates.
        required: the field that an item cannot be without.

    Raises:
        TargetError: a pattern of dates has no equivalent in the words of strftime.

    >>> fields = fields_of([Discovered("EMAIL", "STRING"), Discovered("BIRTHDAY", "DATE")], DateFormats(), "EMAIL")
    >>> fields["BIRTHDAY"].type, fields["BIRTHDAY"].format, fields["EMAIL"].required
    ('date', '%d.%m.%Y', True)
    """
    date, timestamp = sent_format(formats.date), sent_format(formats.timestamp)
    zone = str(formats.zone or "")
    found: dict[str, Field] = {}
    for each in discovered:
        type_: FieldType = _TYPES.get(
            each.type, "text"
        )  # of a type that is not documented, texts are the most likely to be taken
        found[each.name] = Field(
            each.name,
            type_,
            format={"date": date, "timestamp": timestamp}.get(type_, ""),
            zone=zone if type_ == "timestamp" else "",
            required=each.name == required,
        )
    return found


def sent_format(pattern: str) -> str:
    """Return how dates are written by a pattern of the instance, in the words of strftime.

    Raises:
        TargetError: it has something that strftime has no word for.

    >>> sent_format("dd-MM-yyyy")
    '%d-%m-%Y'
    """
    try:
        return strftime_words(pattern)
    except ValueError as error:
        raise TargetError(
            f"dates cannot be written as the settings date_format and timestamp_format say: {error}"
        ) from None


class Comparison:
    """Compares values that are to be sent with those that were read: responses have nothing but texts [C-AG].

    Args:
        fields: those of the target.
        formats: how the instance writes dates.

    >>> comparison = Comparison({"AGE": Field("AGE", "number"), "CITY": Field("CITY")}, DateFormats())
    >>> comparison.same("AGE", 20, "20.0"), comparison.same("CITY", "", None), comparison.same("CITY", "Oslo", "oslo")
    (True, True, False)
    """

    def __init__(self, fields: Mapping[str, Field], formats: DateFormats) -> None:
        self._types = {name: field.type for name, field in fields.items()}
        self._formats = formats

    def same(self, field: str, sent: object, found: object) -> bool:
        """Return whether a value that was read is what would be sent."""
        if sent == found and type(sent) is type(found):
            return True
        left, right = value_text(sent), value_text(found)
        if left == right:
            return True
        if not left or not right:
            return False
        return self._is_same(self._types.get(field, "text"), left, right)

    def restored(self, found: object) -> str:
        """Return what is to be sent to have a value again; the empty text clears a field [S1]."""
        return value_text(found)

    def _is_same(self, type_: str, left: str, right: str) -> bool:
        if type_ == "number":
            # Decimals: floats would take numbers of more than 15 digits for equal that are not.
            return number(left) is not None and number(right) is not None and Decimal(left) == Decimal(right)
        if type_ == "boolean":
            return boolean(left) is not None and boolean(left) == boolean(right)
        if type_ == "date":
            return (day := self._day(left)) is not None and day == self._day(right)
        if type_ == "timestamp":
            return (instant := self._instant(left)) is not None and instant == self._instant(right)
        return False

    def _day(self, text: str) -> str | None:
        """Return a day as the instance writes it; None for what is none."""
        return self._written(text, is_day=True)

    def _instant(self, text: str) -> str | None:
        """Return a moment as the instance writes it, which cuts off what its pattern has no place for."""
        return self._written(text, is_day=False)

    def _written(self, text: str, *, is_day: bool) -> str | None:
        formats = self._formats
        parse = formats.parse_date if is_day else formats.parse_timestamp
        try:
            parse(text)
        except ValueError:
            value = moment(text)
        else:
            return text
        try:
            if value is None:
                return None
            return formats.format_date(value) if is_day else formats.format_timestamp(first_moment(value, formats.zone))
        except (TypeError, ValueError):  # a time where a day is meant, or no zone to write the moment in
            return None


def value_text(value: object) -> str:
    """Return a value as a response would have it; the empty text where there is none.

    >>> value_text(True), value_text(19.90), value_text(20.0), value_text(None)
    ('true', '19.9', '20', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return float_text(value).removesuffix(".0")
    return value if isinstance(value, str) else str(value)
