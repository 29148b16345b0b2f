"""What the copy button of a block copies: of a session in a shell its commands, without prompts and what they print.

The theme copies what an attribute `data-copy` around a block says, where there is one, and all of the block else.
"""

import re
from html import escape, unescape
from typing import Final

_BLOCK: Final = re.compile(
    r'<div class="(?P<kind>[^"]*\bhighlight\b[^"]*)">(?P<rest>(?:(?!</pre>).)*?<code[^>]*>(?P<code>.*?)</code>)',
    re.DOTALL,
)
_PROMPT: Final = re.compile(r'^(?:<a [^>]*></a>|<span [^>]*></span>)*<span class="gp">(?:\$|&gt;) ?</span>')
_TAG: Final = re.compile(r"<[^>]*>")


def with_commands_to_copy(page: str) -> str:
    r"""Return a page whose blocks of a shell say what is copied of them.

    Args:
        page: the HTML of a page.

    >>> block = '<code><span class="gp">$ </span>agillic mock\n<span class="go">ready</span>\n</code>'
    >>> with_commands_to_copy(f'<div class="highlight"><pre>{block}</pre></div>')[:50]
    '<div class="highlight" data-copy="agillic mock"><p'
    """
    return _BLOCK.sub(_with_commands, page)


def _with_commands(block: re.Match[str]) -> str:
    lines = _commands(block["code"])
    if not lines:
        return block[0]
    copied = escape("\n".join(lines)).replace("\n", "&#10;")
    return f'<div class="{block["kind"]}" data-copy="{copied}">{block["rest"]}'


def _commands(code: str) -> list[str]:
    """Return the lines of commands: those behind a prompt, and what follows a backslash at their end."""
    found: list[str] = []
    goes_on = False
    for line in code.splitlines():
        prompt = _PROMPT.match(line)
        if prompt or goes_on:
            text = unescape(_TAG.sub("", line[prompt.end() :] if prompt else line))
            found.append(text)
            goes_on = text.endswith("\\")
    return found
