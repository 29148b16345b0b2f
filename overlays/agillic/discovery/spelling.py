"""Names of an instance in Python: as literals that mean exactly the name, and as identifiers that are near to it.

Problem: names are chosen by people, and come from a server. They may have quotes, newlines and signs that cannot be
seen, be keywords, or be so alike that they become the same identifier. None of that may break a module, or put code
into it.
"""

import unicodedata
from collections.abc import Collection, Iterable
from keyword import iskeyword
from typing import Final

_SHORT: Final = 0xFF
_LONG: Final = 0xFFFF


def literal(text: str) -> str:
    r"""Return the literal of a text, in one line and with the quotes that `ruff format` prefers.

    Signs that cannot be seen, such as those that turn the direction of writing, are written as escapes.

    >>> print(literal("INVOICE LINES"), literal('say "hi"'), literal("a\nb"))
    "INVOICE LINES" 'say "hi"' "a\nb"
    """
    quote = "'" if text.count('"') > text.count("'") else '"'
    return quote + "".join(_sign(each, quote) for each in text) + quote


def _sign(sign: str, quote: str) -> str:
    if sign in {quote, "\\"}:
        return "\\" + sign
    if sign.isprintable():
        return sign
    named = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}.get(sign)
    if named:
        return named
    code = ord(sign)
    return f"\\x{code:02x}" if code <= _SHORT else f"\\u{code:04x}" if code <= _LONG else f"\\U{code:08x}"


def identifier(name: str) -> str:
    """Return a Python identifier for a name: the name itself, if it is a public one.

    >>> identifier("AGE"), identifier("INVOICE LINES"), identifier("2ND_NAME"), identifier("class"), identifier("__x")
    ('AGE', 'INVOICE_LINES', 'X_2ND_NAME', 'class_', 'x')
    """
    # Python itself reads identifiers in this form of Unicode.
    text = unicodedata.normalize("NFKC", name)
    text = "".join(each if f"a{each}".isidentifier() else "_" for each in text).lstrip("_")
    if not text.isidentifier():
        text = f"X_{text}".rstrip("_")
    return f"{text}_" if iskeyword(text) else text


def class_name(name: str, ending: str) -> str:
    """Return the identifier of a class for the rows of a table.

    >>> class_name("RECOMMENDATION TO PRODUCT", "Row"), class_name("orderLines", "Row")
    ('RecommendationToProductRow', 'OrderLinesRow')
    """
    words = [each for each in identifier(name).split("_") if each]
    joined = "".join(each.capitalize() if each.isupper() else each[:1].upper() + each[1:] for each in words)
    return identifier(f"{joined}{ending}")


def distinct(names: Iterable[tuple[str, str]], reserved: Collection[str] = ()) -> dict[str, str]:
    """Return an identifier for each name, each another one.

    Args:
        names: names, each with the identifier that it would have alone.
        reserved: identifiers that none may have.

    >>> distinct([("A B", "A_B"), ("A_B", "A_B"), ("F", "F")], {"F"})
    {'A_B': 'A_B', 'F': 'F_2', 'A B': 'A_B_2'}
    """
    wanted = sorted(set(names), key=lambda each: (each[0] != each[1], each))
    taken = set(reserved)
    found: dict[str, str] = {}
    for name, spelled in wanted:
        free, number = spelled, 1
        while free in taken:
            number += 1
            free = f"{spelled}_{number}"
        taken.add(free)
        found[name] = free
    return found
