"""On which lines of a TOML file its keys and entries are: the standard library's parser does not report them."""

import re
import tomllib
from collections.abc import Sequence
from typing import NamedTuple

Step = str | int
"""A key, or the number of an entry in a list, counted from 1."""

_TOKENS = re.compile(
    r"""
    \"{3}(?:\\.|[^\\])*?\"{3,5} | '{3}.*?'{3,5}         # strings of several lines
    | "(?:\\.|[^"\\\n])*" | '[^'\n]*'                   # strings of one line
    | \#[^\n]*
    | [][{}=,.\n]
    | [^][{}=,.\n\s"'#]+
    """,
    re.VERBOSE | re.DOTALL,
)


def line_of(text: str, steps: Sequence[Step]) -> int | None:
    r"""Return the line of the place that some steps lead to, or of the nearest place on the way that is there.

    Args:
        text: TOML without mistakes in its syntax.
        steps: Keys and numbers of entries, from the top.

    Returns:
        The line, counted from 1; None when not even the first step is there.

    >>> line_of('name = "Shop"\nkeys = [\n  { key = "k" },\n]', ["keys", 1, "key"])
    3
    """
    lines = _Scan(text).lines
    known = [lines[place] for length in range(len(steps), 0, -1) if (place := tuple(steps[:length])) in lines]
    return known[0] if known else None


class _Token(NamedTuple):
    text: str
    line: int


class _Scan:
    """Reads TOML for the lines alone. What is no mistake to the parser needs no check here."""

    def __init__(self, text: str) -> None:
        self.lines: dict[tuple[Step, ...], int] = {}
        self._tokens: list[_Token] = []
        line, end = 1, 0
        for found in _TOKENS.finditer(text):
            line += text.count("\n", end, found.start())
            end = found.start()
            if not found[0].startswith("#"):
                self._tokens.append(_Token(found[0], line))
        self._tokens.append(_Token("\n", line))
        self._tokens.reverse()  # the next one is the last
        self._read()

    def _read(self) -> None:
        table: tuple[Step, ...] = ()
        entries: dict[tuple[Step, ...], int] = {}
        while self._tokens:
            if self._next() == "\n":
                self._tokens.pop()
            elif self._next() == "[":
                table = self._header(entries)
            else:
                self._pair(table)

    def _next(self) -> str:
        return self._tokens[-1].text

    def _skip(self, *texts: str) -> None:
        while self._tokens and self._next() in texts:
            self._tokens.pop()

    def _header(self, entries: dict[tuple[Step, ...], int]) -> tuple[Step, ...]:
        """Read the header of a table, or of an entry in a list of tables."""
        self._tokens.pop()
        is_entry = self._next() == "["
        self._skip("[")
        place: tuple[Step, ...] = ()
        while self._next() != "]":
            line = self._tokens[-1].line
            place = (*place, self._key())
            self.lines.setdefault(place, line)
            if self._next() == "]" and is_entry:
                entries[place] = entries.get(place, 0) + 1
            if place in entries:
                place = (*place, entries[place])
                self.lines.setdefault(place, line)
        self._skip("]")
        return place

    def _pair(self, place: tuple[Step, ...]) -> None:
        """Read a key, which may have dots, and its value."""
        while self._next() != "=":
            line = self._tokens[-1].line
            place = (*place, self._key())
            self.lines.setdefault(place, line)
        self._tokens.pop()
        self._value(place)

    def _key(self) -> str:
        text = self._tokens.pop().text
        self._skip(".")
        return next(iter(tomllib.loads(f"{text} = 0"))) if text[0] in "\"'" else text

    def _value(self, place: tuple[Step, ...]) -> None:
        opening = self._tokens.pop()
        if opening.text == "[":
            number = 0
            while self._more("]"):
                number += 1
                self.lines[*place, number] = self._tokens[-1].line
                self._value((*place, number))
        elif opening.text == "{":
            while self._more("}"):
                self._pair(place)
        else:
            while self._next() not in ("\n", ",", "]", "}"):
                self._tokens.pop()

    def _more(self, closing: str) -> bool:
        """Go to the next member of a list or table in brackets, if there is one."""
        self._skip("\n", ",")
        if self._next() != closing:
            return True
        self._tokens.pop()
        return False
