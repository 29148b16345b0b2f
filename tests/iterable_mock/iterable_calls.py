"""A mock of Iterable's book shop, called in process, so that tests decide on every byte of a request."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from starlette.types import ASGIApp, Message

from iterable_client.mock.assumptions import Assumptions
from iterable_client.mock.backend import BACKEND
from iterable_client.mock.calls import Mock
from iterable_client.mock.instance import load_project
from sdk_core.mock.app import Mock as CoreMock
from sdk_core.mock.app import create_application
from sdk_core.mock.clock import Clock
from sdk_core.mock.reasons import Reason

START = datetime(2026, 7, 4, 8, 30, tzinfo=UTC)
SERVER, READ_ONLY, MOBILE, WEB, JAVASCRIPT = (f"{n}123456789abcdef0123456789abcdef" for n in range(5))
SECRET = "a-secret-of-the-book-shop-for-tests-alone"  # noqa: S105 - of the built-in project
ADA, GRACE = "ada@example.com", "grace@example.org"
SUCCESS = {"msg": "", "code": "Success", "params": None}


@dataclass(frozen=True)
class Received:
    """What a call was returned."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    @property
    def json(self) -> Any:  # noqa: ANN401 - whatever JSON holds
        return orjson.loads(self.content)

    @property
    def code(self) -> str:
        return str(self.json["code"])


class Shop:
    """The book shop, with other keys of its project or options of assumptions where a test gives them.

    Responses are held against the document, unless an option was chosen.
    """

    def __init__(
        self,
        *,
        options: Mapping[str, str] | None = None,
        database: Path | None = None,
        strict: bool = True,
        **project: Any,  # noqa: ANN401 - keys of a project
    ) -> None:
        chosen = replace(load_project(), assumptions=Assumptions(options or {}), **project)
        self.mock: Mock = CoreMock(BACKEND, chosen, clock=Clock(START), seed=1, database=database)
        self.application = create_application(self.mock, strict=strict and not options)

    def call(
        self,
        method: str,
        target: str,
        body: Any = b"",  # noqa: ANN401 - bytes, or what becomes JSON
        *,
        key: str | None = SERVER,
        **headers: str | None,
    ) -> Received:
        """Send a request; JSON unless the body is bytes. A header of None is left out."""
        return asyncio.run(send(self.application, method, target, body, {"api-key": key, **headers}))

    def get(self, target: str, **headers: str | None) -> Received:
        return self.call("GET", target, **headers)

    def post(self, target: str, body: Any, **headers: Any) -> Received:  # noqa: ANN401 - as for `call`
        return self.call("POST", target, body, **headers)

    def user(self, email: str = ADA) -> Any:  # noqa: ANN401 - whatever JSON holds
        """Return what is read of a user; None of nobody."""
        return self.get(f"/api/users/{email}").json.get("user")

    def user_by_id(self, user_id: str) -> Any:  # noqa: ANN401 - as above
        return self.get(f"/api/users/byUserId/{user_id}").json.get("user")

    def members(self, list_id: int) -> list[str]:
        return self.get(f"/api/lists/getUsers?listId={list_id}").content.decode().splitlines()

    def reasons(self) -> tuple[Reason, ...]:
        """Return why the latest call that was rejected was, as is noted beside the response."""
        return next(each.reasons for each in reversed(self.mock.journal.requests()) if each.reasons)


async def send(
    application: ASGIApp,
    method: str,
    target: str,
    body: Any,  # noqa: ANN401 - bytes, or what becomes JSON
    headers: Mapping[str, str | None],
) -> Received:
    content = body if isinstance(body, bytes) else orjson.dumps(body)
    given = {"host": "127.0.0.1:8080", "content-type": "application/json", **headers}
    path, _, query = target.partition("?")
    messages: list[Message] = []

    async def receive() -> Message:
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
        "headers": [(name.lower().encode(), value.encode()) for name, value in given.items() if value is not None],
    }
    await application(scope, receive, collect)
    start, *parts = messages
    return Received(
        start["status"],
        {name.decode(): value.decode() for name, value in start["headers"]},
        b"".join(part.get("body", b"") for part in parts),
    )
