"""The HTML templates that campaigns are made from, those of the instance and uploaded ones [S3, V-AST]."""

from contextlib import suppress
from html.parser import HTMLParser

from agillic.mock.calls import Mock
from agillic.mock.instance import HtmlTemplate
from agillic.mock.operations.campaign_html import VOID


def find_html_template(mock: Mock, path: str) -> HtmlTemplate | None:
    """Return the template of a path as messages use it now, or None when there is none.

    Its block groups are those that the instance says, or of a template that was uploaded, those in its HTML.
    """
    content = mock.state.templates.in_use(path)
    if content is None:
        return None
    first = mock.instance.html_templates.get(path)
    return first if first and first.content == content else HtmlTemplate(path, content, block_groups_in(content))


def block_groups_in(content: str) -> dict[str, tuple[str, ...]]:
    """Return the block groups of a template, and the blocks in each: the elements with an `agid`, and those inside.

    >>> block_groups_in('<div agid="group"><p agid="block"></p></div>')
    {'group': ('block',)}
    """
    reader = _Blocks()
    # The parser asserts that declarations are well-formed; what stands before a broken one counts.
    with suppress(AssertionError):
        reader.feed(content)
        reader.close()
    return {group: tuple(blocks) for group, blocks in reader.groups.items()}


class _Blocks(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.groups: dict[str, list[str]] = {}
        self._group: str | None = None
        self._depth = 0  # of elements that are open inside the group

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that names itself."""
        agid = dict(attrs).get("agid")
        if self._group is not None:
            self._depth += tag not in VOID
            if agid:
                self.groups[self._group].append(agid)
        elif agid:
            self._group, self._depth = agid, 0
            self.groups.setdefault(agid, [])

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
