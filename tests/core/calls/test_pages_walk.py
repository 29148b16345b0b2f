"""Pages: read to their end, whatever their number; and servers that break the rules are found out."""

import pickle
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from page_server import Caller, PageServer
from tiny_client.errors import NotFound, ResponseParseError, ServerError, TinyError

from sdk_core.calls.pagination.errors import DocumentExpired, PagingError, ResultChangedWarning

PEOPLE = [f"p{n}@example.com" for n in range(1, 8)]
Spoil = Callable[[dict[str, str], dict[str, Any]], object]


@pytest.fixture
def server() -> PageServer:
    return PageServer([*PEOPLE])


@pytest.fixture(params=[False, True], ids=["sync", "async"])
def caller(request: pytest.FixtureRequest, server: PageServer) -> Iterator[Caller]:
    with Caller(server, is_async=request.param) as each:
        yield each


@pytest.mark.parametrize("size", [1, 2, 3, 6, 7, 8, 1_000])
def test_every_item_comes_once_at_any_size(caller: Caller, server: PageServer, size: int) -> None:
    assert caller.names(page_size=size) == PEOPLE
    assert len(server.calls) == -(-len(PEOPLE) // size), "an exact multiple needs no further call"


def test_an_empty_result_has_no_page(caller: Caller, server: PageServer) -> None:
    server.people.clear()
    assert [*caller.pages()] == []
    assert len(server.calls) == 1


def test_the_filter_is_sent_once_and_the_document_is_followed(caller: Caller, server: PageServer) -> None:
    caller.names(filter="AGE>=20", page_size=4)
    first, second = server.calls
    assert first == {"filter": "AGE>=20", "whole": "true", "pageStart": "1", "pageSize": "4"}
    assert second == {"documentId": "d1", "whole": "true", "pageStart": "5", "pageSize": "4"}


@pytest.mark.parametrize("links", ["", "http://[bad", "https://user:password@elsewhere.example:1"])
def test_a_link_is_not_followed(caller: Caller, server: PageServer, links: str) -> None:
    server.links = links  # the server asserts that it alone is asked
    if links == "http://[bad":
        with pytest.raises(ResponseParseError):
            caller.names(page_size=4)
    else:
        assert caller.names(page_size=4) == PEOPLE


@pytest.mark.parametrize(("limit", "calls"), [(0, 0), (1, 1), (3, 1), (4, 2), (7, 3), (99, 3)])
def test_no_more_than_the_limit(caller: Caller, server: PageServer, limit: int, calls: int) -> None:
    assert caller.names(page_size=3, limit=limit) == PEOPLE[:limit]
    assert len(server.calls) == calls
    assert all(int(call["pageSize"]) <= limit for call in server.calls)


def test_pages_say_where_they_begin(caller: Caller) -> None:
    pages = [(page.start, len(page.items), page.total) for page in caller.pages(page_size=3, start=2)]
    assert pages == [(2, 3, 7), (5, 3, 7)]


def test_breaking_off_leaves_no_call(caller: Caller, server: PageServer) -> None:
    for _ in caller.iterate(page_size=2):
        break
    assert len(server.calls) == 1


def test_an_error_says_where_to_go_on_and_nothing_comes_twice(caller: Caller, server: PageServer) -> None:
    server.fail = lambda query: 503 if query["pageStart"] == "5" else None
    got: list[str] = []
    with pytest.raises(ServerError) as caught:
        got.extend(each.name for page in caller.pages(page_size=2) for each in page.items)
    server.fail = lambda _: None
    start = caught.value.page_start
    assert start == 5
    assert "start=5 goes on from there" in caught.value.__notes__[0]
    assert pickle.loads(pickle.dumps(caught.value)).page_start == 5  # noqa: S301 - our own
    assert caller.names(page_size=2, limit=4) + caller.names(page_size=2, start=start) == PEOPLE


def test_an_iterator_whose_step_failed_steps_again(caller: Caller, server: PageServer) -> None:
    pages = caller.pages(page_size=4)
    next(pages)
    server.fail = lambda _: 503
    for _ in range(2):
        with pytest.raises(ServerError) as caught:
            next(pages)
        assert len(caught.value.__notes__) == 1
    server.fail = lambda _: None
    assert [each.name for each in next(pages).items] == PEOPLE[4:]
    assert [*pages] == []


def test_a_start_beyond_the_end_is_an_error(caller: Caller) -> None:
    with pytest.raises(NotFound) as caught:
        caller.names(start=8)
    assert caught.value.page_start == 8


@pytest.mark.parametrize("given", [{"page_size": 0}, {"page_size": 1_001}, {"start": 0}, {"limit": -1}])
def test_numbers_out_of_their_range_are_rejected_before_any_call(
    caller: Caller, server: PageServer, given: dict[str, int]
) -> None:
    with pytest.raises(ValueError, match=f"{next(iter(given))} cannot be"):
        caller.iterate(**given)
    with pytest.raises(ValueError, match="give one of reopen, raise"):
        caller.pages(on_expiry="ignore")
    assert server.calls == []


def lead_to(number: int) -> Spoil:
    def spoil(_query: dict[str, str], response: dict[str, Any]) -> None:
        response["links"] = [{"rel": "next", "href": f"/x?pageStart={number}"}]

    return spoil


def repeat(query: dict[str, str], response: dict[str, Any]) -> None:
    response["links"] = [{"rel": "next", "href": f"/x?pageStart={int(query['pageStart']) + 2}"}]
    response["content"] = [{"name": "same@example.com"}]


def silent(_query: dict[str, str], response: dict[str, Any]) -> None:
    response["links"], response["page"] = [], {"documentId": "d1"}


def beyond(_query: dict[str, str], response: dict[str, Any]) -> None:
    response["page"]["totalElements"] = 2


def nameless(_query: dict[str, str], response: dict[str, Any]) -> None:
    del response["page"]["documentId"]


def elsewhere(query: dict[str, str], response: dict[str, Any]) -> None:
    if query["pageStart"] != "1":
        response["links"] = [{"rel": "self", "href": "/x?pageStart=1"}]


def short(_query: dict[str, str], response: dict[str, Any]) -> None:
    response["links"], response["content"] = [], response["content"][:1]


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lead_to(1), "leads back to 1"),
        (lead_to(0), "leads back to 0"),
        (lead_to(4), "leads to 4 and leaves items out"),
        (repeat, "returned the page before again"),
        (silent, "does not say whether there is another page"),
        (beyond, "leads to 3, where there is nothing"),
        (nameless, "does not name its document"),
        (elsewhere, "was to return the page at 3, but returned that at 1"),
        (short, "has 1 item of 7 and no link to the others"),
    ],
)
def test_a_server_that_leads_astray_is_found_out(caller: Caller, server: PageServer, spoil: Spoil, said: str) -> None:
    server.spoil = spoil
    got: list[Any] = []
    with pytest.raises(PagingError, match=said) as caught:
        got.extend(caller.iterate(page_size=2))
    assert caught.value.page_start == (2 if spoil is short else 3), "rather twice than never"
    assert len(server.calls) <= 2


@pytest.mark.parametrize("response", [[], {"page": {}}, {"content": {}}, {"content": [1]}, {"content": None}])
def test_a_response_that_is_no_page_is_rejected(caller: Caller, server: PageServer, response: Any) -> None:  # noqa: ANN401 - any JSON
    def spoil(_query: dict[str, str], whole: dict[str, Any]) -> None:
        whole.clear()
        whole.update(response or {"content": 1})

    server.spoil = spoil
    with pytest.raises(ResponseParseError):
        caller.names()


def test_links_are_not_needed_where_the_total_is_said(caller: Caller, server: PageServer) -> None:
    server.spoil = lambda _query, response: response["links"].clear()
    assert caller.names(page_size=3) == PEOPLE


def test_a_server_with_smaller_pages_than_wanted_leaves_nothing_out(caller: Caller, server: PageServer) -> None:
    server.largest = 2
    assert caller.names(page_size=5) == PEOPLE


def test_the_warning_names_the_line_of_the_loop(server: PageServer) -> None:
    with Caller(server, is_async=False) as caller, warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        for _ in caller.iterate(page_size=3):
            server.now += 301
    assert [(Path(each.filename), each.category) for each in told] == [(Path(__file__), ResultChangedWarning)], (
        "told once, and where it can be seen"
    )


def test_a_document_lives_for_30_minutes_however_much_it_is_used(caller: Caller, server: PageServer) -> None:
    server.people.append("p8@example.com")
    pages = caller.pages(page_size=1)
    for _ in range(7):
        next(pages)
        server.now += 299
    with pytest.warns(ResultChangedWarning):
        next(pages)
    assert (len(server.documents), server.rejected) == (2, 0)


def test_a_page_may_come_again_in_a_new_document_and_only_there(caller: Caller, server: PageServer) -> None:
    """People who came first push the page that was read to where the next one was."""
    pages = caller.pages(page_size=3)
    again = next(pages).items
    server.now += 300
    server.people[:0] = [f"new{n}@example.com" for n in range(3)]
    with pytest.warns(ResultChangedWarning):
        assert next(pages).items == again
    server.spoil = lambda _query, response: response.update(content=[each.to_dict() for each in again])
    with pytest.raises(PagingError, match="the page before again"):
        next(pages)


@pytest.mark.parametrize("seconds", [0, 300])
@pytest.mark.parametrize("status", [400, 404, 410])
def test_an_expired_document_raises_if_asked_to(
    caller: Caller, server: PageServer, seconds: float, status: int
) -> None:
    pages = caller.pages(page_size=3, on_expiry="raise")
    next(pages)
    server.now += seconds
    server.fail = lambda _: status
    with pytest.raises(DocumentExpired, match="before its page at 4 was read") as caught:
        next(pages)
    assert (caught.value.page_start, caught.value.status) == (4, None if seconds else status)
    assert isinstance(pickle.loads(pickle.dumps(caught.value)), TinyError)  # noqa: S301 - our own


def test_a_document_of_another_filter_is_not_read(caller: Caller, server: PageServer) -> None:
    """A server that makes a new document where one is gone would respond with everybody, for no filter is sent then."""

    def spoil(query: dict[str, str], response: dict[str, Any]) -> None:
        if "documentId" in query:
            response["page"]["documentId"] = "other"
            response["content"] = [{"name": "everybody@example.com"}]

    server.spoil = spoil
    with pytest.warns(ResultChangedWarning):
        assert caller.names(filter="AGE>=20", page_size=3) == PEOPLE
    assert [call.get("filter") for call in server.calls] == ["AGE>=20", None, "AGE>=20", None, "AGE>=20"]


def test_a_result_that_has_become_shorter_ends(caller: Caller, server: PageServer) -> None:
    pages = caller.pages(page_size=3)
    next(pages)
    server.now += 1_800
    del server.people[2:]
    with pytest.warns(ResultChangedWarning):
        assert [*pages] == []


def test_what_a_task_made_is_read_to_its_end_and_an_empty_page_is_none(caller: Caller, server: PageServer) -> None:
    server.people = [f"p{n}" for n in range(2_001)]
    assert len([*caller.iterate_rows()]) == 2_001
    assert [call["pageStart"] for call in server.calls] == ["1", "1001", "2001"]
    assert len([*caller.iterate_rows(start=1_001, limit=5)]) == 5
    server.spoil = lambda query, response: query["pageStart"] == "1" or response.update(content=[], links=[])
    with pytest.raises(PagingError, match="may have expired") as caught:
        list(caller.iterate_rows())
    assert caught.value.page_start == 1_001
