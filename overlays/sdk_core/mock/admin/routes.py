"""The paths of the steering, and what they do."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, cast

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sdk_core.mock.faults import FaultError, FaultMembers
from sdk_core.mock.app import Mock, HTTPError
from agillic.mock.http.state_errors import http_error_of
from agillic.mock.operations.campaign_links import click
from sdk_core.mock.reasons import hint, named
from agillic.mock.state.errors import StateError
from sdk_core.mock.admin.responses import json_of
from sdk_core.mock.admin.requests import read_members, read_number
from agillic.mock.http.admin_state import recipient_state, whole_state
from sdk_core.mock.admin.clock import advance

_Answer = Callable[[Mock, Request], Awaitable[Any]]


def admin_routes(mock: Mock) -> list[Route]:
    """Return the routes of the steering. Whoever routes to them refuses foreigners first, and answers `HTTPError`."""
    return [_route(mock, path, methods) for path, methods in _PATHS.items()]


def _route(mock: Mock, path: str, methods: Mapping[str, _Answer]) -> Route:
    async def answer(request: Request) -> Response:
        chosen = methods.get(request.method)
        if chosen is None:
            allowed = ", ".join(methods)
            raise HTTPError(405, f"the path does not take this method; use {allowed}", {"Allow": allowed})
        try:
            return json_of(await chosen(mock, request))
        except StateError as error:
            raise http_error_of(error, mock.assumptions) from error

    return Route(path, answer, methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])


async def _list_paths(_mock: Mock, _request: Request) -> Mapping[str, Any]:
    return {path: list(methods) for path, methods in _PATHS.items()}


async def _show_clock(mock: Mock, _request: Request) -> Mapping[str, Any]:
    return {"now": mock.clock.now().isoformat(), "is_frozen": mock.clock.is_frozen}


async def _advance_clock(mock: Mock, request: Request) -> Mapping[str, Any]:
    seconds = (await read_members(request, ["advance"], ["advance"]))["advance"]
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        raise HTTPError(400, "advance is no number; write seconds, 0 or more")
    try:
        await advance(mock, seconds)
    except ValueError as error:
        raise HTTPError(400, f"advance: {error}") from error
    return await _show_clock(mock, request)


async def _list_faults(mock: Mock, _request: Request) -> Mapping[str, Any]:
    return {"faults": [fault.shown() for fault in mock.faults.all()]}


async def _add_fault(mock: Mock, request: Request) -> Mapping[str, Any]:
    members = await read_members(request, list(FaultMembers.__annotations__))
    try:
        return mock.faults.add(**cast("FaultMembers", members)).shown()
    except FaultError as error:
        raise HTTPError(400, str(error)) from error


async def _clear_faults(mock: Mock, _request: Request) -> Mapping[str, Any]:
    mock.faults.clear()
    return {}


async def _remove_fault(mock: Mock, request: Request) -> Mapping[str, Any]:
    if not mock.faults.remove(read_number(request.path_params["id"], "the id of a fault")):
        raise HTTPError(404, "there is no such fault, or no longer; GET /__admin/faults lists those that wait for calls")
    return {}


async def _click(mock: Mock, request: Request) -> Mapping[str, Any]:
    members = await read_members(request, ["recipient", "link"], ["recipient", "link"])
    if not all(isinstance(each, str) for each in members.values()):
        raise HTTPError(400, "recipient and link are no text; write the recipient's key and a link of a campaign")
    with mock.state.database.transaction():
        number = mock.state.recipients.find(members["recipient"], key_only=True)
        if not click(mock, number, members["link"]):
            raise HTTPError(404, "the recipient was sent no campaign with this link; send a campaign that has it first")
    return {}


async def _list_requests(mock: Mock, request: Request) -> Mapping[str, Any]:
    query = _query(request, "operation", "since")
    since = read_number(query.get("since", "0"), "since")
    found = mock.journal.requests(operation=query.get("operation"), since=since)
    return {"requests": [each.shown() for each in found], "latest": mock.journal.latest}


async def _clear_requests(mock: Mock, _request: Request) -> Mapping[str, Any]:
    mock.journal.clear()
    return {}


async def _show_state(mock: Mock, request: Request) -> Mapping[str, Any]:
    query = _query(request, "recipient")
    return recipient_state(mock, query["recipient"]) if "recipient" in query else whole_state(mock)


async def _reset(mock: Mock, request: Request) -> Mapping[str, Any]:
    await read_members(request, [])
    mock.reset()
    return {}


def _query(request: Request, *known: str) -> dict[str, str]:
    given = dict(request.query_params)
    for name in given:
        if name not in known:
            raise HTTPError(400, f"the {named(name, 'query parameter')} is not known; {hint(name, [*known])}")
    return given


_PATHS: Mapping[str, Mapping[str, _Answer]] = {
    "/__admin": {"GET": _list_paths},
    "/__admin/clock": {"GET": _show_clock, "POST": _advance_clock},
    "/__admin/clicks": {"POST": _click},
    "/__admin/faults": {"GET": _list_faults, "POST": _add_fault, "DELETE": _clear_faults},
    "/__admin/faults/{id}": {"DELETE": _remove_fault},
    "/__admin/requests": {"GET": _list_requests, "DELETE": _clear_requests},
    "/__admin/state": {"GET": _show_state},
    "/__admin/reset": {"POST": _reset},
}
