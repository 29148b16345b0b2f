"""A small ASGI caller, so that tests of the application decide on every byte of a request."""

import asyncio
from base64 import b64encode
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import orjson
from starlette.types import ASGIApp, Message

from agillic.mock.assumptions import Assumptions
from agillic.mock.building import new_mock
from agillic.mock.calls import Call
from agillic.mock.instance import load_instance
from agillic.mock.routes import Routes
from sdk_core.mock.app import MockResponse, create_application
from sdk_core.mock.clock import Clock

START = datetime(2026, 7, 4, 8, 30, tzinfo=UTC)
KEY, SECRET = "candystore-key", "candystore-secret"
BASIC = "Basic " + b64encode(f"{KEY}:{SECRET}".encode()).decode()
APP_BASIC = "Basic " + b64encode(b"candystore-app-key:candystore-app-secret").decode()
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Received:
    """What a call was returned."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever JSON holds
        return orjson.loads(self.content)


class App:
    """A mock whose handlers note the calls that reach them, and give the response that a test sets."""

    def __init__(self, *operations: str, strict: bool | None = None, options: Any = None, **instance: Any) -> None:  # noqa: ANN401 - keys of an instance
        self.calls: list[Call] = []
        self.response: MockResponse | Exception = MockResponse(200)
        handlers = Routes()
        for operation in operations:
            name, *unchecked = operation.split()
            handlers(name, *unchecked)(self._note)
        chosen = replace(load_instance(), assumptions=Assumptions(options or {}), **instance)
        self.mock = new_mock(chosen, handlers, clock=Clock(START), seed=1)
        self.application = create_application(self.mock, strict=not options if strict is None else strict)

    def _note(self, call: Call) -> MockResponse:
        self.calls.append(call)
        if isinstance(self.response, Exception):
            raise self.response
        return self.response

    def call(self, method: str, target: str, *, body: Any = b"", **headers: str | None) -> Received:  # noqa: ANN401 - bytes, or what becomes JSON
        """Send a request with Basic credentials; JSON unless the body is bytes. A header of None is left out."""
        return asyncio.run(send(self.application, method, target, body=body, receive=None, **headers))

    def token(self, **fields: str | None) -> Received:
        """Ask for a token; fields of None are left out."""
        given = {"grant_type": "client_credentials", "client_id": KEY, "client_secret": SECRET} | fields
        form = urlencode({name: value for name, value in given.items() if value is not None}).encode()
        return self.call("POST", "/oauth2/token", body=form, authorization=None, content_type=FORM)

    @property
    def last(self) -> Call:
        return self.calls[-1]


async def send(
    application: ASGIApp,
    method: str,
    target: str,
    *,
    body: Any = b"",  # noqa: ANN401 - bytes, or what becomes JSON
    receive: Callable[[], Awaitable[Message]] | None = None,
    **headers: str | None,
) -> Received:
    content = body if isinstance(body, bytes) else orjson.dumps(body)
    given = {"host": "127.0.0.1:8080", "authorization": BASIC, "content_type": "application/json", **headers}
    path, _, query = target.partition("?")
    messages: list[Message] = []

    async def whole() -> Message:
        return {"type": "http.request", "body": content, "more_body": False}

    async def collect(message: Message) -> None:
        messages.append(message)

    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [
            (name.replace("_", "-").encode(), value.encode()) for name, value in given.items() if value is not None
        ],
    }
    await application(scope, receive or whole, collect)
    start, *parts = messages
    return Received(
        start["status"],
        {name.decode(): value.decode() for name, value in start["headers"]},
        b"".join(part.get("body", b"") for part in parts),
    )
