"""Values that may not fit the type of what holds them, as Global Data may under an assumption."""

import re
from typing import Literal

from agillic.mock.filters import SqlValue, shown, stored
from agillic.mock.state.errors import BadValueError
from agillic.wire.date_formats import DateFormats
from agillic.wire.rsql.comparison import FieldType
from sdk_core.mock.reasons import json_type

Misfits = Literal["rejected", "stored"]
"""What the options of the assumption `global-data-value-mismatch` come to."""

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT = re.compile(_DAY.pattern + r"T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")


class LooseValues:
    """Converts values of Global Data and its tables on their way in and out.

    Args:
        dates: The instance's formats and time zone.
        misfits: Whether a value that does not fit its type is rejected, or stored as the text that it is.

    >>> values = LooseValues(DateFormats(), "stored")
    >>> values.to_sql("YEAR", "2025", "NUMBER"), values.to_sql("YEAR", "many", "NUMBER")
    (2025, 'many')
    """

    def __init__(self, dates: DateFormats, misfits: Misfits) -> None:
        self._dates = dates
        self._rejects = misfits == "rejected"

    def to_sql(self, name: str, value: object, type_: FieldType) -> SqlValue:
        """Return what is kept of a value; null and the empty string are none [S1].

        Args:
            name: Of the Global Data or column, for messages.
            value: As it was sent.
            type_: What it should be.

        Raises:
            BadValueError: It does not fit, and such values are rejected.
        """
        if value is None or value == "":
            return None
        try:
            return stored(value, type_, self._dates)
        except ValueError as error:
            if self._rejects:
                raise BadValueError(
                    name, str(error), type_=json_type(value), assumption="global-data-value-mismatch"
                ) from error
        if isinstance(value, str):
            return value
        return stored(value, "STRING", self._dates)  # a number or boolean, which always is text too

    def lookup(self, value: object, type_: FieldType) -> SqlValue:
        """Return what would be kept of a value, or None when nothing would."""
        try:
            return self.to_sql("", value, type_)
        except BadValueError:
            return None

    def shown(self, value: str | float, type_: FieldType) -> str:
        """Return what responses show of a value that is kept: a string [C-AG]."""
        if isinstance(value, str) and not _is_of(value, type_):
            return value
        return shown(value, type_, self._dates)


def _is_of(kept: str, type_: FieldType) -> bool:
    """Return whether a text is how SQLite keeps values of a type."""
    form = {"DATE": _DAY, "TIMESTAMP": _INSTANT}.get(type_)
    return type_ == "STRING" if form is None else form.fullmatch(kept) is not None
