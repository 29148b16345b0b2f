"""Requests to an application of the server over HTTP, without a network."""

import json
from collections.abc import MutableMapping
from typing import Any, NamedTuple

import anyio
from starlette.types import ASGIApp

TOKEN = "fake-token-of-the-test-0123456789-abcdefgh-XYZ"  # noqa: S105 - made up
PORT = 8123
HOST = f"127.0.0.1:{PORT}"
ABOUT = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "raw", "version": "0"}}
INITIALIZE = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": ABOUT}).encode()
GOOD = {
    "host": HOST,
    "authorization": f"Bearer {TOKEN}",
    "content-type": "application/json",
    "accept": "application/json, text/event-stream",
}


class Response(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


async def send(
    app: ASGIApp,
    headers: list[tuple[str, str]],
    *,
    body: bytes = INITIALIZE,
    method: str = "POST",
    query: str = "",
) -> Response:
    """Send one request to an application, whose response ends."""
    sent: list[MutableMapping[str, Any]] = []
    incoming = [{"type": "http.request", "body": body, "more_body": False}]
    is_over = anyio.Event()

    async def receive() -> MutableMapping[str, Any]:
        if incoming:
            return incoming.pop()
        await is_over.wait()
        return {"type": "http.disconnect"}

    async def take(message: MutableMapping[str, Any]) -> None:
        sent.append(message)
        if message["type"] == "http.response.body" and not message.get("more_body"):
            is_over.set()

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": "/mcp",
        "raw_path": b"/mcp",
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in headers],
        "client": ("127.0.0.1", 50_000),
        "server": ("127.0.0.1", PORT),
    }
    await app(scope, receive, take)
    content = b"".join(each.get("body", b"") for each in sent[1:])
    return Response(sent[0]["status"], {k.decode(): v.decode() for k, v in sent[0]["headers"]}, content)
