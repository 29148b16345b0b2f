"""The application of the whole mock: the admin API and the pages beside the API."""

from collections.abc import Sequence
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.routing import BaseRoute, Router
from starlette.types import ASGIApp, Receive, Scope, Send

from sdk_core.mock.admin.clock import tick
from sdk_core.mock.admin.requests import check_origin, json_of
from sdk_core.mock.admin.routes import admin_routes
from sdk_core.mock.app import HTTPError, Mock
from sdk_core.mock.app.request_checks import LOOPBACK

_PREFIX = "/__admin"


def with_admin(
    application: ASGIApp, mock: Mock[Any, Any], *, routes: Sequence[BaseRoute] = (), strict: bool = False
) -> ASGIApp:
    """Return an application that takes the calls of the admin API itself and passes on all others.

    After each call of the API it does the work that is due and delivers what is to be sent. Calls of the admin API need
    no credentials, are not kept in the journal, and meet no fault and no limit.

    Args:
        application: Responds to the calls of the API.
        mock: What is administered.
        routes: What else there is at `/` and below `/__admin`, such as pages.
        strict: As for `create_application`: the host `testserver` is taken too.
    """
    return _Administered(application, mock, routes, LOOPBACK | {"testserver"} if strict else LOOPBACK)


class _Administered:
    def __init__(
        self, application: ASGIApp, mock: Mock[Any, Any], routes: Sequence[BaseRoute], hosts: frozenset[str]
    ) -> None:
        self._application, self._mock, self._hosts = application, mock, hosts
        self._router = Router([*admin_routes(mock), *routes], redirect_slashes=False, default=_unknown_path)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _is_beside(scope["path"]):
            await self._application(scope, receive, send)
            if scope["type"] == "http":
                await tick(self._mock, 0)
            return
        try:
            check_origin(Headers(scope=scope), self._hosts)
            await self._router(scope, receive, send)
        except HTTPError as rejection:
            await json_of({"message": rejection.message}, rejection.status, rejection.headers)(scope, receive, send)
        except ClientDisconnect:
            return  # the client is gone


def _is_beside(path: str) -> bool:
    return path in ("/", _PREFIX) or path.startswith(f"{_PREFIX}/")


async def _unknown_path(_scope: Scope, _receive: Receive, _send: Send) -> None:
    raise HTTPError(404, f"there is no such path; GET {_PREFIX} lists those of the admin API")
