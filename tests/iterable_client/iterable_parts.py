"""What the tests of Iterable's client share: clients over a wire of the tests, and a clock that stands still."""

import asyncio
import inspect
from collections.abc import Callable, Generator
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import httpx
import pytest
from retry_wire import Step, Wire

from iterable_client import AsyncIterableClient, IterableClient
from sdk_core.transport.retries.policy import RetryPolicy

KEY = "0123456789abcdef0123456789abcdef"
DONE = {"code": "Success", "msg": "", "params": None}
HOST = "https://api.iterable.com"
AnyClient = IterableClient | AsyncIterableClient

sync_and_async = pytest.mark.parametrize("asynchronous", [False, True], ids=["sync", "async"])


def told(status: int = 200, json: object = DONE, **given: Any) -> Callable[[httpx.Request], httpx.Response]:  # noqa: ANN401
    """Return what responds to every request so; each response is new, for they are read once."""
    parts: dict[str, Any] = given if "content" in given else {"json": json, **given}
    return lambda _: httpx.Response(status, **parts)


def rejection(code: str, msg: str = "", status: int = 400) -> Callable[[httpx.Request], httpx.Response]:
    return told(status, {"code": code, "msg": msg, "params": None})


class Recorded(Wire):
    """Stands for the network, and knows to which URLs requests went: later they are hidden."""

    def __init__(self, *steps: Step) -> None:
        super().__init__(*steps)
        self.urls: list[str] = []

    def _meet(self, request: httpx.Request) -> httpx.Response:
        self.urls.append(str(request.url))
        return super()._meet(request)


class Opened:
    """A client, what it sent, and how it is called whether it is asynchronous or not."""

    def __init__(self, client: AnyClient, wire: "Recorded") -> None:
        self.client: Any = client
        self.wire = wire

    @property
    def requests(self) -> list[httpx.Request]:
        return self.wire.requests

    @property
    def urls(self) -> list[str]:
        return self.wire.urls

    def do(self, work: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - what the work returns
        """Call something of the client, and return what came of it; of iterators, a list."""
        if isinstance(self.client, IterableClient):
            result = work(self.client)
            return list(result) if hasattr(result, "__next__") else result

        async def run() -> Any:  # noqa: ANN401
            result = work(self.client)
            if hasattr(result, "__anext__"):
                return [each async for each in result]
            return await result if inspect.isawaitable(result) else result

        return asyncio.run(run())


@contextmanager
def opened(*steps: Step, asynchronous: bool = False, **given: Any) -> Generator[Opened]:  # noqa: ANN401 - settings
    """Open a client whose wire meets each attempt by the next step, and the last one for ever."""
    wire = Recorded(*(steps or (told(),)))

    def connections(*_: object) -> Recorded:
        return wire

    given = {"api_key": KEY, "retry_policy": RetryPolicy(backoff_base=0, max_retries=1), **given}
    with (
        TemporaryDirectory() as folder,
        patch.multiple("sdk_core.transport.pipeline", ConnectionPool=connections, AsyncConnectionPool=connections),
    ):
        kind = AsyncIterableClient if asynchronous else IterableClient
        client = kind(state_directory=folder, **given)
        try:
            yield Opened(client, wire)
        finally:
            if isinstance(client, IterableClient):
                client.close()
            else:
                asyncio.run(client.aclose())


class Clock:
    """Stands still until it is told to run."""

    def __init__(self, now: float = 1_780_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now
