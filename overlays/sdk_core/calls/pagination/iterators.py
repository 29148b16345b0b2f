"""Iterators over pages and items, for synchronous code and for asyncio.

Each page is one finished call, so breaking off leaves nothing open: no connection, no slot, no generator. An error
leaves the iterator where it was, and its next step makes the same call again. So does an interrupt before any line: a
step works on a copy of the paginator, which counts from the moment its item is handed over.
"""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import suppress
from copy import copy
from typing import Generic, TypeVar

from sdk_core.calls.pagination.paginator import Page, Paginator
from sdk_core.client import AsyncBaseClient, BaseClient, error_reader_of
from sdk_core.wire.errors import ApiError
from sdk_core.wire.interrupts import is_interrupt

T = TypeVar("T")
R = TypeVar("R")

_Place = tuple[Paginator[T], Sequence[R], int]
"""A paginator, what its last page has to hand over, and how much of that was."""


class _Results(Iterator[R], Generic[T, R]):
    """What is handed over of each page, read when it is used."""

    def __init__(self, client: BaseClient, paginator: Paginator[T], parts: Callable[[Page[T]], Sequence[R]]) -> None:
        self._client, self._parts = client, parts
        paginator.errors = error_reader_of(client)
        self._place: _Place[T, R] = paginator, (), 0

    def __next__(self) -> R:
        before = self._place
        paginator, rest, index = before
        try:
            if index == len(rest):
                paginator = copy(paginator)
                page = _next_page(self._client, paginator)
                if page is None:
                    raise StopIteration  # noqa: TRY301 - the end is a step too
                rest, index = self._parts(page), 0  # at least one
            self._place = paginator, rest, index + 1
            return rest[index]  # within, since an interrupt may come at this line
        except BaseException as error:
            self._place = _place_after(error, before, paginator)
            raise


class _AsyncResults(AsyncIterator[R], Generic[T, R]):
    """The same for asyncio. No generator: one that is broken off would have to be closed by the loop."""

    def __init__(
        self, client: AsyncBaseClient, paginator: Paginator[T], parts: Callable[[Page[T]], Sequence[R]]
    ) -> None:
        self._client, self._parts = client, parts
        paginator.errors = error_reader_of(client)
        self._place: _Place[T, R] = paginator, (), 0

    async def __anext__(self) -> R:
        before = self._place
        paginator, rest, index = before
        try:
            if index == len(rest):
                paginator = copy(paginator)
                page = await _next_page_async(self._client, paginator)
                if page is None:
                    raise StopAsyncIteration  # noqa: TRY301 - so
                rest, index = self._parts(page), 0
            self._place = paginator, rest, index + 1
            return rest[index]
        except BaseException as error:
            self._place = _place_after(error, before, paginator)
            raise


class Pages(_Results[T, Page[T]]):
    """The pages of a result.

    Args:
        client: makes the calls.
        paginator: says which.
    """

    def __init__(self, client: BaseClient, paginator: Paginator[T]) -> None:
        super().__init__(client, paginator, _alone)


class Items(_Results[T, T]):
    """The items of a result; see `Pages`."""

    def __init__(self, client: BaseClient, paginator: Paginator[T]) -> None:
        super().__init__(client, paginator, _items)


class AsyncPages(_AsyncResults[T, Page[T]]):
    """The same for asyncio; see `Pages`."""

    def __init__(self, client: AsyncBaseClient, paginator: Paginator[T]) -> None:
        super().__init__(client, paginator, _alone)


class AsyncItems(_AsyncResults[T, T]):
    """The same for asyncio; see `Items`."""

    def __init__(self, client: AsyncBaseClient, paginator: Paginator[T]) -> None:
        super().__init__(client, paginator, _items)


def _alone(page: Page[T]) -> Sequence[Page[T]]:
    return (page,)


def _items(page: Page[T]) -> Sequence[T]:
    return page.items


def _place_after(error: BaseException, before: _Place[T, R], paginator: Paginator[T]) -> _Place[T, R]:
    """Return where an iterator is after a step that handed nothing over, and note it in an interrupt.

    Args:
        error: what ended the step.
        before: where it was.
        paginator: the copy that the step worked on: it knows of errors, such as a document that is gone. After an
            interrupt it may be half changed.
    """
    old, rest, index = before
    if not is_interrupt(error):
        return paginator, rest, index
    if index == len(rest):
        with suppress(ApiError):  # the page before does not lead on: the next step says so
            old.locate(error)
    return before


def _next_page(client: BaseClient, paginator: Paginator[T]) -> Page[T] | None:
    while (values := paginator.next_call()) is not None:
        try:
            response = client.call(paginator.operation, values, paginator.read)
        except ApiError as error:
            paginator.on_error(error)
            continue
        if (page := paginator.on_page(response)) is not None:
            return page
    return None


async def _next_page_async(client: AsyncBaseClient, paginator: Paginator[T]) -> Page[T] | None:
    while (values := paginator.next_call()) is not None:
        try:
            response = await client.call(paginator.operation, values, paginator.read)
        except ApiError as error:
            paginator.on_error(error)
            continue
        if (page := paginator.on_page(response)) is not None:
            return page
    return None
