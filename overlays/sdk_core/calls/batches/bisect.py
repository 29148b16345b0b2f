"""Which calls find the bad rows of a chunk that was rejected, or of which some rows were."""


class Bisection:
    """Finds the bad rows of a rejected chunk from left to right, so that the order of its rows is kept.

    A chunk of which some rows were rejected is searched the same way: calls with such rows count as rejected.

    Each call begins at the first row without a result. Among rows that are known to hold a bad one, half are sent:
    rejected, the bad one is among them; taken, it is among the rest, or nowhere if the rejection was a whim. So a row
    is called bad only when it was rejected alone. Behind a bad row, about as many are sent as held one bad row so far.

    For k bad rows among n, no more than k * (log2(n / k) + 5) + 1 calls follow the one that was rejected, and no more
    than k * (log2(n / k) + 3) on average; both are tested.

    Args:
        rows: how many there are, all of them rejected together. A single one is bad.
        by_size: whether they were rejected for their size, which says nothing of the rest when half of them are taken.
        bad: how many of them are bad, where the server counted. When so many were found, all that are left are sent in
            one call: among them may be later rows of the keys of some that were sent again, which have to win.

    >>> search = Bisection(8)
    >>> search.next_range()
    (0, 4)
    >>> search.accepted(4)
    >>> search.next_range()
    (4, 6)
    """

    def __init__(self, rows: int, *, by_size: bool = False, bad: int | None = None) -> None:
        self.first = 0
        """The first row without a result."""
        self.rejected_count = 0
        """How many bad rows were found."""
        self._bad = bad
        self._rows = rows
        self._bad_before: int | None = rows
        """Between the first row and this one is a bad one; None when that is not known."""
        self._most = rows
        """Most rows that one call takes."""
        self._by_size = by_size
        if rows == 1:
            self.rejected(1)

    def next_range(self) -> tuple[int, int] | None:
        """Return the rows to send next, as begin and end; None when all have a result."""
        left = self._rows - self.first
        if not left:
            return None
        if self._bad_before is not None:
            size = max(1, (self._bad_before - self.first) // 2)
        else:
            found = max(1, self.rejected_count)
            likely = left if self.rejected_count == self._bad else int((self.first + self._rows / found) / found)
            size = max(1, min(left, self._most, likely))
        return self.first, self.first + size

    def accepted(self, end: int, bad: int = 0) -> None:
        """Note that the rows sent last, which ended before `end`, were taken, but for so many that are known as bad."""
        if self._by_size:
            self._most = end - self.first
            self._by_size = False
            self._bad_before = None
        self.first = end
        self.rejected_count += bad
        if bad or (self._bad_before is not None and self.first >= self._bad_before):
            self._bad_before = None

    def unknown(self, end: int) -> None:
        """Note that what became of the rows sent last, which ended before `end`, is not known."""
        self.first = end
        self._bad_before = None

    def rejected(self, end: int, *, by_size: bool = False) -> bool:
        """Note that the rows sent last, which ended before `end`, were rejected; return whether it was a single one.

        Args:
            end: where they ended.
            by_size: whether that was for their size.
        """
        self._by_size = by_size or self._by_size
        if end - self.first > 1:
            self._bad_before = end
            return False
        self.rejected_count += 1
        self.first = end
        self._bad_before = None
        self._by_size = False
        return True
