"""The syntax tree of filters: what the builder makes, the parser reads, the server gets and rows are tested against."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from agillic.wire.date_formats import DateFormats
from agillic.wire.rsql.arguments import Argument, DateWriter, by_formats, checked_formats
from agillic.wire.rsql.comparison import FieldType, Operator, compare

MAX_DEPTH = 50
"""Parentheses within parentheses. More than anybody writes, and few enough for every walk over a tree to be safe."""

Row = Mapping[str, object]
Types = Mapping[str, FieldType]


class Filter(ABC):
    """What selects the items of a collection. Made with `F`, `parse_filter` or `raw_filter`; combined with `&` and `|`.

    Filters never change. They are equal when they are built alike, and can be hashed, copied and pickled.

    Raises:
        ValueError: `&` or `|` would nest more than 50 parentheses.
        TypeError: a filter is used as a truth value: by `and`, `or`, `not`, `in` or a chained comparison.

    >>> from agillic.wire.rsql import F
    >>> str((F.LASTNAME == "Blue") & (F.AGE >= 20))
    'LASTNAME==Blue and AGE>=20'
    """

    __slots__ = ()

    def text(self, *, dates: DateFormats | None = None) -> str:
        """Return the filter as the server reads it, without URL encoding. `str(filter)` is the same.

        Args:
            dates: the instance's formats, when its date format conflicts with RFC 3339, by which dates are written
                otherwise [S1]. Only dates and timestamps are affected, never strings that look like them.

        Raises:
            TypeError: `dates` is something else.
            ValueError: a timestamp is to be written in the instance's format, and `dates` names no time zone, or its
                time has no place in it.

        >>> from datetime import date
        >>> from agillic.wire.date_formats import DateFormats
        >>> from agillic.wire.rsql import F
        >>> (F.BIRTHDAY < date(2000, 12, 31)).text(dates=DateFormats(date="dd-MM-yyyy"))
        'BIRTHDAY<31-12-2000'
        """
        return self.written(None if dates is None else by_formats(dates))

    @abstractmethod
    def written(self, write: DateWriter | None) -> str:
        """Return the filter as the server reads it, with dates as a function writes them; see `text`."""

    def matches(self, row: Row, *, types: Types | None = None, dates: DateFormats | None = None) -> bool:
        """Tell whether a row is selected, as far as the server's rules are known.

        Documented [S1]: the operators, `and` before `or`, and that `?` stands for one character and `*` for any run of
        characters. What is undocumented is assumed:

        - A field that is missing or None satisfies `!=` and nothing else. The same holds when a type is given and one
          side cannot be read as it.
        - Text is compared by code points, upper and lower case differ, and a wildcard covers the whole value.
        - Without a type, both sides are compared as numbers, booleans or points in time when both read as such, else as
          text. A quoted argument is text to a row's text, so that `ZIP=="0123"` does not select 123.
        - A date is its first moment. A time without a zone is UTC, or of `dates.zone`.
        - A date is never compared with text: what stands beside it is read by RFC 3339 or by `dates`, or the question
          is rejected. An empty text beside a date is a missing value.

        A field that the resource does not have is the server's matter (422): here it is a missing one.

        Args:
            row: values by field, as responses of the API have them, or as Python values.
            types: what is known of the fields, by the words of the Discovery API: STRING, NUMBER, BOOLEAN, DATE or
                TIMESTAMP.
            dates: the instance's formats, which rows and quoted arguments may use beside RFC 3339.

        Raises:
            TypeError: the response depends on a raw part, whose meaning is not known here; the row is no mapping, or
                `types` or `dates` something else.
            ValueError: a type is none of the five words, or a date meets a value that is none.

        >>> from agillic.wire.rsql import F
        >>> (F.AGE >= 20).matches({"AGE": "100"})
        True
        """
        given: dict[str, object] = {"row": row, "types": {} if types is None else types}
        for name, value in given.items():  # not everybody type-checks
            if not isinstance(value, Mapping):
                raise TypeError(f"{name} cannot be a {type(value).__name__}: give a dict by the names of fields")
        if dates is not None:
            checked_formats(dates)
        return self.selects(row, types, dates)

    @abstractmethod
    def selects(self, row: Row, types: Types | None, dates: DateFormats | None) -> bool:
        """Tell whether a row is selected, once all that was given is checked; see `matches`."""

    def __str__(self) -> str:
        return self.text()

    def __and__(self, other: "Filter") -> "Filter":
        return all_of((self, _filter(other)))

    def __or__(self, other: "Filter") -> "Filter":
        return any_of((self, _filter(other)))

    def __bool__(self) -> NoReturn:
        # Python's `a and b` would keep only b, and `18 <= F.AGE <= 30` only the second half.
        raise TypeError(
            "a filter is neither true nor false; combine filters with & and |, each comparison in parentheses, "
            "and look for several values with F.NAME.in_(...)"
        )


@dataclass(frozen=True, slots=True)
class Comparison(Filter):
    """A field, an operator and an argument: `AGE>=20`."""

    selector: str
    operator: Operator
    argument: Argument

    def written(self, write: DateWriter | None) -> str:
        """See `Filter.written`."""
        return f"{self.selector}{self.operator}{self.argument.written(write)}"

    def selects(self, row: Row, types: Types | None, dates: DateFormats | None) -> bool:
        """See `Filter.matches`."""
        field_type = types.get(self.selector) if types else None
        return compare(row.get(self.selector), self.operator, self.argument, field_type=field_type, dates=dates)


@dataclass(frozen=True, slots=True)
class OneOf(Filter):
    """A field and the values it may have: `CITY=in=(Oslo,Bergen)`."""

    selector: str
    arguments: tuple[Argument, ...]

    def written(self, write: DateWriter | None) -> str:
        """See `Filter.written`."""
        return f"{self.selector}=in=({','.join([argument.written(write) for argument in self.arguments])})"

    def selects(self, row: Row, types: Types | None, dates: DateFormats | None) -> bool:
        """See `Filter.matches`."""
        value = row.get(self.selector)
        field_type = types.get(self.selector) if types else None
        return any(compare(value, "==", argument, field_type=field_type, dates=dates) for argument in self.arguments)


@dataclass(frozen=True, slots=True)
class Raw(Filter):
    """A text that is sent as it is."""

    content: str

    def written(self, write: DateWriter | None) -> str:  # noqa: ARG002 - nothing in it is known to be a date
        """See `Filter.written`."""
        return self.content

    def selects(self, row: Row, types: Types | None, dates: DateFormats | None) -> bool:  # noqa: ARG002 - same
        """Reject; see `Filter.matches`."""
        raise TypeError(
            "a raw filter is not understood here, only sent; use parse_filter(...) to test rows with a text"
        )


@dataclass(frozen=True, slots=True)
class And(Filter):
    """Filters that all select an item. Made by `all_of`, which keeps it flat; `depth` counts its parentheses."""

    terms: tuple[Filter, ...]
    depth: int = field(compare=False, repr=False)

    def written(self, write: DateWriter | None) -> str:
        """See `Filter.written`."""
        texts = [(term, term.written(write)) for term in self.terms]
        return " and ".join([f"({text})" if isinstance(term, (Or, Raw)) else text for term, text in texts])

    def selects(self, row: Row, types: Types | None, dates: DateFormats | None) -> bool:
        """See `Filter.matches`."""
        return all(term.selects(row, types, dates) for term in self.terms)


@dataclass(frozen=True, slots=True)
class Or(Filter):
    """Filters of which one selects an item. Made by `any_of`, which keeps it flat; `depth` counts its parentheses."""

    terms: tuple[Filter, ...]
    depth: int = field(compare=False, repr=False)

    def written(self, write: DateWriter | None) -> str:
        """See `Filter.written`."""
        texts = [(term, term.written(write)) for term in self.terms]
        return " or ".join([f"({text})" if isinstance(term, Raw) else text for term, text in texts])

    def selects(self, row: Row, types: Types | None, dates: DateFormats | None) -> bool:
        """See `Filter.matches`."""
        return any(term.selects(row, types, dates) for term in self.terms)


def all_of(filters: Iterable[Filter]) -> Filter:
    """Join filters by `and`.

    Raises:
        ValueError: that would nest more than 50 parentheses.
    """
    terms: list[Filter] = []
    depth = 0
    for each in filters:
        if isinstance(each, And):
            terms += each.terms
            depth = max(depth, each.depth)
        else:
            terms.append(each)
            depth = max(depth, each.depth + 1 if isinstance(each, Or) else 0)  # an Or stands in parentheses here
    return And(tuple(terms), _checked(depth)) if len(terms) > 1 else terms[0]


def any_of(filters: Iterable[Filter]) -> Filter:
    """Join filters by `or`.

    Raises:
        ValueError: that would nest more than 50 parentheses.
    """
    terms: list[Filter] = []
    depth = 0
    for each in filters:
        if isinstance(each, Or):
            terms += each.terms
        else:
            terms.append(each)
        depth = max(depth, each.depth if isinstance(each, (And, Or)) else 0)
    return Or(tuple(terms), _checked(depth)) if len(terms) > 1 else terms[0]


def _checked(depth: int) -> int:
    if depth > MAX_DEPTH:
        raise ValueError(f"a filter nests at most {MAX_DEPTH} parentheses; write it flatter, or send two filters")
    return depth


def _filter(other: object) -> Filter:
    if isinstance(other, Filter):
        return other
    raise TypeError(
        f"a filter is combined with another filter, not with {type(other).__name__}; put each comparison in "
        "parentheses, as in (F.AGE >= 20) & (F.AGE <= 80), and read text with parse_filter(...)"
    )
