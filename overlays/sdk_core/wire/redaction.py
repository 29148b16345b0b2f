"""Text of a server, made fit for messages and logs.

A server repeats what it was sent: addresses, numbers of persons, credentials. Texts of errors end in logs. Our own
secrets are known and taken out exactly. What else looks like a person's or a credential is redacted by its looks; what
says where a mistake is and how to fix it stays: names of fields, places in JSON, dates, bounds. A person's name cannot
be distinguished from other words.
"""

import re
from typing import Final

from sdk_core.wire.known_secrets import HIDDEN, hide_known

MAX_MESSAGE: Final = 200
"""Characters of a server's own text that an error repeats."""
_MAX_READ: Final = 4 * MAX_MESSAGE
_MAX_KNOWN: Final = 64 * 1024
"""Characters in which known secrets are looked for; far more than are read."""
_UNPRINTABLE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]+"
)
"""What breaks lines, moves the cursor, turns the direction of writing, or cannot be seen or encoded."""
_YEAR_FIRST: Final = r"\d{4}-(?:0\d|1[0-2])-(?:[0-2]\d|3[01])"
_DAY_FIRST: Final = r"(?:[0-2]\d|3[01])-(?:0\d|1[0-2])-\d{4}"
_TIME: Final = r"[T ]\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?"
_BOUNDS: Final = (
    r"[1-9]\d{0,2}0{6,}|2147483647|2147483648|4294967295|9007199254740991|9223372036854775807"
    r"|\d{1,15}(?= (?:bytes|characters|entries|rows|items|calls|seconds|milliseconds)\b)"
)
_WORD: Final = r"[\w.~+/=*-]"  # with `*`: what hangs together with a hidden secret is more of it
_SHOWN: Final = re.compile(
    rf"(?P<clear>(?<![\d-])(?:(?:{_YEAR_FIRST}|{_DAY_FIRST})(?:{_TIME})?|{_BOUNDS})(?![\d-]))"
    # Credentials by their schemes; a word in small letters is what a text says of the scheme, as in "bearer token".
    r"|(?i:\b(?:bearer|basic))\s+(?![a-z]{1,20}(?![\w.~+/=-]))\S+"
    # E-mail addresses, also percent-encoded once or twice; a name such as `/@type` begins with its sign.
    r"|[^\s'\"<>(]{0,100}[\w%+=-](?:@|%(?:25)?40)[^\s'\"<>),;]+"
    rf"|(?P<word>(?<!{_WORD})(?={_WORD}*\d){_WORD}{{20,}})"  # tokens: long words with digits in them
    r"|\+?\d[\d -]{6,}\d"  # numbers of telephones and persons
)
_NAME: Final = re.compile(r"[^\W\d_]*\d{0,4}")
_BETWEEN: Final = re.compile(r"[/._~=-]+")


def redact(text: str) -> str:
    """Return a server's text as one short line in which `***` stands for what is, or looks like, a secret or a person.

    >>> redact("ada@example.com is taken by +45 12345678")
    '*** is taken by ***'
    >>> redact("member 'utm' of /blockGroups/0/messages/0 is not known; send a time such as 2026-07-04T08:30:00Z")
    "member 'utm' of /blockGroups/0/messages/0 is not known; send a time such as 2026-07-04T08:30:00Z"
    """
    text = hide_known(text[:_MAX_KNOWN])
    start = text[:_MAX_READ]
    if len(text) > len(start):
        start = start.rpartition(" ")[0]  # half an address or credential would not look like one
    line = _SHOWN.sub(_shown, _UNPRINTABLE.sub(" ", start).strip())
    return line if len(line) <= MAX_MESSAGE else f"{line[: MAX_MESSAGE - 3]}..."


def _shown(found: re.Match[str]) -> str:
    if found["clear"] or (found["word"] and _is_name(found["word"])):
        return found[0]
    return HIDDEN


def _is_name(word: str) -> bool:
    """Tell whether a long word is a field's name or a place: parts of letters, with a number after them at most."""
    letters = sum(each.isalpha() for each in word)
    digits = sum(each.isdigit() for each in word)
    return letters >= 2 * digits and all(_NAME.fullmatch(part) for part in _BETWEEN.split(word))
