"""When two identifiers name one person: what must be told apart stays apart, and spellings of one address are one."""

import re
from string import ascii_lowercase, ascii_uppercase, whitespace
from typing import Final

_ADDRESS: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_BETWEEN: Final = re.compile(r"[,;|]")
_QUOTED: Final = re.compile(r'"[^"@]*"')
_SMALL: Final = str.maketrans(ascii_uppercase, ascii_lowercase)


def is_address(text: str) -> bool:
    """Return whether a text is an e-mail address, and nothing else.

    >>> is_address("ada@example.com"), is_address("write to ada@example.com"), is_address("ada@1")
    (True, False, False)
    """
    return "@" in text and _ADDRESS.fullmatch(text) is not None


def holds_addresses_alone(text: str) -> bool:
    """Return whether a text is nothing but e-mail addresses: one or more, also with the names of their owners.

    >>> [holds_addresses_alone(text) for text in ("ada@example.com; bo@example.com", "Ada <ada@example.com>")]
    [True, True]
    >>> holds_addresses_alone("write to ada@example.com"), holds_addresses_alone("ada%40example.com")
    (False, True)
    """
    if "@" not in text and "%40" not in text:
        return False
    parts = _BETWEEN.split(_QUOTED.sub("", text.replace("%40", "@")))
    found = [each for each in parts if each.strip()]
    return bool(found) and all(_with_name(each) or all(map(is_address, each.split())) for each in found)


def _with_name(text: str) -> bool:
    name, _, rest = text.strip().partition("<")
    return "@" not in name and rest.endswith(">") and is_address(rest[:-1])


def compared_as(identifier: str) -> str:
    """Return the spelling by which an identifier of a person is compared.

    Of e-mail addresses, the case of A to Z and blanks around them do not count: servers repeat them in other letters.
    No other letter is folded, since addresses such as `straße@...` and `strasse@...` are two. Of all other identifiers,
    each character counts: `A1` and `a1` may be two persons.

    >>> compared_as(" Ada@Example.com"), compared_as("A1"), compared_as("STRAßE@example.com")
    ('ada@example.com', 'A1', 'straße@example.com')
    """
    address = identifier.strip(whitespace)
    return address.translate(_SMALL) if is_address(address) else identifier
