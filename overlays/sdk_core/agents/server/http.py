"""Serves clients of this machine over HTTP: any number of them, each with the token.

The transport is the SDK's streamable HTTP, for both eras of the protocol. It listens on loopback only: what comes from
other machines needs encryption, and accounts, which this is not.
"""

import secrets
import socket
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import anyio
import uvicorn
from mcp.server import Server
from mcp.server.transport_security import TransportSecuritySettings
from starlette.types import ASGIApp

from sdk_core.agents.server.ending import GRACE, Ending
from sdk_core.agents.server.failures import log_to_stderr
from sdk_core.agents.server.http_guard import LoopbackGuard
from sdk_core.agents.server.http_messages import MessageBodies
from sdk_core.agents.server.malformed import MalformedRecord, OnMalformed
from sdk_core.sync.state.private_file import write_private

PATH: Final = "/mcp"
MAX_BODY: Final = 4 * 1024 * 1024
"""Bytes of one message."""
LOOPBACK: Final = ("127.0.0.1", "::1")
_MAX_SESSIONS: Final = 100
_LAST_PORT: Final = 65_535
_TOKEN_BYTES: Final = 32
_LAST_BYTES: Final = 1
"""Seconds that responses have to leave when the server ends; streams that stay open are closed then."""


class AddressError(ValueError):
    """The server cannot listen there. The message says why and what to do."""


def application(
    server: Server[Any], *, token: str, host: str, port: int, record: MalformedRecord | None = None
) -> ASGIApp:
    """Return the guarded ASGI application of a server, which a web server on loopback can run once.

    Args:
        server: what `make_server` returned.
        token: what clients send as their bearer token, at least 43 characters.
        host: the address that it is reached at, `127.0.0.1` or `::1`.
        port: its port.
        record: what counts messages that are refused; None for nothing.

    Raises:
        AddressError: the address is not on loopback.
        ValueError: the token is too short.
    """
    _expect_loopback(host)
    inner = server.streamable_http_app(
        streamable_http_path=PATH,
        max_request_body_size=MAX_BODY,
        max_sessions=_MAX_SESSIONS,
        # The guard has looked at both, and more strictly.
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
    )
    return LoopbackGuard(MessageBodies(inner, max_bytes=MAX_BODY, record=record), token=token, host=host, port=port)


def serve_http(  # noqa: PLR0913 - what a server is reached by, by names
    server: Server[Any],
    *,
    token_file: Path,
    on_ready: Callable[[str], object],
    host: str = "127.0.0.1",
    port: int = 0,
    token: str = "",
    grace: float = GRACE,
    on_malformed: OnMalformed | None = None,
) -> None:
    """Serve until SIGTERM or SIGINT comes. The rest of the process's life is this.

    Args:
        server: what `make_server` returned.
        token_file: where the token is put for clients, readable by its owner alone; its folder is there.
        on_ready: called with the URL when the server listens.
        host: `127.0.0.1` or `::1`.
        port: from 0 to 65535; 0 takes one that is free.
        token: what clients send as their bearer token; a new one where none is given.
        grace: seconds that calls under way have to end in; then the process ends, with code 0 (130 after Ctrl-C).
        on_malformed: called for messages that are refused before they are read, at most once a second for each kind.

    Raises:
        AddressError: the address is not on loopback, or its port is taken.
        KeyboardInterrupt: Ctrl-C was pressed, and the server has ended.
        OSError: the file cannot be written.
        ValueError: the token is too short.
    """
    log_to_stderr()
    token = token or secrets.token_urlsafe(_TOKEN_BYTES)
    with _listening(host, port) as listening:
        bound = listening.getsockname()[1]
        record = MalformedRecord(on_malformed)
        guarded = application(server, token=token, host=host, port=bound, record=record)
        write_private(token_file, token.encode())
        with Ending(grace) as ending:
            place = f"[{host}]" if ":" in host else host
            anyio.run(_serve, guarded, listening, ending, record, lambda: on_ready(f"http://{place}:{bound}{PATH}"))
    if ending.is_interrupted:
        raise KeyboardInterrupt


async def _serve(
    guarded: ASGIApp,
    listening: socket.socket,
    ending: Ending,
    record: MalformedRecord,
    on_ready: Callable[[], object],
) -> None:
    config = uvicorn.Config(
        guarded,
        http="h11",
        ws="none",
        interface="asgi3",
        lifespan="on",
        log_config=None,
        access_log=False,  # a query may hold what nobody should read later
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=_LAST_BYTES,
    )
    web = _Uvicorn(config, on_ready)
    async with anyio.create_task_group() as group:
        group.start_soon(_stop, web, ending)
        await web.serve([listening])
        ending.begin()
    await record.finish()


async def _stop(web: uvicorn.Server, ending: Ending) -> None:
    await ending.wait()
    web.should_exit = True


class _Uvicorn(uvicorn.Server):
    """Tells when it listens, and leaves signals to `Ending`."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], object]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_ready()

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield


def _expect_loopback(host: str) -> None:
    if host not in LOOPBACK:
        raise AddressError(
            f"{host!r} is not served: only {' and '.join(LOOPBACK)} are, since the token and the data would travel "
            "unencrypted to other machines; forward a port by SSH to reach the server from there"
        )


def _listening(host: str, port: int) -> socket.socket:
    _expect_loopback(host)
    if not 0 <= port <= _LAST_PORT:
        raise AddressError(f"{port} is no port: give one from 0 to {_LAST_PORT}, 0 for a free one")
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise AddressError(
            f"port {port} of {host} cannot be used ({error.strerror}): give another, or 0 for a free one"
        ) from error
