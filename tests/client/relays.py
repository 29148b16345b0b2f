"""A proxy on this machine: it passes bytes on in both directions, once it was told where to."""

import selectors
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import Self

PATIENCE = 30.0


class Relay:
    """Takes CONNECT, or SOCKS 5 without a password. Use it as a context manager.

    Args:
        is_socks: which of both.
        tls: encrypts what is said to it; None for nothing.

    Attributes:
        tunnels: where it connected to.
    """

    def __init__(self, *, is_socks: bool = False, tls: ssl.SSLContext | None = None) -> None:
        self._is_socks, self._tls = is_socks, tls
        self.tunnels: list[tuple[str, int]] = []

    def __enter__(self) -> Self:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listener.getsockname()[1])
        self._threads = [Thread(target=self._accept)]
        self._threads[0].start()
        return self

    def __exit__(self, *error: object) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(PATIENCE)

    def _accept(self) -> None:
        with suppress(OSError):  # closed
            while True:
                connection = self._listener.accept()[0]
                connection.settimeout(PATIENCE)
                self._start(self._serve, connection)

    def _start(self, target: Callable[..., None], *given: object) -> None:
        thread = Thread(target=target, args=given)
        self._threads.append(thread)
        thread.start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            near = connection if self._tls is None else self._tls.wrap_socket(connection, server_side=True)
            where = self._socks(near) if self._is_socks else self._connect(near)
            self.tunnels.append(where)
            with near, socket.create_connection(where, PATIENCE) as far:
                self._pass_on(near, far)

    def _connect(self, near: socket.socket) -> tuple[str, int]:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += near.recv(1)
        host, _, port = head.split()[1].decode().rpartition(":")
        near.sendall(b"HTTP/1.1 200 Connected\r\n\r\n")
        return host, int(port)

    def _socks(self, near: socket.socket) -> tuple[str, int]:
        assert near.recv(3) == b"\x05\x01\x00"
        near.sendall(b"\x05\x00")
        asked = near.recv(10)  # version, command, 0, IPv4, four bytes of it, two of the port
        near.sendall(b"\x05\x00\x00\x01" + asked[4:])
        return socket.inet_ntoa(asked[4:8]), int.from_bytes(asked[8:], "big")

    def _pass_on(self, near: socket.socket, far: socket.socket) -> None:
        """Pass on what comes from either, in one thread: an encrypted connection is not to be used by two at once."""
        other = {near: far, far: near}
        with selectors.DefaultSelector() as selector:  # `select` fails where a process has more than 1,024 files open
            for each in other:
                selector.register(each, selectors.EVENT_READ, each)
            while True:
                waiting = [near] if isinstance(near, ssl.SSLSocket) and near.pending() else []
                for source in waiting or [key.data for key, _ in selector.select(PATIENCE)]:
                    if not (content := source.recv(65536)):
                        return
                    other[source].sendall(content)
