"""When two values of the recipient key are one: the options of the assumption `recipient-key-case`."""

from typing import Literal
from unicodedata import normalize

from agillic.mock.filters import SqlValue

KeyCase = Literal["as-written", "case-ignored", "normalized"]


def same_key(value: SqlValue, option: KeyCase) -> SqlValue:
    """Return what values of the recipient key are compared by.

    Args:
        value: As SQLite keeps it; what is no text is compared as it is.
        option: as-written: by every character. case-ignored: upper and lower case are the same. normalized: likewise,
            blanks around the value do not count, and a letter with an accent is one however it is composed.

    >>> same_key("Ada@example.com", "case-ignored"), same_key(" ADA ", "normalized"), same_key("Ada", "as-written")
    ('ada@example.com', 'ada', 'Ada')
    """
    if option == "as-written" or not isinstance(value, str):
        return value
    if option == "case-ignored":
        return value.casefold()
    return normalize("NFC", normalize("NFC", value.strip()).casefold())
