"""Markdown as far as the site needs it: links, headings and first sentences outside of code, and blocks of code."""

import re
from collections.abc import Callable, Iterator

_FENCE = re.compile(r" *(`{3,}|~{3,})")
_CODE_OR_LINK = re.compile(
    r"(?P<code>(?P<ticks>`+)(?!`)(?:(?!\n\s*\n).)*?(?<!`)(?P=ticks)(?!`))|\]\((?P<target>[^()\s]+)\)", re.DOTALL
)
_CODE_OR_LINK_WHOLE = re.compile(r"`[^`]*`|\[(?P<text>[^\]]+)\]\([^)]+\)")


def with_links(text: str, change: Callable[[str], str]) -> str:
    """Return a page with other targets of its links.

    Args:
        text: the page.
        change: takes the target of a link and returns that which takes its place.

    >>> with_links("See [the page](a.md#b), `[x](y)`", str.upper)
    'See [the page](A.MD#B), `[x](y)`'
    """

    def changed(found: re.Match[str]) -> str:
        return found[0] if found["target"] is None else f"]({change(found['target'])})"

    return "".join(part if is_code else _CODE_OR_LINK.sub(changed, part) for is_code, part in _parts(text))


def plain_fences(text: str) -> str:
    r"""Return a page whose blocks of code name their language alone, since builders take nothing else there.

    >>> plain_fences("```json call\n{}\n```\n")
    '```json\n{}\n```\n'
    """
    return "".join(re.sub(r"^( *[`~]+\w*)[^\n]*", r"\1", part) if is_code else part for is_code, part in _parts(text))


def prose(text: str) -> str:
    r"""Return a page without its blocks of code.

    >>> prose("one\n```\ntwo\n```\nthree\n")
    'one\nthree\n'
    """
    return "".join(part for is_code, part in _parts(text) if not is_code)


def title(text: str) -> str:
    r"""Return the first heading of a page; empty without one.

    >>> title("# Errors of `Agillic`\n\nText.")
    'Errors of `Agillic`'
    """
    found = re.search(r"^# (.+)$", prose(text), re.MULTILINE)
    return found[1] if found else ""


def first_sentence(text: str) -> str:
    r"""Return how a page begins below its heading, as plain text.

    >>> first_sentence("# A page\n\nSee [the other](b.md), such\nas this. And so on.")
    'See the other, such as this.'
    """
    paragraphs = re.split(r"\n\s*\n", prose(text))
    begin = next((each for each in paragraphs if re.match(r"[\w`\[*]", each.strip())), "")
    flat = _CODE_OR_LINK_WHOLE.sub(lambda found: found["text"] or found[0], " ".join(begin.split()))
    flat = re.sub(r"^Written by .*?; do not edit\. *", "", flat)
    return re.split(r"(?<=[.:]) (?=[A-Z`])", flat, maxsplit=1)[0]


def fenced(text: str, language: str) -> list[str]:
    """Return the lines of a block of code, in fences that nothing in it closes."""
    longest = max((len(run) for run in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return [f"{fence}{language}", text.rstrip("\n"), fence]


def _parts(text: str) -> Iterator[tuple[bool, str]]:
    """Yield the blocks of code, and what stands between them."""
    kept: list[str] = []
    fence = ""
    for line in text.splitlines(keepends=True):
        found = _FENCE.match(line)
        if not fence and found:
            yield False, "".join(kept)
            kept, fence = [line], found[1]
        elif fence and line.strip().startswith(fence) and not line.strip(" \n").strip(fence[0]):
            yield True, "".join([*kept, line])
            kept, fence = [], ""
        else:
            kept.append(line)
    yield bool(fence), "".join(kept)
