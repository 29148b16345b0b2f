"""Text that strangers wrote, made harmless to look at: nothing in it is hidden, and nothing in it is endless.

What a recipient has put into a field may be meant for an agent: "ignore your instructions and ...". No filter can know
that. So such text is returned as data at a place of its own, and never becomes part of a description or an error; and
here what cannot be seen in it is made visible.
"""

import re
import unicodedata
from typing import Final

MAX_TEXT: Final = 500
"""Characters of one text."""
_HIDDEN: Final = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""Categories of characters that are not seen: control, format (zero-width, bidirectional), private, unassigned."""
_KEPT: Final = frozenset("\n\t")
_FILLERS: Final = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]"
)
"""Characters of other categories that show nothing."""
_CUT_END: Final = " more characters)"
_CUT: Final = re.compile(rf"\.\.\. \([\d,]+{re.escape(_CUT_END)}\Z")


def visible(text: str, limit: int = MAX_TEXT) -> str:
    r"""Return text in which every character is seen, and which is cut.

    Args:
        text: what somebody wrote.
        limit: characters that are kept; what is left out is said.

    >>> visible("a\u200bb\x1b[31m\u202ec")
    'a\\u200bb\\u001b[31m\\u202ec'
    >>> visible("x" * 12, 10)
    'xxxxxxxxxx... (2 more characters)'
    """
    more = len(text) - limit
    shown = text[: max(0, limit)]
    if not (shown.isascii() and shown.isprintable()):  # nearly all texts are
        shown = "".join(map(_shown, shown))
    return shown if more <= 0 else f"{shown}... ({more:,}{_CUT_END}"


def is_cut(text: str) -> bool:
    """Return whether a text is what `visible` has left of a longer one.

    >>> is_cut(visible("x" * 2_000)), is_cut("and so on ... (2 more)")
    (True, False)
    """
    return text.endswith(_CUT_END) and _CUT.search(text) is not None


def _shown(character: str) -> str:
    if character in _KEPT or not (unicodedata.category(character) in _HIDDEN or _FILLERS.match(character)):
        return character
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004 - the last of four digits
