"""The sockets of synchronous calls: each wait for one ends by the call's deadline, however slowly the other side sends.

The HTTP library takes a time limit before each phase of a call and applies it to each read in it again: a head that
comes byte by byte, or `100 Continue` without end, never ends. Here each read and write asks what is left of the call.
In asyncio, a deadline cancels whatever a call waits for.
"""

import os
import select
import socket
import ssl
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any, Final, TypeVar, cast

import httpcore

from sdk_core.transport.http.resolver import Address, resolve
from sdk_core.transport.retries.deadline import DeadlineTimeouts

T = TypeVar("T")

_RECORD: Final = 16 * 1024
"""Bytes of a record of TLS, about."""


class Network(httpcore.NetworkBackend):
    """Opens the one connection of a transport, and bounds each wait by the deadline of the call that uses it.

    Attributes:
        timeouts: the limits of the present call; only `DeadlineTimeouts` know a deadline.
        layers: how many layers of TLS the connection has: two within the TLS of a proxy.
    """

    def __init__(self) -> None:
        self.timeouts: Mapping[str, float | None] = {}
        self.layers = 0
        self._socket: socket.socket | None = None
        self._process = 0
        self._is_cut = False

    def seconds(self, timeout: float | None) -> float | None:
        """Return how long to wait now: the timeout, or what is left of the call when that is less.

        Args:
            timeout: of the phase; None, which the HTTP library gives for what it says to a SOCKS proxy, for as long as
                connecting may take.

        Raises:
            TimeoutError: the deadline is past.
            ConnectionAbortedError: the client was closed.
        """
        if self._is_cut:
            raise ConnectionAbortedError("the client was closed")
        timeouts = self.timeouts
        if timeout is None:
            timeout = timeouts.get("connect")
        return timeouts.within(timeout) if isinstance(timeouts, DeadlineTimeouts) else timeout

    def check_end(self, content: bytes) -> None:
        """Tell the end that the other side made from our own.

        Raises:
            ConnectionAbortedError: nothing came, because the client was closed.
        """
        if not content and self._is_cut:
            raise ConnectionAbortedError("the client was closed")

    def watch(self, sock: socket.socket) -> None:
        """Remember a socket, to be able to cut it off."""
        self._socket, self._process = sock, os.getpid()

    def cut(self) -> None:
        """End whatever waits for the socket, in any thread. To close it alone would wake no thread."""
        self._is_cut = True
        sock = self._socket
        if sock is not None and self._process == os.getpid():  # after a fork it is the parent's connection too
            with suppress(OSError):  # it was closed, or never connected
                # Not the method of an SSLSocket: that gives up the encryption first, and another thread may be sending.
                socket.socket.shutdown(sock, socket.SHUT_RDWR)

    def close(self) -> None:
        """Close the connection, also one that was never ready."""
        self.cut()
        if self._socket is not None:
            self._socket.close()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address of a host that takes the connection.

        Raises:
            httpcore.ConnectTimeout: neither did in time, or the host's name was not resolved in time.
            httpcore.ConnectError: neither did.
        """
        self.layers = 0

        def connect() -> socket.socket:
            failure: OSError | None = None
            for address in resolve(host, port, self.seconds(timeout)):
                try:
                    return self._connected(address, timeout, local_address, [*(socket_options or ())])
                except OSError as error:
                    failure = error
            raise failure or OSError("the host has no address")

        return _Stream(_mapped(connect), self)

    def _connected(
        self, address: Address, timeout: float | None, local_address: str | None, options: list[Any]
    ) -> socket.socket:
        family, kind, protocol, _, where = address
        sock = socket.socket(family, kind, protocol)
        try:
            self.watch(sock)
            sock.settimeout(self.seconds(timeout))
            if local_address is not None:
                sock.bind((local_address, 0))
            sock.connect(where)
            for option in (*options, (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)):
                sock.setsockopt(*option)
        except BaseException:
            sock.close()
            raise
        return sock


class _Stream(httpcore.NetworkStream):
    """What is read from a socket and written to it."""

    def __init__(self, sock: socket.socket, network: Network) -> None:
        self._socket, self._network = sock, network

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            self._socket.settimeout(self._network.seconds(timeout))
            content = self._socket.recv(max_bytes)
            self._network.check_end(content)
        except TimeoutError as error:
            raise httpcore.ReadTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error
        return content

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        rest = memoryview(buffer)
        try:
            while rest:
                self._socket.settimeout(self._network.seconds(timeout))
                rest = rest[self._socket.send(rest) :]
        except TimeoutError as error:
            raise httpcore.WriteTimeout(str(error)) from error
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    def close(self) -> None:
        self._socket.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        def start() -> httpcore.NetworkStream:
            if isinstance(self._socket, ssl.SSLSocket):
                return _InnerTLS(self, ssl_context, server_hostname, timeout)
            self._socket.settimeout(self._network.seconds(timeout))
            sock = ssl_context.wrap_socket(self._socket, server_hostname=server_hostname, do_handshake_on_connect=False)
            self._socket = sock
            self._network.watch(sock)  # before the handshake, which is a wait too
            sock.do_handshake()
            return _Stream(sock, self._network)

        try:
            stream = _mapped(start)
        except BaseException:
            self.close()
            raise
        self._network.layers += 1
        return stream

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - as the HTTP library has it
        if info == "ssl_object":
            return self._socket if isinstance(self._socket, ssl.SSLSocket) else None
        if info == "is_readable":
            return is_readable(self._socket)
        return self._socket if info == "socket" else None


class _InnerTLS(httpcore.NetworkStream):
    """TLS within the TLS of a proxy, over the stream to that, whose reads and writes are bounded one by one."""

    def __init__(
        self, outer: _Stream, ssl_context: ssl.SSLContext, server_hostname: str | None, timeout: float | None
    ) -> None:
        self._outer = outer
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._tls = ssl_context.wrap_bio(self._incoming, self._outgoing, server_hostname=server_hostname)
        self._do(self._tls.do_handshake, timeout)

    def _do(self, step: Callable[[], T], timeout: float | None) -> T:
        """Take a step, and pass on between both ends what that takes."""
        while True:
            result, wants_more = None, False
            try:
                result = step()
            except ssl.SSLWantReadError:
                wants_more = True
            self._outer.write(self._outgoing.read(), timeout)
            if not wants_more:
                return cast("T", result)
            content = self._outer.read(_RECORD, timeout)
            if content:
                self._incoming.write(content)
            else:
                self._incoming.write_eof()

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        try:
            return self._do(partial(self._tls.read, max_bytes), timeout)
        except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
            return b""
        except OSError as error:
            raise httpcore.ReadError(str(error)) from error

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        rest = memoryview(buffer)
        try:
            while rest:
                rest = rest[self._do(partial(self._tls.write, rest), timeout) :]
        except OSError as error:
            raise httpcore.WriteError(str(error)) from error

    def close(self) -> None:
        self._outer.close()

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - as the HTTP library has it
        return self._tls if info == "ssl_object" else self._outer.get_extra_info(info)


def _mapped(connect: Callable[[], T]) -> T:
    """Call what connects, and raise the HTTP library's errors for those of the system."""
    try:
        return connect()
    except (TimeoutError, httpcore.TimeoutException) as error:
        raise httpcore.ConnectTimeout(str(error)) from error
    except (OSError, httpcore.NetworkError) as error:
        raise httpcore.ConnectError(str(error)) from error


def is_readable(sock: socket.socket) -> bool:
    """Return whether a read would return at once: of a connection at rest, that it was closed."""
    if sock.fileno() < 0:  # it was closed here
        return True
    if sys.platform == "win32":
        return bool(select.select([sock], [], [], 0)[0])
    poll = select.poll()  # a tenth of the time that a selector takes, and no limit of its files
    poll.register(sock, select.POLLIN)
    return bool(poll.poll(0))
