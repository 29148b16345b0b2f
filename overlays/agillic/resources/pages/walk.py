"""The walk through the pages of a result: which call is next, and what its answer means. It makes no call itself."""

import math
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, Literal, TypeVar, get_args

from agillic.errors import AgillicError
from agillic.resources.pages.answers import PageAnswer, page_answer
from agillic.resources.pages.troubles import DocumentExpired, PagingError, ResultShiftedWarning, located
from agillic_api.types import Operation, Response
from sdk_core.transport import clock as waiting

T = TypeVar("T")

OnExpiry = Literal["reopen", "raise"]
"""What happens when a document expires before its end: it is made anew with a warning, or the walk fails."""
_EXPIRED: Final = frozenset((400, 404, 410))
"""What a document may get that is gone; nobody documents which (`expired-document-status`), 404 is likely."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A page of a result.

    Attributes:
        items: its items, at least one.
        start: where it begins, counted from 1.
        total: how many items the result has; None when the server does not say.
    """

    items: Sequence[T]
    start: int
    total: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which part of a result is wanted, and how.

    Attributes:
        page_size: items of a page, 1 or more; None where the server decides.
        start: where to begin, 1 or more.
        limit: how many items to hand over at most; None for all.
        on_expiry: what happens when a document expires before its end.

    Raises:
        ValueError: a number is out of its range, or there is no such `on_expiry`.
    """

    page_size: int | None = None
    start: int = 1
    limit: int | None = None
    on_expiry: OnExpiry = "reopen"

    def __post_init__(self) -> None:
        if self.page_size is not None and self.page_size < 1:
            raise ValueError(f"page_size cannot be {self.page_size}: give 1 or more, or None")
        if self.start < 1:
            raise ValueError(f"start cannot be {self.start}: items are counted from 1")
        if self.limit is not None and self.limit < 0:
            raise ValueError(f"limit cannot be {self.limit}: give 0 or more, or None for all items")
        if self.on_expiry not in get_args(OnExpiry):
            raise ValueError(f"on_expiry cannot be {self.on_expiry!r}: give one of {', '.join(get_args(OnExpiry))}")


class Walk(Generic[T]):
    """Says which call is next and takes its answer or error. For one thread or task.

    Args:
        operation: what is called; its trait `page` says how.
        make: makes an item's model.
        values: parameters of the first call by their names on the wire; later calls leave out those that count only
            once.
        wanted: which part of the result, and how.
        clock: seconds that only grow.

    Raises:
        ValueError: a page of that size is more than the operation gives.
    """

    def __init__(
        self,
        operation: Operation,
        make: Callable[[Mapping[str, Any]], T],
        *,
        values: Mapping[str, Any],
        wanted: Wanted,
        clock: Callable[[], float] = waiting.clock,
    ) -> None:
        self.operation = operation
        self._page: Mapping[str, Any] = operation.traits["page"]
        largest = self._page.get("max_size", math.inf)
        if wanted.page_size is not None and wanted.page_size > largest:
            raise ValueError(f"page_size cannot be {wanted.page_size}: give 1 to {largest:,}")
        life: Mapping[str, float] = self._page.get("life", {})
        self._idle, self._total = life.get("idle", math.inf), life.get("total", math.inf)
        self._make = make
        self._values = values
        self._wanted = wanted
        self._clock = clock
        self._start = wanted.start
        self._left = wanted.limit
        self._size = wanted.page_size
        self._document: str | None = None
        self._opened = self._used = self._asked = 0.0
        self._last: PageAnswer[T] | None = None
        self._before: list[Any] = []
        self._is_reopening = self._has_warned = self._is_over = False

    def next_call(self) -> dict[str, Any] | None:
        """Return the parameters of the next call, or None at the end.

        Raises:
            PagingError: the page before does not lead on.
            DocumentExpired: the document must have expired, and is not to be made anew.
        """
        if self._is_over or self._left == 0:
            return None
        if self._last is not None:
            following = self._after(self._last)
            if following is None:
                self._is_over = True
                return None
            self._start, self._last = following, None
        now = self._clock()
        # Counted from before the call that made or used it, so that one that is gone is never asked for.
        if self._document is not None and (now - self._opened >= self._total or now - self._used >= self._idle):
            self._expire(None)
        self._asked = now
        return self._parameters()

    def next_start(self) -> int | None:
        """Return where the page begins that comes next; None at the end.

        Raises:
            PagingError: the page before does not lead on.
        """
        return self._start if self._last is None else self._after(self._last)

    def read(self, response: Response[Any]) -> PageAnswer[T]:
        """Read an answer; see `page_answer`."""
        return page_answer(response, self._page, self._make)

    def take(self, answer: PageAnswer[T]) -> Page[T] | None:
        """Take the answer to the last call, and return its page, or None when it has no items to hand over.

        Raises:
            PagingError: it is not the page that was asked for.
            DocumentExpired: it is of another document, and the one that was asked for is not to be made anew.
        """
        if self._document is not None and answer.document not in (None, self._document):
            self._expire(None)  # its filter is another one, or none
            return None
        if answer.start not in (None, self._start):
            raise self._error(f"was to answer with the page at {self._start}, but did so with that at {answer.start}")
        self._refuse_repetition(answer)
        if self._document is None:
            self._opened = self._asked
        self._used = self._asked
        self._document = answer.document if self._page["by"] == "document" else None
        self._is_reopening = False
        self._last, self._before = answer, answer.content
        items = answer.items if self._left is None else answer.items[: self._left]
        if self._left is not None:
            self._left -= len(items)
        return Page(items, self._start, answer.total) if items else None

    def fail(self, error: AgillicError) -> None:
        """Take the error of the last call: it is raised, unless another call helps or the result ends here.

        Raises:
            AgillicError: the error, with where the page begins.
        """
        if self._document is not None and error.status in _EXPIRED:
            self._expire(error)
        elif self._is_reopening and error.status == 404:  # noqa: PLR2004 - the new document ends before this item
            self._is_over = True
        else:
            raise located(error, self._start)

    def _parameters(self) -> dict[str, Any]:
        page = self._page
        values = dict(self._values)
        values[page["start"]] = self._start
        if "switch" in page:
            values[page["switch"]] = True
        if (largest := self._wanted.page_size) is not None:
            # No more than is wanted: whoever looks at the first five recipients needs no thousand.
            self._size = largest if self._left is None else min(largest, self._left)
            values[page["size"]] = self._size
        if self._document is not None:
            values[page["document"]] = self._document
            for name in page.get("first_only", ()):
                values.pop(name, None)
        return values

    def _after(self, answer: PageAnswer[T]) -> int | None:
        """Return where the page after this one begins, or None at the end.

        By the link to it, for who made the pages knows best: items deleted since may be left out of a page, and the
        numbers may count something else. Without such a link, by how many items there are in all.
        """
        following, total, count = answer.next_start, answer.total, len(answer.content)
        if following is None:
            if total is None:
                if answer.has_links or not count:
                    return None
                raise self._error("does not say whether there is another page", after=True)
            following = self._start + (self._size or count)
            if following > total:
                return None
            if not count or count < (self._size or count):
                raise self._error(f"has {count} items of {total} and no link to the others", after=True)
        if following <= self._start:
            raise self._error(f"leads back to {following}", after=True)
        if self._size is not None and following > self._start + self._size:
            raise self._error(f"leads to {following} and leaves items out", after=True)
        if (total is not None and following > total) or (total is None and not count):
            raise self._error(f"leads to {following}, where there is nothing", after=True)
        if self._page["by"] == "document" and self._document is None:
            raise self._error("does not name its document", after=True)
        return following

    def _refuse_repetition(self, answer: PageAnswer[T]) -> None:
        # A new document may repeat what was read: that is what its warning says.
        if answer.content and answer.content == self._before and not self._is_reopening:
            raise self._error("was answered with the page before again")
        if not answer.content and self._start != self._wanted.start and self._page["by"] == "task":
            raise self._error("has nothing although the page before led to it; the result may have expired")

    def _expire(self, cause: AgillicError | None) -> None:
        name = self.operation.id
        if self._wanted.on_expiry == "raise":
            expired = DocumentExpired(
                message=f"the document of {name} expired before its page at {self._start} was read",
                operation=name,
                status=cause.status if cause else None,
                repeatable=True,
                outcome="refused" if cause else "not-sent",
            )
            raise located(expired, self._start) from cause
        self._document = None
        self._is_reopening = True
        if not self._has_warned:
            self._has_warned = True
            warnings.warn(
                f"the document of {name} expired before its page at {self._start} was read, and is made anew: where "
                "items came or went meanwhile, some are missing or come twice. Read smaller pages or work on the items "
                "after reading them all; on_expiry='raise' stops instead",
                ResultShiftedWarning,
                stacklevel=5,  # the loop: above are this, its caller here, the fetching, and the iterator
            )

    def _error(self, what: str, *, after: bool = False) -> AgillicError:
        """Return the error of a page; `after` when it was handed over, and what comes next is what is missing."""
        # By what was read and not by the size: where a page is short for no known reason, twice is better than never.
        start = self._start + (len(self._before) if after else 0)
        name = self.operation.id
        return located(PagingError(message=f"the page of {name} at {self._start} {what}", operation=name), start)
