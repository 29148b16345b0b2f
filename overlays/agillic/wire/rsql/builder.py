"""Writing filters in Python: `F.LASTNAME == "Blue"`."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn, TypeAlias

from agillic.wire.rsql.arguments import WILDCARDS, Argument, argument_of, sendable
from agillic.wire.rsql.comparison import Operator
from agillic.wire.rsql.tree import Comparison, Filter, OneOf, Raw

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

Value: TypeAlias = "str | float | Decimal | date"
"""What a field can be compared with. To type checkers, an int and a bool are floats, and a datetime is a date."""

_RESERVED = re.compile(r"""[\s'"();,=!~<>]""")


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """A field of the items, to be compared with a value. Made by `F`.

    Each comparison needs parentheses where `&` and `|` join several, because these bind tighter in Python.

    Args:
        name: as the API spells it: not empty, without white space and without `' " ( ) ; , = ! ~ < >` [S1].

    Raises:
        TypeError: the name is no str, or the field is compared with something that a filter cannot say.
        ValueError: the name has a character that is not allowed; or the value is a number that is not finite, a
            datetime without a time zone, an empty string, or one with `*` or `?` after `==`, where these are wildcards.

    >>> str(Field("AGE") >= 20)
    'AGE>=20'
    """

    name: str

    def __post_init__(self) -> None:
        if not isinstance(self.name, str):  # pyright: ignore[reportUnnecessaryIsInstance] - not everybody type-checks
            raise TypeError(f"a field is named by a str, not by {type(self.name).__name__}")
        if not self.name:
            raise ValueError("a field's name is empty; give the name that the API uses")
        sendable(self.name, "a field's name")
        reserved = _RESERVED.search(self.name)
        if reserved:
            raise ValueError(
                f"a field's name may not contain {reserved[0]!r}, as {self.name!r} does at column "
                f"{reserved.start() + 1}; give the name that the API uses"
            )

    def __eq__(self, value: "Value | Argument") -> Filter:  # type: ignore[override]  # the point of a builder
        if isinstance(value, str) and WILDCARDS.search(value):
            raise ValueError(
                "after ==, the dialect reads * and ? as wildcards and has no way to escape them; say wildcard(...) if "
                f"that is meant; to find exactly this value, use F.{self.name}.in_(...), which takes them literally"
            )
        return self._compare("==", value)

    def __ne__(self, value: Value) -> Filter:  # type: ignore[override]  # same
        return self._compare("!=", value)

    def __lt__(self, value: Value) -> Filter:
        return self._compare("<", value)

    def __le__(self, value: Value) -> Filter:
        return self._compare("<=", value)

    def __gt__(self, value: Value) -> Filter:
        return self._compare(">", value)

    def __ge__(self, value: Value) -> Filter:
        return self._compare(">=", value)

    __hash__ = None  # type: ignore[assignment]  # a set or a dict would ask for a truth value of ==

    def in_(self, *values: Value) -> Filter:
        """Select the items whose field is one of the values; `*` and `?` in them are no wildcards [S1].

        Args:
            values: one or more, as for `==`.

        Raises:
            TypeError: a value is something that a filter cannot say, such as a list.
            ValueError: there are no values.

        >>> str(F.CITY.in_("Oslo", "Århus", "New York"))
        'CITY=in=(Oslo,Århus,"New York")'
        """
        if not values:
            raise ValueError(f"F.{self.name}.in_() needs at least one value; the dialect has no empty list")
        return OneOf(self.name, tuple([_literal(value, "in_") for value in values]))

    def _compare(self, sign: Operator, value: "Value | Argument") -> Filter:
        if sign == "==" and isinstance(value, Argument):
            return Comparison(self.name, sign, value)
        return Comparison(self.name, sign, _literal(value, sign))

    def _reject(self, _other: object) -> NoReturn:
        # Python reads `F.A == 1 & F.B == 2` as `F.A == (1 & F.B) == 2`.
        raise TypeError(
            f"F.{self.name} meets & or | without a comparison; put each comparison in parentheses, "
            "as in (F.AGE >= 20) & (F.AGE <= 80)"
        )

    __and__ = __rand__ = __or__ = __ror__ = _reject


class Fields:
    """Fields by name: `F.LASTNAME`, and `F["ODD-NAME"]` for names that are no Python identifiers."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Field:
        if name.startswith("__") and name.endswith("__"):
            # Python itself looks such names up, to copy or inspect an object, and must not find fields.
            raise AttributeError(f'{name} is no field here; if the API has such a field, write F["{name}"]')
        return Field(name)

    def __getitem__(self, name: str) -> Field:
        return Field(name)


F = Fields()


def wildcard(pattern: str) -> Argument:
    """Return a pattern of values for `==`: `?` stands for one character, `*` for any run of characters [S1].

    There is no way to escape them. They work in strings, and with no other operator.

    Args:
        pattern: such as `W?i*`. Without `?` and `*`, it is an ordinary string.

    Raises:
        TypeError: it is no str.
        ValueError: it is empty, or has half of a surrogate pair.

    >>> str(F.FIRSTNAME == wildcard("W?i*"))
    'FIRSTNAME==W?i*'
    """
    argument = argument_of(sendable(pattern, "a pattern"))
    return Argument(argument.text, "wildcard" if WILDCARDS.search(argument.text) else "text")


def raw_filter(text: str) -> Filter:
    """Return a filter that is sent as it is, unparsed: for what the server knows and this package does not.

    Joined with other filters it stands in parentheses. Never put values of other people into it: nothing is escaped.

    Args:
        text: the filter, without URL encoding.

    Raises:
        TypeError: it is no str.
        ValueError: the text is blank, or has half of a surrogate pair.

    >>> str(raw_filter("AGE=out=(20,30)") & (F.CITY == "Oslo"))
    '(AGE=out=(20,30)) and CITY==Oslo'
    """
    if not sendable(text, "a raw text").strip():
        raise ValueError("a raw filter is blank; leave the filter out to select everything")
    return Raw(text)


def _literal(value: "Value | Argument", where: str) -> Argument:
    if isinstance(value, Argument):
        raise TypeError(f"wildcards work with == only, not with {where}; give a plain value [S1]")
    return argument_of(value)
