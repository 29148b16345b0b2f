"""Lists by pages, and in the order that a call requests."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeVar
from urllib.parse import parse_qsl, urlencode

from iterable_client.mock.calls import Call
from iterable_client.mock.http.errors import IterableHTTPError
from iterable_client.mock.state.moments import parse_any_form, parse_own_form, to_milliseconds
from sdk_core.mock.app import MockResponse

T = TypeVar("T")


class Page(NamedTuple):
    """The entries of a page, and the addresses of those before and behind it, where there are any."""

    entries: Sequence[Any]
    links: Mapping[str, str]


def given(call: Call) -> list[tuple[str, str]]:
    """Return the query as it was sent; `call.query` has defaults too."""
    target = call.logged.target if call.logged else ""
    return parse_qsl(target.partition("?")[2], keep_blank_values=True)


def page_of(call: Call, entries: Sequence[Any], *, absolute: bool = True) -> Page:
    """Return the page that a call requests by `page` and `pageSize`.

    Args:
        call: The call.
        entries: All entries, in their order.
        absolute: Whether the addresses have the host of this mock.
    """
    number, size = call.query["page"], call.query["pageSize"]
    links: dict[str, str] = {}
    if number * size < len(entries):
        links["nextPageUrl"] = _address(call, number + 1, absolute=absolute)
    if number > 1:
        links["previousPageUrl"] = _address(call, number - 1, absolute=absolute)
    return Page(entries[(number - 1) * size : number * size], links)


def listed(call: Call, name: str, entries: Sequence[T], show: Callable[[Call, T], Any]) -> MockResponse:
    """Respond with the page of a list that a call requests, or with all under an option of `unpaged-response`.

    Args:
        call: The call.
        name: What the entries are called, such as `campaigns`.
        entries: All entries, in their order.
        show: Returns an entry as responses have it.
    """
    if call.choice("unpaged-response") == "all" and not {"page", "pageSize"} & dict(given(call)).keys():
        return MockResponse(200, {name: [show(call, each) for each in entries]})
    page = page_of(call, entries)
    shown = [show(call, each) for each in page.entries]
    return MockResponse(200, {name: shown, f"total{name.capitalize()}Count": _total(call, len(entries)), **page.links})


def sorted_as_requested(call: Call, entries: Sequence[T], keys: Mapping[str, Callable[[T], Any]]) -> list[T]:
    """Return entries by the query parameter `sort`, and those of one value by id.

    Raises:
        IterableHTTPError: They cannot be sorted by it.
    """
    text = call.query["sort"]
    name = text.lstrip("+- ")  # a plus that was not encoded is a blank
    if name not in keys:
        message = f"sort is not known; write one of {', '.join(keys)}, with a - before it to turn the order round"
        raise IterableHTTPError(400, message, code="BadParams", rule="sort", place="sort")
    if name == "id" and "sort" not in dict(given(call)):
        return list(reversed(entries)) if call.choice("list-order") == "newest-first" else list(entries)
    key = keys[name]
    known = sorted((each for each in entries if key(each) is not None), key=key, reverse=text.startswith("-"))
    return known + [each for each in entries if key(each) is None]


def _total(call: Call, count: int) -> object:
    """Return how many entries there are on all pages, by the assumption `total-form`."""
    return count if call.choice("total-form") == "number" else {"value": count}


def window_of(call: Call) -> tuple[int | None, int | None]:
    """Return the window of time that a query names, in milliseconds; forms of dates are `date-forms`'s.

    Raises:
        IterableHTTPError: A date is written otherwise.
    """
    return _moment(call, "startDateTime"), _moment(call, "endDateTime")


def _moment(call: Call, name: str) -> int | None:
    text = call.query.get(name)
    if text is None:
        return None
    parse = parse_own_form if call.choice("date-forms") == "own-form" else parse_any_form
    try:
        return to_milliseconds(parse(text))
    except ValueError as error:
        raise IterableHTTPError(
            400, f"{name}: {error}", code="BadParams", rule="date", place=name, assumption="date-forms"
        ) from None


def _address(call: Call, number: int, *, absolute: bool) -> str:
    others = [(name, value) for name, value in given(call) if name not in ("page", "pageSize")]
    query = urlencode([("page", number), ("pageSize", call.query["pageSize"]), *others])
    path = (call.logged.target if call.logged else call.operation.path).partition("?")[0]
    host = f"http://{call.headers['host']}" if absolute else ""
    return f"{host}{path}?{query}"
