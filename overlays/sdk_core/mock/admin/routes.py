"""The paths of the admin API, and what they do."""

from collections.abc import Mapping
from typing import Any, cast

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sdk_core.mock.admin.clock import advance
from sdk_core.mock.admin.requests import json_of, read_members, read_number, read_query
from sdk_core.mock.app import HTTPError, Mock
from sdk_core.mock.app.additions import AdminHandler
from sdk_core.mock.errors import StateError
from sdk_core.mock.faults import FaultError, FaultMembers


def admin_routes(mock: Mock[Any, Any]) -> list[Route]:
    """Return the routes of the admin API; who routes to them rejects foreigners first, and responds to `HTTPError`."""
    return [_route(mock, path, methods) for path, methods in _paths(mock).items()]


def _paths(mock: Mock[Any, Any]) -> Mapping[str, Mapping[str, AdminHandler]]:
    """Return those of every mock, and those of the API's room."""
    return {**_PATHS, **mock.backend.admin_paths()}


def _route(mock: Mock[Any, Any], path: str, methods: Mapping[str, AdminHandler]) -> Route:
    async def respond(request: Request) -> Response:
        chosen = methods.get(request.method)
        if chosen is None:
            allowed = ", ".join(methods)
            raise HTTPError(405, f"the path does not take this method; use {allowed}", {"Allow": allowed})
        try:
            found = await chosen(mock, request)
            return found if isinstance(found, Response) else json_of(found)
        except StateError as error:
            raise mock.backend.http_error(error, mock.assumptions) from error

    return Route(path, respond, methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])


async def _list_paths(mock: Mock[Any, Any], _request: Request) -> Mapping[str, Any]:
    return {path: list(methods) for path, methods in _paths(mock).items()}


async def _show_clock(mock: Mock[Any, Any], _request: Request) -> Mapping[str, Any]:
    return {"now": mock.clock.now().isoformat(), "is_frozen": mock.clock.is_frozen}


async def _advance_clock(mock: Mock[Any, Any], request: Request) -> Mapping[str, Any]:
    seconds = (await read_members(request, ["advance"], ["advance"]))["advance"]
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        raise HTTPError(400, "advance is no number; write seconds, 0 or more")
    try:
        await advance(mock, seconds)
    except ValueError as error:
        raise HTTPError(400, f"advance: {error}") from error
    return await _show_clock(mock, request)


async def _list_faults(mock: Mock[Any, Any], _request: Request) -> Mapping[str, Any]:
    return {"faults": [fault.shown() for fault in mock.faults.all()]}


async def _add_fault(mock: Mock[Any, Any], request: Request) -> Mapping[str, Any]:
    members = await read_members(request, list(FaultMembers.__annotations__))
    try:
        return mock.faults.add(**cast("FaultMembers", members)).shown()
    except FaultError as error:
        raise HTTPError(400, str(error)) from error


async def _clear_faults(mock: Mock[Any, Any], _request: Request) -> Mapping[str, Any]:
    mock.faults.clear()
    return {}


async def _remove_fault(mock: Mock[Any, Any], request: Request) -> Mapping[str, Any]:
    if not mock.faults.remove(read_number(request.path_params["id"], "the id of a fault")):
        raise HTTPError(
            404, "there is no such fault, or no longer; GET /__admin/faults lists those that wait for calls"
        )
    return {}


async def _list_requests(mock: Mock[Any, Any], request: Request) -> Mapping[str, Any]:
    query = read_query(request, "operation", "since")
    since = read_number(query.get("since", "0"), "since")
    found = mock.journal.requests(operation=query.get("operation"), since=since)
    return {"requests": [each.shown() for each in found], "latest": mock.journal.latest}


async def _clear_requests(mock: Mock[Any, Any], _request: Request) -> Mapping[str, Any]:
    mock.journal.clear()
    return {}


async def _reset(mock: Mock[Any, Any], request: Request) -> Mapping[str, Any]:
    await read_members(request, [])
    mock.reset()
    return {}


_PATHS: Mapping[str, Mapping[str, AdminHandler]] = {
    "/__admin": {"GET": _list_paths},
    "/__admin/clock": {"GET": _show_clock, "POST": _advance_clock},
    "/__admin/faults": {"GET": _list_faults, "POST": _add_fault, "DELETE": _clear_faults},
    "/__admin/faults/{id}": {"DELETE": _remove_fault},
    "/__admin/requests": {"GET": _list_requests, "DELETE": _clear_requests},
    "/__admin/reset": {"POST": _reset},
}
