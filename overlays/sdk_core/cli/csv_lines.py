r"""Lines of CSV that any reader takes back as they were: also values with line breaks of either kind are in quotes."""

import csv
from collections.abc import Callable, Iterable


class CsvLines:
    r"""Makes lines of CSV.

    Args:
        delimiter: what parts values.

    >>> CsvLines()(["EMAIL", "a\rb", ""])
    'EMAIL,"a\rb",\n'
    """

    def __init__(self, delimiter: str = ",") -> None:
        self._line = ""
        # The writer puts the characters of its line ends in quotes, and no others: with LF alone, a lone CR is none.
        self._write: Callable[[Iterable[object]], object] = csv.writer(
            self, delimiter=delimiter, lineterminator="\r\n"
        ).writerow

    def __call__(self, cells: Iterable[str]) -> str:
        """Return the line of some values, with its end."""
        self._write(cells)
        return self._line

    def write(self, line: str, /) -> None:
        """Take a line from the writer."""
        self._line = f"{line[:-2]}\n"
