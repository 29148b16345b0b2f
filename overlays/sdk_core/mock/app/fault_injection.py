"""What an injected fault does to a response and its connection."""

from collections.abc import Mapping
from typing import Any, cast

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from sdk_core.mock.app.response_writer import JSON, response_of
from sdk_core.mock.app.responses import MockResponse
from sdk_core.mock.faults import Fault

_ABORT = "sdk_core.mock.abort"
"""The ASGI extension by which a server lets the application cut off a connection: a function without arguments."""
_NO_CONTENT = 204


def injected(fault: Fault, status: int) -> MockResponse:
    """Return the response that a fault gives instead of doing anything."""
    headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
    if isinstance(fault.body, str):
        return MockResponse(status, fault.body.encode(), headers | {"Content-Type": "text/plain; charset=utf-8"})
    return MockResponse(status, fault.body, headers)


async def send_faulty(fault: Fault | None, response: MockResponse, scope: Scope, receive: Receive, send: Send) -> None:
    """Send a response, or what a fault leaves of it.

    Raises:
        ConnectionResetError: The fault closes the connection, and there is none, but a caller in the same process.
    """
    if fault is not None and fault.connection_reset:
        await _reset(scope, receive)
    elif fault is not None and fault.truncate:
        await _send_half(response_of(_with_body(response)), scope, send)
    elif fault is not None and fault.malformed:
        headers = {"Content-Type": f"{JSON}; charset=utf-8"}
        broken = MockResponse(_with_body(response).status, b'{"broken": [', headers)
        await response_of(broken)(scope, receive, send)
    else:
        await response_of(response)(scope, receive, send)


def _with_body(response: MockResponse) -> MockResponse:
    """Return a response that has something to break: `{}` where it has no body."""
    if response.body is not None:
        return response
    return MockResponse(200 if response.status == _NO_CONTENT else response.status, {}, response.headers)


async def _send_half(response: Response, scope: Scope, send: Send) -> None:
    whole = bytes(response.body)
    await send({"type": "http.response.start", "status": response.status_code, "headers": response.raw_headers})
    await send({"type": "http.response.body", "body": whole[: len(whole) // 2], "more_body": True})
    # A server closes the connection when the application returns here, after what was sent; an abort could overtake it.
    if not _extensions(scope):
        raise ConnectionResetError("an injected fault ends the response after its first half; call again")


async def _reset(scope: Scope, receive: Receive) -> None:
    abort = _extensions(scope).get(_ABORT)
    if abort is None:
        raise ConnectionResetError("an injected fault closes the connection without a response; call again")
    abort()
    while (await receive())["type"] != "http.disconnect":  # returned before, the server would send an error
        pass


def _extensions(scope: Scope) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", scope.get("extensions") or {})
