"""HTML and SVG in which every text and every attribute is escaped, since there is no other way to write one."""

import re
from collections.abc import Iterable
from html import escape
from typing import Final

_UNSEEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""What HTML has no place for, what cannot be encoded, and what turns the direction of writing."""
_VOID: Final = frozenset({"meta", "br"})


class Markup(str):
    """Text that is HTML already. Only `element` and `joined` make it, and `page` of what lies beside this module."""

    __slots__ = ()


Content = str | Markup | None
Attribute = str | float | None


def element(tag: str, *content: Content, **attributes: Attribute) -> Markup:
    """Return an element.

    Args:
        tag: its name; a constant, never what somebody else wrote.
        content: texts, which are escaped, and elements; None for nothing.
        attributes: by name, with `_` for `-`, and one at the end for names that Python has taken; None leaves it out.

    >>> element("p", "1 < 2 ", element("b", "yes"), class_="note", aria_label='"')
    '<p class="note" aria-label="&quot;">1 &lt; 2 <b>yes</b></p>'
    """
    written = "".join(
        f' {name.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for name, value in attributes.items()
        if value is not None
    )
    inner = joined(content)
    return Markup(f"<{tag}{written}>" if tag in _VOID else f"<{tag}{written}>{inner}</{tag}>")


def joined(content: Iterable[Content]) -> Markup:
    """Return content one after the other, texts escaped."""
    return Markup(
        "".join(each if isinstance(each, Markup) else escape(plain(each)) for each in content if each is not None)
    )


def plain(text: str) -> str:
    r"""Return text with a mark in place of what cannot be shown, or would turn the direction of writing.

    >>> plain("a\x00b")
    'a\ufffdb'
    """
    return _UNSEEN.sub("\ufffd", text)


def _value(value: str | float) -> str:
    if isinstance(value, float):
        return f"{value:.3f}".rstrip("0").rstrip(".")
    return escape(plain(str(value)))
