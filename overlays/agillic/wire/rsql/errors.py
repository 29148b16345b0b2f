"""What is wrong with a filter that somebody wrote as text."""


class FilterSyntaxError(ValueError):
    """A text that is no filter of the dialect.

    The message names the column, what was found there and what was expected. Quoted values are personal data more often
    than not, so the message does not repeat them; `text` has the whole filter.

    Args:
        text: the whole filter.
        position: the column where it goes wrong, counted in characters from 1.
        found: what stands there.
        expected: what may stand there, or what to write instead.

    >>> raise FilterSyntaxError("AGE=20", 4, "'='", "an operator")
    Traceback (most recent call last):
        ...
    agillic.wire.rsql.errors.FilterSyntaxError: filter, column 4: found '=', expected an operator
    """

    def __init__(self, text: str, position: int, found: str, expected: str) -> None:
        super().__init__(f"filter, column {position}: found {found}, expected {expected}")
        self.text = text
        self.position = position
        self.found = found
        self.expected = expected

    def __reduce__(self) -> "tuple[type[FilterSyntaxError], tuple[str, int, str, str]]":
        return type(self), (self.text, self.position, self.found, self.expected)
