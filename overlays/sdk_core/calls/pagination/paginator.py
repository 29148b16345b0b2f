"""The walk through the pages of a result: which call is next, and what its response means. It makes no call itself."""

import math
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from sdk_core.calls.pagination.errors import (
    DocumentExpired,
    PagingError,
    ResultChangedWarning,
    with_position,
    with_position_after,
)
from sdk_core.calls.pagination.next_page import Misleading, Position, next_start
from sdk_core.calls.pagination.options import PageOptions
from sdk_core.calls.pagination.page_response import PageResponse, parse_page
from sdk_core.transport import clock as waiting
from sdk_core.wire.error_reading import ANY_API, ErrorReader
from sdk_core.wire.errors import ApiError
from sdk_core.wire.operations import Operation
from sdk_core.wire.responses import Response
from sdk_core.wire.statuses import NOT_FOUND

T = TypeVar("T")
E = TypeVar("E", bound=BaseException)

_EXPIRED: Final = frozenset((400, 404, 410))
"""What a document may get that is gone. That is documented for few APIs; 404 is likely."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A page of a result.

    Attributes:
        items: its items, at least one.
        start: where it begins, counted from 1: by its first item, or by pages where these are numbered.
        total: how many items the result has; None when the server does not say.
    """

    items: Sequence[T]
    start: int
    total: int | None


class Paginator(Generic[T]):
    """Says which call is next and takes its response or error. For one thread or task.

    Args:
        operation: what is called; its trait `page` says how.
        make: makes an item's model.
        values: parameters of the first call by their names on the wire; later calls leave out those that count only
            once.
        options: which part of the result, and how.
        clock: seconds that only grow.

    Attributes:
        errors: knows the classes of errors of the API that is called; who makes the calls sets it.

    Raises:
        ValueError: a page of that size is more than the operation gives, or it cannot begin there.
    """

    errors: ErrorReader = ANY_API

    def __init__(
        self,
        operation: Operation,
        make: Callable[[Mapping[str, Any]], T],
        *,
        values: Mapping[str, Any],
        options: PageOptions,
        clock: Callable[[], float] = waiting.clock,
    ) -> None:
        self.operation = operation
        self._page: Mapping[str, Any] = operation.traits["page"]
        if options.page_size is not None and "size" not in self._page:
            raise ValueError(f"the server decides how long the pages of {operation.id} are: leave page_size out")
        largest = self._page.get("max_size", math.inf)
        if options.page_size is not None and options.page_size > largest:
            raise ValueError(f"page_size cannot be {options.page_size}: give 1 to {largest:,}")
        self._is_by_last = self._page["by"] == "last"
        if options.after is not None and not self._is_by_last:
            raise ValueError(f"{operation.id} cannot begin behind an item: give start instead of after")
        if options.start != 1 and self._is_by_last:
            raise ValueError(f"{operation.id} cannot begin at an item by its number: give after instead of start")
        life: Mapping[str, float] = self._page.get("life", {})
        self._idle, self._total = life.get("idle", math.inf), life.get("total", math.inf)
        self._make = make
        self._values = values
        self._options = options
        self._clock = clock
        self._start = options.start
        self._token = options.after
        self._left = options.limit
        self._size = options.page_size
        self._document: str | None = None
        self._opened = self._used = self._requested_at = 0.0
        self._last: PageResponse[T] | None = None
        self._read = self._read_before()
        self._before: list[Any] = []
        self._is_reopening = self._has_warned = self._is_over = False

    def _read_before(self) -> int | None:
        """Return how many items of the result are before the first page; None when that is not known."""
        if self._page["by"] == "number" and self._start > 1:
            return None if self._size is None else (self._start - 1) * self._size
        return None if self._token is not None else self._start - 1

    def next_call(self) -> dict[str, Any] | None:
        """Return the parameters of the next call, or None at the end.

        Raises:
            PagingError: the page before does not lead on.
            DocumentExpired: the document must have expired, and is not to be made again.
        """
        if self._is_over or self._left == 0:
            return None
        if self._last is not None:
            following = self._next_start(self._last)
            if following is None:
                self._is_over = True
                return None
            self._start, self._token, self._last = following, self._last.last, None
        now = self._clock()
        # Counted from before the call that made or used it, so that one that is gone is never requested.
        if self._document is not None and (now - self._opened >= self._total or now - self._used >= self._idle):
            self._reopen(None)
        self._requested_at = now
        return self._parameters()

    def next_start(self) -> int | None:
        """Return where the page begins that comes next; None at the end.

        Raises:
            PagingError: the page before does not lead on.
        """
        return self._start if self._last is None else self._next_start(self._last)

    def locate(self, interrupt: BaseException) -> None:
        """Note in what broke off a call where the page begins that comes next.

        Raises:
            PagingError: the page before does not lead on.
        """
        if (start := self.next_start()) is not None:
            self._with_position(interrupt, start, self._token if self._last is None else self._last.last)

    def read(self, response: Response[Any]) -> PageResponse[T]:
        """Read a response; see `parse_page`."""
        return parse_page(response, self._page, self._make)

    def on_page(self, response: PageResponse[T]) -> Page[T] | None:
        """Take the response to the last call, and return its page, or None when it has no items to hand over.

        Raises:
            PagingError: it is not the page that was requested.
            DocumentExpired: it is of another document, and the one that was requested is not to be made again.
        """
        if self._document is not None and response.document not in (None, self._document):
            self._reopen(None)  # its filter is another one, or none
            return None
        if response.start not in (None, self._start):
            raise self._error(f"was to return the page at {self._start}, but returned that at {response.start}")
        self._check_progress(response)
        if self._document is None:
            self._opened = self._requested_at
        self._used = self._requested_at
        self._document = response.document if self._page["by"] == "document" else None
        self._is_reopening = False
        self._last, self._before = response, response.content
        if self._read is not None:
            self._read += len(response.content)
        items = response.items if self._left is None else response.items[: self._left]
        if self._left is not None:
            self._left -= len(items)
        return Page(items, self._start, response.total) if items else None

    def on_error(self, error: ApiError) -> None:
        """Take the error of the last call: it is raised, unless another call helps or the result ends here.

        Raises:
            ApiError: the error, with where the page begins.
        """
        if self._document is not None and error.status in _EXPIRED:
            self._reopen(error)
        elif self._is_reopening and error.status == NOT_FOUND:  # the new document ends before this item
            self._is_over = True
        else:
            raise self._with_position(error, self._start, self._token)

    def _parameters(self) -> dict[str, Any]:
        page = self._page
        values = dict(self._values)
        if not self._is_by_last:
            values[page["start"]] = self._start - 1 + page.get("first", 1)
        elif self._token is not None:
            values[page["start"]] = self._token
        if "switch" in page:
            values[page["switch"]] = True
        if self._page["by"] == "number":
            # Pages of another size have other numbers: the last one is requested as large as the others.
            if self._size is not None:
                values[page["size"]] = self._size
        elif (largest := self._options.page_size) is not None:
            # No more than is wanted: a caller of the first five items needs no thousand.
            self._size = largest if self._left is None else min(largest, self._left)
            values[page["size"]] = self._size
        if self._document is not None:
            values[page["document"]] = self._document
            for name in page.get("first_only", ()):
                values.pop(name, None)
        return values

    def _next_start(self, response: PageResponse[T]) -> int | None:
        """Return where the page after this one begins, or None at the end; see `next_start`."""
        position = Position(
            start=self._start,
            size=self._size,
            read=self._read,
            token=self._token,
            is_document_known=self._document is not None,
        )
        try:
            return next_start(self._page, response, position)
        except Misleading as error:
            what = str(error)
        raise self._error(what, after=True)

    def _check_progress(self, response: PageResponse[T]) -> None:
        # A new document may repeat what was read: that is what its warning says.
        if response.content and response.content == self._before and not self._is_reopening:
            raise self._error("returned the page before again")
        if not response.content and self._start != self._options.start and self._page["by"] == "task":
            raise self._error("has nothing although the page before led to it; the result may have expired")

    def _reopen(self, cause: ApiError | None) -> None:
        name = self.operation.id
        if self._options.on_expiry == "raise":
            expired = self.errors.own(DocumentExpired)(
                message=f"the document of {name} expired before its page at {self._start} was read",
                operation=name,
                status=cause.status if cause else None,
                retryable=True,
                outcome="rejected" if cause else "not-sent",
            )
            raise self._with_position(expired, self._start, None) from cause
        self._document = None
        self._is_reopening = True
        if not self._has_warned:
            self._has_warned = True
            warnings.warn(
                f"the document of {name} expired before its page at {self._start} was read, and is made again: where "
                "items came or went meanwhile, some are missing or come twice. Read smaller pages or work on the items "
                "after reading them all; on_expiry='raise' stops instead",
                ResultChangedWarning,
                stacklevel=5,  # the loop: above are this, its caller here, the fetching, and the iterator
            )

    def _error(self, what: str, *, after: bool = False) -> ApiError:
        """Return the error of a page; `after` when it was handed over, and what comes next is what is missing."""
        name, start, token = self.operation.id, self._start, self._token
        error = self.errors.own(PagingError)(message=f"the page of {name} at {start} {what}", operation=name)
        if after and self._page["by"] == "number":
            start += 1
        elif after:
            # By what was read and not by the size: where a page is short for no known reason, twice is better than
            # never.
            start += len(self._before)
            token = token if self._last is None or self._last.last is None else self._last.last
        return self._with_position(error, start, token)

    def _with_position(self, error: E, start: int, token: str | int | None) -> E:
        return with_position_after(error, token) if self._is_by_last else with_position(error, start)
