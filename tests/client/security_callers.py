"""`Agillic` and `AsyncAgillic` called alike, for every operation of the document, and a stand-in for the network."""

import asyncio
import atexit
import inspect
import shutil
import tempfile
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Self

import certifi
import httpx
import pytest
from client_surface import arguments_of
from security_listener import TOKEN_PATH

from agillic import Agillic, AsyncAgillic
from generator.bundle.document import Operation
from generator.lint.names import snake_case
from sdk_core.transport.http.fast_async_transport import FastAsyncTransport
from sdk_core.transport.http.fast_transport import FastTransport
from sdk_core.transport.retries.policy import RetryPolicy

ENVIRONMENT = ("XDG_STATE_HOME", "XDG_CONFIG_HOME")


class Caller:
    """A client, synchronous or not, whose results are there when a call returns.

    Attributes:
        client: what is called; typed as free in form, since both kinds are called by names found at run time.
    """

    def __init__(self, *, asynchronous: bool, **given: Any) -> None:  # noqa: ANN401 - settings, wrong ones too
        self.client: Any = None
        self._runner = asyncio.Runner()
        usual = {"key": "candystore-key", "secret": "candystore-secret", "ca_bundle": few_authorities()}
        given = {**usual, "retry_policy": RetryPolicy(max_retries=0), **given}
        self.client = (AsyncAgillic if asynchronous else Agillic)(**given)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.wait(self.client.aclose() if isinstance(self.client, AsyncAgillic) else self.client.close())
        self._runner.close()

    def wait(self, result: Any) -> Any:  # noqa: ANN401 - whatever a call returns
        """Return a result, awaited where it has to be."""
        return self._runner.run(_of(result)) if inspect.isawaitable(result) else result

    def collect(self, items: Any) -> list[Any]:  # noqa: ANN401 - an iterable of either kind
        """Return all items of an iterator of either kind."""

        async def collected() -> list[Any]:
            return [each async for each in items]

        return self._runner.run(collected()) if hasattr(items, "__aiter__") else list(items)

    def call(self, operation: Operation, changed: Mapping[str, Any] | None = None, *, raw: bool = False) -> Any:  # noqa: ANN401 - whatever the operation responds
        """Call an operation by its method, with the document's examples for what is not changed."""
        resource = getattr(self.client, snake_case(operation.tag))
        method = getattr(resource.with_raw_response if raw else resource, operation.traits["name"])
        return self.wait(method(**{**arguments_of(operation), **(changed or {})}))


@cache
def few_authorities() -> Path:
    """Return a file of one authority: all that httpx trusts take a while to load, for each of so many clients."""
    first = Path(certifi.where()).read_text("ascii").partition("-----END CERTIFICATE-----")
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    file = folder / "one.pem"
    file.write_text(first[0] + first[1], "ascii")
    return file


async def _of(result: Any) -> Any:  # noqa: ANN401 - whatever it is
    return await result


class Network:
    """Stands for the network under the HTTP library's own transports, and keeps what would have left."""

    def __init__(self, status: int = 404) -> None:
        self.requests: list[httpx.Request] = []
        self._status = status

    @property
    def calls(self) -> list[httpx.Request]:
        """What was sent besides requests for tokens."""
        return [each for each in self.requests if not each.url.path.endswith(TOKEN_PATH)]

    def response(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(httpx.Request(request.method, request.url, headers=request.headers))
        if request.url.path.endswith(TOKEN_PATH):
            return httpx.Response(200, json={"access_token": "fake-token-5f6071", "expires_in": 3600})
        return httpx.Response(self._status)


@contextmanager
def network(status: int = 404) -> Generator[Network]:
    """Put a network in the place of the real one."""
    stands = Network(status)

    def response(_: httpx.BaseTransport, request: httpx.Request) -> httpx.Response:
        return stands.response(request)

    async def response_async(_: httpx.AsyncBaseTransport, request: httpx.Request) -> httpx.Response:
        return stands.response(request)

    with pytest.MonkeyPatch.context() as patch:
        for each in (httpx.HTTPTransport, FastTransport):
            patch.setattr(each, "handle_request", response)
        for asynchronous in (httpx.AsyncHTTPTransport, FastAsyncTransport):
            patch.setattr(asynchronous, "handle_async_request", response_async)
        yield stands


@contextmanager
def own_folders(folder: object) -> Generator[None]:
    """Keep the files of the limits and of profiles out of the tests' way."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ENVIRONMENT:
            patch.setenv(name, f"{folder}/{name}")
        yield
