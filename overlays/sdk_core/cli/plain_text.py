"""Text of a server as a terminal may show it: a name in a profile must not move the cursor, ring or set a title."""

import re
from typing import Final

_SEQUENCE: Final = re.compile(
    r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?"  # of the operating system's kind: titles, links
    r"|\x1b[P^_X][^\x1b]*(?:\x1b\\)?"  # strings for devices
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"  # colors, the cursor
    r"|\x1b[ -/]*[0-~]?"
)
_SPACE: Final = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_UNSEEN: Final = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Controls, and what turns the direction of writing."""
_RAW: Final = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
"""What JSON may hold as it is; other controls are always escaped there."""


def for_terminal(text: str) -> str:
    r"""Return text in one line, without control sequences.

    >>> for_terminal("Ada \x1b[31mBlue\x1b[0m\n\x1b]0;title\x07!")
    'Ada Blue !'
    """
    return _UNSEEN.sub("", _SPACE.sub(" ", _SEQUENCE.sub("", text)))


def escaped(json_text: str) -> str:
    r"""Return JSON in which what a terminal would act on is written as an escape, which means the same.

    >>> escaped('"a\x9bb"')
    '"a\\u009bb"'
    """
    return _RAW.sub(lambda found: f"\\u{ord(found[0]):04x}", json_text)
