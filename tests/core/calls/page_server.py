"""A server of pages that keeps the documented rules or breaks them, and clients of it, sync and async."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Self, TypeVar

import httpx
from tiny_client.client import AsyncAPIClient, SyncAPIClient
from tiny_client.operations import OPERATIONS

from sdk_core.calls.pagination.iterators import AsyncItems, AsyncPages, Items, Pages
from sdk_core.calls.pagination.options import PageOptions
from sdk_core.calls.pagination.paginator import Paginator

T = TypeVar("T")
BASE_URL = "http://127.0.0.1:9"


@dataclass
class Document:
    people: list[str]
    created: float
    used: float


@dataclass
class PageServer:
    """`spoil` may change a response before it is sent: it gets the query and the response."""

    people: list[str] = field(default_factory=list[str])
    now: float = 0
    gone: int = 404
    links: str = "http://elsewhere.example"
    largest: int = 1_000
    spoil: Callable[[dict[str, str], dict[str, Any]], object] = lambda _query, _response: None
    fail: Callable[[dict[str, str]], int | None] = lambda _query: None
    entry: Callable[[str], dict[str, Any]] = lambda name: {"name": name}
    documents: dict[str, Document] = field(default_factory=dict[str, Document])
    rejected: int = 0
    calls: list[dict[str, str]] = field(default_factory=list[dict[str, str]])

    def __call__(self, request: httpx.Request) -> httpx.Response:
        assert request.url.host == "127.0.0.1"
        query = dict(request.url.params)
        self.calls.append(query)
        failure = self.fail(query)
        if failure is not None:
            return httpx.Response(failure)
        is_export = "objectResponse" not in query and "whole" not in query
        name = query.get("documentId")
        if is_export:
            document, name = Document(self.people, 0, 0), None
        elif name is None:
            assert "true" in (query.get("whole"), query.get("objectResponse"))
            name = f"d{len(self.documents) + 1}"
            document = self.documents[name] = Document(list(self.people), self.now, self.now)
        else:
            assert "filter" not in query
            document = self.documents[name]
            if self.now - document.created >= 1_800 or self.now - document.used >= 300:
                self.rejected += 1
                return httpx.Response(self.gone)
        document.used = self.now
        start, size = int(query["pageStart"]), min(self.largest, int(query.get("pageSize", "1000")))
        if start > max(1, len(document.people)):
            return httpx.Response(404)
        response = self.response(document, name, start, size)
        self.spoil(query, response)
        return httpx.Response(200, json=response)

    def response(self, document: Document, name: str | None, start: int, size: int) -> dict[str, Any]:
        total = len(document.people)
        there = [each for each in document.people[start - 1 : start - 1 + size] if each in self.people]
        links = {"self": start} if total else {}
        if start + size <= total:
            links["next"] = start + size
        page = {"totalElements": total} | ({"documentId": name} if name else {})
        return {
            "links": [{"rel": rel, "href": f"{self.links}/x?documentId=bad&pageStart={n}"} for rel, n in links.items()],
            "content": [self.entry(each) for each in there],
            "page": page,
        }

    def clock(self) -> float:
        return self.now


@dataclass(frozen=True)
class Thing:
    """An item of a page, as a generated model has it."""

    name: str

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Self:
        return cls(row["name"])

    def to_dict(self) -> dict[str, Any]:
        return {"name": self.name}


class Caller:
    """Reads the pages of a server, synchronously or by asyncio, with ordinary iterators for both."""

    def __init__(self, server: PageServer, *, is_async: bool, clock: Callable[[], float] | None = None) -> None:
        transport = httpx.MockTransport(server)
        self.runner = asyncio.Runner()
        self.asks = SyncAPIClient(BASE_URL, httpx.Client(transport=transport))
        self.awaits = AsyncAPIClient(BASE_URL, httpx.AsyncClient(transport=transport))
        self.clock, self.is_async = clock or server.clock, is_async

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.runner.close()

    def pages(self, **given: Any) -> Iterator[Any]:  # noqa: ANN401 - given on
        if self.is_async:
            return stepwise(self.runner, AsyncPages(self.awaits, self._things(**given)))
        return Pages(self.asks, self._things(**given))

    def iterate(self, **given: Any) -> Iterator[Any]:  # noqa: ANN401 - given on
        if self.is_async:
            return stepwise(self.runner, AsyncItems(self.awaits, self._things(**given)))
        return Items(self.asks, self._things(**given))

    def iterate_rows(self, **given: Any) -> Iterator[Any]:  # noqa: ANN401 - given on
        walk = Paginator(OPERATIONS["listRows"], dict, values={"taskId": "t"}, options=PageOptions(**given))
        return stepwise(self.runner, AsyncItems(self.awaits, walk)) if self.is_async else Items(self.asks, walk)

    def names(self, **given: Any) -> list[str]:  # noqa: ANN401 - given on
        return [each.name for each in self.iterate(**given)]

    def _things(self, **given: Any) -> Paginator[Thing]:  # noqa: ANN401 - so
        values = {"filter": given.pop("filter", None)}
        wanted: dict[str, Any] = {"page_size": 1_000, **given}
        options = PageOptions(**wanted)
        return Paginator(OPERATIONS["listThings"], Thing.from_dict, values=values, options=options, clock=self.clock)


class stepwise(Iterator[T]):  # noqa: N801 - used as a function
    """Steps through an asynchronous iterator from synchronous code; an error ends nothing."""

    def __init__(self, runner: asyncio.Runner, items: AsyncIterator[T]) -> None:
        self._runner, self._items = runner, items

    def __next__(self) -> T:
        async def step() -> tuple[T] | None:
            async for item in self._items:
                return (item,)
            return None

        found = self._runner.run(step())
        if found is None:
            raise StopIteration
        return found[0]
