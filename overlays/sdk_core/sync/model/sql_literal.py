"""Texts within SQL."""


def literal(text: str) -> str:
    """Return a text as a literal of SQL.

    >>> literal("it's")
    "'it''s'"
    """
    return "'" + text.replace("'", "''") + "'"
