"""Filling the HTML template of an email: editable elements, block parameters and links [S3, C-FORGE]."""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from html import escape, unescape
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import quote

from agillic.wire.template_parts import VOID

Attributes = Mapping[str, str | None]

_PARAMETER = re.compile(r"\$\{blockparam:(?:[^}|]*::)?([^}|:]*)(?:\|([^}|]*))?(?:\|([^}]*))?\}")
_LINK = re.compile(r"""(<a\b[^<>]*?\shref\s*=\s*)(?:"(https?://[^"]*)"|'(https?://[^']*)')""", re.IGNORECASE)


class Element(NamedTuple):
    """Where an element stands in HTML: its start, the start and the end of what is in it, and its end."""

    start: int
    inside: int
    inside_end: int
    end: int


def find_element(html: str, wanted: Callable[[Attributes], bool]) -> Element | None:
    """Return the first element whose attributes are wanted; None when there is none.

    An element that is never closed has nothing in it.

    >>> find_element('<p>A</p><p agid="b">B</p>', lambda attributes: attributes.get("agid") == "b")
    Element(start=8, inside=20, inside_end=21, end=25)
    """
    finder = _Finder(html, wanted)
    # The parser asserts that declarations are well-formed; what stands before a broken one counts.
    with suppress(AssertionError):
        finder.feed(html)
        finder.close()
    return finder.element


def named(agid: str) -> Callable[[Attributes], bool]:
    """Return what an element is wanted for by its `agid`."""
    return lambda attributes: attributes.get("agid") == agid


def fill_editable(html: str, agid: str, text: str) -> str | None:
    """Put text in place of what is in the `ageditable` elements of an `agid`; None when there is none."""

    def wanted(attributes: Attributes) -> bool:
        return "ageditable" in attributes and attributes.get("agid") == agid

    done, rest, count = "", html, 0
    while element := find_element(rest, wanted):
        done += rest[: element.inside] + text
        rest, count = rest[element.inside_end :], count + 1
    return done + rest if count else None


def fill_parameter(html: str, name: str, value: str) -> str | None:
    """Put a value in place of the block parameters of a name; None when there is none."""
    if all(found[1] != name for found in _PARAMETER.finditer(html)):
        return None
    return _PARAMETER.sub(lambda found: escape(value) if found[1] == name else found[0], html)


def with_defaults(html: str) -> str:
    """Put their defaults in place of block parameters that nothing was given for.

    >>> with_defaults('<img src="${blockparam:hero::image|IMAGE|none.png}">')
    '<img src="none.png">'
    """
    return _PARAMETER.sub(lambda found: found[3] or "", html)


def with_utm(html: str, campaign: str) -> str:
    """Add `utm_campaign` to the links of an email, unless one has its own.

    >>> with_utm('<a href="https://coffee.example/?evt=clicked#top">', "winter")
    '<a href="https://coffee.example/?evt=clicked&amp;utm_campaign=winter#top">'
    """
    return _LINK.sub(lambda found: f'{found[1]}"{escape(_tagged(unescape(found[2] or found[3]), campaign))}"', html)


def _tagged(url: str, campaign: str) -> str:
    base, sign, fragment = url.partition("#")
    if "utm_campaign=" in base:
        return url
    separator = "" if base.endswith(("?", "&")) else "&" if "?" in base else "?"
    return f"{base}{separator}utm_campaign={quote(campaign, safe='')}{sign}{fragment}"


class _Finder(HTMLParser):
    """Finds the first element that is wanted."""

    def __init__(self, html: str, wanted: Callable[[Attributes], bool]) -> None:
        super().__init__()
        self.element: Element | None = None
        self._html, self._wanted = html, wanted
        self._lines = [0, *(found.end() for found in re.finditer("\n", html))]
        self._tag: str | None = None  # of the element that was found and is open
        self._depth = 0  # of elements of this tag in it

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that is wanted, or one inside it."""
        if self.element is None and self._wanted(dict(attrs)):
            start = self._position()
            inside = start + len(self.get_starttag_text() or "")
            self.element = Element(start, inside, inside, inside)
            self._tag = None if tag in VOID else tag
        elif tag == self._tag:
            self._depth += 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that is wanted and ends at once."""
        if self.element is None:
            self.handle_starttag(tag, attrs)
            self._tag = None

    def handle_endtag(self, tag: str) -> None:
        """Note the end of the element."""
        if self.element is None or tag != self._tag:
            return
        if self._depth:
            self._depth -= 1
            return
        at = self._position()
        self.element = self.element._replace(inside_end=at, end=self._html.find(">", at) + 1)
        self._tag = None

    def _position(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column
