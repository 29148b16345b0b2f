"""Finds the addresses of a host within a time limit, which the system's own search for a name does not take.

A thread of its own searches, and the caller stops waiting for it in time. The system's search ends by itself, usually
after some seconds; until then, all who want the same name wait for the same one, so that no threads heap up.
"""

import os
import socket
from collections.abc import Sequence
from concurrent.futures import Future
from ipaddress import ip_address
from threading import Thread
from typing import Any, Final

from sdk_core.wire.interrupts import mutex

INVALID_HOST: Final = "the name of the host is not valid: check the address"
Address = tuple[int, int, int, str, Any]
"""Family, kind, protocol, name and where, as the system tells them."""


class _Search:
    """A search that goes on, and what it found."""

    def __init__(self, host: str, port: int) -> None:
        self.found: Future[Sequence[Address]] = Future()
        self._place = host, port
        self._thread: Thread | None = None

    def begin(self) -> None:
        """Search in a thread, unless one does; the caller that was to start it may have been interrupted before."""
        with _LOCK:
            if not self.found.done() and (self._thread is None or self._thread.ident is None):
                self._thread = Thread(target=self._run, name="sdk_core-resolving", daemon=True)
                try:
                    self._thread.start()
                except RuntimeError:  # the interpreter is ending, as in functions of `atexit`: then without a limit
                    self._run()

    def _run(self) -> None:
        try:
            addresses = _search(*self._place)
        except Exception as error:  # noqa: BLE001 - whatever it is, those who wait raise it
            self._forget()
            self.found.set_exception(error)
        else:
            self._forget()
            self.found.set_result(addresses)

    def _forget(self) -> None:
        _SEARCHES.pop((os.getpid(), *self._place), None)


_SEARCHES: Final[dict[tuple[int, str, int], _Search]] = {}
"""Searches that go on, by process, host and port: in a fork, its parent's never end."""
_LOCK: Final = mutex()


def resolve(host: str, port: int, timeout: float | None) -> Sequence[Address]:
    """Return the addresses of a host.

    Args:
        host: its name, or an address.
        port: to connect to.
        timeout: seconds to wait at most, None for as long as it takes.

    Raises:
        TimeoutError: they were not found in time.
        OSError: there is no such host, or no way to find out.

    >>> resolve("127.0.0.1", 443, timeout=1.0)[0][4]
    ('127.0.0.1', 443)
    """
    if is_address(host):
        return _search(host, port)
    key = os.getpid(), host, port
    with _LOCK:
        search = _SEARCHES.get(key)
        if search is None:
            search = _SEARCHES[key] = _Search(host, port)
    search.begin()
    try:
        return search.found.result(timeout)
    except TimeoutError:
        raise TimeoutError("the name of the host was not resolved in time") from None


def is_address(host: str) -> bool:
    """Return whether a host is an address already.

    >>> is_address("127.0.0.1"), is_address("localhost")
    (True, False)
    """
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _search(host: str, port: int) -> Sequence[Address]:
    try:
        return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError:  # a part of it is empty, or too long
        raise OSError(INVALID_HOST) from None
