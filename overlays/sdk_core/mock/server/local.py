"""A mock that is served and controlled by this process: what the fixtures of the pytest plugin are made of."""

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Generic, Self, TypeVar, cast

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from sdk_core.mock.admin import advance
from sdk_core.mock.app import Backend, Mock
from sdk_core.mock.app.mock import I, S
from sdk_core.mock.building import build_application, build_mock
from sdk_core.mock.faults import Faults
from sdk_core.mock.request_journal import LoggedRequest
from sdk_core.mock.server.server import Server

L = TypeVar("L")
_NOBODY = Response("no mock is being served: the test that had one is over", 503)


class LocalServer:
    """Serves one mock after the other at the same URL, each with a state of its own. Use it as a context manager."""

    def __init__(self) -> None:
        self._application: ASGIApp = _NOBODY
        self._server = Server(self._response)

    def __enter__(self) -> Self:
        self._server.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._server.__exit__(*error)

    @contextmanager
    def serve(
        self, backend: Backend[I, S], instance: I, kind: "Callable[[Mock[I, S], Server], L]"
    ) -> Generator[L, None, None]:
        """Serve a mock of an instance, seeded: ids are the same in each run, and the clock is frozen.

        Args:
            backend: Of its API.
            instance: What it pretends to be.
            kind: The class of what is given back: `LocalMock`, or the one of an API's room.
        """
        mock = build_mock(backend, instance, seed=0)
        try:
            self._application = build_application(mock)
            yield kind(mock, self._server)
        finally:
            self._application = _NOBODY
            self._server.cut_off()
            mock.close()

    async def _response(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._application(scope, receive, send)


class LocalMock(Generic[I, S]):
    """A mock that this process serves.

    All of it may be used while calls are made: what is not safe by itself is done in the server's thread.

    Args:
        mock: The mock.
        server: Responds to its calls.
    """

    def __init__(self, mock: Mock[I, S], server: Server) -> None:
        self._mock, self._server = mock, server

    def __repr__(self) -> str:
        return f"LocalMock({self.url!r})"

    @property
    def url(self) -> str:
        """Where it is, such as http://127.0.0.1:40123: the base URL for clients."""
        return self._server.url

    @property
    def instance(self) -> I:
        """What it pretends to be, with the keys that it takes."""
        return self._mock.instance

    @property
    def faults(self) -> Faults:
        """What goes wrong on request: `faults.add(operation=ID, status=503)`."""
        return self._mock.faults

    @property
    def requests(self) -> list[LoggedRequest]:
        """The requests that arrived, the oldest first, without their secrets."""
        return self._mock.journal.requests()

    @property
    def clock(self) -> "LocalClock":
        """Its clock, which is frozen until it is advanced."""
        return LocalClock(self._mock, self._server)

    @property
    def state(self) -> S:
        """What it knows, in parts such as `state.recipients`; see their methods.

        Results that are made little by little are lists here. The part `database` is not for others to use.
        """
        return cast("S", _Parts(self._mock.state, self._server))


class LocalClock:
    """The frozen clock of a mock.

    Args:
        mock: Whose clock.
        server: Does what is due when time passes.
    """

    def __init__(self, mock: Mock[Any, Any], server: Server) -> None:
        self._mock, self._server = mock, server

    def now(self) -> datetime:
        """Return the present moment, in UTC."""
        return self._mock.clock.now()

    def advance(self, seconds: float) -> datetime:
        """Let time pass, and return the moment that is the present then.

        The work that is due by then is done, and the ends of tasks are reported to their callbacks.

        Args:
            seconds: How long, 0 or more.

        Raises:
            ValueError: As for `sdk_core.mock.clock.Clock.advance`.
        """
        self._server.run(advance(self._mock, seconds))
        return self.now()


class _Parts:
    """The state, part by part: the methods of each are called in the server's thread."""

    def __init__(self, state: object, server: Server) -> None:
        self._state, self._server = state, server

    def __getattr__(self, name: str) -> "_Part":
        if name == "database":
            raise AttributeError("the database belongs to the server's thread; use a part of the state instead")
        return _Part(getattr(self._state, name), self._server)


class _Part:
    def __init__(self, part: object, server: Server) -> None:
        self._part, self._server = part, server

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a part has
        found: object = getattr(self._part, name)
        return self._called(found) if callable(found) else found

    def _called(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - what the method takes and returns
            result = method(*arguments, **named)
            if isinstance(result, Iterator):
                return [*result]  # pyright: ignore[reportUnknownVariableType] - of whatever the method says
            return result

        return lambda *arguments, **named: self._server.call(call, *arguments, **named)
