"""Text of a server, made fit for messages and logs.

A server repeats what it was sent: addresses, numbers of persons, credentials. Texts of errors end in logs, so these are
masked by their looks; a name cannot be told from other words.
"""

import re
from typing import Final

from agillic_api.errors import LONGEST_MESSAGE

_LONGEST_READ: Final = 4 * LONGEST_MESSAGE
_LINE_BREAKERS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_WORD: Final = r"[\w.~+/=-]"
_PRIVATE: Final = re.compile(
    r"(?i:\b(?:bearer|basic)\s+\S+)"  # credentials by their schemes
    r"|[^\s'\"<>(]{1,100}(?:@|%(?:25)?40)[^\s'\"<>),;]+"  # e-mail addresses, also percent-encoded once or twice
    rf"|(?<!{_WORD})(?={_WORD}*\d){_WORD}{{20,}}"  # tokens: long words with digits in them
    r"|\+?\d[\d -]{6,}\d"  # numbers of telephones and persons
)


def masked(text: str) -> str:
    """Return a server's text as one short line in which `***` stands for what looks like a person or a credential.

    >>> masked("ada@example.com is taken by +45 12345678")
    '*** is taken by ***'
    >>> masked("Path expression field is not unique")
    'Path expression field is not unique'
    """
    start = text[:_LONGEST_READ]
    if len(text) > len(start):
        start = start.rpartition(" ")[0]  # half an address or credential would not look like one
    line = _PRIVATE.sub("***", _LINE_BREAKERS.sub(" ", start).strip())
    return line if len(line) <= LONGEST_MESSAGE else f"{line[: LONGEST_MESSAGE - 3]}..."
