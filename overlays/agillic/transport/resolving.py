"""Finds the addresses of a host within a time limit, which the system's own search for a name does not take.

A thread of its own searches, and the caller stops waiting for it in time. The system's search ends by itself, usually
after some seconds; until then, all who want the same name wait for the same one, so that no threads heap up.
"""

import os
import socket
from collections.abc import Sequence
from concurrent.futures import Future
from ipaddress import ip_address
from threading import Lock, Thread
from typing import Any

Address = tuple[int, int, int, str, Any]
"""Family, kind, protocol, name and where, as the system tells them."""

_SEARCHES: dict[tuple[int, str, int], "Future[Sequence[Address]]"] = {}
"""Searches that go on, by process, host and port: in a fork, its parent's never end."""
_LOCK = Lock()


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
    if _is_address(host):
        return _search(host, port)
    key = os.getpid(), host, port
    with _LOCK:
        found, is_ours = _SEARCHES.get(key), False
        if found is None:
            found, is_ours = Future["Sequence[Address]"](), True
            _SEARCHES[key] = found
    if is_ours:
        thread = Thread(target=_fulfill, args=(key, found), name="agillic-resolving", daemon=True)
        try:
            thread.start()
        except RuntimeError:  # the interpreter is ending, as in functions of `atexit`: then without a limit
            _fulfill(key, found)
    try:
        return found.result(timeout)
    except TimeoutError:
        raise TimeoutError("the name of the host was not resolved in time") from None


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _search(host: str, port: int) -> Sequence[Address]:
    return socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)


def _fulfill(key: tuple[int, str, int], found: "Future[Sequence[Address]]") -> None:
    try:
        addresses = _search(*key[1:])
    except Exception as error:  # noqa: BLE001 - whatever it is, those who wait raise it
        _SEARCHES.pop(key, None)
        found.set_exception(error)
    else:
        _SEARCHES.pop(key, None)
        found.set_result(addresses)
