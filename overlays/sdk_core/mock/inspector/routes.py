"""The routes of the pages, and of what the inspector asks for."""

from collections.abc import Awaitable, Callable, Mapping

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sdk_core.mock.app import Mock
from sdk_core.mock.inspector.requests import arrivals
from sdk_core.mock.inspector.assets import PAGES, PARTS, Asset
from agillic.mock.inspector.overview import overview
from agillic.mock.inspector.people import find_people, person
from sdk_core.mock.inspector.samples import samples

_HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

_DIGITS = 18  # of whole numbers that SQLite can hold, whichever they are


def pages(mock: Mock) -> list[Route]:
    """Return the routes of the pages for people. Whoever routes to them refuses foreign hosts first.

    Args:
        mock: What the pages show. It is only read.

    >>> from sdk_core.mock.app import Routes
    >>> from agillic.mock.instance import load_instance
    >>> [route.path for route in pages(Mock.of(load_instance(), Routes()))][0]
    '/'
    """

    async def show_overview(request: Request) -> Response:
        return _json(overview(mock, request.query_params.get("known", "")))

    async def show_arrivals(request: Request) -> Response:
        return _json(arrivals(mock, _number(request.query_params.get("since", ""))))

    async def show_people(request: Request) -> Response:
        return _json(find_people(mock, request.query_params.get("search", "")))

    async def show_person(request: Request) -> Response:
        known = person(mock, _number(request.path_params["number"]))
        return _json(known, 200 if known else 404)

    async def show_help(request: Request) -> Response:
        url = f"http://{request.headers['host']}"
        programs = {id_: program.replace("{url}", url) for id_, program in samples().items()}
        return _json({"token": mock.page_token, "samples": programs})

    async def show_part(request: Request) -> Response:
        return _sent(PARTS.get(request.path_params["name"]))

    return [
        *(Route(path, _page(asset)) for path, asset in PAGES.items()),
        Route("/__admin/pages/{name}", show_part),
        Route("/__admin/reference/help", show_help),
        Route("/__admin/inspector/overview", show_overview),
        Route("/__admin/inspector/requests", show_arrivals),
        Route("/__admin/inspector/recipients", show_people),
        Route("/__admin/inspector/recipients/{number}", show_person),
    ]


def _page(asset: Asset) -> Callable[[Request], Awaitable[Response]]:
    async def show(_request: Request) -> Response:
        return _sent(asset)

    return show


def _sent(asset: Asset | None) -> Response:
    content = asset.read() if asset else None
    if asset is None or content is None:
        return Response(status_code=404, headers=_HEADERS)
    headers = _HEADERS | {"Content-Security-Policy": asset.policy, "Content-Type": asset.media_type}
    return Response(content, headers=headers)


def _number(text: str) -> int:
    """Read a number from 1 on; 0 where there is none, which nothing has."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else 0


def _json(content: Mapping[str, object] | None, status: int = 200) -> Response:
    return Response(orjson.dumps(content), status, _HEADERS | {"Content-Type": "application/json"})
