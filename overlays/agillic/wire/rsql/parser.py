"""Reading filters that are written as text, and rejecting what the dialect does not have."""

import re
from collections.abc import Mapping
from typing import NamedTuple, NoReturn, get_args

from agillic.wire.rsql.arguments import WILDCARDS, Argument
from agillic.wire.rsql.comparison import Operator
from agillic.wire.rsql.errors import FilterSyntaxError
from agillic.wire.rsql.readings import is_typed
from agillic.wire.rsql.tree import MAX_DEPTH, Comparison, Filter, OneOf, all_of, any_of

MAX_LENGTH = 100_000
"""Characters. No server takes a request line that long."""

_TOKEN = re.compile(
    r"""(?P<blank>\s+)
      | (?P<word>[^\s"'();,=!~<>]+)
      | (?P<quoted>"[^"\\]*(?:\\.[^"\\]*)*"|'[^'\\]*(?:\\.[^'\\]*)*')
      | (?P<operator>==|!=|<=|>=|<|>|=[A-Za-z]+=)
      | (?P<sign>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_OTHER_BLANK = re.compile(r"[^\S ]")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")
_QUOTES = ('"', "'")
_OPERATORS: dict[str, Operator] = {sign: sign for sign in get_args(Operator)}
# What other dialects of RSQL write, and what this one does.
_OTHER_OPERATORS = {"=gt=": "'>'", "=ge=": "'>='", "=lt=": "'<'", "=le=": "'<='", "=out=": "'!=' several times"}
_OTHER_CONNECTIVES = {";": "'and'", ",": "'or'", "AND": "'and', in lower case", "OR": "'or', in lower case"}


def parse_filter(text: str) -> Filter:
    r"""Read a filter in Agillic's dialect of RSQL.

    The dialect [S1]: `== != < <= > >=` and `=in=`; `and` and `or`, in lower case and with blanks around them, `and`
    before `or`; parentheses; lists as `(a or b)` and `(a,b)`; arguments bare, or between double or single quotes, where
    a `\` stands before each quote and each other `\`. After `==`, an argument with `*` or `?` is a pattern.

    Bare or quoted is one and the same to a string, but a bare argument that reads as a number, boolean, date or
    timestamp is compared as one in `Filter.matches`. For every filter that `F` builds within the limits below,
    `parse_filter(str(filter)) == filter`.

    Args:
        text: at most 100,000 characters and 50 parentheses within parentheses, without URL encoding.

    Raises:
        FilterSyntaxError: the text is not of the dialect; it has the column, and what was expected there.
        TypeError: it is no text.

    >>> from agillic.wire.rsql import F
    >>> parse_filter('LASTNAME=="Blue" and AGE>=20') == (F.LASTNAME == "Blue") & (F.AGE >= 20)
    True
    """
    if not isinstance(text, str):  # pyright: ignore[reportUnnecessaryIsInstance] - not everybody type-checks
        raise TypeError(f"a filter is read from a str, not {type(text).__name__}; leave it out to select everything")
    return _Parser(text).filter()


def filter_text(value: Filter | str) -> str:
    """Return what is sent in a query parameter of the format rsql. Generated code calls this for each of them.

    Args:
        value: a filter; or a text, which is parsed, so that a broken one fails before it is sent, and then sent as the
            caller wrote it. Only tabs, line breaks and other white space than blanks are not: other parsers of RSQL
            take them for a part of the value, so such a text is sent as `str(parse_filter(text))`. What the parser does
            not know can be sent as `raw_filter(...)`.

    Raises:
        FilterSyntaxError: the text is not of the dialect.
        TypeError: it is neither a filter nor a text.

    >>> from agillic.wire.rsql import F
    >>> filter_text(F.AGE >= 20), filter_text(" AGE >= 20 ")
    ('AGE>=20', ' AGE >= 20 ')
    """
    if isinstance(value, Filter):
        return value.text()
    if isinstance(value, str):  # pyright: ignore[reportUnnecessaryIsInstance] - not everybody type-checks
        read = parse_filter(value)
        half = _SURROGATE.search(value)
        if half:
            expected = "what UTF-8 can carry; read it again from its source"
            raise FilterSyntaxError(value, half.start() + 1, "half of a surrogate pair", expected)
        return str(read) if _OTHER_BLANK.search(value) else value
    raise TypeError(f"a filter is a Filter or a str, not {type(value).__name__}; compare a field: F.LASTNAME == 'Blue'")


class _Token(NamedTuple):
    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class _Parser:
    """Reads by recursive descent: filter, alternatives, conjunction, operand, comparison, argument."""

    def __init__(self, text: str) -> None:
        self.text = text
        if len(text) > MAX_LENGTH:
            self._reject(MAX_LENGTH, "more text", f"at most {MAX_LENGTH:,} characters; send several filters")
        self.tokens = self._tokens()
        self.index = 0

    def _tokens(self) -> list[_Token]:
        tokens: list[_Token] = []
        for found in _TOKEN.finditer(self.text):
            if found.lastgroup != "blank":
                tokens.append(_Token(str(found.lastgroup), found[0], found.start()))
            if found[0] in _QUOTES:
                # Not closed, so nothing can follow; looking on would search the rest again at each further quote.
                break
        tokens.append(_Token("end", "", len(self.text)))
        return tokens

    def filter(self) -> Filter:
        """Read the whole text."""
        result = self._alternatives(0)
        if self._peek().kind != "end":
            self._unexpected("'and', 'or' or the end", _OTHER_CONNECTIVES)
        return result

    def _alternatives(self, depth: int) -> Filter:
        terms = [self._conjunction(depth)]
        while self._skip_connective("or"):
            terms.append(self._conjunction(depth))
        return any_of(terms)

    def _conjunction(self, depth: int) -> Filter:
        terms = [self._operand(depth)]
        while self._skip_connective("and"):
            terms.append(self._operand(depth))
        return all_of(terms)

    def _operand(self, depth: int) -> Filter:
        token = self._peek()
        if token.text != "(":
            return self._comparison()
        if depth == MAX_DEPTH:
            self._unexpected(f"at most {MAX_DEPTH} parentheses within parentheses; leave out those that change nothing")
        self.index += 1
        result = self._alternatives(depth + 1)
        if not self._skip(")"):
            self._unexpected("'and', 'or' or ')'", _OTHER_CONNECTIVES)
        return result

    def _comparison(self) -> Filter:
        selector = self._peek()
        if selector.kind != "word":
            self._unexpected("a field's name or '('")
        self.index += 1
        if self._skip("=in="):
            return OneOf(selector.text, self._list())
        sign = _OPERATORS.get(self._peek().text)
        if sign is None:
            self._unexpected(f"one of {' '.join(_OPERATORS)} =in=", _OTHER_OPERATORS)
        self.index += 1
        return Comparison(selector.text, sign, self._argument(pattern=sign == "=="))

    def _list(self) -> tuple[Argument, ...]:
        if not self._skip("("):
            self._unexpected("'(' and a list of values")
        arguments = [self._argument(pattern=False)]
        while self._skip(",") or self._skip_connective("or"):
            arguments.append(self._argument(pattern=False))
        if not self._skip(")"):
            self._unexpected("',', 'or' or ')'")
        return tuple(arguments)

    def _argument(self, *, pattern: bool) -> Argument:
        token = self._peek()
        bare = token.kind == "word"
        if token.kind not in ("word", "quoted") or token.text in ("and", "or"):
            self._unexpected("a value, in double quotes unless it is a plain word")
        self.index += 1
        value = token.text if bare else self._unquoted(token)
        if pattern and WILDCARDS.search(value):
            return Argument(value, "wildcard")
        return Argument(value, "typed" if bare and is_typed(value) else "text")

    def _unquoted(self, token: _Token) -> str:
        content = token.text[1:-1]
        if "\\" not in content:
            return content
        for escape in _ESCAPE.finditer(content):
            if escape[1] not in "\\\"'":
                # Other parsers drop such a backslash silently, and a file name or pattern with it.
                place = token.start + 1 + escape.start()
                self._reject(place, f"{escape[0]!r}", "a backslash before a quote or a backslash only; double it")
        return _ESCAPE.sub(r"\1", content)

    def _peek(self) -> _Token:
        return self.tokens[self.index]

    def _skip(self, sign: str) -> bool:
        if self._peek().text != sign:
            return False
        self.index += 1
        return True

    def _skip_connective(self, word: str) -> bool:
        token = self._peek()
        if token.text != word:
            return False
        following = self.tokens[self.index + 1]
        if self.tokens[self.index - 1].end == token.start or following.start == token.end < len(self.text):
            self._unexpected(f"blanks around '{word}'")
        self.index += 1
        return True

    def _unexpected(self, expected: str, others: Mapping[str, str] | None = None) -> NoReturn:
        token = self._peek()
        if token.kind == "end":
            found = "the end"
        elif token.kind == "quoted":
            found = "a quoted value"
        elif token.text in _QUOTES:
            found, expected = (
                "a quote that is not closed",
                f"the same quote again; write \\{token.text} for one in a value",
            )
        else:
            found = f"'{token.text[:30]}'"
        if others and token.text in others:
            expected += f"; instead of {token.text} write {others[token.text]}"
        self._reject(token.start, found, expected)

    def _reject(self, start: int, found: str, expected: str) -> NoReturn:
        raise FilterSyntaxError(self.text, start + 1, found, expected)
