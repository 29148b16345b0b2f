"""Tables in Markdown."""

from collections.abc import Iterable, Iterator


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    r"""Return the lines of a table.

    >>> list(table(("Key", "Title"), [("A", "a|b")]))
    ['| Key | Title |', '| --- | --- |', '| A | a\\|b |']
    """
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"
