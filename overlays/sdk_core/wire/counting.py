"""Numbers with their nouns, for texts that people read."""


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number and a noun.

    Args:
        number: how many.
        one: the noun for one.
        many: the noun for several; by default with an `s`.

    >>> counted(1, "row"), counted(2_000, "row"), counted(0, "entry", "entries")
    ('1 row', '2,000 rows', '0 entries')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def are(number: int, one: str = "is", many: str = "are") -> str:
    """Return the verb for a number of things.

    >>> are(1), are(2), are(0, "was", "were")
    ('is', 'are', 'were')
    """
    return one if number == 1 else many
