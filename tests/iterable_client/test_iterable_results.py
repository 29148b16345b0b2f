# pyright: reportUnknownLambdaType=false, reportUnknownMemberType=false, reportUnknownArgumentType=false
# Calls are lambdas of either kind of client.
"""Results of any length: page by page, line by line, and row by row."""

import json
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from iterable_parts import opened, sync_and_async, told

from iterable_api.models import Campaign, CatalogItem, ExportDataType, TemplateMetadata
from iterable_client import errors
from sdk_core.transport.auth.token_function import SUBJECT

CAMPAIGN = {
    "id": 1,
    "name": "May",
    "type": "Blast",
    "campaignState": "Ready",
    "messageMedium": "Email",
    "createdAt": 1,
    "updatedAt": 1,
    "createdByUserId": "ada@example.com",
}
TEMPLATE = {
    "templateId": 1,
    "name": "May",
    "createdAt": "2026-03-02 20:21:04 +00:00",
    "updatedAt": "2026-03-02 20:21:04 +00:00",
    "creatorUserId": "ada@example.com",
    "messageTypeId": 7,
}
ITEM = {"catalogName": "Books", "itemId": "1", "size": 2, "lastModified": 1, "value": {"pages": 7}}


def paged(
    name: str, total: str, entries: list[Any], *, wrapped: bool = False
) -> Callable[[httpx.Request], httpx.Response]:
    """Return what responses pages of entries as Iterable does."""

    def response(request: httpx.Request) -> httpx.Response:
        query = parse_qs(urlsplit(str(request.url)).query)
        page, size = int(query["page"][0]), int(query["pageSize"][0])
        begin, end = (page - 1) * size, page * size
        body: dict[str, Any] = {name: entries[begin:end], total: len(entries)}
        if end < len(entries):
            body["nextPageUrl"] = f"/api/x?page={page + 1}&pageSize={size}"
        return httpx.Response(200, json={"code": "Success", "msg": "", "params": body} if wrapped else body)

    return response


CASES: list[Any] = [
    pytest.param(
        lambda client, size, limit: client.campaigns.iterate(page_size=size, limit=limit, campaign_state=["Ready"]),
        lambda n: paged("campaigns", "totalCampaignsCount", [{**CAMPAIGN, "id": each} for each in range(n)]),
        lambda campaign: campaign.id,
        id="campaigns",
    ),
    pytest.param(
        lambda client, size, limit: client.templates.iterate(page_size=size, limit=limit, sort="-id"),
        lambda n: paged("templates", "totalTemplatesCount", [{**TEMPLATE, "templateId": each} for each in range(n)]),
        lambda template: template.template_id,
        id="templates",
    ),
    pytest.param(
        lambda client, size, limit: client.catalogs.iterate(page_size=size, limit=limit),
        lambda n: paged("catalogNames", "totalCatalogsCount", [{"name": str(each)} for each in range(n)], wrapped=True),
        lambda catalog: int(catalog.name),
        id="catalogs",
    ),
    pytest.param(
        lambda client, size, limit: client.catalogs.iterate_items("Books", page_size=size, limit=limit),
        lambda n: paged(
            "catalogItemsWithProperties",
            "totalItemsCount",
            [{**ITEM, "itemId": str(each)} for each in range(n)],
            wrapped=True,
        ),
        lambda item: int(item.item_id),
        id="items",
    ),
]


@sync_and_async
@pytest.mark.parametrize(("work", "server", "number"), CASES)
@pytest.mark.parametrize(
    ("count", "size", "limit"), [(0, 2, None), (1, 2, None), (4, 2, None), (5, 2, None), (5, 2, 3)]
)
def test_every_entry_comes_once(  # noqa: PLR0913, PLR0917 - what a result is made of
    work: Any,  # noqa: ANN401
    server: Any,  # noqa: ANN401
    number: Any,  # noqa: ANN401
    count: int,
    size: int,
    limit: int | None,
    *,
    asynchronous: bool,
) -> None:
    with opened(server(count), asynchronous=asynchronous) as iterable:
        found = iterable.do(lambda client: work(client, size, limit))
    assert [number(each) for each in found] == [*range(count)][:limit]
    assert len(iterable.requests) == max(1, -(-min(count, limit or count) // size))


def test_entries_are_models() -> None:
    with opened(paged("campaigns", "totalCampaignsCount", [CAMPAIGN])) as iterable:
        assert isinstance(next(iterable.client.campaigns.iterate()), Campaign)
        assert "pageSize=1000" in iterable.urls[0]
    with opened(paged("templates", "totalTemplatesCount", [TEMPLATE])) as iterable:
        assert isinstance(next(iterable.client.templates.iterate()), TemplateMetadata)
    with opened(paged("catalogItemsWithProperties", "totalItemsCount", [ITEM], wrapped=True)) as iterable:
        assert isinstance(next(iterable.client.catalogs.iterate_items("Books")), CatalogItem)


def test_a_page_that_fails_says_where_to_go_on() -> None:
    server = paged("campaigns", "totalCampaignsCount", [{**CAMPAIGN, "id": each} for each in range(4)])

    def response(request: httpx.Request) -> httpx.Response:
        return httpx.Response(400) if "page=2" in str(request.url) else server(request)

    with opened(response) as iterable, pytest.raises(errors.BadRequest) as caught:
        _ = [*iterable.client.campaigns.iterate(page_size=2)]
    assert caught.value.page_start == 2


def test_pages_that_contradict_each_other_are_an_error() -> None:
    step = told(json={"campaigns": [CAMPAIGN], "totalCampaignsCount": 3})
    with opened(step) as iterable, pytest.raises(errors.PagingError):
        _ = [*iterable.client.campaigns.iterate(page_size=1)]


class TestRows:
    @sync_and_async
    def test_users_of_a_list_come_line_by_line(self, *, asynchronous: bool) -> None:
        step = told(content=b"ada@example.com\r\n\nbob\n", headers={"Content-Type": "text/plain"})
        with opened(step, asynchronous=asynchronous) as iterable:
            found = iterable.do(lambda client: client.lists.iterate_users(7, prefer_user_id=True))
        assert found == ["ada@example.com", "bob"]
        assert iterable.urls == ["https://api.iterable.com/api/lists/getUsers?listId=7&preferUserId=true"]

    @sync_and_async
    def test_metrics_are_rows(self, *, asynchronous: bool) -> None:
        step = told(content=b'id,"Total Emails Sent"\n7,"1,200"\n8,3\n')
        with opened(step, asynchronous=asynchronous) as iterable:
            found = iterable.do(lambda client: client.campaigns.metrics([7, 8], start_date_time="2026-01-01"))
        assert found == [{"id": "7", "Total Emails Sent": "1,200"}, {"id": "8", "Total Emails Sent": "3"}]
        assert "campaignId=7&campaignId=8&startDateTime=2026-01-01" in iterable.urls[0]

    @sync_and_async
    @pytest.mark.parametrize("ids", [[], (), "12", b"12", 12, None, ["12"], [1.0], [True], [7, None]], ids=repr)
    def test_metrics_are_of_campaigns_that_are_numbers(self, ids: Any, *, asynchronous: bool) -> None:  # noqa: ANN401
        with opened(asynchronous=asynchronous) as iterable:
            with pytest.raises(ValueError, match=r"campaign_ids cannot be .*: give "):
                iterable.client.campaigns.metrics(ids)
            assert iterable.requests == []

    @sync_and_async
    @pytest.mark.parametrize("number", [1.5, 1.0, "1", True], ids=repr)
    @pytest.mark.parametrize("name", ["limit", "start", "page_size"])
    def test_bounds_of_an_iteration_are_whole_numbers(self, name: str, number: Any, *, asynchronous: bool) -> None:  # noqa: ANN401
        with opened(asynchronous=asynchronous) as iterable:
            for resource in (iterable.client.campaigns, iterable.client.templates, iterable.client.catalogs):
                with pytest.raises(ValueError, match=f"{name} cannot be {number!r}: give a whole number"):
                    resource.iterate(**{name: number})
            assert iterable.requests == []

    @sync_and_async
    def test_exports_are_rows(self, *, asynchronous: bool) -> None:
        step = told(content=b'{"email": "ada@example.com"}\n{"email": "bob@example.com"}')
        with opened(step, asynchronous=asynchronous) as iterable:
            data = iterable.do(
                lambda client: client.exports.iterate(ExportDataType.EMAILSEND, only_fields=["email", "createdAt"])
            )
            events = iterable.do(lambda client: client.exports.iterate_user_events(email="ada@example.com"))
        assert data == events == [{"email": "ada@example.com"}, {"email": "bob@example.com"}]
        assert iterable.urls[0].endswith("data.json?dataTypeName=emailSend&onlyFields=email&onlyFields=createdAt")

    @sync_and_async
    def test_no_row_is_handed_over_of_a_response_that_breaks_off(self, *, asynchronous: bool) -> None:
        class Broken(httpx.SyncByteStream, httpx.AsyncByteStream):
            def __iter__(self) -> Iterator[bytes]:
                yield b'{"n": 1}\n'
                raise httpx.ReadError("broken off")

            async def __aiter__(self) -> AsyncIterator[bytes]:
                yield b'{"n": 1}\n'
                raise httpx.ReadError("broken off")

        steps: list[Any] = [lambda _: httpx.Response(200, stream=Broken()), told(content=b'{"n": 1}\n{"n": 2}\n')]
        with opened(*steps, asynchronous=asynchronous) as iterable:
            found = iterable.do(lambda client: client.exports.iterate(ExportDataType.USER))
        assert (found, len(iterable.requests)) == ([{"n": 1}, {"n": 2}], 2)

    def test_a_row_that_cannot_be_read_is_an_error(self) -> None:
        with opened(told(content=b'{"n": 1}\n{"n": ')) as iterable:
            rows = iterable.client.exports.iterate(ExportDataType.USER)
            assert next(rows) == {"n": 1}
            with pytest.raises(errors.ResponseParseError, match="row 2 of the response to exportData"):
                next(rows)

    @sync_and_async
    @pytest.mark.parametrize(
        "work",
        [
            lambda client: client.lists.iterate_users(7),
            lambda client: client.campaigns.metrics([7]),
            lambda client: client.exports.iterate(ExportDataType.USER),
        ],
        ids=["lines", "csv", "json-lines"],
    )
    def test_a_page_of_a_proxy_is_no_rows(self, work: Any, *, asynchronous: bool) -> None:  # noqa: ANN401
        page = told(content=b"<html>back soon</html>", headers={"Content-Type": "Text/HTML; charset=utf-8"})
        rejected = pytest.raises(errors.ResponseParseError, match="is a page for browsers")
        with opened(page, asynchronous=asynchronous) as iterable, rejected as raised:
            iterable.do(work)
        assert (raised.value.outcome, raised.value.retryable) == ("done", True)

    def test_too_much_is_an_error(self) -> None:
        with opened(told(content=b"x" * 100)) as iterable, pytest.raises(errors.ResponseTooLarge):
            next(iterable.client.lists.iterate_users(7, max_bytes=10))

    @sync_and_async
    def test_rows_of_one_user_are_checked_and_signed_for_as_other_calls(self, *, asynchronous: bool) -> None:
        rejected = pytest.raises(ValueError, match="identifies users by userId")
        with opened(told(content=b""), asynchronous=asynchronous, project_type="userId") as iterable, rejected:
            iterable.do(lambda client: client.exports.iterate_user_events(email="ada@example.com"))
        assert iterable.requests == []
        with opened(told(content=b""), asynchronous=asynchronous, jwt=lambda _: "e30.e30.sig") as iterable:
            iterable.do(lambda client: client.exports.iterate_user_events(user_id="ada"))
        assert iterable.requests[0].extensions[SUBJECT].user_id == "ada"

    def test_json_is_read_as_it_is(self) -> None:
        row = {"text": "ä\u2028", "n": 2**63, "deep": [{"a": None}]}
        with opened(told(content=json.dumps(row, ensure_ascii=False).encode())) as iterable:
            assert [*iterable.client.exports.iterate(ExportDataType.USER)] == [row]
