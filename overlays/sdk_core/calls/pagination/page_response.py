"""What is read from a response that is a page, by the pointers among the traits of its operation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar, cast
from urllib.parse import parse_qs, urlsplit

from sdk_core.wire.pointers import at, found
from sdk_core.wire.responses import Response

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PageResponse(Generic[T]):
    """A page as it was returned.

    Attributes:
        content: its items as they came, to be compared with those of other pages.
        items: the same as models.
        document: the document's id; None when the response has none.
        total: how many items the result has; None when the response does not say.
        has_links: whether the response holds any link.
        start: where the page begins by its own link, if it has one.
        next_start: where the next page begins by the link to it; None when there is no such link.
        has_next: whether the response holds what is only there while another page follows; None where none does so.
        last: what the next call gives to go on behind the last item; None when the response does not say.
    """

    content: list[Any]
    items: list[T]
    document: str | None
    total: int | None
    has_links: bool
    start: int | None
    next_start: int | None
    has_next: bool | None = None
    last: str | int | None = None


def parse_page(
    response: Response[Any], page: Mapping[str, Any], make: Callable[[Mapping[str, Any]], T]
) -> PageResponse[T]:
    """Read a response.

    Args:
        response: the response.
        page: the trait `page` of its operation.
        make: makes an item's model.

    Raises:
        LookupError, TypeError, ValueError: the response is no page of this kind.
    """
    body: object = response.json()
    rows = at(body, page["items"])
    if not isinstance(rows, list):
        raise TypeError(f"{page['items']} is a {type(rows).__name__} and no array")
    content = cast("list[dict[str, Any]]", rows)
    document, total = found(body, page.get("document_id")), found(body, page.get("total"))
    links = _links(found(body, page.get("links")))
    first = page.get("first", 1)
    starts = {rel: _start_of(href, page["start"], first) for rel, href in links.items()}
    if "next" in starts and starts["next"] is None:
        raise ValueError(f"the link to the next page says no {page['start']}")
    return PageResponse(
        content=content,
        items=[make(row) for row in content],
        document=document if isinstance(document, str) and document else None,
        total=total if isinstance(total, int) and not isinstance(total, bool) else None,
        has_links=bool(links),
        start=starts.get("self"),
        next_start=starts.get("next"),
        has_next=found(body, page["next"]) not in _NOTHING if "next" in page else None,
        last=_last(found(body, page.get("last"))),
    )


_NOTHING: Final = (None, "", False)
"""What stands where nothing follows."""


def _last(value: object) -> str | int | None:
    return value if isinstance(value, str | int) and not isinstance(value, bool) and value != "" else None


def _links(value: object) -> dict[str, str]:
    """Return the links of a response by their `rel`; others than those of the document's kind are left out."""
    addresses: dict[str, str] = {}
    for link in cast("list[object]", value) if isinstance(value, list) else []:
        if isinstance(link, dict):
            members = cast("dict[str, object]", link)
            rel, href = members.get("rel"), members.get("href")
            if isinstance(rel, str) and isinstance(href, str):
                addresses[rel] = href
    return addresses


def _start_of(href: str, name: str, first: int) -> int | None:
    """Return the number of the first item that a link requests, counted from 1. Its host is not looked at.

    Args:
        href: the link. It is not called.
        name: the parameter that says where a page begins.
        first: what it is for the first item.

    >>> _start_of("/users?documentId=x5Lx8eYF23&pageStart=3", "pageStart", first=1)
    3
    """
    values = parse_qs(urlsplit(href).query).get(name, [])
    return int(values[0]) + 1 - first if len(values) == 1 and values[0].isdecimal() else None
