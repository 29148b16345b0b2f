"""Iterators over pages and items, for synchronous code and for asyncio.

Each page is one finished call, so breaking off leaves nothing open: no connection, no slot, no generator. An error
leaves the iterator where it was, and its next step makes the same call again.
"""

from collections.abc import AsyncIterator, Iterator
from itertools import chain
from typing import Generic, Self, TypeVar

from agillic.resources.pages.walk import Page, Walk
from agillic.transport.errors import AgillicError
from agillic_api.client import AsyncClient, Client

T = TypeVar("T")


class Pages(Iterator[Page[T]]):
    """The pages of a result, each read when it is asked for.

    Args:
        client: makes the calls.
        walk: says which.
    """

    def __init__(self, client: Client, walk: Walk[T]) -> None:
        self._client, self._walk = client, walk

    def __next__(self) -> Page[T]:
        page = _next_page(self._client, self._walk)
        if page is None:
            raise StopIteration
        return page


def items_of(pages: Pages[T]) -> Iterator[T]:
    """Return an iterator over the items of pages."""
    return chain.from_iterable(map(_items, pages))


class AsyncPages(AsyncIterator[Page[T]]):
    """The same for asyncio; see `Pages`."""

    def __init__(self, client: AsyncClient, walk: Walk[T]) -> None:
        self._client, self._walk = client, walk

    async def __anext__(self) -> Page[T]:
        page = await _next_page_async(self._client, self._walk)
        if page is None:
            raise StopAsyncIteration
        return page


class AsyncItems(AsyncIterator[T], Generic[T]):
    """The items of a result for asyncio. No generator: one that is broken off would have to be closed by the loop."""

    def __init__(self, client: AsyncClient, walk: Walk[T]) -> None:
        self._client, self._walk = client, walk
        self._items: Iterator[T] = iter(())

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> T:
        for item in self._items:
            return item
        page = await _next_page_async(self._client, self._walk)
        if page is None:
            raise StopAsyncIteration
        self._items = iter(page.items)  # it has at least one
        return next(self._items)


def _items(page: Page[T]) -> Iterator[T]:
    return iter(page.items)


def _next_page(client: Client, walk: Walk[T]) -> Page[T] | None:
    while (values := walk.next_call()) is not None:
        try:
            answer = client.call(walk.operation, values, walk.read)
        except AgillicError as error:
            walk.fail(error)
            continue
        if (page := walk.take(answer)) is not None:
            return page
    return None


async def _next_page_async(client: AsyncClient, walk: Walk[T]) -> Page[T] | None:
    while (values := walk.next_call()) is not None:
        try:
            answer = await client.call(walk.operation, values, walk.read)
        except AgillicError as error:
            walk.fail(error)
            continue
        if (page := walk.take(answer)) is not None:
            return page
    return None
