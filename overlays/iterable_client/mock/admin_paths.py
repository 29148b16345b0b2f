"""What the admin API of the mock of Iterable has besides: the files of exports, the state, and what users do."""

from collections.abc import Mapping
from typing import Any, cast

from starlette.requests import Request
from starlette.responses import Response

from iterable_client.mock.calls import Mock
from iterable_client.mock.operations.exports import DOWNLOADS
from iterable_client.mock.sending.reactions import REACTIONS, react
from sdk_core.mock.admin.requests import read_members
from sdk_core.mock.app import HTTPError
from sdk_core.mock.app.additions import AdminHandler

_NO_STORE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


async def _download(mock: Mock, request: Request) -> Response:
    content = mock.state.exports.linked(request.path_params["token"], request.path_params["name"])
    if content is None:
        raise HTTPError(403, "the link has expired, or never was; list the files of the job for new ones")
    return Response(content, media_type="application/octet-stream", headers=_NO_STORE)


async def _react(mock: Mock, request: Request) -> Mapping[str, Any]:
    members = await read_members(request, ["message", "event", "fields"], ["message", "event"])
    message, event, fields = members["message"], members["event"], members.get("fields", {})
    if not isinstance(message, str) or not isinstance(event, str) or not isinstance(fields, dict):
        raise HTTPError(400, "write message and event as text, and fields as an object")
    if event not in REACTIONS:
        raise HTTPError(400, f"there is no such event of a message; write one of {', '.join(REACTIONS)}")
    with mock.state.transaction():
        if not react(mock, message, event, cast("dict[str, Any]", fields)):
            raise HTTPError(404, "no message of this id was sent, or it is of another medium; send one first")
    return {}


async def _show_state(mock: Mock, _request: Request) -> Mapping[str, Any]:
    state = mock.state
    return {
        "users": state.users.count(),
        "events": state.events.count(),
        "lists": [
            {"id": each.id, "name": each.name, "users": len(state.lists.users(each.id))} for each in state.lists.all()
        ],
        "exports": [{"id": each.id, "state": each.state} for each in state.exports.all()],
        "posts": [
            {"webhook": each.webhook, "event": each.event, "tries": each.tries, "result": each.result}
            for each in state.webhooks.posts()
        ],
    }


ADMIN_PATHS: Mapping[str, Mapping[str, AdminHandler]] = {
    f"{DOWNLOADS}/{{token}}/{{name}}": {"GET": _download},
    "/__admin/reactions": {"POST": _react},
    "/__admin/state": {"GET": _show_state},
}
"""By path and method."""
