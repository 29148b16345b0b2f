"""A server on this machine that responds as it is told, counts who connects, and keeps what it was asked."""

import json
import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Self

from agillic_api import OPERATIONS

TOKEN_PATH = OPERATIONS["getOAuthToken"].path
HANG = b"hang"
"""A response that never comes, and leaves the connection open."""


class Last(bytes):
    """A response after which the connection is closed."""


@dataclass(frozen=True)
class Asked:
    """A request as it arrived."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    @property
    def is_for_token(self) -> bool:
        return self.target.split("?")[0].endswith(TOKEN_PATH)

    def text(self) -> str:
        """Return all of it, as a server that quotes what it was sent would."""
        return f"{self.method} {self.target} {self.headers} {self.body.decode('utf-8', 'replace')}"


Answer = Callable[[Asked], bytes]


def task_response(status: int, body: object = None, **headers: str) -> bytes:
    """Return the bytes of a response; underscores in names of headers are hyphens."""
    content = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
    lines = [f"HTTP/1.1 {status} As told", f"Content-Length: {len(content)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + content


def token_response(token: str) -> bytes:
    return task_response(200, {"access_token": token, "token_type": "bearer", "expires_in": 3600})


@dataclass
class Listener:
    """Use it as a context manager. `response` may be changed while it listens; b"" closes the connection.

    Attributes:
        response: returns the bytes of a response.
        tls: how connections are encrypted; None for not at all.
        connections: how many were opened, whether anything was asked or not.
        asked: what arrived, in order.
    """

    response: Answer = field(default=lambda _: task_response(200))
    tls: ssl.SSLContext | None = None
    connections: int = 0
    asked: list[Asked] = field(default_factory=list[Asked])
    handshakes: list[object] = field(default_factory=list[object])

    def __enter__(self) -> Self:
        self._closing = threading.Event()
        self._server = _server_of(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}"

    @property
    def calls(self) -> list[Asked]:
        """What arrived besides requests for tokens."""
        return [each for each in self.asked if not each.is_for_token]

    def serve(self, connection: socket.socket) -> None:
        """Response what comes over a connection, one after the other."""
        if self.tls:
            connection = self.tls.wrap_socket(connection, server_side=True)
            self.handshakes.append(connection.getpeercert())
        with connection, connection.makefile("rb") as stream:
            while line := stream.readline():
                method, target, _ = line.decode().split(" ", 2)
                headers: dict[str, str] = {}
                while (line := stream.readline()) not in (b"\r\n", b""):
                    name, value = line.decode("latin-1").rstrip("\r\n").split(": ", 1)
                    headers[name.lower()] = value
                body = stream.read(int(headers.get("content-length", "0")))
                asked = Asked(method, target, headers, body)
                self.asked.append(asked)
                response = self.response(asked)
                if response is HANG:
                    self._closing.wait()
                if not response or response is HANG:
                    return
                connection.sendall(response)
                if isinstance(response, Last):
                    return


def _server_of(listener: Listener) -> ThreadingTCPServer:
    class Handler(StreamRequestHandler):
        disable_nagle_algorithm = True

        def handle(self) -> None:
            listener.connections += 1
            with suppress(OSError):  # the other side has gone, or did not trust the certificate
                listener.serve(self.request)

    class Server(ThreadingTCPServer):
        daemon_threads = True
        block_on_close = False
        request_queue_size = 128

    return Server(("127.0.0.1", 0), Handler)
