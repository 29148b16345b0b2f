"""From a filter to a condition for WHERE."""

import json
from collections.abc import Iterable, Mapping, Sequence

from agillic.mock.filters.arguments import NO_TEXT, read_argument
from agillic.mock.filters.fitting import misfit
from agillic.mock.filters.joining import EVERYTHING, NOTHING, Condition, join
from agillic.mock.filters.patterns import after, glob, literal
from agillic.mock.filters.rules import Column, FilterRules, MisfitError, UnknownSelector
from agillic.mock.filters.values import SqlValue
from agillic.wire.date_formats import DateFormats
from agillic.wire.rsql.arguments import WILDCARDS, Argument
from agillic.wire.rsql.comparison import Operator, compare
from agillic.wire.rsql.tree import And, Comparison, Filter, OneOf, Or

MAX_PARAMETERS = 32_766
"""SQLite's limit where it was not raised. With field names of two characters or more, no filter that `parse_filter`
takes needs as many."""
_MAX_LIST = 8  # longer lists are one parameter, or lists of short words could exceed MAX_PARAMETERS
_FROM_JSON = "(SELECT value FROM json_each(?))"
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
        MisfitError: an argument is empty or not of its column's type, and `rules` do not let it match nothing.
        TypeError: a part of the filter is raw, so that its meaning is not known.
        ValueError: a wildcard or the whole filter is too long for SQLite, or an argument has half a surrogate pair.

    >>> from agillic.wire.rsql import parse_filter
    >>> sql_condition(parse_filter("CITY==Os*"), {"CITY": Column("city", "STRING")})
    ('("city" >= ? AND "city" < ?)', ['Os', 'Ot'])
    """
    condition = _Translation(columns, rules, dates).condition(filter_)
    if len(condition.values) > MAX_PARAMETERS:
        raise ValueError(
            f"the filter has {len(condition.values):,} values, and at most {MAX_PARAMETERS:,} can be compared "
            "at once; send several shorter filters"
        )
    text = f"({condition.text})" if condition.joined_by else condition.text
    return text, list(condition.values)


class _Translation:
    """Walks over a filter."""

    def __init__(self, columns: Mapping[str, Column], rules: FilterRules, dates: DateFormats) -> None:
        self.columns = columns
        self.rules = rules
        self.dates = dates

    def condition(self, filter_: Filter) -> Condition:
        if isinstance(filter_, And):
            return join([self.condition(term) for term in filter_.terms], "AND")
        if isinstance(filter_, Or):
            return join([self.condition(term) for term in filter_.terms], "OR")
        if isinstance(filter_, Comparison):
            column = self._column(filter_.selector)
            argument = self._argument(filter_.argument, column)
            if not self._fits(filter_.selector, argument, column):
                return NOTHING
            return self._comparison(column, filter_.operator, argument)
        if isinstance(filter_, OneOf):
            column = self._column(filter_.selector)
            arguments = [self._argument(argument, column) for argument in filter_.arguments]
            return self._one_of(column, [each for each in arguments if self._fits(filter_.selector, each, column)])
        raise TypeError("a raw filter is not understood here, only sent; use parse_filter(...) to read a text")

    def _column(self, selector: str) -> Column:
        try:
            return self.columns[selector]
        except KeyError:
            raise UnknownSelector(selector) from None

    def _argument(self, argument: Argument, column: Column) -> Argument:
        try:
            (literal(argument.text) if argument.kind == "wildcard" else argument.text).encode()
        except UnicodeEncodeError:
            raise ValueError(
                "a value of the filter has half of a surrogate pair; send the filter in UTF-8, percent-encoded"
            ) from None
        if self.rules.case_sensitive or not (column.type == "STRING" or argument.kind == "wildcard"):
            return argument
        return Argument(argument.text.casefold(), argument.kind)

    def _fits(self, selector: str, argument: Argument, column: Column) -> bool:
        problem = misfit(selector, argument, column.type, self.dates, date_forms=self.rules.date_forms)
        if problem is not None and self.rules.argument_type == "status-400":
            raise MisfitError(problem)
        return problem is None

    def _comparison(self, column: Column, sign: Operator, argument: Argument) -> Condition:
        missing = self._selects_missing(column, sign, argument)
        if argument.kind == "wildcard":
            return self._or_missing(self._pattern(column, argument.text), column, missing=missing)
        bound = read_argument(argument.text, column.type, self.dates, date_forms=self.rules.date_forms)
        if bound is None or (not bound.exact and sign in ("==", "!=")):
            if sign != "!=":
                return NOTHING
            return EVERYTHING if missing else Condition(f"{_quoted(column)} IS NOT NULL")
        if sign == "!=":
            # In SQLite, IS NOT compares values, and any value differs from NULL.
            return Condition(f"{self._text(column)} {'IS NOT' if missing else '<>'} ?", (bound.value,))
        if not bound.exact:
            sign = "<=" if sign in ("<", "<=") else ">"
        compared = Condition(f"{self._text(column)} {'=' if sign == '==' else sign} ?", (bound.value,))
        return self._or_missing(compared, column, missing=missing)

    def _one_of(self, column: Column, arguments: Iterable[Argument]) -> Condition:
        values: dict[str | float, None] = {}  # a set in the order of the filter
        missing = False
        for argument in arguments:
            missing = missing or self._selects_missing(column, "==", argument)
            bound = read_argument(argument.text, column.type, self.dates, date_forms=self.rules.date_forms)
            if bound is not None and bound.exact:
                values[bound.value] = None
        return self._or_missing(self._in_list(column, list(values)), column, missing=missing)

    def _in_list(self, column: Column, values: Sequence[str | float]) -> Condition:
        text = self._text(column)
        if len(values) <= _MAX_LIST:
            return Condition(f"{text} IN ({', '.join('?' * len(values))})", tuple(values)) if values else NOTHING
        # SQLite reads fractions out of JSON a little differently from Python, so these are bound.
        fractions = [value for value in values if isinstance(value, float)]
        rest = [value for value in values if not isinstance(value, float)]
        lists: list[Condition] = []
        if rest:
            lists.append(Condition(f"{text} IN {_FROM_JSON}", (json.dumps(rest, ensure_ascii=False),)))
        if fractions:
            lists.append(Condition(f"{text} IN ({', '.join('?' * len(fractions))})", tuple(fractions)))
        return join(lists, "OR")

    def _pattern(self, column: Column, pattern: str) -> Condition:
        text = self._text(column)
        if not pattern.strip("*"):
            return Condition(f"{text} IS NOT NULL")
        if NO_TEXT.search(literal(pattern)):
            return NOTHING
        if column.type != "STRING":
            as_shown = f"SHOWN({text}, ?)"
            if not self.rules.case_sensitive:
                as_shown = f"FOLDED({as_shown})"
            return Condition(f"{as_shown} GLOB ?", (column.type, glob(pattern)))
        conditions: list[Condition] = []
        prefix = literal(WILDCARDS.split(pattern, maxsplit=1)[0])
        end = after(prefix)
        if end:
            conditions.append(Condition(f"{text} >= ? AND {text} < ?", (prefix, end), "AND", depth=1))
        if not end or literal(pattern.rstrip("*")) != prefix:
            # The plus keeps SQLite from adding ranges of its own, which in nested filters takes it gigabytes.
            conditions.append(Condition(f"+{text} GLOB ?", (glob(pattern),)))
        return join(conditions, "AND")

    def _text(self, column: Column) -> str:
        folded = column.type == "STRING" and not self.rules.case_sensitive
        return f"FOLDED({_quoted(column)})" if folded else _quoted(column)

    def _selects_missing(self, column: Column, sign: Operator, argument: Argument) -> bool:
        if self.rules.missing == "none":
            return False
        value = "" if self.rules.missing == "as-empty" else None
        return compare(value, sign, argument, field_type=column.type, dates=self.dates)

    def _or_missing(self, condition: Condition, column: Column, *, missing: bool) -> Condition:
        return join([condition, Condition(f"{_quoted(column)} IS NULL")], "OR") if missing else condition


def _quoted(column: Column) -> str:
    return '"' + column.name_in_sql.replace('"', '""') + '"'
