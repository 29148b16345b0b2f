"""Servers and proxies that drip, swallow and wait, for as long as a test has deadline."""

import socket
import ssl
from collections.abc import Iterable
from contextlib import suppress
from itertools import chain, repeat
from threading import Event, Thread
from typing import Self

from scripted_server import PATIENCE

PACE = 0.02
"""Seconds between two parts of what comes slowly."""
SILENCE = repeat(b"")
HANDSHAKE = [b"\x16\x03\x03\x40\x00", *repeat(b"\0", 20_000)]
"""A record of TLS that has 16,384 bytes, as it begins, and byte by byte."""
TUNNEL = b"HTTP/1.1 200 Connected\r\n\r\n"


class SlowPeer:
    """Says something at once to each who connects and speaks, and the rest slowly. Use it as a context manager.

    Args:
        first: what it says at once.
        drops: what it says then, one after the other.
        takes: how many bytes it reads between two drops.
        tls: encrypts all of it; None for nothing.

    Attributes:
        waited: whether somebody stayed until its deadline was over.
        greeted: is set when somebody spoke.
    """

    def __init__(
        self,
        first: bytes = b"",
        drops: Iterable[bytes] = SILENCE,
        *,
        takes: int = 65536,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._first, self._drops, self._takes, self._tls = first, drops, takes, tls
        self.waited = False
        self.greeted = Event()
        self._ends = Event()

    def __enter__(self) -> Self:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.port = int(self._listener.getsockname()[1])
        self._threads = [Thread(target=self._accept)]
        self._threads[0].start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ends.set()
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(PATIENCE)

    def _accept(self) -> None:
        with suppress(OSError):  # closed
            while True:
                connection = self._listener.accept()[0]
                self._threads.append(Thread(target=self._serve, args=(connection,)))
                self._threads[-1].start()

    def _serve(self, connection: socket.socket) -> None:
        with suppress(OSError), connection, self._encrypted(connection) as peer:
            if self._first:
                assert peer.recv(self._takes)
                peer.sendall(self._first)
                self.greeted.set()
            for _, drop in zip(range(int(PATIENCE / PACE)), chain(self._drops, SILENCE), strict=False):
                if self._ends.wait(PACE) or not is_there(peer, self._takes):
                    return
                peer.sendall(drop)
            self.waited = True

    def _encrypted(self, connection: socket.socket) -> socket.socket:
        return connection if self._tls is None else self._tls.wrap_socket(connection, server_side=True)


def is_there(peer: socket.socket, takes: int) -> bool:
    """Read what came, and return whether the other side has not gone."""
    peer.settimeout(0.001)
    try:
        return bool(peer.recv(takes))
    except TimeoutError:
        return True
    finally:
        peer.settimeout(PATIENCE)
