"""What listing recipients does: a bare array, or pages of a document [S1]."""

from typing import Any, cast
from urllib.parse import urlencode

from agillic.mock.calls import Call
from agillic.mock.operations.filtering import filter_of, selecting
from agillic.mock.routes import Routes
from agillic.mock.state import Page
from agillic.mock.state.errors import BeyondEndError
from agillic.mock.state.recipients import ListOrder
from sdk_core.mock.app import HTTPError, MockResponse
from sdk_core.mock.app.response_writer import error_response

routes = Routes()


@routes("listRecipients", "pageStart", "pageSize")
def list_recipients(call: Call) -> MockResponse:
    """Respond with recipients: those of a filter, or of a document that an earlier filter made."""
    start, size = _in_range(call, "pageStart"), _in_range(call, "pageSize")
    return _page(call, start, size) if call.query["objectResponse"] else _bare_list(call, start, size)


def _bare_list(call: Call, start: int, size: int) -> MockResponse:
    recipients, filter_ = call.mock.state.recipients, filter_of(call)
    offset, limit = (start - 1, size) if call.choice("bare-list-limits") == "they-count" else (0, None)
    with selecting():
        found = recipients.select(filter_, offset=offset, limit=limit, order=_order(call))
        if not found and offset >= max(recipients.count(filter_), 1):
            raise HTTPError(404, "pageStart is beyond the last recipient; request an earlier page")
    return MockResponse(200, _items(found))


def _page(call: Call, start: int, size: int) -> MockResponse:
    documents = call.mock.state.documents
    document = call.query.get("documentId")
    if document is None:
        filter_ = filter_of(call)
        with selecting():
            document = documents.create(filter_, _order(call))
    try:
        page = documents.page(document, start, size)
    except BeyondEndError as error:
        # Not raised: this call is a use of the document as well, which is not to be undone.
        return error_response(call.mock, call.operation, HTTPError(404, str(error)))
    start_name, size_name = "pageStart", "pageSize"
    if call.choice("page-members") == "number-size-totals":
        start_name, size_name = "number", "size"
    links, pages = page.links, page.pages
    if not page.total and call.choice("page-of-nothing") == "self-links":
        links, pages = {"first": 1, "self": 1, "last": 1}, 1
    return MockResponse(
        200,
        {
            "links": [{"rel": rel, "href": _href(call, page, first)} for rel, first in links.items()],
            "content": _items(page.content),
            "page": {
                "documentId": page.document,
                start_name: page.start,
                size_name: page.size,
                "totalPages": pages,
                "totalElements": page.total,
            },
        },
    )


def _href(call: Call, page: Page, start: int) -> str:
    query = {"objectResponse": "true", "documentId": page.document, "pageStart": start, "pageSize": page.size}
    path = f"{call.operation.path}?{urlencode(query)}"
    return path if call.choice("page-links") == "rel-relative-href" else f"http://{call.headers['host']}{path}"


def _in_range(call: Call, name: str) -> int:
    """Return a number of the query; one outside the document's bounds is `page-size-range`'s."""
    schema, given = call.operation.query_parameters[name].schema, int(call.query[name])
    allowed = max(given, int(schema["minimum"]))
    if "maximum" in schema:
        allowed = min(allowed, int(schema["maximum"]))
    if given != allowed and call.choice("page-size-range") == "status-400":
        raise HTTPError(
            400,
            f"the query parameter {name} is out of its range; send {allowed} or further inside",
            assumption="page-size-range",
        )
    return allowed


def _order(call: Call) -> ListOrder:
    return cast("ListOrder", call.choice("list-order"))


def _items(found: list[dict[str, str]]) -> list[dict[str, Any]]:
    return [{"personData": each} for each in found]
