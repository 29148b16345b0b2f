"""The routes of the pages, and of what they request."""

from collections.abc import Awaitable, Callable
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sdk_core.mock.app import Mock
from sdk_core.mock.inspector.assets import PAGES, PARTS, Asset
from sdk_core.mock.inspector.overview import facts, overview
from sdk_core.mock.inspector.requests import latest_requests

_HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}

MAX_SEARCH = 1_000
"""Characters of a search that count: databases reject patterns that are very long."""
_DIGITS = 18  # of whole numbers that SQLite can hold, whichever they are

_Question = Callable[[Request], Any]
"""Returns what JSON can write; None for what there is not."""


def inspector_routes(mock: Mock[Any, Any]) -> list[Route]:
    """Return the routes of the pages for people; none where the API's room gives them nothing.

    The caller rejects foreign hosts first.

    Args:
        mock: What the pages show. It is only read.
    """
    room = mock.backend.inspector
    if room is None:
        return []

    def help_(request: Request) -> Any:  # noqa: ANN401 - what JSON can write
        programs = {id_: program.replace("{url}", _url(request)) for id_, program in room.samples().items()}
        return {"token": mock.page_token, "settings": room.reference(mock), "samples": programs}

    questions: dict[str, _Question] = {
        "/__admin/pages/openapi.json": lambda _: mock.document.content,
        "/__admin/reference/help": help_,
        "/__admin/inspector/facts": lambda request: facts(mock, room, _url(request)),
        "/__admin/inspector/overview": lambda request: overview(mock, room, _given(request, "known")),
        "/__admin/inspector/requests": lambda request: latest_requests(mock, _digits(_given(request, "since"))),
        "/__admin/inspector/people": lambda request: room.find_people(mock, _given(request, "search")[:MAX_SEARCH]),
        "/__admin/inspector/people/{number}": lambda request: room.read_person(
            mock, _digits(request.path_params["number"])
        ),
    }
    return [
        *(Route(path, _page(asset)) for path, asset in PAGES.items()),
        *(Route(path, _json(question)) for path, question in questions.items()),
        Route("/__admin/pages/{name}", _show_part),
    ]


def _json(question: _Question) -> Callable[[Request], Awaitable[Response]]:
    async def show(request: Request) -> Response:
        found = question(request)
        headers = _HEADERS | {"Content-Type": "application/json"}
        return Response(orjson.dumps(found), 404 if found is None else 200, headers)

    return show


def _page(asset: Asset) -> Callable[[Request], Awaitable[Response]]:
    async def show(_request: Request) -> Response:
        return _sent(asset)

    return show


async def _show_part(request: Request) -> Response:
    return _sent(PARTS.get(request.path_params["name"]))


def _sent(asset: Asset | None) -> Response:
    content = asset.read() if asset else None
    if asset is None or content is None:
        return Response(status_code=404, headers=_HEADERS)
    headers = _HEADERS | {"Content-Security-Policy": asset.policy, "Content-Type": asset.media_type}
    return Response(content, headers=headers)


def _url(request: Request) -> str:
    return f"http://{request.headers['host']}"


def _given(request: Request, name: str) -> str:
    return request.query_params.get(name, "")


def _digits(text: str) -> int:
    """Read a number from 1 on; 0 where there is none, which nothing has."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _DIGITS else 0
