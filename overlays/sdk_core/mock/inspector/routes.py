"""The routes of the pages, and of what they ask for."""

from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sdk_core.mock.app import Mock
from sdk_core.mock.app.additions import InspectorHandler
from sdk_core.mock.inspector.assets import Asset, pages, parts
from sdk_core.mock.inspector.requests import latest_requests

_HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

_DIGITS = 18  # of whole numbers that SQLite can hold, whichever they are


def inspector_routes(mock: Mock[Any, Any]) -> list[Route]:
    """Return the routes of the pages for people; none where the API's room has none.

    Whoever routes to them refuses foreign hosts first.

    Args:
        mock: What the pages show. It is only read.
    """
    room = mock.backend.inspector
    if room is None:
        return []
    known = parts(room)

    async def show_requests(request: Request) -> Response:
        return _json(latest_requests(mock, read_digits(request.query_params.get("since", ""))))

    async def show_help(request: Request) -> Response:
        url = f"http://{request.headers['host']}"
        programs = {id_: program.replace("{url}", url) for id_, program in room.samples().items()}
        return _json({"token": mock.page_token, "samples": programs})

    async def show_document(_request: Request) -> Response:
        return _json(mock.document.content)

    async def show_part(request: Request) -> Response:
        return _sent(known.get(request.path_params["name"]))

    return [
        *(Route(path, _page(asset)) for path, asset in pages(room).items()),
        Route("/__admin/pages/openapi.json", show_document),
        Route("/__admin/pages/{name}", show_part),
        Route("/__admin/reference/help", show_help),
        Route("/__admin/inspector/requests", show_requests),
        *(Route(f"/__admin/inspector{path}", _question(mock, handler)) for path, handler in room.paths.items()),
    ]


def _question(mock: Mock[Any, Any], handler: InspectorHandler) -> Callable[[Request], Awaitable[Response]]:
    async def show(request: Request) -> Response:
        found = handler(mock, request)
        return _json(found, 404 if found is None else 200)

    return show


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


def read_digits(text: str) -> int:
    """Read a number from 1 on; 0 where there is none, which nothing has."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else 0


def _json(content: object, status: int = 200) -> Response:
    return Response(orjson.dumps(content), status, _HEADERS | {"Content-Type": "application/json"})
