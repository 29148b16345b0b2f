"""The two generated clients, each with a mock of its own behind a real socket: both mocks know the same."""

import asyncio
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol, Self

from call_arguments import Api, Arguments, is_list
from client_surface import Anything
from hypothesis import strategies as st
from second_reading import SecondReading
from starlette.responses import Response as Unavailable
from starlette.types import ASGIApp, Receive, Scope, Send
from unkind_server import UnkindServer

from generator.bundle.document import Operation
from generator.lint.names import snake_case
from sdk_core.client import AsyncBaseClient, BaseClient
from sdk_core.mock.app import Mock as CoreMock
from sdk_core.mock.request_journal import LoggedRequest
from sdk_core.mock.server.server import Server
from sdk_core.wire.errors import ApiError
from sdk_core.wire.operations import File
from sdk_core.wire.responses import Response

Mock = CoreMock[Any, Any]
Held = Callable[[Any, Arguments, Any], tuple[Any, Any]]
Calls = Callable[[Operation], list[Arguments]]
_NOBODY = Unavailable("no mock is being served", 503)


class Begun(Protocol):
    """A mock in which something is there, and its application."""

    mock: Any
    application: ASGIApp


@dataclass(frozen=True, eq=False)
class Surface:
    """What the pair calls, and how.

    Attributes:
        api: The generated client and its document.
        credentials: Arguments of clients, so that they may call everything.
        ready: Makes a mock in which the examples of an operation succeed, by operationId.
        reading: The second reading of the document.
        examples: The calls that the document gives as examples.
        sharp: Calls with all that is easily sent wrong.
        rejected: Calls that must not be sent.
        generated: Calls of all kinds.
        before: What else must be there so that there is something to read or to remove, by operationId.
        held: Compares what was read or written with what the mock holds, by operationId.
    """

    api: Api
    credentials: Mapping[str, Any]
    ready: Callable[[str], Begun]
    reading: SecondReading
    examples: Calls
    sharp: Calls
    rejected: Calls
    generated: Callable[[Operation], st.SearchStrategy[Arguments]]
    before: Mapping[str, Callable[[Any], object]]
    held: Mapping[str, Held]


@dataclass(frozen=True)
class Outcome:
    """What a call came to.

    Attributes:
        value: What was read of the response, as JSON, or the bytes of a file.
        response: The whole response, where it was asked for.
        error: What was raised in place of a response.
    """

    value: Any = None
    response: Response[Any] | None = None
    error: ApiError | None = None


@dataclass(frozen=True)
class Meeting:
    """A call, from both sides: what arrived, and what came of it."""

    arrived: tuple[LoggedRequest, ...]
    outcome: Outcome


@dataclass(frozen=True)
class Exchange:
    """The same call by both clients, to two mocks that knew the same before."""

    arguments: Arguments
    sync: Meeting
    asynchronous: Meeting

    @property
    def both(self) -> tuple[Meeting, Meeting]:
        return self.sync, self.asynchronous


class Side:
    """A server at one URL, for one mock after the other."""

    def __init__(self) -> None:
        self._application: ASGIApp = _NOBODY
        self.server = Server(self._response)

    async def _response(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._application(scope, receive, send)

    def serve(self, begun: Begun) -> None:
        self.mock: Mock = begun.mock
        self._application = begun.application

    def stop(self) -> None:
        self._application = _NOBODY
        self.server.cut_off()
        self.mock.close()

    def meeting(self, call: Callable[[], Outcome]) -> Meeting:
        latest = self.mock.journal.latest
        outcome = call()
        return Meeting(tuple(self.mock.journal.requests(since=latest)), outcome)


class ClientPair:
    """Calls operations by both clients. Use it as a context manager.

    Args:
        surface: What is called.

    Attributes:
        surface: What is called.
        sides: The server that the synchronous client calls, and that of the other.
        elsewhere: Another server, which `stray_calls` go to.
    """

    def __init__(self, surface: Surface) -> None:
        self.surface = surface
        self.sides = Side(), Side()
        self.elsewhere = UnkindServer()
        self._runner = asyncio.Runner()

    def __enter__(self) -> Self:
        self.elsewhere.__enter__()
        for side in self.sides:
            side.server.__enter__()
        sync, asynchronous = self.sides
        package: Anything = self.surface.api.package
        known = self.surface.credentials
        self.client = package.Client(sync.server.url, **known)
        self.async_client = package.AsyncClient(asynchronous.server.url, **known)
        self._stray = package.Client(self.elsewhere.url, **known)
        self._async_stray = package.AsyncClient(self.elsewhere.url, **known)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for client in (self.client, self._stray):
            client.close()
        for async_client in (self.async_client, self._async_stray):
            self._runner.run(async_client.aclose())
        self._runner.close()
        self.elsewhere.__exit__()
        for side in self.sides:
            side.server.__exit__()

    @property
    def mock(self) -> Mock:
        """What the synchronous client calls."""
        return self.sides[0].mock

    @contextmanager
    def ready_for(self, operation: Operation) -> Generator[None, None, None]:
        """Serve new mocks, on which the examples of an operation succeed."""
        for side in self.sides:
            side.serve(self.surface.ready(operation.id))
        try:
            yield
        finally:
            for side in self.sides:
                side.stop()

    def exchange(self, arguments: Arguments, *, sync_raw: bool = True) -> Exchange:
        """Call an operation by both clients; one asks for the whole response and the other for its meaning alone."""
        sync, asynchronous = self.sides
        return Exchange(
            arguments,
            sync.meeting(lambda: _call(self.client, arguments, raw=sync_raw)),
            asynchronous.meeting(lambda: self._runner.run(_call_async(self.async_client, arguments, raw=not sync_raw))),
        )

    def rejections(self, arguments: Arguments) -> tuple[Exception | None, Exception | None]:
        """Call an operation by both clients, and return why each of them rejected to."""
        return _rejection(lambda: _call(self.client, arguments, raw=False)), _rejection(
            lambda: self._runner.run(_call_async(self.async_client, arguments, raw=False))
        )

    def held(self, read: Callable[[Mock], Any]) -> Any:  # noqa: ANN401 - whatever is asked for
        """Return what the mock of the synchronous client knows, read where it is safe."""
        return self.sides[0].server.call(read, self.mock)

    def stray_calls(self, arguments: Arguments) -> tuple[Outcome, Outcome]:
        """Call an operation of the server elsewhere by both clients."""
        return (
            _call(self._stray, arguments, raw=False),
            self._runner.run(_call_async(self._async_stray, arguments, raw=False)),
        )


def _rejection(call: Callable[[], object]) -> Exception | None:
    try:
        call()
    except (TypeError, ValueError) as error:
        return error
    return None


def _call(client: BaseClient, arguments: Arguments, *, raw: bool) -> Outcome:
    given = arguments.given()
    try:
        return _outcome(_method(client, arguments.operation, raw=raw)(**given), raw=raw)
    except ApiError as error:
        return Outcome(error=error)


async def _call_async(client: AsyncBaseClient, arguments: Arguments, *, raw: bool) -> Outcome:
    given = arguments.given()
    try:
        return _outcome(await _method(client, arguments.operation, raw=raw)(**given), raw=raw)
    except ApiError as error:
        return Outcome(error=error)


def plain(value: Any) -> Any:  # noqa: ANN401 - a model, or what JSON holds
    """Return what was read as JSON has it; a file as its bytes."""
    if isinstance(value, File):
        value.payload.seek(0)
        return value.payload.read()
    if is_list(value):
        return [plain(each) for each in value]
    return value.to_dict() if hasattr(value, "to_dict") else value


def headers_of(request: LoggedRequest) -> Mapping[str, str]:
    """Return the headers of a request by lower-case name."""
    return {name.lower(): value for name, value in request.headers}


def _method(client: BaseClient | AsyncBaseClient, operation: Operation, *, raw: bool) -> Anything:
    resource: Anything = getattr(client, snake_case(operation.tag))
    return getattr(resource.with_raw_response if raw else resource, operation.traits["name"])


def _outcome(result: Anything, *, raw: bool) -> Outcome:
    return Outcome(plain(result.parsed), result) if raw else Outcome(plain(result))
