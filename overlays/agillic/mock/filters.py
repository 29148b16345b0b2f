"""Filters as SQL conditions, and the values of fields as SQLite keeps them.

Problem: the mock selects items by the filter of a request [S1]. Reading every row into Python to ask `Filter.matches`
would be slow; SQL of the same meaning lets SQLite use its indexes.

A condition selects the rows that `Filter.matches` selects when the types of the fields are told. What types leave open:

- An argument that cannot be read as the column's type equals nothing: `!=` selects every row, all else selects none.
- A point in time compared with a DATE column: the day stands for its first moment on the instance's clock.
- A wildcard is compared with the text that answers show, whatever the column's type.
- Points in time are compared to the millisecond, as they are stored, even where answers show less of them.

>>> from agillic.wire.rsql import F
>>> columns = {"LASTNAME": Column("last name", "STRING"), "AGE": Column("age", "NUMBER")}
>>> sql_condition((F.LASTNAME == "Blue") & (F.AGE >= 20), columns)
('("last name" = ? AND "age" >= ?)', ['Blue', 20])
"""

import json
import math
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from heapq import heapify, heappop, heappush
from typing import Generic, Literal, NamedTuple, TypeVar

from agillic.wire.date_formats import DateFormats
from agillic.wire.rsql.arguments import WILDCARDS, Argument, float_text
from agillic.wire.rsql.comparison import FieldType, Operator, by_format, compare, first_moment
from agillic.wire.rsql.readings import boolean, moment, number
from agillic.wire.rsql.tree import And, Comparison, Filter, OneOf, Or

_Value = TypeVar("_Value", str, float)
SqlValue = str | int | float | None
"""What SQLite keeps; None is a missing value."""

MOST_PARAMETERS = 32_766
"""SQLite's limit where nobody has raised it. With field names of two characters or more, no filter that `parse_filter`
takes needs as many."""
LONGEST_PATTERN = 50_000
"""Bytes: SQLite's limit for GLOB."""
_LONGEST_LIST = 8  # longer lists are one parameter, or lists of short words could exceed MOST_PARAMETERS
_JOINED_AT_ONCE = 4
_FROM_JSON = "(SELECT value FROM json_each(?))"
_LAST_INSTANT = "9999-12-31T23:59:59.999Z"
_WHOLE = 2**63
# GLOB ends a text at NUL and takes U+FFFE and U+FFFF for U+FFFD; half a surrogate pair cannot be written in UTF-8.
_NO_TEXT = re.compile("[\0\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a selector stands for.

    Args:
        name_in_sql: its name, unquoted. The column must exist: SQLite takes an unknown quoted name for a string.
        type: of its values, which `stored` has converted. Declare the column as TEXT for STRING, DATE and TIMESTAMP,
            and as NUMERIC for NUMBER and BOOLEAN; SQLite would read numbers into strings of other declarations.
    """

    name_in_sql: str
    type: FieldType


Missing = Literal["only-not-equal", "none", "as-empty"]
"""The options of the assumption `filter-missing-values`."""


@dataclass(frozen=True, slots=True)
class FilterRules:
    """What nobody documents about filters: the spec's assumptions `filter-case` and `filter-missing-values`.

    Args:
        case_sensitive: upper and lower case differ. If not, texts are compared as Unicode folds them (`ß` as `ss`).
        missing: which comparisons a field without a value satisfies: `!=` and no other; none, as in SQL; or those that
            the empty string satisfies, by the type of the field.
    """

    case_sensitive: bool = True
    missing: Missing = "only-not-equal"


class UnknownSelector(Exception):  # noqa: N818 - named by what happened, as the errors of the client are
    """A filter names a field that the resource does not have; the server answers 422 [S1].

    Args:
        name: the selector.
    """

    def __init__(self, name: str) -> None:
        super().__init__(f"the filter names {name!r}, which is no field here; use one that the Discovery API lists")
        self.name = name

    def __reduce__(self) -> "tuple[type[UnknownSelector], tuple[str]]":
        return type(self), (self.name,)


_DEFAULT_RULES = FilterRules()
_DEFAULT_DATES = DateFormats()


def sql_condition(
    filter_: Filter,
    columns: Mapping[str, Column],
    *,
    rules: FilterRules = _DEFAULT_RULES,
    dates: DateFormats = _DEFAULT_DATES,
) -> tuple[str, list[SqlValue]]:
    """Translate a filter to a condition for WHERE. Values are bound, never written into its text.

    `==`, `=in=`, `<`, `<=`, `>`, `>=` and wildcards after a prefix can use an index on the column. Wildcards in other
    types than STRING, and any text when case does not count, call functions that `add_functions` gives a connection.

    Args:
        filter_: from `parse_filter` or `F`.
        columns: by selector.
        rules: what is assumed of case and of missing values.
        dates: the instance's formats and time zone.

    Returns:
        The condition, in parentheses where it needs them beside others, and the values of its parameters.

    Raises:
        UnknownSelector: the filter names none of the columns.
        TypeError: a part of the filter is raw, so that its meaning is not known.
        ValueError: a wildcard or the whole filter is too long for SQLite, or an argument has half a surrogate pair.

    >>> from agillic.wire.rsql import parse_filter
    >>> sql_condition(parse_filter("CITY==Os*"), {"CITY": Column("city", "STRING")})
    ('("city" >= ? AND "city" < ?)', ['Os', 'Ot'])
    """
    condition = _Translation(columns, rules, dates).condition(filter_)
    if len(condition.values) > MOST_PARAMETERS:
        raise ValueError(
            f"the filter has {len(condition.values):,} values, and at most {MOST_PARAMETERS:,} can be compared "
            "at once; send several shorter filters"
        )
    text = f"({condition.text})" if condition.joined_by else condition.text
    return text, list(condition.values)


def add_functions(connection: sqlite3.Connection, dates: DateFormats = _DEFAULT_DATES) -> None:
    """Give a connection the functions that some conditions call; needed once for each connection.

    Args:
        connection: to the database of the rows.
        dates: the instance's formats and time zone.

    >>> with sqlite3.connect(":memory:") as connection:
    ...     add_functions(connection)
    ...     connection.execute("SELECT FOLDED('Århus'), SHOWN('2026-07-04', 'DATE')").fetchone()
    ('århus', '04.07.2026')
    """

    def folded(value: str | None) -> str | None:
        return None if value is None else value.casefold()

    def as_shown(value: SqlValue, field_type: FieldType) -> str | None:
        return None if value is None else shown(value, field_type, dates)

    connection.create_function("FOLDED", 1, folded, deterministic=True)
    connection.create_function("SHOWN", 2, as_shown, deterministic=True)


def stored(value: object, field_type: FieldType, dates: DateFormats) -> SqlValue:
    """Convert a value of a request, or of the mock's own making, to what SQLite keeps.

    Args:
        value: a string, number or boolean of JSON; a date or datetime; None, which stays None. Whether the empty
            string clears a field is for the caller to know: here it is a string, and nothing of another type.
        field_type: STRING, kept as text; NUMBER, as INTEGER or REAL; BOOLEAN, as 0 or 1; DATE, as YYYY-MM-DD; or
            TIMESTAMP, as YYYY-MM-DDTHH:MM:SS.mmmZ. Microseconds are cut off; a time without a zone is on the instance's
            clock; a day becomes its first moment.
        dates: the instance's formats, which strings may use beside RFC 3339, and its time zone (without one, UTC).

    Raises:
        ValueError: the value does not fit the type. The message does not repeat the value, nor knows its field.

    >>> stored("19.90", "NUMBER", DateFormats()), stored("04.07.2026 08:30:00", "TIMESTAMP", DateFormats())
    (19.9, '2026-07-04T08:30:00.000Z')
    """
    if value is None:
        return None
    kept: SqlValue = None
    if field_type == "STRING":
        kept = _stored_text(value)
    elif field_type == "NUMBER":
        kept = _stored_number(value)
    elif field_type == "BOOLEAN":
        read = boolean(value) if isinstance(value, str) else value
        kept = int(read) if isinstance(read, bool) else None
    else:
        day = _moment(value, dates)
        if field_type == "TIMESTAMP" and day is not None:
            kept = _stored_instant(first_moment(day, dates.zone), dates)
        elif day is not None and not isinstance(day, datetime):
            kept = day.isoformat()
    if kept is None:
        raise ValueError(f"a {field_type} field cannot hold this {type(value).__name__}; send {_WANTED[field_type]}")
    return kept


_WANTED: dict[FieldType, str] = {
    "STRING": "a string, number or boolean, without NUL, U+FFFE, U+FFFF and halves of surrogate pairs",
    "NUMBER": 'a number such as 20 or "19.9", and whole numbers below 2**63, beyond which digits would be lost',
    "BOOLEAN": 'true or false, or one of them as a string such as "true"',
    "DATE": "a day without a time, by RFC 3339 (2026-07-04) or in the instance's date format",
    "TIMESTAMP": "a time by RFC 3339 (2026-07-04T08:30:00Z) or in the instance's format, in the years 1 to 9999",
}


def shown(value: str | float, field_type: FieldType, dates: DateFormats) -> str:
    """Convert a value that SQLite keeps to the string that answers show.

    Args:
        value: as `stored` returned it, and not missing.
        field_type: as for `stored`.
        dates: the instance's formats and time zone (without one, UTC).

    >>> shown("2026-07-04T08:30:00.000Z", "TIMESTAMP", DateFormats()), shown(19.9, "NUMBER", DateFormats())
    ('04.07.2026 08:30:00', '19.9')
    """
    if field_type == "DATE":
        return dates.format_date(date.fromisoformat(str(value)))
    if field_type == "TIMESTAMP":
        local = datetime.fromisoformat(str(value)).astimezone(dates.zone or UTC)
        return dates.format_timestamp(local.replace(tzinfo=None))
    if field_type == "BOOLEAN":
        return "true" if value else "false"
    return float_text(value).removesuffix(".0") if isinstance(value, float) else str(value)


def _stored_text(value: object) -> str | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return shown(value, "NUMBER", _DEFAULT_DATES) if math.isfinite(value) else None
    if not isinstance(value, str):
        return None
    # The first two tests are the fast way for nearly all values.
    return value if (value.isascii() and "\0" not in value) or not _NO_TEXT.search(value) else None


def _stored_number(value: object) -> int | float | None:
    read = number(value) if isinstance(value, str) else value
    if isinstance(read, bool) or not isinstance(read, (int, float)):
        return None
    bound = _read_number(read)
    if not bound.exact or not math.isfinite(bound.value):
        return None
    return int(bound.value) if -_WHOLE <= bound.value < _WHOLE and bound.value == int(bound.value) else bound.value


def _stored_instant(value: datetime, dates: DateFormats) -> str | None:
    try:
        value.astimezone(dates.zone or UTC)  # what cannot be shown is not taken
        text = value.astimezone(UTC).isoformat(timespec="milliseconds")
    except OverflowError:
        return None
    return text.removesuffix("+00:00") + "Z"


def _moment(value: object, dates: DateFormats) -> date | None:
    """Read a day, or a point in time with or without a zone, as `Filter.matches` does."""
    if not isinstance(value, str):
        return value if isinstance(value, date) else None
    return moment(value) or by_format(value, dates)


class _Bound(NamedTuple, Generic[_Value]):
    """An argument as a value of the column; if not `exact`, as the last value before the argument."""

    value: _Value
    exact: bool = True


def _read(text: str, field_type: FieldType, dates: DateFormats) -> _Bound[str] | _Bound[float] | None:
    """Return what an argument is in a column of a type, or None when it cannot be read as one."""
    if field_type == "STRING":
        return _Bound(text, exact=_NO_TEXT.search(text) is None)
    if field_type == "NUMBER":
        read = number(text)
        return None if read is None else _read_number(read)
    if field_type == "BOOLEAN":
        truth = boolean(text)
        return None if truth is None else _Bound(int(truth))
    day = _moment(text, dates)
    if day is None:
        return None
    if field_type == "TIMESTAMP":
        return _read_instant(first_moment(day, dates.zone))
    return _read_day(day, dates) if isinstance(day, datetime) else _Bound(day.isoformat())


def _read_number(value: float) -> _Bound[float]:
    if not isinstance(value, int) or -_WHOLE <= value < _WHOLE:
        return _Bound(value)
    try:
        near = float(value)
    except OverflowError:  # more than any number that is stored
        return _Bound(math.inf if value > 0 else -math.inf)
    return _Bound(near if near <= value else math.nextafter(near, -math.inf), exact=near == value)


def _read_instant(value: datetime) -> _Bound[str]:
    try:
        utc = value.astimezone(UTC)
    except OverflowError:
        return _Bound("" if value.year == 1 else _LAST_INSTANT, exact=False)
    text = utc.isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"
    return _Bound(text, exact=utc.microsecond % 1000 == 0)


def _read_day(instant: datetime, dates: DateFormats) -> _Bound[str]:
    """Return the last day whose first moment is not after an instant."""
    for days in (2, 1, 0, -1, -2):  # two time zones can be two days apart
        try:
            day = instant.date() + timedelta(days)
        except OverflowError:
            continue
        behind = instant - first_moment(day, dates.zone)
        if behind >= timedelta():
            return _Bound(day.isoformat(), exact=not behind)
    return _Bound("", exact=False)


class _Condition(NamedTuple):
    """A piece of SQL.

    Args:
        text: the piece.
        values: of its parameters.
        joined_by: the operator outside parentheses.
        depth: of its expression. SQLite takes 1,000.
        open_parts: what its parser has to keep in mind at once. SQLite takes 100.
    """

    text: str
    values: tuple[SqlValue, ...] = ()
    joined_by: Literal["", "AND", "OR"] = ""
    depth: int = 0
    open_parts: int = 0


_NOTHING = _Condition("0")
_EVERYTHING = _Condition("1")


def _join(conditions: Sequence[_Condition], word: Literal["AND", "OR"]) -> _Condition:
    """Join conditions few at a time, the shallow ones first, which keeps wide and deep filters in SQLite's limits."""
    heap = [(condition.depth, index, condition) for index, condition in enumerate(conditions)]
    heapify(heap)
    index = len(heap)
    while len(heap) > 1:
        chosen = [heappop(heap)[2] for _ in range(min(_JOINED_AT_ONCE, len(heap)))]
        joined = _chain(chosen, word)
        index += 1
        heappush(heap, (joined.depth, index, joined))
    return heap[0][2]


def _chain(conditions: Sequence[_Condition], word: Literal["AND", "OR"]) -> _Condition:
    # What stands first needs the least of the parser's memory, as nothing before it is kept.
    first, *others = sorted(conditions, key=lambda condition: condition.open_parts, reverse=True)
    in_parentheses = word == "AND" and first.joined_by == "OR"
    texts = [f"({first.text})" if in_parentheses else first.text]
    values = list(first.values)
    for other in others:
        texts.append(f"({other.text})" if other.joined_by else other.text)
        values += other.values
    return _Condition(
        f" {word} ".join(texts),
        tuple(values),
        word,
        max(condition.depth for condition in conditions) + len(others),
        max(first.open_parts + in_parentheses, *(other.open_parts + 3 for other in others)),
    )


class _Translation:
    """Walks over a filter."""

    def __init__(self, columns: Mapping[str, Column], rules: FilterRules, dates: DateFormats) -> None:
        self.columns = columns
        self.rules = rules
        self.dates = dates

    def condition(self, filter_: Filter) -> _Condition:
        if isinstance(filter_, And):
            return _join([self.condition(term) for term in filter_.terms], "AND")
        if isinstance(filter_, Or):
            return _join([self.condition(term) for term in filter_.terms], "OR")
        if isinstance(filter_, Comparison):
            column = self._column(filter_.selector)
            return self._comparison(column, filter_.operator, self._argument(filter_.argument, column))
        if isinstance(filter_, OneOf):
            column = self._column(filter_.selector)
            return self._one_of(column, [self._argument(argument, column) for argument in filter_.arguments])
        raise TypeError("a raw filter is not understood here, only sent; use parse_filter(...) to read a text")

    def _column(self, selector: str) -> Column:
        try:
            return self.columns[selector]
        except KeyError:
            raise UnknownSelector(selector) from None

    def _argument(self, argument: Argument, column: Column) -> Argument:
        try:
            argument.text.encode()
        except UnicodeEncodeError:
            raise ValueError(
                "a value of the filter has half of a surrogate pair; send the filter in UTF-8, percent-encoded"
            ) from None
        if self.rules.case_sensitive or not (column.type == "STRING" or argument.kind == "wildcard"):
            return argument
        return Argument(argument.text.casefold(), argument.kind)

    def _comparison(self, column: Column, sign: Operator, argument: Argument) -> _Condition:
        missing = self._selects_missing(column, sign, argument)
        if argument.kind == "wildcard":
            return self._or_missing(self._pattern(column, argument.text), column, missing=missing)
        bound = _read(argument.text, column.type, self.dates)
        if bound is None or (not bound.exact and sign in ("==", "!=")):
            if sign != "!=":
                return _NOTHING
            return _EVERYTHING if missing else _Condition(f"{_quoted(column)} IS NOT NULL")
        if sign == "!=":
            # In SQLite, IS NOT compares values, and any value differs from NULL.
            return _Condition(f"{self._text(column)} {'IS NOT' if missing else '<>'} ?", (bound.value,))
        if not bound.exact:
            sign = "<=" if sign in ("<", "<=") else ">"
        compared = _Condition(f"{self._text(column)} {'=' if sign == '==' else sign} ?", (bound.value,))
        return self._or_missing(compared, column, missing=missing)

    def _one_of(self, column: Column, arguments: Iterable[Argument]) -> _Condition:
        values: dict[str | float, None] = {}  # a set in the order of the filter
        missing = False
        for argument in arguments:
            missing = missing or self._selects_missing(column, "==", argument)
            bound = _read(argument.text, column.type, self.dates)
            if bound is not None and bound.exact:
                values[bound.value] = None
        return self._or_missing(self._in_list(column, list(values)), column, missing=missing)

    def _in_list(self, column: Column, values: Sequence[str | float]) -> _Condition:
        text = self._text(column)
        if len(values) <= _LONGEST_LIST:
            return _Condition(f"{text} IN ({', '.join('?' * len(values))})", tuple(values)) if values else _NOTHING
        # SQLite reads fractions out of JSON a little differently from Python, so these are bound.
        fractions = [value for value in values if isinstance(value, float)]
        rest = [value for value in values if not isinstance(value, float)]
        lists: list[_Condition] = []
        if rest:
            lists.append(_Condition(f"{text} IN {_FROM_JSON}", (json.dumps(rest, ensure_ascii=False),)))
        if fractions:
            lists.append(_Condition(f"{text} IN ({', '.join('?' * len(fractions))})", tuple(fractions)))
        return _join(lists, "OR")

    def _pattern(self, column: Column, pattern: str) -> _Condition:
        text = self._text(column)
        if not pattern.strip("*"):
            return _Condition(f"{text} IS NOT NULL")
        if _NO_TEXT.search(pattern):
            return _NOTHING
        if column.type != "STRING":
            as_shown = f"SHOWN({text}, ?)"
            if not self.rules.case_sensitive:
                as_shown = f"FOLDED({as_shown})"
            return _Condition(f"{as_shown} GLOB ?", (column.type, _glob(pattern)))
        conditions: list[_Condition] = []
        prefix = WILDCARDS.split(pattern, maxsplit=1)[0]
        after = _after(prefix)
        if after:
            conditions.append(_Condition(f"{text} >= ? AND {text} < ?", (prefix, after), "AND", depth=1))
        if not after or pattern.rstrip("*") != prefix:
            # The plus keeps SQLite from adding ranges of its own, which in nested filters takes it gigabytes.
            conditions.append(_Condition(f"+{text} GLOB ?", (_glob(pattern),)))
        return _join(conditions, "AND")

    def _text(self, column: Column) -> str:
        folded = column.type == "STRING" and not self.rules.case_sensitive
        return f"FOLDED({_quoted(column)})" if folded else _quoted(column)

    def _selects_missing(self, column: Column, sign: Operator, argument: Argument) -> bool:
        if self.rules.missing == "none":
            return False
        value = "" if self.rules.missing == "as-empty" else None
        return compare(value, sign, argument, field_type=column.type, dates=self.dates)

    def _or_missing(self, condition: _Condition, column: Column, *, missing: bool) -> _Condition:
        return _join([condition, _Condition(f"{_quoted(column)} IS NULL")], "OR") if missing else condition


def _quoted(column: Column) -> str:
    return '"' + column.name_in_sql.replace('"', '""') + '"'


def _glob(pattern: str) -> str:
    text = pattern.replace("[", "[[]")  # GLOB knows sets in brackets, which the dialect does not
    if len(text.encode()) > LONGEST_PATTERN:
        raise ValueError(
            f"a wildcard of the filter is longer than the {LONGEST_PATTERN:,} bytes that can be compared; shorten it"
        )
    return text


def _after(prefix: str) -> str:
    """Return the least text after all texts with a prefix; empty when there is none."""
    kept = prefix.rstrip("\U0010ffff")
    if not kept:
        return ""
    return kept[:-1] + ("\ue000" if kept[-1] == "\ud7ff" else chr(ord(kept[-1]) + 1))
