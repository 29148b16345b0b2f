r"""Reading filters in the variants of the dialect that are assumed.

Problem: it is undocumented how a quoted argument holds its quote, nor how a value with an asterisk is compared by `==`.
The client's parser follows the defaults of the assumptions `filter-escapes` and `filter-literal-wildcards`; here, a
text of another variant is rewritten for it.
"""

import re
from dataclasses import dataclass
from typing import Literal

from agillic.mock.filters.patterns import ASTERISK, QUESTION_MARK, literal
from agillic.wire.rsql import Filter, parse_filter
from agillic.wire.rsql.arguments import Argument
from agillic.wire.rsql.tree import And, Comparison, OneOf, Or, all_of, any_of

Escapes = Literal["backslash", "other-quote"]
"""The options of the assumption `filter-escapes`."""
LiteralWildcards = Literal["in-list", "backslash"]
"""The options of the assumption `filter-literal-wildcards`."""

_MARKS = {"*": ASTERISK, "?": QUESTION_MARK}
_ESCAPED_WILDCARD = re.compile(r"\\([*?])")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PIECES = {
    "backslash": re.compile(r""""[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*'|[^"']+|.+""", re.DOTALL),
    "other-quote": re.compile(r""""[^"]*"|'[^']*'|[^"']+|.+""", re.DOTALL),
}
"""Quoted arguments, what is between them, and after a quote that is not closed the rest."""


@dataclass(frozen=True, slots=True)
class Dialect:
    r"""How filters are written, as the document's assumptions have it.

    Args:
        escapes: Whether a backslash stands before the quote and the backslash in a quoted argument, or stands for
            itself there.
        literal_wildcards: Whether only lists can hold an asterisk and a question mark that are no wildcards, or a
            backslash before them makes them such.

    >>> Dialect(literal_wildcards="backslash").read(r"CODE==a\**").matches({"CODE": "a"})
    False
    """

    escapes: Escapes = "backslash"
    literal_wildcards: LiteralWildcards = "in-list"

    def read(self, text: str) -> Filter:
        """Parse a filter.

        Args:
            text: As for `parse_filter`.

        Raises:
            FilterSyntaxError: The text is not of the dialect; columns are counted with its backslashes doubled where
                these stand for themselves.
        """
        if self == _DEFAULT or "\\" not in text:
            return parse_filter(text)
        return _with_texts(
            parse_filter("".join(self._rewritten(piece) for piece in _PIECES[self.escapes].findall(text)))
        )

    def _rewritten(self, piece: str) -> str:
        marks = self.literal_wildcards == "backslash"
        if piece[0] not in "\"'":
            return _ESCAPED_WILDCARD.sub(_mark, piece) if marks else piece
        if self.escapes == "other-quote":
            return (_ESCAPED_WILDCARD.sub(_mark, piece) if marks else piece).replace("\\", "\\\\")
        return _ESCAPED.sub(_mark, piece) if marks else piece


_DEFAULT = Dialect()


def _mark(escape: re.Match[str]) -> str:
    return _MARKS.get(escape[1], escape[0])


def _with_texts(filter_: Filter) -> Filter:
    """Return a filter in whose arguments, but for patterns, nothing stands for something else."""
    if isinstance(filter_, And):
        return all_of(map(_with_texts, filter_.terms))
    if isinstance(filter_, Or):
        return any_of(map(_with_texts, filter_.terms))
    if isinstance(filter_, Comparison):
        return Comparison(filter_.selector, filter_.operator, _with_text(filter_.argument))
    if isinstance(filter_, OneOf):
        return OneOf(filter_.selector, tuple(map(_with_text, filter_.arguments)))
    return filter_


def _with_text(argument: Argument) -> Argument:
    if argument.kind == "wildcard":
        return argument
    return Argument(literal(argument.text), argument.kind)
