"""Pages by number and by the last item before them, of any API: read to their end, whatever says where that is."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_server import BASE_URL

from sdk_core.calls.pagination.errors import PagingError
from sdk_core.calls.pagination.iterators import AsyncItems, Items, Pages
from sdk_core.calls.pagination.options import PageOptions
from sdk_core.calls.pagination.paginator import Paginator
from sdk_core.transport.base_client import AsyncAPIClient, SyncAPIClient
from sdk_core.wire.errors import ServerError
from sdk_core.wire.operations import Operation, Parameter

NAMES = ("page", "pageSize", "startAfter")
Says = frozenset[str]
SAYS = st.sets(st.sampled_from(["total", "next", "size"])).map(frozenset)


def listing(**page: Any) -> Operation:  # noqa: ANN401 - any trait
    parameters = tuple(Parameter(name, name, "query") for name in NAMES)
    traits = {"page": {"items": "/data/files", "max_size": 100, **page}}
    return Operation("listFiles", "files", "list", "GET", "/files", parameters, traits=traits)


@dataclass
class Server:
    """Responses with pages of names, and says of the others what it is told to say."""

    names: list[str]
    says: Says = frozenset()
    first: int = 1
    own_size: int = 10
    spoil: Callable[[int, dict[str, Any]], object] = lambda _call, _response: None
    status: Callable[[int], int] = lambda _call: 200
    calls: list[dict[str, str]] = field(default_factory=list[dict[str, str]])

    def __call__(self, request: httpx.Request) -> httpx.Response:
        query = dict(request.url.params)
        self.calls.append(query)
        number = len(self.calls)
        if self.status(number) != 200:
            return httpx.Response(self.status(number))
        size = int(query.get("pageSize", self.own_size))
        if "page" in query:
            begin = (int(query["page"]) - self.first) * size
        else:
            begin = self.names.index(query["startAfter"]) + 1 if "startAfter" in query else 0
        names = self.names[begin : begin + size]
        response: dict[str, Any] = {"data": {"files": [{"file": name} for name in names]}}
        if "total" in self.says:
            response["total"] = len(self.names)
        if begin + size < len(self.names):
            response["next"] = "/files?anything"
        self.spoil(number, response)
        return httpx.Response(200, json=response)

    def traits(self, by: str) -> dict[str, Any]:
        told: dict[str, Any] = {name: f"/{name}" for name in ("total", "next") if name in self.says}
        if "size" in self.says:
            told["size"] = "pageSize"
        if by == "last":
            return {"by": by, "start": "startAfter", "last": "/data/files/-1/file", **told}
        return {"by": by, "start": "page", "first": self.first, **told}

    def walk(self, by: str, size: int | None = None, **wanted: Any) -> Paginator[str]:  # noqa: ANN401 - what can be wanted
        page_size = size if "size" in self.says else None
        return Paginator(
            listing(**self.traits(by)),
            lambda row: str(row["file"]),
            values={},
            options=PageOptions(page_size=page_size, **wanted),
        )

    def items(self, paginator: Paginator[str]) -> Items[str]:
        return Items(SyncAPIClient(BASE_URL, httpx.Client(transport=httpx.MockTransport(self))), paginator)

    def async_items(self, paginator: Paginator[str]) -> list[str]:
        http_client = httpx.AsyncClient(transport=httpx.MockTransport(self))

        async def items() -> list[str]:
            return [item async for item in AsyncItems(AsyncAPIClient(BASE_URL, http_client), paginator)]

        return asyncio.run(items())


def names(number: int) -> list[str]:
    return [f"f{index}.csv" for index in range(number)]


@given(st.sampled_from(["number", "last"]), st.integers(0, 25), st.integers(1, 12), SAYS, st.sampled_from([0, 1]))
def test_every_item_comes_once_whatever_says_where_the_end_is(
    by: str, number: int, size: int, says: Says, first: int
) -> None:
    server = Server(names(number), says, first, own_size=size)
    assert [*server.items(server.walk(by, size))] == server.names
    pages = -(-number // size)
    knows_end = bool(says & {"total", "next"}) or ("size" in says and number % size)
    assert len(server.calls) == max(1, pages if knows_end else pages + 1)
    assert server.async_items(server.walk(by, size)) == server.names


@given(st.sampled_from(["number", "last"]), st.integers(0, 25), st.integers(1, 12), SAYS, st.integers(0, 30))
def test_no_more_than_the_limit(by: str, number: int, size: int, says: Says, limit: int) -> None:
    server = Server(names(number), says, own_size=size)
    assert [*server.items(server.walk(by, size, limit=limit))] == server.names[:limit]
    assert len(server.calls) <= (-(-limit // size) if limit <= number else -(-number // size) + 1)


def test_pages_are_asked_for_by_their_numbers_and_all_of_one_size() -> None:
    server = Server(names(5), frozenset({"size", "total"}), first=0)
    assert [*server.items(server.walk("number", 2, limit=5))] == server.names
    assert server.calls == [{"page": str(number), "pageSize": "2"} for number in range(3)]


def test_the_first_page_is_asked_for_without_an_item_and_the_others_by_the_last_one() -> None:
    server = Server(names(5), frozenset({"next"}), own_size=2)
    assert [*server.items(server.walk("last"))] == server.names
    assert server.calls == [{}, {"startAfter": "f1.csv"}, {"startAfter": "f3.csv"}]


@pytest.mark.parametrize("by", ["number", "last"])
def test_an_error_says_where_one_goes_on(by: str) -> None:
    server = Server(names(5), frozenset({"size", "next"}), status=lambda call: 500 if call == 2 else 200)
    items = server.items(server.walk(by, 2))
    with pytest.raises(ServerError) as caught:
        list(items)
    assert (caught.value.page_start, caught.value.page_after) == ((2, None) if by == "number" else (None, "f1.csv"))
    assert "f1.csv" not in "".join(caught.value.__notes__)
    wanted: dict[str, Any] = {"start": 2} if by == "number" else {"after": "f1.csv"}
    assert [*server.items(server.walk(by, 2, **wanted))] == server.names[2:]
    assert [*items] == server.names[2:], "the next step makes the same call again"


SPOILED: dict[str, tuple[str, Callable[[int, dict[str, Any]], object], Says]] = {
    "ends too early": (
        "4 of 9 items are left",
        lambda _, response: response.update(total=9),
        frozenset({"total", "next"}),
    ),
    "is empty": ("4 of 9 items are left", lambda _, response: response.update(total=9), frozenset({"total"})),
    "leads on from nothing": (
        "says that another follows",
        lambda _, response: response.update(next=True),
        frozenset({"next"}),
    ),
}


@pytest.mark.parametrize("spoiled", SPOILED)
@pytest.mark.parametrize("by", ["number", "last"])
def test_an_end_that_contradicts_the_rest_is_an_error(by: str, spoiled: str) -> None:
    said, spoil, says = SPOILED[spoiled]
    server = Server(names(5), says, own_size=2, spoil=spoil)
    items = server.items(server.walk(by))
    assert [next(items) for _ in server.names] == server.names
    with pytest.raises(PagingError, match=said):
        next(items)


def repeats(call: int, response: dict[str, Any]) -> None:
    response["data"] = {"files": [{"file": "f0.csv"}, {"file": "f1.csv"}]}
    response["next"] = call


def no_last(_: int, response: dict[str, Any]) -> None:
    response["data"]["files"][-1]["file"] = None


@pytest.mark.parametrize(
    ("by", "spoil", "said"),
    [
        ("number", repeats, "the page before again"),
        ("last", repeats, "the page before again"),
        ("last", no_last, "does not say behind which item"),
    ],
    ids=["number", "last", "no last"],
)
def test_a_result_that_goes_round_is_found_out(by: str, spoil: Callable[..., object], said: str) -> None:
    server = Server(names(9), frozenset({"next"}), own_size=2, spoil=spoil)
    with pytest.raises(PagingError, match=said):
        list(server.items(server.walk(by)))
    assert len(server.calls) <= 2


def test_what_cannot_be_wanted_is_rejected() -> None:
    server = Server([])
    with pytest.raises(ValueError, match="give after instead of start"):
        server.walk("last", start=2)
    with pytest.raises(ValueError, match="give start instead of after"):
        server.walk("number", after="f1.csv")
    with pytest.raises(ValueError, match="leave page_size out"):
        Paginator(listing(**server.traits("number")), str, values={}, options=PageOptions(page_size=3))


def test_pages_say_which_they_are() -> None:
    server = Server(names(5), frozenset({"total"}), own_size=2)
    pages = Pages(SyncAPIClient(BASE_URL, httpx.Client(transport=httpx.MockTransport(server))), server.walk("number"))
    assert [(page.start, len(page.items), page.total) for page in pages] == [(1, 2, 5), (2, 2, 5), (3, 1, 5)]
