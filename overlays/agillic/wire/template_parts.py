"""What an HTML template of an email has: block groups, the blocks in each, and the fields that messages fill [S3].

The outermost elements with an `agid` are block groups; those inside are blocks and editable elements. Block parameters
stand in the text as `${blockparam:NAME|TYPE|DEFAULT}`.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final, Literal

FieldKind = Literal["text", "link", "image"]

VOID: Final = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
"""Elements without an end."""
_PARAMETER: Final = re.compile(r"\$\{blockparam:(?:[^}|]*::)?([^}|:]*)(?:\|([^}|]*))?(?:\|[^}]*)?\}")
_KINDS: Final[Mapping[str, FieldKind]] = {"LINK": "link", "IMAGE": "image"}


@dataclass(frozen=True, slots=True)
class TemplateParts:
    """What an HTML template has for messages to fill.

    Attributes:
        blocks: the `agid`s inside each block group, by the group's.
        fields: the fields that a message can fill, and what each takes.

    >>> html = '<div agid="group"><p ageditable agid="header"></p><img src="${blockparam:photo|IMAGE}"></div>'
    >>> TemplateParts.parse(html)
    TemplateParts(blocks={'group': ('header',)}, fields={'header': 'text', 'photo': 'image'})
    """

    blocks: Mapping[str, tuple[str, ...]]
    fields: Mapping[str, FieldKind]

    @classmethod
    def parse(cls, html: str) -> "TemplateParts":
        """Read the HTML of a template. HTML that is broken is read as far as it goes."""
        reader = _Reader()
        # The parser asserts that declarations are well-formed; what stands before a broken one counts.
        with suppress(AssertionError):
            reader.feed(html)
            reader.close()
        fields: dict[str, FieldKind] = dict.fromkeys(reader.editable, "text")
        for found in _PARAMETER.finditer(html):
            fields[found[1]] = _KINDS.get((found[2] or "").strip().upper(), "text")
        return cls({group: tuple(blocks) for group, blocks in reader.groups.items()}, fields)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.groups: dict[str, list[str]] = {}
        self.editable: list[str] = []
        self._group: str | None = None
        self._depth = 0  # of elements that are open inside the group

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that names itself."""
        attributes = dict(attrs)
        agid = attributes.get("agid")
        if agid and "ageditable" in attributes:
            self.editable.append(agid)
        if self._group is not None:
            self._depth += tag not in VOID
            if agid:
                self.groups[self._group].append(agid)
        elif agid:
            self.groups.setdefault(agid, [])
            if tag not in VOID:
                self._group, self._depth = agid, 0

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that names itself and ends at once."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Note the end of a group."""
        if self._group is None or tag in VOID:
            return
        if self._depth == 0:
            self._group = None
        else:
            self._depth -= 1
