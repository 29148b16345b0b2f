"""Patterns with wildcards, as GLOB and ranges of texts understand them."""

MAX_PATTERN = 50_000
"""Bytes: SQLite's limit for GLOB."""
ASTERISK, QUESTION_MARK = "\udc2a", "\udc3f"
"""What stands in a pattern for an asterisk and a question mark that are no wildcards. No request holds these halves of
surrogate pairs, for UTF-8 has no place for them."""
_TO_TEXT = str.maketrans({ASTERISK: "*", QUESTION_MARK: "?"})
_TO_GLOB = str.maketrans({"[": "[[]", ASTERISK: "[*]", QUESTION_MARK: "[?]"})  # the dialect knows no sets in brackets


def literal(pattern: str) -> str:
    """Return a pattern, or a part of one, as text.

    >>> literal("a" + ASTERISK)
    'a*'
    """
    return pattern.translate(_TO_TEXT)


def glob(pattern: str) -> str:
    """Return a pattern as GLOB writes it.

    Raises:
        ValueError: It is too long for SQLite.

    >>> glob("[a]*" + ASTERISK)
    '[[]a]*[*]'
    """
    text = pattern.translate(_TO_GLOB)
    if len(text.encode()) > MAX_PATTERN:
        raise ValueError(
            f"a wildcard of the filter is longer than the {MAX_PATTERN:,} bytes that can be compared; shorten it"
        )
    return text


def after(prefix: str) -> str:
    """Return the least text after all texts with a prefix; empty when there is none.

    >>> after("Os")
    'Ot'
    """
    kept = prefix.rstrip("\U0010ffff")
    if not kept:
        return ""
    return kept[:-1] + ("\ue000" if kept[-1] == "\ud7ff" else chr(ord(kept[-1]) + 1))
