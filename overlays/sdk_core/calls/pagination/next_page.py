"""Where the page after a page begins, by what holds the pages of an operation together."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sdk_core.calls.pagination.page_response import PageResponse
from sdk_core.wire.counting import are, counted


class Misleading(Exception):  # noqa: N818 - it says what a page is
    """A page does not lead on to the rest of the result. Its text goes on behind the page's place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Where a walk through the pages of a result is.

    Attributes:
        start: where the page begins, counted from 1: by its first item, or by pages where these are numbered.
        size: how many items were requested; None where the server decides.
        read: how many items of the result end with the page; None when that is not known.
        token: what the page was requested with, where that is the last item before it.
        is_document_known: whether a response named the document of the pages.
    """

    start: int
    size: int | None
    read: int | None
    token: str | int | None = None
    is_document_known: bool = False


def next_start(page: Mapping[str, Any], response: PageResponse[Any], position: Position) -> int | None:
    """Return where the next page begins, counted as `Position.start`, or None at the end.

    Args:
        page: the trait `page` of the operation.
        response: the page.
        position: where it is.

    Raises:
        Misleading: it does not lead on to the rest of the result.

    >>> response = PageResponse([1, 2], [1, 2], None, 3, has_links=False, start=None, next_start=None)
    >>> next_start({"by": "number"}, response, Position(start=1, size=2, read=2))
    2
    """
    if page["by"] == "number":
        return position.start + 1 if _goes_on(response, position) else None
    if page["by"] == "last":
        return _behind_last(response, position)
    return _by_index(page, response, position)


def _goes_on(response: PageResponse[Any], position: Position) -> bool:
    """Return whether another page follows one that says so by itself, by how many items there are, or by being full.

    Without any of these, the result ends with an empty page: servers may give fewer items than were requested.
    """
    count = len(response.content)
    left = None if response.total is None or position.read is None else max(0, response.total - position.read)
    if response.has_next:
        if not count:
            raise Misleading("has nothing, and says that another follows")
        return True
    if left is not None:
        if left and (response.has_next is False or not count):
            raise Misleading(
                f"is the last one, and {left:,} of {counted(response.total or left, 'item')} {are(left)} left"
            )
        return left > 0
    return response.has_next is None and count >= max(1, position.size or 1)


def _behind_last(response: PageResponse[Any], position: Position) -> int | None:
    if not _goes_on(response, position):
        return None
    if response.last is None:
        raise Misleading("does not say behind which item the next one begins")
    if response.last == position.token:
        raise Misleading("leads back to itself")
    return position.start + len(response.content)


def _by_index(page: Mapping[str, Any], response: PageResponse[Any], position: Position) -> int | None:
    """Return where the next page begins by the number of its first item.

    By the link to it, for who made the pages knows best: items deleted since may be left out of a page, and the numbers
    may count something else. Without such a link, by how many items there are in all.
    """
    start, size = position.start, position.size
    following, total, count = response.next_start, response.total, len(response.content)
    if following is None:
        if total is None:
            if response.has_links or not count:
                return None
            raise Misleading("does not say whether there is another page")
        following = start + (size or count)
        if following > total:
            return None
        if not count or count < (size or count):
            raise Misleading(f"has {counted(count, 'item')} of {total:,} and no link to the others")
    if following <= start:
        raise Misleading(f"leads back to {following}")
    if size is not None and following > start + size:
        raise Misleading(f"leads to {following} and leaves items out")
    if (total is not None and following > total) or (total is None and not count):
        raise Misleading(f"leads to {following}, where there is nothing")
    if page["by"] == "document" and not position.is_document_known:
        raise Misleading("does not name its document")
    return following
